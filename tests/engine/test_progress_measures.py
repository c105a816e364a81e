"""Minimal detectable change by measure and confidence, and changes in words."""

from decimal import Decimal
from fractions import Fraction

import pytest

from programs.engine.progress.dose import percent_per_loading_week, program_verdict
from programs.engine.progress.measures import (
    METRICS,
    Measure,
    measure_of_reps,
    measure_of_set,
    minimal_detectable_change,
    threshold,
    trend_error,
    verdict_on,
)
from programs.engine.progress.verdict_words import change_in_words
from programs.engine.tables import change_thresholds
from programs.engine.units import rounded


def test_every_row_of_the_table_is_a_measure():
    assert set(METRICS.values()) == {row.metric for row in change_thresholds()}
    assert set(METRICS) == set(Measure)


@pytest.mark.parametrize("measure", Measure)
def test_minimal_change_by_confidence_equals_printed_thresholds(measure):
    row = threshold(measure)
    computed = [
        rounded(minimal_detectable_change(measure, confidence=confidence), places=2)
        for confidence in (80, 90, 95)
    ]

    assert computed == [row.mdc80, row.mdc90, row.mdc95]
    assert minimal_detectable_change(measure) == minimal_detectable_change(measure, confidence=90)


@pytest.mark.parametrize(
    ("measure", "change", "verdict"),
    [
        # 1.6449 x 1.41421 x 1.1 = 2.559 reps
        (Measure.REPS_NEAR_70, 3, "clear_up"),
        (Measure.REPS_NEAR_70, 2, "possible_up"),
        (Measure.REPS_NEAR_70, 1, "possible_up"),
        (Measure.REPS_NEAR_70, 0, "no_clear_change"),
        (Measure.REPS_NEAR_70, -3, "clear_down"),
        # 0.7 reps: 1.63
        (Measure.REPS_NEAR_90, 2, "clear_up"),
        # 2 % typical error: 4.65; the same 1 is nothing in percent
        (Measure.TREND, 1, "no_clear_change"),
        (Measure.TREND, 2, "possible_up"),
        (Measure.TREND, Decimal("4.66"), "clear_up"),
        (Measure.LIGHT_SET, Decimal("13.9"), "possible_up"),
    ],
)
def test_verdict_on_measure_uses_its_error_and_its_smallest_change(measure, change, verdict):
    assert verdict_on(measure, change=change).verdict == verdict


@pytest.mark.parametrize(
    ("reps", "rpe", "measure"),
    [
        (1, "8", Measure.HEAVY_SET),
        (5, "8", Measure.HEAVY_SET),
        (5, "7.5", None),
        (5, None, None),
        (6, None, Measure.LIGHT_SET),
        (10, "7", Measure.LIGHT_SET),
        (11, "9", None),
        (0, "9", None),
    ],
)
def test_measure_of_one_set(reps, rpe, measure):
    assert measure_of_set(reps=reps, rpe=None if rpe is None else Decimal(rpe)) == measure


def test_measure_of_reps_halfway_takes_the_larger_error():
    assert measure_of_reps(percent_of_max=80) == Measure.REPS_NEAR_70
    assert measure_of_reps(percent_of_max=81) == Measure.REPS_NEAR_90


def test_trend_error_is_that_of_both_ends_and_never_below_the_table():
    # sqrt((3^2 + 4^2) / 2) = sqrt(12.5) = 3.53553
    assert rounded(trend_error(start_sigma_pct=3, end_sigma_pct=4), places=5) == Decimal("3.53553")
    assert trend_error(start_sigma_pct=1, end_sigma_pct=1) == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("6.24", "Clear gain: +6.2 %, beyond the 4.7 % that measuring alone can make."),
        ("-6", "Clear loss: −6 %, beyond the 4.7 % that measuring alone can make."),
        ("3", "Possible gain: +3 %, but measuring alone can make up to 4.7 %."),
        ("-3", "Possible loss: −3 %, but measuring alone can make up to 4.7 %."),
        ("0", "No clear change: 0 %, where measuring alone can make up to 4.7 %."),
    ],
)
def test_change_in_words(change, words):
    verdict = verdict_on(Measure.TREND, change=Decimal(change))

    assert change_in_words(verdict, change=Decimal(change)) == words


def test_change_in_words_of_reps():
    verdict = verdict_on(Measure.REPS_NEAR_70, change=3)

    assert change_in_words(verdict, change=3, unit="reps") == (
        "Clear gain: +3 reps, beyond the 2.6 reps that measuring alone can make."
    )


def test_percent_per_loading_week():
    assert percent_per_loading_week(Decimal(6), loading_weeks=4) == Fraction(3, 2)
    assert percent_per_loading_week(Decimal(6), loading_weeks=0) is None


def test_program_verdict_needs_an_exposure_of_sixty_percent():
    change = Decimal(6)
    verdict = verdict_on(Measure.TREND, change=change)

    enough = program_verdict(verdict, change=change, exposure=Fraction(3, 5))
    short = program_verdict(verdict, change=change, exposure=Fraction(59, 100))
    unknown = program_verdict(verdict, change=change, exposure=None)

    assert (enough.verdict, short.verdict, unknown.verdict) == (verdict, None, None)
    assert enough.words.endswith("60 % of the planned sessions were attended.")
    assert short.words == (
        "No verdict on the program: only 59 % of the planned sessions were attended."
    )
    assert unknown.words == "No verdict on the program: nothing of it was due yet."
