"""Plates for a bar: the best set of pairs on each side, by exact subset search."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import floor

from programs.engine.loads.rungs import THOUSANDTHS, LoadStatus, Mode, Rungs
from programs.engine.units import Number, decimal_of

PlatePairs = tuple[tuple[Decimal, int], ...]

# A search goes on to the next 100 units a side, so that the next targets find it done.
_CEILING_STEP = 100 * THOUSANDTHS

_Side = tuple[int, ...]
_Owned = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Plating:
    """A loaded bar: its total, total minus target, and one side's plates, heavy first."""

    status: LoadStatus
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
    wanted = Fraction(target) * THOUSANDTHS
    rack = rack_up_to(floor(wanted), bar=bar, collars=collars, pairs=pairs)
    place = rack.rungs.place(wanted.numerator, wanted.denominator, mode)
    return Plating(
        status=rack.rungs.status(place, wanted.numerator, wanted.denominator),
        total=rack.weight(place),
        delta=decimal_of((rack.rungs.weights[place] - wanted) / THOUSANDTHS),
        per_side=rack.per_side(place),
    )


@dataclass(frozen=True, slots=True)
class Rack:
    """What a bar weighs with each set of plates up to some weight, and the plates of a side."""

    rungs: Rungs
    sides: tuple[_Side, ...]

    def weight(self, place: int) -> Decimal:
        """Return everything that is lifted."""
        return _weight(self.rungs.weights[place])

    def per_side(self, place: int) -> tuple[Decimal, ...]:
        """Return the plates of one side, heavy first."""
        return tuple(_weight(plate) for plate in self.sides[place])


def rack_up_to(
    wanted: int, *, bar: Decimal, collars: Decimal, pairs: Mapping[Decimal, int] | PlatePairs
) -> Rack:
    """Return what a bar can weigh, at least up to the first weight above so many thousandths."""
    owned = _in_thousandths(tuple(pairs.items()) if isinstance(pairs, Mapping) else pairs)
    bare = _thousandths(bar) + _thousandths(collars)
    need = max(0, wanted - bare) // 2
    return _rack(bare, owned, _ceiling(need, owned))


@lru_cache(maxsize=4096)
def _rack(bare: int, owned: _Owned, ceiling: int) -> Rack:
    best = _sides(owned, ceiling)
    sums = sorted(best)
    return Rack(Rungs([bare + 2 * each for each in sums]), tuple(best[each] for each in sums))


def _sides(owned: _Owned, ceiling: int) -> dict[int, _Side]:
    """Return the best plates of every sum up to the ceiling."""
    best: dict[int, _Side] = {0: ()}
    for weight, count in owned:
        for total, side in list(best.items()):
            for longer_total, longer in _extensions(total, side, weight, count, ceiling):
                known = best.get(longer_total)
                if known is None or _is_better(longer, known):
                    best[longer_total] = longer
    return best


def _extensions(
    total: int, side: _Side, weight: int, count: int, ceiling: int
) -> Iterator[tuple[int, _Side]]:
    for used in range(1, count + 1):
        if total + used * weight > ceiling:
            return
        yield total + used * weight, side + (weight,) * used


def _is_better(side: _Side, known: _Side) -> bool:
    return (-len(side), side) > (-len(known), known)


def _ceiling(need: int, owned: _Owned) -> int:
    """Return a sum that no useful side exceeds.

    The lightest side that reaches the need falls short of it without its lightest
    plate, so it stays under need plus the heaviest plate.
    """
    heaviest = owned[0][0] if owned else 0
    return (need + heaviest) // _CEILING_STEP * _CEILING_STEP + _CEILING_STEP


@lru_cache(maxsize=1024)
def _in_thousandths(pairs: PlatePairs) -> _Owned:
    owned = [(_thousandths(weight), count) for weight, count in pairs]
    return tuple(sorted((pair for pair in owned if min(pair) > 0), reverse=True))


def _thousandths(weight: Decimal) -> int:
    return int(weight * THOUSANDTHS)


def _weight(thousandths: int) -> Decimal:
    return Decimal(thousandths) / THOUSANDTHS
