"""Stretching, shrinking, moving and pinning a phase of a year, with what changes in words."""

from dataclasses import replace
from datetime import date

import pytest

from programs.engine.planning.alternation import plan_year
from programs.engine.planning.moving import NothingBefore, move, pin, unpin
from programs.engine.planning.stretching import (
    LengthLimit,
    NoRoom,
    NotStretchable,
    PhaseStays,
    stretch,
)
from programs.engine.planning.year import NoSuchPhase

from .planned_years import FULL, HALF_YEAR, outline


def test_stretch_moves_what_follows_and_shortens_the_last():
    edit = stretch(plan_year(HALF_YEAR), phase="hypertrophy-1", weeks=1)

    assert outline(edit.plan) == [
        ("hypertrophy-1", 6),
        ("deload-1", 1),
        ("strength-1", 4),
        ("deload-2", 1),
        ("hypertrophy-2", 5),
        ("deload-3", 1),
        ("strength-2", 3),
        ("deload-4", 1),
    ]
    assert [change.words for change in edit.changes] == [
        "Hypertrophy 1 is lengthened from 5 to 6 weeks.",
        "Deload 1 begins on 2026-02-16 instead of 2026-02-09.",
        "Strength 1 begins on 2026-02-23 instead of 2026-02-16.",
        "Deload 2 begins on 2026-03-23 instead of 2026-03-16.",
        "Hypertrophy 2 begins on 2026-03-30 instead of 2026-03-23.",
        "Deload 3 begins on 2026-05-04 instead of 2026-04-27.",
        "Strength 2 begins on 2026-05-11 instead of 2026-05-04.",
        "Strength 2 is shortened from 4 to 3 weeks.",
    ]


def test_stretch_names_the_test_that_moves():
    edit = stretch(plan_year(FULL), phase="hypertrophy-1")

    tests = [change for change in edit.changes if change.kind == "test_moved"]
    assert [(change.key, change.to_on) for change in tests] == [("test-1", date(2026, 3, 2))]


def test_stretch_fixed_days_stay():
    before = plan_year(FULL)
    after = stretch(before, phase="hypertrophy-3").plan

    assert [phase for phase in after.phases if phase.is_fixed] == [
        phase for phase in before.phases if phase.is_fixed
    ]


def test_stretch_beyond_what_others_can_give_drops_the_last_phase():
    plan = plan_year(replace(HALF_YEAR, weeks=12))
    assert outline(plan) == [
        ("hypertrophy-1", 6),
        ("deload-1", 1),
        ("strength-1", 4),
        ("deload-2", 1),
    ]

    edit = stretch(plan, phase="hypertrophy-1", weeks=2)

    # One week comes from strength; the second drops it and leaves 3 + 1 - 1 easy weeks.
    assert outline(edit.plan) == [("hypertrophy-1", 8), ("deload-1", 1), ("transition-1", 3)]
    assert [change.words for change in edit.changes] == [
        "Hypertrophy 1 is lengthened from 6 to 8 weeks.",
        "Deload 1 begins on 2026-03-02 instead of 2026-02-16.",
        "Transition 1 comes in on 2026-03-09 for 3 weeks.",
        "Strength 1 on 2026-02-23 is dropped.",
        "Deload 2 on 2026-03-23 is dropped.",
    ]


@pytest.mark.parametrize(
    ("key", "weeks", "error", "says"),
    [
        ("deload-1", 1, NotStretchable, "choose a hypertrophy or strength phase"),
        ("hypertrophy-9", 1, NoSuchPhase, "choose one of hypertrophy-1"),
        ("hypertrophy-1", 3, LengthLimit, "Hypertrophy 1 may load 3 to 8 weeks"),
        ("hypertrophy-1", -4, LengthLimit, "Hypertrophy 1 may load 3 to 8 weeks"),
        ("strength-1", 1, NoRoom, "between strength 1 and 2026-03-30 can give or take"),
        ("strength-3", 1, NoRoom, "between strength 3 and 2026-10-19"),
    ],
)
def test_stretch_refused_says_what_to_do(key, weeks, error, says):
    with pytest.raises(error, match=says):
        stretch(plan_year(FULL), phase=key, weeks=weeks)


def test_pinned_phase_keeps_its_days_until_released():
    plan = pin(plan_year(HALF_YEAR), phase="hypertrophy-2")

    with pytest.raises(PhaseStays, match="release it first"):
        stretch(plan, phase="hypertrophy-2")
    edit = stretch(plan, phase="hypertrophy-1")
    assert outline(edit.plan)[:5] == [
        ("hypertrophy-1", 6),
        ("deload-1", 1),
        ("strength-1", 3),
        ("deload-2", 1),
        ("hypertrophy-2", 5),
    ]
    assert edit.plan.phase("hypertrophy-2") == plan.phase("hypertrophy-2")
    assert unpin(plan, phase="hypertrophy-2") == plan_year(HALF_YEAR)


def test_move_stretches_the_phase_before_and_keeps_its_own_length():
    plan = plan_year(HALF_YEAR)
    edit = move(plan, phase="strength-1", weeks=1)

    assert edit.plan.phase("strength-1").starts_on == date(2026, 2, 23)
    assert edit.plan.phase("strength-1").weeks == 4
    assert edit.plan.phase("hypertrophy-1").weeks == 6
    assert move(edit.plan, phase="strength-1", weeks=-1).plan == plan
    with pytest.raises(NothingBefore, match="Nothing before hypertrophy 1"):
        move(plan, phase="hypertrophy-1", weeks=1)
    with pytest.raises(PhaseStays, match="change the holiday or the event"):
        move(plan_year(FULL), phase="pause-1", weeks=1)
