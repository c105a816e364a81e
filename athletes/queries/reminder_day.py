"""What an athlete is to be reminded of on a day, at the moment of sending."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from athletes.models import PlannedSession, Reminder
from athletes.queries.quiet_hours import instant_of, quiet_end
from athletes.queries.sessions_to_do import sessions_to_do
from programs.engine.timeline import local_date


class NotYet(Exception):
    """Something that waits in the outbox for a later instant."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


@dataclass(frozen=True, slots=True)
class ReminderDay:
    """The sessions to do, and the instant before which to remind of them."""

    reminder: Reminder
    sessions: tuple[PlannedSession, ...]
    until: datetime


def get_reminder_day(*, athlete: int, on: date, now: datetime) -> ReminderDay | None:
    """Return what there is to do; None once the day is over, it is begun or nobody asks any more.

    The reminder comes with athlete and user. 2 queries. Raises NotYet in quiet hours that end
    on the day itself.
    """
    row = Reminder.objects.select_related("athlete__user").filter(athlete=athlete).first()
    if row is None or local_date(now, zone=row.athlete.time_zone) != on:
        return None
    zone = row.athlete.time_zone
    end = quiet_end(now=now, zone=zone, quiet_from=row.quiet_from, quiet_to=row.quiet_to)
    if end is not None:
        if local_date(end, zone=zone) != on:
            return None
        raise NotYet(end)
    sessions = sessions_to_do(athletes=[row.athlete_id], days=[on])
    if not sessions:
        return None
    return ReminderDay(row, tuple(sessions), _until(row, on=on, now=now))


def _until(row: Reminder, *, on: date, now: datetime) -> datetime:
    """Return the end of the day, or the begin of quiet hours before it."""
    ends = (datetime.combine(on, row.quiet_from), datetime.combine(on + timedelta(days=1), time()))
    instants = (instant_of(end, zone=row.athlete.time_zone) for end in ends)
    return min(instant for instant in instants if instant > now)
