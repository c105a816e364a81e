"""How the main lifts of phases went, read for any number of phases at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from athletes.models import PlannedGroup, PlanPhase, StrengthEstimate
from programs.engine.loads.estimates import TREND_WINDOW_DAYS, Trend, TrendPoint, trend
from programs.engine.progression.deload import LIFT_DOWN_PCT
from programs.engine.progression.stall import StallVerdict, stall

STALLED = frozenset({"stall", "regress"})
WINDOW = timedelta(days=TREND_WINDOW_DAYS)

Points = Sequence[tuple[date, Decimal, Decimal]]
"""Day, estimated maximum in kilograms and its error in percent."""


@dataclass(frozen=True, slots=True)
class Lifts:
    """How the main lifts of a phase went: change in percent of each, and whether they rise.

    ``stalled`` of ``count`` lifts neither progress nor lack the exposures to tell.
    """

    changes_pct: tuple[Decimal, ...] = ()
    is_rising: bool = False
    stalled: int = 0
    count: int = 0

    @property
    def down(self) -> int:
        """Count those that lost 3 % or more."""
        return sum(1 for change in self.changes_pct if change <= LIFT_DOWN_PCT)


NO_LIFTS = Lifts()


def get_lifts(phases: Mapping[PlanPhase, int]) -> dict[int, Lifts]:
    """Return how each main lift went from the first to the last day of each phase, by phase.

    ``phases`` with their athlete. 2 queries.
    """
    mains = _mains(phases)
    points = _points(phases, exercises={one for found in mains.values() for one in found})
    return {
        phase.pk: _lifts(
            [_within(points.get((athlete, lift), ()), phase) for lift in mains.get(phase.pk, ())],
            phase,
        )
        for phase, athlete in phases.items()
    }


def _mains(phases: Iterable[PlanPhase]) -> dict[int, list[int]]:
    """Return the exercises of the main lifts by phase, in order of primary key."""
    rows = PlannedGroup.objects.filter(
        session__phase__in=[phase.pk for phase in phases], is_main=True, exercise__isnull=False
    ).order_by("session__phase", "exercise")
    found: dict[int, list[int]] = defaultdict(list)
    for phase, exercise in rows.values_list("session__phase", "exercise").distinct():
        found[phase].append(exercise)
    return found


def _points(
    phases: Mapping[PlanPhase, int], *, exercises: Iterable[int]
) -> dict[tuple[int, int], list[tuple[date, Decimal, Decimal]]]:
    rows = StrengthEstimate.objects.filter(
        athlete__in=set(phases.values()),
        exercise__in=exercises,
        on__gte=min(phase.starts_on for phase in phases) - WINDOW,
        on__lte=max(phase.ends_on for phase in phases),
    ).order_by("athlete_id", "exercise_id", "on")
    found: dict[tuple[int, int], list[tuple[date, Decimal, Decimal]]] = defaultdict(list)
    for athlete, exercise, on, e1rm_kg, sigma_pct in rows.values_list(
        "athlete_id", "exercise_id", "on", "e1rm_kg", "sigma_pct"
    ):
        found[athlete, exercise].append((on, e1rm_kg, sigma_pct))
    return found


def _within(points: Points, phase: PlanPhase) -> Points:
    return [one for one in points if phase.starts_on - WINDOW <= one[0] <= phase.ends_on]


def _lifts(lifts: Sequence[Points], phase: PlanPhase) -> Lifts:
    estimated = [points for points in lifts if points]
    changes = [_change_pct(points, phase) for points in estimated]
    verdicts = [_stall(points) for points in estimated]
    return Lifts(
        changes_pct=tuple(change for change in changes if change is not None),
        is_rising=_is_rising(verdicts),
        stalled=len([one for one in verdicts if one in STALLED]),
        count=len(lifts),
    )


def _change_pct(points: Points, phase: PlanPhase) -> Decimal | None:
    """Return the change of the trend over the phase; from the first estimate if none is older."""
    if len(points) < 2:
        return None
    before = _trend(points, as_of=max(phase.starts_on, points[0][0]))
    after = _trend(points, as_of=phase.ends_on)
    if before is None or after is None:
        return None
    change = (after.e1rm_kg / before.e1rm_kg - 1) * 100
    return Decimal(change.numerator) / Decimal(change.denominator)


def _trend(points: Points, *, as_of: date) -> Trend | None:
    return trend((TrendPoint(*point) for point in points), as_of=as_of)


def _stall(points: Points) -> StallVerdict:
    return stall((on.toordinal(), e1rm_kg) for on, e1rm_kg, _ in points)


def _is_rising(verdicts: Iterable[StallVerdict]) -> bool:
    """Tell whether half of the lifts that can be judged make progress. Spec 4, stall."""
    judged = [verdict for verdict in verdicts if verdict != "insufficient"]
    return bool(judged) and judged.count("progress") * 2 >= len(judged)
