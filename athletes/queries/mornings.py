"""When mail that can wait leaves: early in the morning where its reader lives."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from programs.engine.timeline import local_date, week_of

MORNING = time(6)


def next_morning(*, now: datetime, zone: str) -> datetime:
    """Return the first six o'clock after ``now``, in UTC."""
    today = local_date(now, zone=zone)
    this = _morning(today, zone=zone)
    return this if this > now else _morning(today + timedelta(days=1), zone=zone)


def morning_before(instant: datetime, *, zone: str) -> datetime:
    """Return the six o'clock a day before a morning, in UTC: 23 to 25 hours earlier."""
    return _morning(local_date(instant, zone=zone) - timedelta(days=1), zone=zone)


def monday_morning(*, now: datetime, zone: str) -> datetime:
    """Return the last six o'clock of a Monday that is not after ``now``, in UTC."""
    monday = week_of(local_date(now, zone=zone))
    this = _morning(monday, zone=zone)
    return this if this <= now else _morning(monday - timedelta(days=7), zone=zone)


def _morning(on: date, *, zone: str) -> datetime:
    return datetime.combine(on, MORNING, tzinfo=ZoneInfo(zone)).astimezone(UTC)
