"""Why a training number changed, in words."""

from fractions import Fraction

import pytest

from athletes.actions.rule_words import exercises_by_slot, reason_of
from programs.engine.resolving.resolve import RuleRun
from tests.engine.programs_by_hand import calendar, program_of, slot, weeks

SQUAT = slot({"sets": 3, "reps": "5", "load": {"of": "tm"}}, key="day-1-squat", exercise="Squat")
CHANGE = [{"verb": "add", "anchor": "tm", "value": 2.5}]
BESIDE = {"surplus": {"minimum": {"1": 5}}, "diff": {"target": {"1": 5}}}


@pytest.mark.parametrize(
    ("read", "value", "told"),
    [
        ("ok", 1, "every set of Squat was done"),
        ("ok", 0, "not every set of Squat was done"),
        ("reps", 8, "8 reps of Squat"),
        ("reps", 1, "1 rep of Squat"),
        ("load", Fraction(125, 2), "62.5 kg of Squat"),
        ("worst", 7, "7 reps in the shortest set of Squat"),
        ("rpe", Fraction(17, 2), "RPE 8.5 in the last set of Squat"),
        ("test", 140, "140 kg in the test of Squat"),
        ("surplus", 3, "3 reps of Squat beyond the least asked"),
        ("diff", -2, "2 reps of Squat short of the target"),
        ("diff", 2, "2 reps of Squat beyond the target"),
        ("speed", 1, "speed 1 of Squat"),
    ],
)
def test_reason_tells_the_session_and_what_was_read(read, value, told):
    rule = {
        "on": "slot",
        "slot": "day-1-squat",
        "read": read,
        "bands": [{"when": [None, None], "do": CHANGE}],
        **BESIDE.get(read, {}),
    }
    program = program_of(calendar(weeks(SQUAT, count=1)), rules=[rule])
    run = RuleRun(30, 0, "day-1-squat", Fraction(value), 0, ())

    reason = reason_of(run, program=program, exercises=exercises_by_slot(program))

    assert reason == f"After session 30: {told} (rule 1)"


def test_reason_of_a_rule_that_reads_nothing_says_trained():
    rule = {"on": "week", "bands": [{"do": CHANGE}]}
    program = program_of(calendar(weeks(SQUAT, count=1)), rules=[rule])

    reason = reason_of(RuleRun(3, 0, None, None, 0, ()), program=program, exercises={})

    assert reason == "After session 3: trained (rule 1)"


def test_reason_of_a_branch_says_that_its_result_decides():
    program = program_of(calendar(weeks(SQUAT, count=1)))
    run = RuleRun(3, None, "day-1-squat", Fraction(9), 0, ())

    reason = reason_of(run, program=program, exercises=exercises_by_slot(program))

    assert reason == "After session 3, which decides by its result: 9 of Squat"
