"""Begin a session before its first set."""

from datetime import datetime
from typing import Any

from django.db import transaction

from athletes.actions.begin_sessions import begin_sessions
from athletes.actions.sync_rev import advance_rev
from athletes.models import Athlete, PlannedSession, SessionLog


def start_session(
    *, athlete: Athlete, planned_session: PlannedSession, by: Any, now: datetime
) -> SessionLog:
    """Begin the session and return its log, the one there is if it was begun before. 3 queries."""
    with transaction.atomic():
        rev = advance_rev(athlete)
        there = SessionLog.objects.filter(athlete=athlete, planned_session=planned_session)
        log: SessionLog | None = there.first()
        if log is not None:
            return log
        starts = {planned_session.pk: now}
        return begin_sessions(athlete=athlete, starts=starts, by=by, rev=rev)[planned_session.pk]
