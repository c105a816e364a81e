"""Every exercise that an athlete has trained, with how strong they are in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from athletes.models import Athlete, SetLog, StrengthEstimate
from athletes.queries.history import EstimatePoint, estimate_point
from athletes.queries.loads import Loads


@dataclass(frozen=True, slots=True)
class TrainedExercise:
    """One exercise, the day it was last trained, and its newest estimate, None without one."""

    id: int
    name: str
    last_on: date
    newest: EstimatePoint | None


def get_exercises(*, athlete: Athlete) -> tuple[TrainedExercise, ...]:
    """Return the athlete's exercises, last trained first. 2 queries."""
    newest = _newest_estimates(athlete)
    rows = SetLog.objects.standing().filter(
        athlete=athlete, exercise__isnull=False, is_warmup=False
    )
    last = (
        rows.order_by()
        .values("exercise_id", "exercise__name")
        .annotate(last_on=Max("session_log__on"))
    )
    return tuple(
        TrainedExercise(
            id=row["exercise_id"],
            name=row["exercise__name"],
            last_on=row["last_on"],
            newest=newest.get(row["exercise_id"]),
        )
        for row in last.order_by("-last_on", "exercise__name", "exercise_id")
    )


def _newest_estimates(athlete: Athlete) -> Mapping[int, EstimatePoint]:
    loads = Loads.of(athlete)
    rows = StrengthEstimate.objects.filter(athlete=athlete)
    return {
        row.exercise_id: estimate_point(row, loads=loads)
        for row in rows.order_by("exercise_id", "-on", "-pk").distinct("exercise_id")
    }
