"""The RPE chart as a scheme writes it: percents, and bands by logged effort."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from programs.engine.loads.estimates import chart_share
from programs.engine.units import Number, decimal_of, plain, rounded

HALF = Fraction(1, 2)
SNAPS_FROM = Fraction(1, 4)


def percent_of_maximum(*, reps: int, rpe: Number) -> Decimal:
    """Return the chart's percent (0-100) of the maximum for so many repetitions at an RPE."""
    return plain(rounded(chart_share(reps, rpe) * 100, places=2))


def snapped_from(highest: Fraction, lowest: Fraction) -> Iterator[tuple[Fraction, Decimal]]:
    """Yield each half RPE from the highest down, with the least effort that snaps to it.

    Ties go up, spec 2.1: 7.25 is read as 7.5.
    """
    effort = highest
    while effort >= lowest:
        yield effort, plain(decimal_of(effort - SNAPS_FROM))
        effort -= HALF
