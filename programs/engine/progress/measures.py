"""The measures that progress is told by, each with its error and smallest worthwhile change."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from programs.engine.progress.change import (
    SMALLEST_WORTHWHILE_PCT,
    SMALLEST_WORTHWHILE_REPS,
    ChangeVerdict,
    Confidence,
    Z,
    change_verdict,
    mdc,
)
from programs.engine.tables import ChangeThreshold, change_thresholds
from programs.engine.units import Number, square_root

# Rows of the table: a heavy set is one of at most 5 reps, the other goes to 10. Spec 8.2.
HEAVY_SET_REPS = 5
LIGHT_SET_REPS = 10
HEAVY_SET_RPE = Decimal(8)
# The table gives reps near 70 % and near 90 %; halfway between, the larger error counts.
HEAVY_REPS_ABOVE_PCT = 80


class Measure(StrEnum):
    """What was measured at both ends."""

    TESTED_FAMILIAR = "tested_familiar"
    TESTED = "tested"
    TESTED_NOVICE = "tested_novice"
    HEAVY_SET = "heavy_set"
    LIGHT_SET = "light_set"
    TREND = "trend"
    REPS_NEAR_70 = "reps_near_70"
    REPS_NEAR_90 = "reps_near_90"
    BODY_WEIGHT = "body_weight"
    CIRCUMFERENCE = "circumference"


# Each measure's row in change_thresholds.csv.
METRICS: Mapping[Measure, str] = MappingProxyType(
    {
        Measure.TESTED_FAMILIAR: "1RM, tested, trained and familiar lifter",
        Measure.TESTED: "1RM, tested, population median",
        Measure.TESTED_NOVICE: "1RM, tested, unfamiliar lift or novice",
        Measure.HEAVY_SET: "e1RM, one top set, RPE>=8, <=5 reps",
        Measure.LIGHT_SET: "e1RM, one top set, 6-10 reps",
        Measure.TREND: "e1RM, trend of 4 sets (sigma 4 % each)",
        Measure.REPS_NEAR_70: "reps at a fixed load near 70 % 1RM (reps, not %)",
        Measure.REPS_NEAR_90: "reps at a fixed load near 90 % 1RM (reps, not %)",
        Measure.BODY_WEIGHT: "body weight, same-hour morning",
        Measure.CIRCUMFERENCE: "limb circumference, one trained tester",
    }
)


def threshold(measure: Measure) -> ChangeThreshold:
    """Return the measure's typical error and thresholds as the table prints them."""
    return next(row for row in change_thresholds() if row.metric == METRICS[measure])


def minimal_detectable_change(measure: Measure, *, confidence: Confidence = 90) -> Fraction:
    """Return the smallest change that isn't noise, in percent or reps. Spec 8.2."""
    return mdc(threshold(measure).typical_error, z=Z[confidence])


def verdict_on(measure: Measure, *, change: Number) -> ChangeVerdict:
    """Return whether a change of this measure is clear, possible or neither.

    ``change`` in the measure's unit: percent, or reps, where 1 rep is the line for
    possible. Spec 8.2.
    """
    row = threshold(measure)
    is_reps = row.unit == "reps"
    smallest = SMALLEST_WORTHWHILE_REPS if is_reps else SMALLEST_WORTHWHILE_PCT
    return change_verdict(change=change, typical_error=row.typical_error, smallest=smallest)


def measure_of_set(*, reps: int, rpe: Number | None) -> Measure | None:
    """Return the measure of an e1RM read from one set; None where the table has no row for it.

    Up to 5 reps the set must have been at RPE 8 or more; 6 to 10 reps count at any effort.
    """
    if 1 <= reps <= HEAVY_SET_REPS:
        return Measure.HEAVY_SET if rpe is not None and rpe >= HEAVY_SET_RPE else None
    return Measure.LIGHT_SET if HEAVY_SET_REPS < reps <= LIGHT_SET_REPS else None


def measure_of_reps(*, percent_of_max: Number) -> Measure:
    """Return the measure of reps at a fixed load of so many percent (0-100) of the maximum."""
    is_heavy = percent_of_max > HEAVY_REPS_ABOVE_PCT
    return Measure.REPS_NEAR_90 if is_heavy else Measure.REPS_NEAR_70


def trend_error(*, start_sigma_pct: Number, end_sigma_pct: Number) -> Fraction:
    """Return the typical error of a change between two trends, in percent.

    The root mean square of both errors, so that sqrt(2) times it is the error of the
    difference. A trend's own error assumes independent sets and is a floor (spec 2.3), so
    it is never taken as surer than the table's trend of four sets. Heuristic.
    """
    squares = Fraction(start_sigma_pct) ** 2 + Fraction(end_sigma_pct) ** 2
    return max(square_root(squares / 2), Fraction(threshold(Measure.TREND).typical_error))
