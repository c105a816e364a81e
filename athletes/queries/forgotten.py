"""Whether a session that is being finished ended a while ago."""

from datetime import date, datetime, timedelta

from django.db.models import Max

from athletes.models import SessionLog, SetLog
from programs.engine.timeline import local_date

# Nobody rests that long between two sets.
LONGEST_REST = timedelta(hours=3)


def get_last_set_at(log: SessionLog) -> datetime | None:
    """Return when the session's last standing set was performed. 1 query."""
    sets = SetLog.objects.standing().filter(session_log=log)
    last: datetime | None = sets.aggregate(last=Max("performed_at"))["last"]
    return last


def is_forgotten(on: date, *, last_at: datetime | None, zone: str, now: datetime) -> bool:
    """Tell whether to ask when a session ended: its last set, or its day, is long past."""
    if last_at is None:
        return on < local_date(now, zone=zone)
    return last_at < now - LONGEST_REST
