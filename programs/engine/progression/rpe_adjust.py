"""Next load from the effort logged against the effort wanted."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from programs.engine.loads.estimates import HIGHEST_RPE, LOWEST_RPE, chart_share, is_on_chart
from programs.engine.loads.loading import round_load

RpeAction = Literal["increase", "decrease", "hold"]

# Spec 4, RPE_ADJUST.
DEADBAND_RPE = Fraction("0.5")
MOST_CHANGE = Fraction("0.10")
OFF_CHART_SHARE_PER_HALF_RPE = Fraction("0.02")


@dataclass(frozen=True, slots=True)
class RpeStep:
    """The next load, and whether it is more, less or the same."""

    load_kg: Decimal
    action: RpeAction


def rpe_adjust(
    *, load_kg: Decimal, reps: int, logged_rpe: Decimal, target_rpe: Decimal, step_kg: Decimal
) -> RpeStep:
    """Return the load that should meet the target effort at the same reps.

    Half an RPE off is nothing. By the chart, at most 10 % either way before rounding; off
    the chart 2 % per half RPE. Logged efforts under 6 are read as 6. Spec 4.
    """
    if abs(logged_rpe - target_rpe) <= DEADBAND_RPE:
        return RpeStep(load_kg, "hold")
    change = _factor(reps, Fraction(logged_rpe), Fraction(target_rpe))
    limited = min(max(change, 1 - MOST_CHANGE), 1 + MOST_CHANGE)
    adjusted = round_load(Fraction(load_kg) * limited, step=step_kg)
    if adjusted == load_kg:
        return RpeStep(load_kg, "hold")
    return RpeStep(adjusted, "increase" if adjusted > load_kg else "decrease")


def _factor(reps: int, logged: Fraction, target: Fraction) -> Fraction:
    if not is_on_chart(reps, target):
        return 1 + OFF_CHART_SHARE_PER_HALF_RPE * (target - logged) / Fraction(1, 2)
    read = min(max(logged, LOWEST_RPE), HIGHEST_RPE)
    return chart_share(reps, target) / chart_share(reps, read)
