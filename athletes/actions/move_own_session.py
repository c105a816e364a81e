"""Move a session as its athlete: within the week, where the coach allows it."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from athletes.actions.move_session import move_session
from athletes.models import PlannedSession
from athletes.queries.own_moves import own_move_days
from programs.engine.errors import TrainingError
from programs.engine.timeline import local_date


class CoachMovesSessions(TrainingError):
    """The coach keeps the days of this plan."""

    def __init__(self) -> None:
        super().__init__(_("Your coach keeps the days of this plan: ask them to move it."))


class NotADayToMoveTo(TrainingError):
    """A day that is over, or outside the session's week or phase."""

    def __init__(self) -> None:
        super().__init__(_("Choose one of the days shown: today or later in the session's week."))


def move_own_session(
    *, planned_session: PlannedSession, to_on: date, by: Any, now: datetime
) -> PlannedSession:
    """Move the session to another day of its week and return it.

    ``athlete__organization``, ``phase`` and ``plan`` come selected. Raises CoachMovesSessions,
    NotADayToMoveTo and AlreadyBegun.
    """
    if not planned_session.plan.lets_athlete_move:
        raise CoachMovesSessions
    athlete = planned_session.athlete
    days = own_move_days(
        session=planned_session,
        athlete=athlete,
        today=local_date(now, zone=athlete.time_zone),
    )
    if to_on not in (*days, planned_session.scheduled_on):
        raise NotADayToMoveTo
    return move_session(planned_session=planned_session, to_on=to_on, by=by)
