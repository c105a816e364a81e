"""The load bridge and the volume step, from the specification's examples and at edges."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.engine.loads.estimates import OffChart, Trend, TrendPoint, e1rm, trend
from programs.engine.phases.boundary import RecentSet, RelatedLift, opening, volume_step

BENCH_SET = e1rm(load_kg=Decimal(80), reps=8, rpe=Decimal(9))
BENCH = trend([TrendPoint(0, BENCH_SET.e1rm_kg, BENCH_SET.sigma_pct)], as_of=0)
HUNDRED = Trend(e1rm_kg=Fraction(100), sigma_pct=Fraction(4), n=1)


def test_opening_specification_example_bench():
    # 80 x 8 @9 -> 80 / 0.762 = 104.99; reps 8, nothing at 84 kg or more: less 5 % = 99.74;
    # 0.90 x 99.74 = 89.76 -> 87.5; triple at RPE 7 is 83.7 % = 83.48 -> 82.5.
    result = opening(trend=BENCH, reps=3, recent_sets=[RecentSet(Decimal(80), 8)])

    assert result.e0_kg == Fraction(80) / Fraction("0.762") * Fraction("0.95")
    assert (result.training_max_kg, result.top_set_kg) == (Decimal("87.5"), Decimal("82.5"))
    assert (result.discount, result.confidence, result.needs_test) == (
        Fraction("0.05"),
        "medium",
        False,
    )
    assert result.words == (
        "Estimated maximum 105.0 kg (± 5.3 %, medium confidence), from this lift, less 5 % "
        "because nothing heavy was lifted lately."
    )


@pytest.mark.parametrize(
    ("sets", "discount"),
    [
        ([(80, 12)], "0"),
        ([("79.99", 6)], "0.025"),
        ([("79.99", 7)], "0.05"),
        ([(70, 4), (70, 8)], "0.025"),
        ([(70, 5), (70, 8)], "0.05"),
        ([], "0.05"),
    ],
)
def test_opening_discount_depends_on_heaviest_set_and_median_reps(sets, discount):
    recent = [RecentSet(Decimal(load), reps) for load, reps in sets]

    assert opening(trend=HUNDRED, reps=3, recent_sets=recent).discount == Fraction(discount)


def test_opening_related_lift_serves_with_ratio_and_more_error():
    squat = RelatedLift("Back Squat", HUNDRED, Decimal("0.82"))
    unsure = RelatedLift("Box Squat", Trend(Fraction(90), Fraction(9), 1), Decimal("0.9"))

    result = opening(trend=None, reps=5, related=[unsure, squat])

    assert result.e0_kg == Fraction(82) * Fraction("0.95")
    assert (result.sigma_pct, result.confidence, result.needs_test) == (10, "low", True)
    assert "from Back Squat" in result.words
    assert result.words.endswith("A test or a careful ramp should confirm it.")


def test_opening_without_any_evidence_asks_for_a_ramp():
    result = opening(trend=None, reps=3)

    assert (result.e0_kg, result.training_max_kg, result.top_set_kg) == (None, None, None)
    assert (result.confidence, result.needs_test) == ("none", True)
    assert "Ramp up in sets of 3 until one feels like RPE 7" in result.words


def test_opening_reps_off_the_chart_refused():
    with pytest.raises(OffChart, match="use 1 to 12 reps"):
        opening(trend=HUNDRED, reps=13)


@given(
    kilograms=st.integers(30, 400),
    reps=st.integers(1, 12),
    step=st.sampled_from([Decimal("0.5"), Decimal("2.5"), Decimal(5)]),
)
def test_opening_never_above_the_estimate(kilograms, reps, step):
    known = Trend(Fraction(kilograms), Fraction(3), 2)

    result = opening(trend=known, reps=reps, step_kg=step)

    assert result.top_set_kg <= kilograms
    assert result.training_max_kg <= Fraction(kilograms) * Fraction("0.9")


@pytest.mark.parametrize(
    ("mean", "sets"),
    [
        (16, 10),
        (22, 12),
        (6, 4),
        (5, 4),
        (Decimal("3.5"), 3),
        (0, 0),
        (Decimal("12.5"), 8),
        (20, 12),
    ],
)
def test_volume_step_six_tenths_between_four_and_twelve(mean, sets):
    assert volume_step(mean) == sets
