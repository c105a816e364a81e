"""The middle of a group of athletes, and how far it can be trusted."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import comb

from programs.engine.units import Number

CONFIDENCE = Fraction(95, 100)


@dataclass(frozen=True, slots=True)
class Middle:
    """The median of ``n`` values and its 95 % interval; both ends None below six values."""

    n: int
    median: Fraction
    low: Fraction | None
    high: Fraction | None


def middle_of(values: Iterable[Number]) -> Middle | None:
    """Return the median with its interval, None without a value.

    The interval is that of the order statistics (sign test): it assumes no distribution. The
    k-th smallest and largest values hold the median with 1 - 2 P(B(n, 1/2) < k).
    """
    found = sorted(Fraction(value) for value in values)
    count = len(found)
    if not count:
        return None
    median = (found[(count - 1) // 2] + found[count // 2]) / 2
    place = _place(count)
    if not place:
        return Middle(count, median, None, None)
    return Middle(count, median, found[place - 1], found[-place])


def _place(count: int) -> int:
    """Return the largest k whose interval is sure enough, 0 where none is."""
    below, place = Fraction(0), 0
    for k in range(1, count // 2 + 1):
        below += Fraction(comb(count, k - 1), 2**count)
        if 1 - 2 * below < CONFIDENCE:
            break
        place = k
    return place
