"""Queue the reminders whose time has come, for athletes who have a session that day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from athletes.actions.set_reminder import instant_of, is_quiet, next_at
from athletes.models import Outbox, Reminder
from athletes.queries.sessions_to_do import sessions_to_do
from programs.engine.timeline import local_date

BATCH = 200
# Later than this a reminder is of no use any more.
LATEST = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class ReminderReport:
    """How many reminders were due, and how many of them were queued."""

    due: int = 0
    queued: int = 0


def queue_reminders(*, now: datetime) -> ReminderReport:
    """Queue at most 200 reminders and set when each comes next; the next run goes on.

    Rows that another run holds are left to it, and a day's reminder has one key, so that nobody
    is reminded twice. 4 queries; 1 without due ones.
    """
    with transaction.atomic():
        due = list(
            Reminder.objects.filter(due_at__lte=now)
            .select_related("athlete")
            .select_for_update(of=("self",), skip_locked=True)
            .order_by("due_at", "pk")[:BATCH]
        )
        if not due:
            return ReminderReport()
        days = {row.athlete_id: _day(row) for row in due if _is_timely(row, now=now)}
        training = _training(days)
        rows = [
            _mail(row, on=days[row.athlete_id], now=now)
            for row in due
            if row.athlete_id in training
        ]
        Outbox.objects.bulk_create(rows, ignore_conflicts=True)
        for row in due:
            row.due_at = _next(row, now=now)
        Reminder.objects.bulk_update(due, ["due_at"])
    return ReminderReport(due=len(due), queued=len(rows))


def _day(row: Reminder) -> date:
    return local_date(row.due_at, zone=row.athlete.time_zone)


def _is_timely(row: Reminder, *, now: datetime) -> bool:
    """Tell whether to remind now: the athlete may have moved to another zone meanwhile."""
    zone = row.athlete.time_zone
    meant = instant_of(datetime.combine(_day(row), row.at), zone=zone)
    here = now.astimezone(ZoneInfo(zone)).time()
    is_night = is_quiet(here, quiet_from=row.quiet_from, quiet_to=row.quiet_to)
    return meant <= now < meant + LATEST and not is_night and not row.athlete.is_archived


def _next(row: Reminder, *, now: datetime) -> datetime:
    return next_at(row.at, now=now, zone=row.athlete.time_zone)


def _training(days: dict[int, date]) -> set[int]:
    """Return the athletes who have something to train on their day that they haven't begun."""
    sessions = sessions_to_do(athletes=list(days), days=list(set(days.values())))
    return {one.athlete_id for one in sessions if one.scheduled_on == days[one.athlete_id]}


def _mail(row: Reminder, *, on: date, now: datetime) -> Outbox:
    return Outbox(
        key=f"reminder:{row.athlete_id}:{on.isoformat()}",
        kind=Outbox.Kind.REMINDER,
        organization_id=row.organization_id,
        message={"athlete": row.athlete_id, "on": on.isoformat()},
        run_after=now,
        queued_at=now,
    )
