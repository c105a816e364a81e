"""Top set and back-offs: the day's strength, read from the top set, sets the rest."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from programs.engine.loads.estimates import chart_share, is_on_chart
from programs.engine.loads.loading import round_load
from programs.engine.units import Number

# Spec 4, TOP_SET_BACKOFF.
FALLBACK_SHARE = Fraction("0.90")
STOP_ABOVE_TARGET_RPE = 1


@dataclass(frozen=True, slots=True)
class BackOff:
    """The day's maximum (None off the chart), the back-off load, its share of the top (0-1).

    The share is None where nothing was on the bar or belt in the top set.
    """

    day_e1rm_kg: Fraction | None
    load_kg: Decimal
    share_of_top: Fraction | None


def planned_top(*, e1rm_kg: Number, reps: int, rpe: Number, step_kg: Decimal) -> Decimal:
    """Return the top set's load. Raises ``OffChart``. Spec 4."""
    return round_load(Fraction(e1rm_kg) * chart_share(reps, rpe), step=step_kg)


def back_off(
    *,
    top_load_kg: Decimal,
    top_reps: int,
    top_rpe: Number | None,
    reps: int,
    rpe: Number,
    step_kg: Decimal,
) -> BackOff:
    """Return the back-off load after the top set as it was done.

    Where top set or back-off lies off the chart, 90 % of the top load. Spec 4.
    """
    day = _day_maximum(top_load_kg, top_reps, top_rpe)
    if day is None or not is_on_chart(reps, rpe):
        target = FALLBACK_SHARE * Fraction(top_load_kg)
    else:
        target = day * chart_share(reps, rpe)
    load = round_load(target, step=step_kg, mode="down")
    share = Fraction(load) / Fraction(top_load_kg) if top_load_kg else None
    return BackOff(day_e1rm_kg=day, load_kg=load, share_of_top=share)


def should_stop(*, logged_rpe: Number, target_rpe: Number) -> bool:
    """Tell whether to end back-offs early: a set more than 1 RPE over its target. Spec 4."""
    return Fraction(logged_rpe) - Fraction(target_rpe) > STOP_ABOVE_TARGET_RPE


def sets_before_stop(*, logged_rpes: Iterable[Number | None], target_rpe: Number) -> int | None:
    """Return after how many back-offs to stop, None while all may go on.

    The set that was too hard counts; a set without an effort stops nothing. Spec 4.
    """
    for done, logged in enumerate(logged_rpes, start=1):
        if logged is not None and should_stop(logged_rpe=logged, target_rpe=target_rpe):
            return done
    return None


def _day_maximum(load_kg: Decimal, reps: int, rpe: Number | None) -> Fraction | None:
    if rpe is None or not is_on_chart(reps, rpe):
        return None
    return Fraction(load_kg) / chart_share(reps, rpe)
