"""Weights that exist, in ascending order, and the one nearest to a target."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

Mode = Literal["nearest", "down"]
LoadStatus = Literal["exact", "nearest", "below_bar", "above_inventory"]

# Plates and bars are counted in thousandths of the unit they are stamped in.
THOUSANDTHS = 1000


class Rungs:
    """Weights ascending, as whole numbers of some small unit; targets are ``top / bottom`` of it.

    The fraction itself is never made: this runs for every load of a course.
    """

    __slots__ = ("_between", "last", "weights")

    def __init__(self, weights: Sequence[int]) -> None:
        self.weights = weights
        self.last = len(weights) - 1
        # Twice the midpoints, which so are whole.
        self._between = [low + high for low, high in pairwise(weights)]

    def place(self, top: int, bottom: int, mode: Mode) -> int:
        """Return the place of the weight nearest to the target, ties to the lower.

        ``down``: of the heaviest that isn't above it. 0 where even the lightest is above.
        """
        if mode == "nearest":
            return bisect_left(self._between, -(-2 * top // bottom))
        return max(0, bisect_right(self.weights, top // bottom) - 1)

    def status(self, place: int, top: int, bottom: int) -> LoadStatus:
        """Return how the weight found compares with the target."""
        beyond = top - self.weights[place] * bottom
        if beyond == 0:
            return "exact"
        if beyond < 0 and place == 0:
            return "below_bar"
        return "above_inventory" if beyond > 0 and place == self.last else "nearest"
