"""Sessions made lighter for a while: loads, sets and effort give way, the numbers go on."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from programs.engine.program.parts import Result
from programs.engine.progression.easing import LIGHT_WEEK, Ease
from programs.engine.progression.gap import ease_after_gap, gap_policy
from programs.engine.resolving.resolve import resolve
from programs.engine.resolving.resolved import Outcome
from tests.engine.programs_by_hand import calendar, loads_of, program_of, reps_of, slot, weeks

RAMP = ease_after_gap(gap_policy(18), week=0, is_first=True)
ADD_IF_DONE = {
    "on": "slot",
    "slot": "a",
    "read": "ok",
    "bands": [{"when": [1, 1], "do": [{"verb": "add", "anchor": "tm", "value": 5}]}],
}


def lighter(ease, *ordinals, exercise="Squat"):
    return {ordinal: {exercise: ease} for ordinal in ordinals}


def course(*groups, rules=(), count=3):
    return program_of(calendar(weeks(slot(*groups), count=count)), rules=rules)


def done(**fields):
    return {ordinal: Outcome(True, {"a": Result(**fields)}) for ordinal in (1, 2, 3)}


def test_eased_session_takes_its_shares_and_the_next_is_as_before():
    program = course({"sets": 4, "reps": "5", "load": {"of": "tm"}, "rpe": 9})

    resolution = resolve(program, eases=lighter(RAMP, 2))

    # 18 days: 0.9 of 100; 4 x 0.67 = 2.68; RPE 8 at most.
    assert loads_of(resolution) == [[100], [90], [100]]
    assert reps_of(resolution) == [["4x5"], ["3x5"], ["4x5"]]
    assert [one.slots[0].groups[0].rpe for one in resolution.sessions] == [9, 8, 9]
    assert resolution.sessions[1].slots[0].groups[0].source.scale == Fraction(9, 10)


def test_twelve_weeks_leave_one_set_of_four():
    program = course({"sets": 4, "reps": "5", "load": {"of": "tm"}})

    resolution = resolve(
        program, eases=lighter(ease_after_gap(gap_policy(84), week=2, is_first=True), 1)
    )

    assert reps_of(resolution)[0] == ["1x5"]
    assert loads_of(resolution)[0] == [70]


@pytest.mark.parametrize(
    ("effort", "eased"),
    [
        ({"rpe": 9}, (8, "rpe")),
        ({"rir": 1}, (8, "rir")),
        ({"rir": 4}, (6, "rir")),
        ({}, (8, "rir")),
    ],
)
def test_group_without_a_load_gives_way_in_its_effort(effort, eased):
    resolution = resolve(course({"reps": "10", **effort}), eases=lighter(RAMP, 1))

    group = resolution.sessions[0].slots[0].groups[0]
    assert (group.rpe, group.effort_given_as) == eased


def test_other_exercises_stay_as_written():
    program = course({"sets": 4, "reps": "5", "load": {"of": "tm"}})

    assert resolve(program, eases=lighter(RAMP, 1, exercise="Bench Press")) == resolve(program)


def test_change_of_a_rule_meanwhile_stays():
    program = course({"reps": "5", "load": {"of": "tm"}}, rules=[ADD_IF_DONE])

    resolution = resolve(program, outcomes=done(ok=True), eases=lighter(RAMP, 1, 2))

    # 0.9 of 100 and of 105 (94.5, made 95), then 110 whole.
    assert loads_of(resolution) == [[90], [95], [110]]
    assert resolution.anchors == {"tm": 115}


@pytest.mark.parametrize(
    ("read", "result"),
    [
        ("load", {"load": Fraction(90)}),
        ("reps", {"reps": 12}),
        ("rpe", {"fields": {"rpe": Fraction(6)}}),
    ],
)
def test_what_a_lighter_load_makes_better_changes_nothing(read, result):
    follow = {
        "on": "slot",
        "slot": "a",
        "read": read,
        "bands": [{"do": [{"verb": "set_from_result", "anchor": "tm"}]}],
    }
    program = course({"reps": "5+", "load": {"of": "tm"}}, rules=[follow])
    outcomes = {1: Outcome(True, {"a": Result(**result)})}

    eased = resolve(program, outcomes=outcomes, eases=lighter(RAMP, 1))
    whole = resolve(program, outcomes=outcomes)

    assert eased.anchors == {"tm": 100}
    assert whole.anchors != {"tm": 100}


def test_load_nobody_knew_is_still_found_in_an_eased_session():
    follow = {
        "on": "slot",
        "slot": "a",
        "read": "load",
        "bands": [{"do": [{"verb": "set_from_result", "anchor": "tm"}]}],
    }
    program = course({"reps": "5", "load": {"of": "tm"}}, rules=[follow])

    resolution = resolve(
        program,
        anchors={"tm": None},
        outcomes={1: Outcome(True, {"a": Result(load=Fraction(60))})},
        eases=lighter(RAMP, 1),
    )

    assert resolution.anchors == {"tm": 60}


def test_branches_wait_for_a_full_day():
    more = {"when": [3, None], "groups": [{"reps": "1", "load": {"of": "tm"}}]}
    program = course({"reps": "3+", "load": {"of": "tm"}, "report": "reps", "then": [more]})
    outcomes = done(reps=5)

    assert reps_of(resolve(program, outcomes=outcomes))[0] == ["1x3+", "1x1"]
    assert reps_of(resolve(program, outcomes=outcomes, eases=lighter(RAMP, 1)))[0] == ["1x3+"]


def test_warm_up_is_lighter_but_whole():
    program = course(
        {"sets": 2, "reps": "5", "load": {"of": "tm", "percent": 50}, "intent": "warmup"},
        {"sets": 2, "reps": "5", "load": {"of": "tm"}},
    )

    resolution = resolve(program, eases=lighter(replace(RAMP, set_share=Decimal("0.5")), 1))

    assert reps_of(resolution)[0] == ["2x5", "1x5"]
    assert loads_of(resolution)[0] == [45, 90]
    assert resolution.sessions[0].slots[0].groups[0].rpe is None


def test_back_off_follows_the_top_set_made_lighter_once():
    program = course(
        {"reps": "1", "load": {"of": "tm"}}, {"reps": "5", "load": {"of": "top:a", "percent": 80}}
    )

    # 0.9 of 100, and 0.8 of that: 72, made 72.5.
    assert loads_of(resolve(program, eases=lighter(RAMP, 1)))[0] == [90, Decimal("72.5")]


def test_eases_meet_in_the_lighter_of_both():
    assert LIGHT_WEEK.and_then(Ease(Decimal("0.7"), Decimal("0.67"), Decimal(8))) == Ease(
        Decimal("0.7"), Decimal("0.5"), Decimal(6)
    )


@pytest.mark.parametrize(
    ("days", "week", "is_first", "ease"),
    [
        (6, 0, True, None),
        (7, 0, True, Ease(rpe_cap=Decimal(8))),
        (13, 0, False, None),
        (14, 0, False, Ease(Decimal("0.9"), Decimal("0.67"), Decimal(8))),
        (14, 1, False, None),
        (70, 2, True, Ease(Decimal("0.7"), Decimal("0.33"), Decimal(8))),
    ],
)
def test_ease_after_a_gap_by_the_policy(days, week, is_first, ease):
    assert ease_after_gap(gap_policy(days), week=week, is_first=is_first) == ease
