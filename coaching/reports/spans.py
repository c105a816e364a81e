"""Phases as grounds of drawings."""

from datetime import date

from athletes.models import PlanPhase
from coaching.reports.charts.axes import Span


def get_spans(*, athlete_id: int, from_on: date, to_on: date) -> list[Span]:
    """Return the phases that touch the days, oldest first. 1 query."""
    rows = PlanPhase.objects.filter(
        athlete=athlete_id, starts_on__lte=to_on, ends_on__gte=from_on
    ).order_by("starts_on", "pk")
    return [
        Span(name, goal, max(starts_on, from_on), min(ends_on, to_on))
        for name, goal, starts_on, ends_on in rows.values_list(
            "name", "goal", "starts_on", "ends_on"
        )
    ]
