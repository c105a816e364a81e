"""Sums on nothing: body weight alone, no sets, no estimate, one day. Real logs have them all."""

from decimal import Decimal
from fractions import Fraction

import pytest

from programs.engine.loads.estimates import ErrorNotPositive, Trend, TrendPoint, trend
from programs.engine.loads.loading import reps_at
from programs.engine.progress.lifts import Lift, lift_of_tests, lift_of_trends
from programs.engine.progression.double import DoubleStep, double
from programs.engine.progression.linear import linear
from programs.engine.progression.stall import stall
from programs.engine.progression.top_set import BackOff, back_off
from programs.engine.volume.metrics import Strain, monotony_and_strain

STEP = Decimal("2.5")


@pytest.mark.parametrize("rpe", [Decimal(8), None])
def test_back_off_from_body_weight_alone_is_body_weight(rpe):
    done = back_off(top_load_kg=Decimal(0), top_reps=5, top_rpe=rpe, reps=5, rpe=7, step_kg=STEP)

    assert done == BackOff(None if rpe is None else Fraction(0), Decimal(0), None)


def test_double_without_sets_prescribed_changes_nothing():
    step = double(
        load_kg=Decimal(50),
        step_kg=STEP,
        low=8,
        high=12,
        sets_prescribed=0,
        reps_done=(),
        last_rpe=None,
        fails=1,
    )

    assert step == DoubleStep(Decimal(50), None, 1, "incomplete")


@pytest.mark.parametrize("load", [0, 20])
def test_no_maximum_allows_no_repetitions(load):
    assert reps_at(load, e1rm_kg=0, rpe=8) is None


def test_change_from_nothing_has_no_percent():
    assert lift_of_tests("squat", start_kg=0, end_kg=100) == Lift(
        "squat", "measured", Fraction(0), Fraction(100)
    )
    nothing, something = Trend(Fraction(0), Fraction(4), 1), Trend(Fraction(100), Fraction(4), 1)
    assert lift_of_trends("squat", method="rpe", start=nothing, end=something).verdict is None


def test_stall_of_zeros_cannot_be_told():
    assert stall([(day, 0) for day in range(0, 60, 10)]) == "insufficient"


@pytest.mark.parametrize(("days", "load"), [([], 0), ([300], 300)])
def test_fewer_than_two_days_have_no_monotony(days, load):
    assert monotony_and_strain(days) == Strain(
        Fraction(load), Fraction(load), Fraction(0), None, None, None
    )


def test_estimate_without_error_cannot_be_weighed():
    with pytest.raises(ErrorNotPositive, match="give it one above 0 %"):
        trend([TrendPoint(1, Decimal(100), Decimal(0))], as_of=1)


@pytest.mark.parametrize(
    ("load", "increment", "after"),
    [
        ("100", "1", "102.5"),
        ("100", "1.25", "102.5"),
        ("101", "1", "102.5"),
        ("100", "2", "102.5"),
        ("100", "2.5", "102.5"),
        ("100", "0", "100"),
    ],
)
def test_increase_is_never_rounded_away(load, increment, after):
    step = linear(
        load_kg=Decimal(load),
        increment_kg=Decimal(increment),
        step_kg=STEP,
        reps_prescribed=5,
        sets_prescribed=1,
        reps_done=(5,),
        last_rpe=None,
        fails=0,
    )

    assert (step.action, step.load_kg) == ("increase", Decimal(after))
