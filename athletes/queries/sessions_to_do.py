"""Sessions that wait for an athlete on a day."""

from collections.abc import Sequence
from datetime import date

from athletes.models import PlannedSession


def sessions_to_do(*, athletes: Sequence[int], days: Sequence[date]) -> list[PlannedSession]:
    """Return the sessions of running plans on these days that nobody began or excused. 1 query."""
    rows = PlannedSession.objects.filter(
        athlete__in=athletes,
        scheduled_on__in=days,
        plan__status="ACTIVE",
        is_cancelled=False,
        excused_for="",
        log=None,
    )
    return list(rows.in_training_order())
