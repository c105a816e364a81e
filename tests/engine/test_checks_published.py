"""Every published program through every check."""

from functools import cache
from pathlib import Path

import pytest

from programs.engine.checks.bands import is_inside, rule_of
from programs.engine.checks.check import check_program
from programs.engine.checks.finding import Severity
from programs.engine.checks.unknown import UNKNOWN_EXERCISE
from tests.engine.checks_by_hand import found, phase
from tests.engine.programs_by_hand import slot
from tests.engine.published import program_in

PUBLISHED = Path(__file__).resolve().parents[2] / "programs" / "data" / "published"
PROGRAMS = {file.stem: program_in(file) for file in sorted(PUBLISHED.glob("*.json"))}


@cache
def findings(name):
    return check_program(PROGRAMS[name])


def test_there_are_published_programs():
    assert len(PROGRAMS) == 22


@pytest.mark.parametrize("name", PROGRAMS)
def test_findings_of_a_published_program_are_exact_and_readable(name):
    written = PROGRAMS[name]
    weeks = range(1, written.week_count + 1)

    for finding in findings(name):
        assert written.mesocycles[finding.place.mesocycle].name == finding.place.phase
        assert set(finding.weeks) <= set(weeks)
        assert finding.place.week in (None, *finding.weeks)
        assert finding.sentence.endswith(".")
        assert finding.source
        assert not is_inside(finding.measured, (finding.lower, finding.upper))
        assert finding.severity == Severity(rule_of(finding.rule).severity)


def test_findings_of_a_program_are_the_same_each_time():
    assert check_program(PROGRAMS["candito-6week"]) == findings("candito-6week")


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        # Loads of 50 % in a "boring but big" phase, and ten repetitions of main lifts.
        ("531-bbb", {"ST02", "ST07", "ST09"}),
        # Working weights only: nothing says how heavy they are for the athlete.
        ("starting-strength", {"ST13"}),
        # 21 and 16 weeks in one phase.
        ("sbs-rtf", {"ST33", "ST09"}),
        ("juggernaut", {"ST33", "ST02", "ST09"}),
        ("smolov-jr", set()),
        ("rir-ramp-meso", set()),
    ],
)
def test_errors_of_published_programs_are_those_a_coach_would_name(name, rules):
    errors = {one.rule for one in findings(name) if one.severity is Severity.ERROR}

    assert errors == rules


def test_exercises_of_published_programs_are_all_known():
    rules = {finding.rule for name in PROGRAMS for finding in findings(name)}

    assert UNKNOWN_EXERCISE not in rules


def test_sentence_of_a_rise_says_how_far_it_goes():
    squat = {"sets": 3, "reps": "5", "load": {"of": "rm:bench", "percent": 75}}
    built = phase([slot(squat, main=True)], goal="strength", count=2)
    heavier = {**squat, "load": {"of": "rm:bench", "percent": 82}}
    built["weeks"][1]["days"] = [{"day": 1, "slots": [slot(heavier, main=True)]}]

    [finding] = found("ST31", built)

    assert finding.sentence == (
        "Squat rises by 7 points over its heaviest week so far, to 82 % of the maximum; "
        "keep it at 5 %1RM points or less."
    )
