"""Plates for a bar: the best set of pairs on each side, by exact subset search."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from programs.engine.units import Number, decimal_of

Mode = Literal["nearest", "down"]
PlatingStatus = Literal["exact", "nearest", "below_bar", "above_inventory"]
PlatePairs = tuple[tuple[Decimal, int], ...]

# Plates and bars are counted in thousandths of the unit they are stamped in.
_THOUSANDTHS = 1000
# Searches share their result with every target up to the next 100 units a side.
_CEILING_STEP = 100 * _THOUSANDTHS

_Side = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plating:
    """A loaded bar: its total, total minus target, and one side's plates, heavy first."""

    status: PlatingStatus
    total: Decimal
    delta: Decimal
    per_side: tuple[Decimal, ...]


def plates(
    *,
    target: Number,
    bar: Decimal,
    collars: Decimal,
    pairs: Mapping[Decimal, int] | PlatePairs,
    mode: Mode = "nearest",
) -> Plating:
    """Return the loading closest to the target, ties to the lighter one.

    All weights in one unit; ``collars`` is both together, ``pairs`` how many pairs of
    each plate are owned. Mode ``down`` never exceeds the target. A target below the
    bare bar gives the bare bar. Of equal totals: fewest plates, then heaviest first.
    Spec 2.5 (greedy choice fails on limited sets).
    """
    owned = _in_thousandths(tuple(pairs.items()) if isinstance(pairs, Mapping) else pairs)
    bare = _thousandths(bar) + _thousandths(collars)
    wanted = Fraction(target) * _THOUSANDTHS
    if wanted < bare:
        return _plating("below_bar", total=bare, wanted=wanted, side=())
    need = (wanted - bare) / 2
    sums, sides = _sides(owned, _ceiling(need, owned))
    best = _closest(sums, need, mode)
    total = bare + 2 * best
    largest = bare + 2 * sum(weight * count for weight, count in owned)
    return _plating(_status(total, wanted, largest), total=total, wanted=wanted, side=sides[best])


def _status(total: int, wanted: Fraction, largest: int) -> PlatingStatus:
    if total == wanted:
        return "exact"
    return "above_inventory" if wanted > largest else "nearest"


def _closest(sums: tuple[int, ...], need: Fraction, mode: Mode) -> int:
    """Return the sum to load on a side; 0 is always among the ascending sums."""
    below = sums[bisect_right(sums, need) - 1]
    at = bisect_left(sums, need)
    if mode == "down" or at == len(sums):
        return below
    above = sums[at]
    return above if above - need < need - below else below


@lru_cache(maxsize=4096)
def _sides(
    owned: tuple[tuple[int, int], ...], ceiling: int
) -> tuple[tuple[int, ...], dict[int, _Side]]:
    """Return every sum up to the ceiling, ascending, and the best plates of each."""
    best: dict[int, _Side] = {0: ()}
    for weight, count in owned:
        for total, side in list(best.items()):
            for longer_total, longer in _extensions(total, side, weight, count, ceiling):
                known = best.get(longer_total)
                if known is None or _is_better(longer, known):
                    best[longer_total] = longer
    return tuple(sorted(best)), best


def _extensions(
    total: int, side: _Side, weight: int, count: int, ceiling: int
) -> Iterator[tuple[int, _Side]]:
    for used in range(1, count + 1):
        if total + used * weight > ceiling:
            return
        yield total + used * weight, side + (weight,) * used


def _is_better(side: _Side, known: _Side) -> bool:
    return (-len(side), side) > (-len(known), known)


def _ceiling(need: Fraction, owned: tuple[tuple[int, int], ...]) -> int:
    """Return a sum that no useful side exceeds.

    The lightest side that reaches the need falls short of it without its lightest
    plate, so it stays under need plus the heaviest plate.
    """
    heaviest = owned[0][0] if owned else 0
    return (int(need) + heaviest) // _CEILING_STEP * _CEILING_STEP + _CEILING_STEP


@lru_cache(maxsize=1024)
def _in_thousandths(pairs: PlatePairs) -> tuple[tuple[int, int], ...]:
    owned = [(_thousandths(weight), count) for weight, count in pairs]
    return tuple(sorted((pair for pair in owned if min(pair) > 0), reverse=True))


def _thousandths(weight: Decimal) -> int:
    return int(weight * _THOUSANDTHS)


def _plating(status: PlatingStatus, *, total: int, wanted: Fraction, side: _Side) -> Plating:
    return Plating(
        status=status,
        total=_weight(total),
        delta=decimal_of((total - wanted) / _THOUSANDTHS),
        per_side=tuple(_weight(plate) for plate in side),
    )


def _weight(thousandths: int) -> Decimal:
    return Decimal(thousandths) / _THOUSANDTHS
