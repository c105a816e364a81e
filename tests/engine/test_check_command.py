"""The command prints findings by severity, without a database, and fails on errors."""

import json
from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from programs.management.commands.check_program import Command
from tests.engine.checks_by_hand import phase
from tests.engine.programs_by_hand import body_of, slot


def check(file, *arguments) -> str:
    out = StringIO()
    call_command(Command(), str(file), *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def written(tmp_path):
    """Writes a transition of one line of 3 x 8 with these fields."""

    def write(**fields):
        day = [slot({"sets": 3, "reps": "8", **fields}, key="lp", exercise="Leg Press")]
        file = tmp_path / "rest.json"
        file.write_text(json.dumps(body_of(phase(day, goal="transition", count=3, name="Rest"))))
        return file

    return write


def test_check_prints_place_sentence_and_source_by_severity(written) -> None:
    printed = check(written(rpe=7))

    assert printed == (
        "Warnings: these want a coach's acknowledgment (1)\n"
        "  X03 (practice)\n"
        "    Rest, weeks 1-3, day 1, Leg Press, line 1: "
        "Leg Press is planned at RPE 7; keep it at 6 RPE or less.\n"
        "\n"
        "Advice (1)\n"
        "  X01 (practice)\n"
        "    Rest: The phase lasts 3 weeks; keep it between 1 and 2 weeks.\n"
    )


def test_check_json_tells_each_finding_exactly(written) -> None:
    [first, _] = json.loads(check(written(rpe=7), "--format", "json"))
    place = {
        "mesocycle": 0,
        "phase": "Rest",
        "week": 1,
        "day": 1,
        "slot": "lp",
        "exercise": "Leg Press",
        "group": 0,
    }

    assert first == {
        "rule": "X03",
        "severity": "warning",
        "where": "Rest, weeks 1-3, day 1, Leg Press, line 1",
        "place": place,
        "places": [place, {**place, "week": 2}, {**place, "week": 3}],
        "weeks": [1, 2, 3],
        "subject": "leg-press",
        "measured": "7",
        "lower": None,
        "upper": "6",
        "unit": "RPE",
        "sentence": "Leg Press is planned at RPE 7; keep it at 6 RPE or less.",
        "source": "practice",
    }


def test_check_without_findings_says_so(tmp_path) -> None:
    day = [slot({"sets": 3, "reps": "8"}, exercise="Leg Press")]
    file = tmp_path / "rest.json"
    file.write_text(json.dumps(body_of(phase(day, goal="transition"))))

    assert check(file) == "Nothing to report.\n"
    assert check(file, "--format", "json") == "[]\n"


def at_home(tmp_path, *, exercise, load_kg):
    line = {"sets": 3, "reps": "8", "rpe": 8, "load": {"kg": load_kg}, "rest_s": 180}
    day = [slot(line, exercise=exercise, main=True)]
    file = tmp_path / "home.json"
    file.write_text(json.dumps(body_of(phase(day, goal="strength", count=4))))
    return file


def rules(file, *arguments):
    out = StringIO()
    with suppress(CommandError):
        call_command(Command(), str(file), "--format", "json", *arguments, stdout=out)
    return [one["rule"] for one in json.loads(out.getvalue())]


def test_check_at_home_finds_what_nothing_is_known_to_replace(tmp_path) -> None:
    file = at_home(tmp_path, exercise="Own Sled", load_kg=40)

    assert "S25" not in rules(file)
    assert "S25" in rules(file, "--home")
    assert "S25" in rules(file, "--dumbbells", "30")


def test_check_at_home_lets_a_lift_that_outgrows_the_dumbbells_have_eight_reps(tmp_path) -> None:
    file = at_home(tmp_path, exercise="Dumbbell Bench Press", load_kg=32.5)

    assert "ST02" in rules(file, "--dumbbells", "32.5")
    assert "ST02" not in rules(file, "--dumbbells", "30")


@pytest.mark.parametrize("weight", ["0", "-1", "nan", "heavy"])
def test_check_refuses_dumbbells_without_weight(tmp_path, weight) -> None:
    file = at_home(tmp_path, exercise="Dumbbell Bench Press", load_kg=30)

    with pytest.raises(CommandError, match="is no weight; give kilograms"):
        check(file, "--dumbbells", weight)


def test_check_prints_everything_and_then_fails_on_errors(tmp_path) -> None:
    day = [slot({"sets": 3, "reps": "31"}, exercise="Leg Press")]
    file = tmp_path / "light.json"
    file.write_text(json.dumps(body_of(phase(day, goal="hypertrophy", count=4))))
    out = StringIO()

    with pytest.raises(CommandError) as refused:
        call_command(Command(), str(file), stdout=out)

    # Fewer than two exercises (H17) and more than thirty repetitions (H02).
    assert str(refused.value) == "light.json has 2 errors; mend what the rules name above."
    assert refused.value.returncode == 1
    printed = out.getvalue()
    assert printed.index("  H17") < printed.index("  H02") < printed.index("Warnings")


def test_check_bad_file_lists_its_faults_and_prints_nothing(tmp_path) -> None:
    file = tmp_path / "bad.json"
    file.write_text('{"format": "program/1", "name": "x", "mesocycles": []}')

    with pytest.raises(CommandError, match=r"^bad\.json cannot be used, 1 fault:"):
        check(file)
