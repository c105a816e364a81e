"""Sentences that name a figure take it from the table or the constant that decides."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from programs.engine.goals import Goal
from programs.engine.loads.home_strength import home_strength
from programs.engine.phases.boundary_tests import maximum_test
from programs.engine.phases.decision import Decision, Evidence, Reason, RollMode, Verdict
from programs.engine.phases.words import reason_for_athlete, reason_in_words
from programs.engine.planning.wishes import peaking_weeks
from programs.engine.progression import deload
from programs.engine.tables import exercises, phase_rules
from programs.engine.units import plain

LAST = Evidence(
    mode=RollMode.ADHERENCE,
    goal=Goal.STRENGTH,
    last_on=date(2025, 6, 29),
    exposure=Fraction(1),
    weeks_since_deload=6,
    lift_changes_pct=(Decimal(-4),),
)


@pytest.mark.parametrize(
    ("decision", "reason", "coach", "athlete"),
    [
        (
            Decision.ADVANCE,
            Reason.GATES_MET,
            "The program ends: 100 % of the planned sessions were done.",
            "Your program ends: you did 100 % of the planned sessions.",
        ),
        (
            Decision.DELOAD_THEN_ADVANCE,
            Reason.SIX_WEEKS,
            "A deload week comes first, then the program ends: 6 weeks have passed since the last "
            "deload (limit 6).",
            "A light week comes first, then your program ends: 6 hard weeks have passed since "
            "your last light one.",
        ),
    ],
)
def test_last_phase_is_followed_by_nothing(decision, reason, coach, athlete):
    verdict = Verdict(decision, reason)

    assert reason_in_words(verdict, LAST) == coach
    assert str(reason_for_athlete(verdict, LAST)) == athlete
    assert "next phase" in reason_in_words(verdict, replace(LAST, next_goal=Goal.TEST))


def test_last_phase_is_still_repeated_in_the_same_words():
    assert reason_in_words(Verdict(Decision.REPEAT, Reason.DOSE_LOW), LAST).startswith(
        "The phase is to be repeated: "
    )


def test_test_of_a_maximum_names_the_figures_of_the_table():
    rows = phase_rules()
    words = maximum_test("Squat").words

    assert f"at most {plain(rows['R02'].upper)} attempts" in words
    assert f"steps of {plain(rows['R03'].lower)} to {plain(rows['R03'].upper)} %" in words
    assert f"{plain(rows['R04'].lower / 60)} to {plain(rows['R04'].upper / 60)} minutes" in words
    assert f"after {plain(rows['R06'].upper)} misses" in words


def test_peak_lasts_as_the_table_says():
    row = phase_rules()["P01"]

    assert peaking_weeks() == (row.lower, row.upper)


def test_drop_of_performance_names_the_constant():
    drop = Verdict(Decision.HOLD_FOR_COACH, Reason.PERFORMANCE_DROP_AGAIN)
    limit = f"{plain(-deload.LIFT_DOWN_PCT)} % or more"

    assert f"lost {limit}" in reason_in_words(drop, LAST)
    assert f"fell by {limit}" in str(reason_for_athlete(drop, LAST))


@pytest.mark.parametrize(
    ("sign", "named"),
    [
        ("performance", [deload.LIFTS_DOWN, -deload.LIFT_DOWN_PCT]),
        ("effort", [deload.RPE_DEVIATION, deload.RPE_DEVIATION_SETS]),
        (
            "readiness",
            [deload.LOW_READINESS, deload.HIGHEST_READINESS, deload.READINESS_CHECK_INS],
        ),
        ("soreness", [deload.SORENESS_FLAGS]),
        ("fatigue", [deload.FATIGUE_SKIPS]),
    ],
)
def test_sign_of_fatigue_names_its_limits(sign, named):
    words = deload.SENTENCES[sign].replace(",", "").split()

    for figure in named:
        assert str(plain(Decimal(figure))) in [word.strip("()") for word in words]


def test_steps_at_home_name_what_they_prescribe():
    pressing = exercises()["dumbbell-bench-press"]
    found = home_strength(
        exercise=pressing, heaviest_kg=Decimal(20), e1rm_kg=Decimal(60), reps=3, rpe=Decimal(8)
    )
    slow, more = found.steps[-2:]

    paused, lowered = slow.tempos
    assert f"Pause for {paused[1]} seconds" in slow.words
    assert f"to {lowered[0]} seconds" in slow.words
    assert f"at most {10 - more.rpe} in reserve" in more.words
