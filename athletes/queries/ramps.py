"""Which sessions of a plan are lighter after days without training, and how much."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from athletes.models import PlanRamp
from programs.engine.progression.easing import Ease
from programs.engine.progression.gap import ease_after_gap, gap_policy


@dataclass(frozen=True, slots=True)
class Lighter:
    """How much lighter a session is after so many days; the longest of several gaps."""

    ease: Ease
    days: int


def lighter_sessions(ramps: Iterable[PlanRamp]) -> dict[int, Lighter]:
    """Return by ordinal what is lighter of one plan's sessions. Spec 4, gap_policy.csv.

    Where ramps meet, the lighter of both holds in load, sets and effort each.
    """
    found: dict[int, Lighter] = {}
    for ramp in ramps:
        for ordinal, ease in _eased(ramp):
            other = found.get(ordinal)
            found[ordinal] = Lighter(
                ease=other.ease.and_then(ease) if other else ease,
                days=max(other.days, ramp.days) if other else ramp.days,
            )
    return found


def _eased(ramp: PlanRamp) -> Iterator[tuple[int, Ease]]:
    """Yield each session's ordinal with its ease, from the first until one is as written."""
    policy = gap_policy(ramp.days)
    ahead = 0
    while ease := ease_after_gap(policy, week=ahead // ramp.per_week, is_first=ahead == 0):
        yield ramp.from_ordinal + ahead, ease
        ahead += 1
