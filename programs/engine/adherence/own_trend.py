"""The trend: an athlete's latest week against the mean of the phase's weeks before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

# A drop of 20 points is what coaching tools flag (spec 6.1); two weeks make a mean, heuristic.
DROP_FROM = Fraction("0.20")
FEWEST_EARLIER_WEEKS = 2


@dataclass(frozen=True, slots=True)
class OwnTrend:
    """The latest week's composite, the mean of those before it, and the difference (shares)."""

    latest: Fraction
    mean: Fraction
    change: Fraction
    has_dropped: bool


def own_trend(weekly_composites: Sequence[Fraction | None]) -> OwnTrend | None:
    """Compare the last week with the mean of the earlier ones of the same phase.

    Composites (0-1) in order of time; weeks in which nothing was due are None and are
    passed over. None until two earlier weeks exist. Spec 6.1 and 6.2.
    """
    known = [one for one in weekly_composites if one is not None]
    if len(known) <= FEWEST_EARLIER_WEEKS:
        return None
    *earlier, latest = known
    mean = sum(earlier, Fraction(0)) / len(earlier)
    change = latest - mean
    return OwnTrend(latest=latest, mean=mean, change=change, has_dropped=change <= -DROP_FROM)
