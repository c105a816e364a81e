"""What an athlete's progress page shows beside the phase: weeks, efforts and body weight."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet

from athletes.models import Athlete, CheckIn, Plan, PlanPhase, WeeklyAdherence
from athletes.queries.efforts import WeekOfEffort, get_efforts
from athletes.queries.late_changes import with_late_changes
from athletes.queries.loads import Loads
from athletes.queries.phase_report import PhaseReport, get_phase_report

WEEKS_SHOWN = 8
WEIGHTS_SHOWN = 60


@dataclass(frozen=True, slots=True)
class BodyWeight:
    """What the scale said on a day, in the athlete's unit."""

    on: date
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Progress:
    """The running phase's report, None without a plan; all others newest first."""

    unit: str
    report: PhaseReport | None
    weeks: tuple[WeeklyAdherence, ...]
    weights: tuple[BodyWeight, ...]
    efforts: tuple[WeekOfEffort, ...]


def get_progress(*, athlete: Athlete, now: datetime) -> Progress:
    """Return how the athlete stands. 9 queries; 4 without a plan.

    ``athlete`` comes with ``organization`` selected.
    """
    loads = Loads.of(athlete)
    phase = _phase(athlete)
    weeks = with_late_changes(WeeklyAdherence.objects.filter(athlete=athlete))
    weights = CheckIn.objects.filter(athlete=athlete, body_weight_kg__isnull=False)
    return Progress(
        unit=loads.unit,
        report=get_phase_report(phase=phase, athlete=athlete, now=now) if phase else None,
        weeks=tuple(weeks.order_by("-week_on", "-pk")[:WEEKS_SHOWN]),
        weights=tuple(
            BodyWeight(on=on, weight=loads.shown(weight))
            for on, weight in weights.order_by("-on", "-pk").values_list("on", "body_weight_kg")[
                :WEIGHTS_SHOWN
            ]
            if weight is not None
        ),
        efforts=get_efforts(athlete=athlete, now=now),
    )


def get_phase(*, athlete: Athlete, phase_id: int) -> PlanPhase:
    """Return one of the athlete's phases, as its report reads it. 1 query.

    Raises PlanPhase.DoesNotExist.
    """
    return _phases(athlete).get(pk=phase_id)


def _phase(athlete: Athlete) -> PlanPhase | None:
    """Return the phase that runs, or ran last. 1 query."""
    plans = Plan.objects.filter(athlete=athlete).running_first()
    return _phases(athlete).filter(plan=plans.values("pk")[:1]).order_by("-seq").first()


def _phases(athlete: Athlete) -> QuerySet[PlanPhase]:
    return PlanPhase.objects.filter(athlete=athlete).select_related("plan__program_version")
