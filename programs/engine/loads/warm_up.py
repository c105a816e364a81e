"""The warm-up ramp to a top set."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from programs.engine.loads.loading import Implement, Loaded, loadable
from programs.engine.units import Number

# Spec 2.4, heuristic: shares of the maximum and repetitions, after eight with the empty bar.
BAR_REPS = 8
RAMP: tuple[tuple[Fraction, int], ...] = (
    (Fraction("0.40"), 5),
    (Fraction("0.60"), 3),
    (Fraction("0.75"), 2),
)
# A last single, five points below the top set, within 85 to 90 %.
LAST_SINGLE_FROM = Fraction("0.90")
LAST_SINGLE = (Fraction("0.85"), Fraction("0.90"))
LAST_SINGLE_BELOW = Fraction("0.05")


@dataclass(frozen=True, slots=True)
class WarmUpSet:
    """One warm-up set, never counted as work. ``per_side`` are a bar's plates, heavy first."""

    load_kg: Decimal
    reps: int
    per_side: tuple[Decimal, ...] = ()


def warm_up(
    top_kg: Number, *, implement: Implement, maximum_kg: Number | None = None
) -> tuple[WarmUpSet, ...]:
    """Return the sets that lead to a top set, lightest first, in loads that can be made.

    Shares are of ``maximum_kg``; of the top set where that is None, then without a last single.
    A load made twice comes once, with the repetitions of the first; none reaches the top set.
    Spec 2.4.
    """
    sets: list[WarmUpSet] = []
    for loaded, reps in _ramp(top_kg, implement, maximum_kg):
        lightest = sets[-1].load_kg if sets else 0
        if lightest < loaded.load_kg < top_kg:
            sets.append(WarmUpSet(loaded.load_kg, reps, loaded.per_side))
    return tuple(sets)


def _ramp(
    top_kg: Number, implement: Implement, maximum_kg: Number | None
) -> Iterator[tuple[Loaded, int]]:
    if implement.kind == "barbell":
        yield loadable(0, implement=implement), BAR_REPS
    top = Fraction(top_kg)
    whole = top if maximum_kg is None else Fraction(maximum_kg)
    for share, reps in RAMP:
        yield loadable(whole * share, implement=implement), reps
    if maximum_kg is not None and top >= LAST_SINGLE_FROM * whole:
        yield loadable(_last_single(top, whole), implement=implement), 1


def _last_single(top: Fraction, whole: Fraction) -> Fraction:
    low, high = LAST_SINGLE
    return min(max(top / whole - LAST_SINGLE_BELOW, low), high) * whole
