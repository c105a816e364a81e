"""Intensity and strain of training: ARI, INOL, session load, monotony."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from programs.engine.units import Number, square_root

# Spec 3.2: beyond this percent the INOL of a rep has no meaning.
INOL_HIGHEST_PCT = Fraction(99)
# Spec 3.4, in the place of a ratio of acute to chronic load.
RECENT_LOADING_WEEKS = 3


# One day alone has no spread.
FEWEST_DAYS = 2


@dataclass(frozen=True, slots=True)
class Strain:
    """A week's load by Foster; the last three None when every day was the same, or it was one.

    ``sd_sample`` divides by n - 1. ``monotony_population_sd`` is the same week's monotony
    by the other convention, to compare with figures from elsewhere.
    """

    week_load: Fraction
    mean: Fraction
    sd_sample: Fraction
    monotony: Fraction | None
    strain: Fraction | None
    monotony_population_sd: Fraction | None


def average_relative_intensity(sets: Iterable[tuple[int, Number]]) -> Fraction | None:
    """Return the mean %1RM (0-100) of (reps, %1RM) sets, weighed by reps; None without reps.

    Spec 3.2, ARI.
    """
    counted = tuple(sets)
    reps = sum(one for one, _ in counted)
    if reps == 0:
        return None
    return sum((one * Fraction(percent) for one, percent in counted), Fraction(0)) / reps


def inol(sets: Iterable[tuple[int, Number]]) -> Fraction:
    """Return the INOL of (reps, %1RM) sets of one lift. Spec 3.2."""
    return sum(
        (reps / (100 - min(Fraction(percent), INOL_HIGHEST_PCT)) for reps, percent in sets),
        Fraction(0),
    )


def sets_to_recent(sets: Number, *, before: Sequence[Number]) -> Fraction | None:
    """Return this week's hard sets as a multiple of the mean of the three loading weeks before.

    ``before`` are the hard sets of earlier loading weeks, oldest first, without this one: None
    with fewer than three or where nothing was done. To be shown without a word on risk. Spec 3.4.
    """
    recent = before[-RECENT_LOADING_WEEKS:]
    total = sum((Fraction(week) for week in recent), Fraction(0))
    if len(recent) < RECENT_LOADING_WEEKS or total == 0:
        return None
    return Fraction(sets) * RECENT_LOADING_WEEKS / total


def session_load(*, minutes: Decimal, rpe: Decimal) -> Decimal:
    """Return the load of a session: minutes x its RPE on the CR10 scale. Spec 3.4."""
    return minutes * rpe


def monotony_and_strain(daily_loads: Sequence[Number]) -> Strain:
    """Return monotony and strain of the seven daily loads of a week, rest days 0.

    To be shown as a trend, without an alarm: three or four sessions a week can't reach
    the customary limit. Spec 3.4, Foster; roots to 40 decimals.
    """
    loads = [Fraction(load) for load in daily_loads]
    days = len(loads)
    week_load = sum(loads, Fraction(0))
    if days < FEWEST_DAYS:
        return Strain(week_load, week_load, Fraction(0), None, None, None)
    mean = week_load / days
    variance = sum(((load - mean) ** 2 for load in loads), Fraction(0)) / (days - 1)
    if variance == 0:
        return Strain(week_load, mean, Fraction(0), None, None, None)
    return Strain(
        week_load=week_load,
        mean=mean,
        sd_sample=square_root(variance),
        monotony=square_root(mean**2 / variance),
        strain=square_root((week_load * mean) ** 2 / variance),
        monotony_population_sd=square_root(mean**2 / variance * days / (days - 1)),
    )
