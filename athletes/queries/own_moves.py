"""Where an athlete may move a session of their own."""

from datetime import date, timedelta

from athletes.models import Athlete, PlannedSession
from athletes.queries.week_start import week_start_of
from programs.engine.planning.missed_days import move_window
from programs.engine.timeline import DAYS_A_WEEK, week_of


def own_move_days(*, session: PlannedSession, athlete: Athlete, today: date) -> tuple[date, ...]:
    """Return the days that the session may move to: today or later in its week, in its phase.

    Empty where the coach keeps the days, or its day is over. No query: ``phase`` and
    ``plan`` come selected, ``athlete`` with ``organization``.
    """
    if not session.plan.lets_athlete_move or session.scheduled_on < today:
        return ()
    first_on, last_on = move_window(
        scheduled_on=session.scheduled_on,
        phase_starts_on=session.phase.starts_on,
        phase_ends_on=session.phase.ends_on,
    )
    week_on = week_of(session.scheduled_on, week_start=week_start_of(athlete))
    days = (week_on + timedelta(days=offset) for offset in range(DAYS_A_WEEK))
    return tuple(
        day
        for day in days
        if max(first_on, today) <= day <= last_on and day != session.scheduled_on
    )
