"""Whether a lift still gets better."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from programs.engine.units import Number

StallVerdict = Literal["progress", "stall", "regress", "insufficient"]

# Spec 4, stall.
FEWEST_EXPOSURES = 6
RECENT_EXPOSURES = 3
FEWEST_DAYS = 7
REGRESS_BELOW = Fraction("0.97")
STALL_BELOW = Fraction("1.005")


@dataclass(frozen=True, slots=True)
class Bests:
    """A lift's exposures in short: how many, the days that the last three span, and the bests.

    ``recent`` is the best e1RM of the last three, ``before`` that of all earlier ones.
    """

    exposures: int
    recent_days: int
    recent: Number
    before: Number | None

    @property
    def verdict(self) -> StallVerdict:
        """Compare them. Needs six exposures, the last three spanning a week or more. Spec 4."""
        if self.exposures < FEWEST_EXPOSURES or self.recent_days < FEWEST_DAYS:
            return "insufficient"
        if self.before is None or self.before <= 0:
            return "insufficient"
        ratio = Fraction(self.recent) / Fraction(self.before)
        if ratio < REGRESS_BELOW:
            return "regress"
        return "stall" if ratio < STALL_BELOW else "progress"


def stall(points: Iterable[tuple[int, Number]]) -> StallVerdict:
    """Compare the best of the last three exposures with the best before them.

    ``points`` are (day number, e1RM). Needs six exposures, the last three spanning a week
    or more, and an estimate above 0 before them. Spec 4.
    """
    exposures = sorted(points, key=lambda point: point[0])
    recent, before = exposures[-RECENT_EXPOSURES:], exposures[:-RECENT_EXPOSURES]
    if not before:
        return "insufficient"
    return Bests(
        exposures=len(exposures),
        recent_days=recent[-1][0] - recent[0][0],
        recent=max(kg for _, kg in recent),
        before=max(kg for _, kg in before),
    ).verdict
