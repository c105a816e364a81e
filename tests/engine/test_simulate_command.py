"""The command lets a profile train a program file, without a database."""

import csv
import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from programs.management.commands.preview_program import Command as Preview
from programs.management.commands.simulate_program import Command

DATA = Path(__file__).resolve().parents[2] / "programs" / "data"
GYM = DATA / "athletes" / "gym-lifter.json"
HOME = DATA / "athletes" / "home-lifter.json"
ALTERNATING = DATA / "published" / "alternating-10wk.json"


def simulated(*arguments, command=None):
    out = io.StringIO()
    call_command(command or Command(), *map(str, arguments), stdout=out)
    return out.getvalue()


def refused(*arguments, command=None):
    with pytest.raises(CommandError) as error:
        simulated(*arguments, command=command)
    return error.value


def test_gym_lifter_trains_the_program_as_written():
    lines = simulated(ALTERNATING, "--athlete", GYM).splitlines()

    assert lines[0] == "The profile has no maximum of Cable Fly: it is done as prescribed."
    start = lines.index("Week 1, 2024-01-01, Build: 2 of 2 sessions")
    # 70 % of 115 kg is 80.5, 80 on this bar.
    assert lines[start + 1].startswith("  2024-01-01 Bench Press: 3x 8 x 80 kg @")


def test_home_lifter_trains_substitutes_and_reads_what_is_lost():
    lines = simulated(ALTERNATING, "--athlete", HOME).splitlines()

    assert lines[0] == (
        "Bench Press becomes Dumbbell Bench Press. Start with 41.5 % of the old load in each hand."
    )
    assert "Not kept (week 1, day 1, Cable Fly): " in "\n".join(lines)
    assert "-- 2 weeks without training --" in lines
    # Monday's lifts were last done on 15 January, 21 days before: two weeks of 0.85.
    assert "Week 4, 2024-02-05, Build: 2 of 2 sessions, loads x 0.85 after a break" in lines


def test_same_seed_draws_the_same_misses_and_another_seed_others():
    first, again, other = (
        simulated(ALTERNATING, "--athlete", GYM, "--seed", seed) for seed in (1, 1, 2)
    )

    assert first == again
    assert first != other


def test_csv_has_a_row_for_every_set_asked():
    rows = list(
        csv.DictReader(io.StringIO(simulated(ALTERNATING, "--athlete", GYM, "--format", "csv")))
    )

    assert rows[0]["asked_load_kg"] == "80"
    assert {row["phase"] for row in rows} >= {"Build", "Lift"}
    assert any(row["reps"] == "" for row in rows)


def test_json_tells_decisions_with_their_reasons():
    body = json.loads(simulated(ALTERNATING, "--athlete", GYM, "--format", "json"))

    decided = [week["decision"] for week in body["weeks"] if week["decision"]]
    assert decided[0]["decision"] in {"ADVANCE", "EXTEND_1W"}
    assert decided[0]["words"].endswith(".")


def test_bad_profile_lists_every_fault_and_ends_with_one(tmp_path):
    profile = tmp_path / "athlete.json"
    profile.write_text(
        '{"format": "athlete/1", "name": "x", "lifts": {"Squat": {"max_kg": -1}}, "rpe_bais": 1}'
    )

    error = refused(ALTERNATING, "--athlete", profile)

    assert str(error).splitlines() == [
        "athlete.json cannot be used, 2 faults:",
        "rpe_bais: is not a known key; did you mean “rpe_bias”.",
        "lifts.Squat.max_kg: is -1; give a number from 0.5 to 2000.",
    ]
    assert error.returncode == 1


def test_missing_file_is_refused_in_a_sentence(tmp_path):
    error = refused(tmp_path / "none.json", "--athlete", GYM)

    assert str(error).endswith("none.json: No such file or directory; name a JSON file.")


@pytest.mark.parametrize("command", [Command, Preview])
def test_small_file_with_endless_sets_is_refused(tmp_path, command):
    slots = [
        {"key": f"s{place}", "exercise": "Squat", "groups": [{"sets": 100, "reps": "5"}] * 60}
        for place in range(40)
    ]
    schedule = {"kind": "rotation", "sessions": 1000, "sessions_per_week": 7}
    mesocycle = {"name": "m", "goal": "strength", "schedule": schedule, "days": [{"slots": slots}]}
    file = tmp_path / "endless.json"
    file.write_text(json.dumps({"format": "program/1", "name": "x", "mesocycles": [mesocycle]}))

    arguments = ["--athlete", GYM] if command is Command else []
    error = refused(file, *arguments, command=command())

    assert str(error) == (
        "The program has 240000000 sets; a command takes 100000 at most, so split it."
    )


@pytest.mark.parametrize("command", [Command, Preview])
def test_file_larger_than_two_megabytes_is_refused_unread(tmp_path, command):
    file = tmp_path / "large.json"
    file.write_bytes(b" " * 2_000_001)

    arguments = ["--athlete", GYM] if command is Command else []
    error = refused(file, *arguments, command=command())

    assert "the file is larger than 2 MB; split the program." in str(error)
