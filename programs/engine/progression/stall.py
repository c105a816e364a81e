"""Whether a lift still gets better."""

from collections.abc import Iterable
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


def stall(points: Iterable[tuple[int, Number]]) -> StallVerdict:
    """Compare the best of the last three exposures with the best before them.

    ``points`` are (day number, e1RM). Needs six exposures, the last three spanning a week
    or more, and an estimate above 0 before them. Spec 4.
    """
    exposures = sorted(points, key=lambda point: point[0])
    recent = exposures[-RECENT_EXPOSURES:]
    if len(exposures) < FEWEST_EXPOSURES or recent[-1][0] - recent[0][0] < FEWEST_DAYS:
        return "insufficient"
    best_before = max(Fraction(kg) for _, kg in exposures[:-RECENT_EXPOSURES])
    if best_before <= 0:
        return "insufficient"
    ratio = max(Fraction(kg) for _, kg in recent) / best_before
    if ratio < REGRESS_BELOW:
        return "regress"
    return "stall" if ratio < STALL_BELOW else "progress"
