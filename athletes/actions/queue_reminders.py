"""Queue the reminders whose time has come, for athletes who have a session that day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from athletes.actions.set_reminder import next_at
from athletes.models import Outbox, PushSubscription, Reminder
from athletes.queries.quiet_hours import instant_of, quiet_end
from athletes.queries.sessions_to_do import sessions_to_do
from programs.engine.timeline import local_date

BATCH = 200
# Later than this a reminder is of no use any more.
LATEST = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class ReminderReport:
    """How many reminders were due, and how many mails and messages were queued."""

    due: int = 0
    queued: int = 0


@dataclass(frozen=True, slots=True)
class _Turn:
    """A reminder whose time has come: of which day, and when it may be sent."""

    row: Reminder
    on: date
    at: datetime


def queue_reminders(*, now: datetime) -> ReminderReport:
    """Queue at most 200 reminders and set when each comes next; the next run goes on.

    Rows that another run holds are left to it, and a day's reminder has one key by mail and one
    a browser, so that nobody is reminded twice. 5 queries; 1 without due ones.
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
        turns = _training([turn for row in due if (turn := _turn(row, now=now)) is not None])
        rows = [_mail(turn, now=now) for turn in turns.values() if turn.row.by_mail]
        rows += _pushes(turns, now=now)
        Outbox.objects.bulk_create(rows, ignore_conflicts=True)
        for row in due:
            row.due_at = next_at(row.at, now=now, zone=row.athlete.time_zone)
        Reminder.objects.bulk_update(due, ["due_at"])
    return ReminderReport(due=len(due), queued=len(rows))


def _turn(row: Reminder, *, now: datetime) -> _Turn | None:
    """Return whether and when to remind: the athlete may have moved to another zone meanwhile."""
    zone = row.athlete.time_zone
    on = local_date(row.due_at, zone=zone)
    meant = instant_of(datetime.combine(on, row.at), zone=zone)
    if row.athlete.is_archived or not meant <= now < meant + LATEST:
        return None
    end = quiet_end(now=now, zone=zone, quiet_from=row.quiet_from, quiet_to=row.quiet_to)
    at = now if end is None else end
    return _Turn(row, on, at) if local_date(at, zone=zone) == on else None


def _training(turns: Iterable[_Turn]) -> dict[int, _Turn]:
    """Return by athlete the turns on whose day there is something to do that isn't begun."""
    found = {turn.row.athlete_id: turn for turn in turns}
    days = list({turn.on for turn in found.values()})
    training = {
        (one.athlete_id, one.scheduled_on)
        for one in sessions_to_do(athletes=list(found), days=days)
    }
    return {key: turn for key, turn in found.items() if (key, turn.on) in training}


def _mail(turn: _Turn, *, now: datetime) -> Outbox:
    athlete, on = turn.row.athlete_id, turn.on.isoformat()
    message = {"athlete": athlete, "on": on}
    key = f"reminder:{athlete}:{on}"
    return _row(turn, kind=Outbox.Kind.REMINDER, key=key, message=message, now=now)


def _pushes(turns: Mapping[int, _Turn], *, now: datetime) -> list[Outbox]:
    """Return a row for each browser of the athletes; none while there is no key to sign with."""
    if not settings.VAPID_PRIVATE_KEY:
        return []
    rows = PushSubscription.objects.filter(athlete__in=list(turns)).order_by("pk")
    return [
        _row(
            turns[one.athlete_id],
            kind=Outbox.Kind.PUSH,
            key=f"push:{one.pk}:{turns[one.athlete_id].on.isoformat()}",
            message={"subscription": one.pk, "on": turns[one.athlete_id].on.isoformat()},
            now=now,
        )
        for one in rows
    ]


def _row(
    turn: _Turn, *, kind: Outbox.Kind, key: str, message: Mapping[str, object], now: datetime
) -> Outbox:
    return Outbox(
        key=key,
        kind=kind,
        organization_id=turn.row.organization_id,
        message=message,
        run_after=turn.at,
        queued_at=now,
    )
