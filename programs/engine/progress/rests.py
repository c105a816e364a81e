"""Rests as taken beside rests as asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

# Heuristic: a quarter of the rest either way, and never less than a look at the clock.
TOLERANCE_SHARE = Fraction(1, 4)
LEAST_TOLERANCE_S = 15


@dataclass(frozen=True, slots=True)
class Rests:
    """Rests that were measured: how many were about as asked, shorter and longer."""

    kept: int
    shorter: int
    longer: int

    @property
    def count(self) -> int:
        return self.kept + self.shorter + self.longer

    @property
    def share_kept(self) -> Fraction | None:
        """Return the share (0-1) about as asked; None where no rest was measured."""
        return Fraction(self.kept, self.count) if self.count else None


def rests_of(rests: Iterable[tuple[int, int]]) -> Rests:
    """Return how (asked, taken) rests in seconds compare; limits are inclusive. Spec 8.1."""
    found = [_place(asked_s=asked, taken_s=taken) for asked, taken in rests]
    return Rests(kept=found.count(0), shorter=found.count(-1), longer=found.count(1))


def _place(*, asked_s: int, taken_s: int) -> int:
    allowed = max(asked_s * TOLERANCE_SHARE, Fraction(LEAST_TOLERANCE_S))
    if abs(taken_s - asked_s) <= allowed:
        return 0
    return -1 if taken_s < asked_s else 1
