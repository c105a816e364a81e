"""Estimated maximums of a stretch of days, read once for every lift of a report."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from athletes.models import StrengthEstimate
from athletes.queries.history import EstimatePoint, estimate_point
from athletes.queries.lift_change import lift_change
from coaching.reports.terms import Terms
from programs.engine.loads.estimates import TREND_WINDOW_DAYS
from programs.engine.progress.lifts import Lift


@dataclass(frozen=True, slots=True)
class LiftCourse:
    """A lift's estimates, oldest first: those of the days and the six weeks before them.

    ``lift`` is in kilograms, ``points`` in the reader's unit and of the days alone.
    """

    exercise_id: int
    name: str
    lift: Lift
    points: tuple[EstimatePoint, ...]


def get_courses(
    *, athlete_id: int, exercises: Iterable[int], from_on: date, to_on: date, terms: Terms
) -> list[LiftCourse]:
    """Return each lift that has an estimate, in the order asked. 1 query.

    The change is that of the trend from the first day, or the first estimate, to the last.
    """
    wanted = list(exercises)
    rows = StrengthEstimate.objects.filter(
        athlete=athlete_id,
        exercise__in=wanted,
        on__range=(from_on - timedelta(days=TREND_WINDOW_DAYS), to_on),
    ).select_related("exercise")
    found: Mapping[int, list[StrengthEstimate]] = defaultdict(list)
    for row in rows.order_by("on", "pk"):
        found[row.exercise_id].append(row)
    return [
        LiftCourse(
            exercise_id=key,
            name=found[key][0].exercise.name,
            lift=lift_change(found[key][0].exercise.name, found[key], from_on=from_on, to_on=to_on),
            points=tuple(
                estimate_point(row, loads=terms.loads) for row in found[key] if row.on >= from_on
            ),
        )
        for key in wanted
        if found.get(key)
    ]
