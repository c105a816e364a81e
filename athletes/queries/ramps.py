"""Which sessions of a plan are lighter after days without training, and how much."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from athletes.models import Plan, PlannedSession, PlanRamp
from programs.engine.progression.easing import Ease
from programs.engine.progression.gap import ease_after_gap, gap_policy


@dataclass(frozen=True, slots=True)
class Lighter:
    """How much lighter a session is after so many days; the longest of several gaps."""

    ease: Ease
    days: int


@dataclass(frozen=True, slots=True)
class RunningRamp:
    """Sessions that are still lighter: how many, until which day, and how much the next one is.

    ``days`` without training is why.
    """

    days: int
    sessions: int
    until_on: date
    ease: Ease

    @property
    def is_only_easier(self) -> bool:
        """Whether loads and sets are as written, and just the effort has a limit."""
        return self.ease.load_share == 1 and self.ease.set_share == 1


def get_running_ramp(*, plan: Plan, today: date) -> RunningRamp | None:
    """Return what is left of the plan's ramps from the athlete's today on; None without.

    2 queries; 1 where training was never long interrupted.
    """
    lighter = lighter_sessions(PlanRamp.objects.filter(plan=plan).order_by("from_ordinal"))
    if not lighter:
        return None
    ahead = PlannedSession.objects.filter(
        plan=plan,
        ordinal__in=list(lighter),
        scheduled_on__gte=today,
        is_cancelled=False,
        log__completed_at=None,
    )
    left = list(ahead.order_by("ordinal").values_list("ordinal", "scheduled_on"))
    if not left:
        return None
    first = lighter[left[0][0]]
    return RunningRamp(
        days=first.days, sessions=len(left), until_on=max(on for _, on in left), ease=first.ease
    )


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
