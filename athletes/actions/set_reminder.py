"""Switch reminders of the day's session on, to another time, or off."""

from datetime import datetime, time, timedelta

from django.utils.translation import gettext as _

from athletes.models import Athlete, Reminder
from athletes.queries.quiet_hours import instant_of, is_quiet
from programs.engine.errors import TrainingError
from programs.engine.timeline import local_date

# What holds until the athlete says otherwise.
AT, QUIET_FROM, QUIET_TO = time(8), time(22), time(7)


class ReminderInQuietHours(TrainingError):
    """A time of reminding at which the athlete wants quiet."""

    def __init__(self) -> None:
        super().__init__(_("That is within your quiet hours: choose another time, or others."))


def set_reminder(
    *,
    athlete: Athlete,
    at: time,
    quiet_from: time,
    quiet_to: time,
    now: datetime,
    by_mail: bool = True,
) -> Reminder:
    """Remind the athlete from now on at this local time, wherever it was asked for.

    1 query. Raises ReminderInQuietHours.
    """
    if is_quiet(at, quiet_from=quiet_from, quiet_to=quiet_to):
        raise ReminderInQuietHours
    row = Reminder(
        organization_id=athlete.organization_id,
        athlete=athlete,
        by_mail=by_mail,
        at=at,
        quiet_from=quiet_from,
        quiet_to=quiet_to,
        due_at=next_at(at, now=now, zone=athlete.time_zone),
    )
    Reminder.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["organization", "athlete"],
        update_fields=["by_mail", "at", "quiet_from", "quiet_to", "due_at"],
    )
    return row


def stop_reminders(*, athlete: Athlete) -> None:
    """Remind the athlete no more. Twice is harmless."""
    Reminder.objects.filter(athlete=athlete).delete()


def next_at(at: time, *, now: datetime, zone: str) -> datetime:
    """Return the first instant after ``now`` at which clocks of the zone show the time, in UTC."""
    today = local_date(now, zone=zone)
    days = (today + timedelta(days=ahead) for ahead in range(2))
    this, following = (instant_of(datetime.combine(day, at), zone=zone) for day in days)
    return this if this > now else following
