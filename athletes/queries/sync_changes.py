"""What a phone hasn't seen yet: sets, sessions and check-ins by the athlete's revision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from athletes.models import Athlete, CheckIn, SessionLog, SetLog, SyncOperation
from programs.engine.timeline import local_date

DAYS_BACK = 28
MOST_CHANGES = 1000
MOST_UNRESOLVED = 500


@dataclass(frozen=True, slots=True)
class Changes:
    """Rows to keep on the phone, ``is_reset`` when they replace all that it has.

    ``cursor`` is what to ask with next. Sets taken back are among them, marked.
    """

    cursor: int
    is_reset: bool
    sets: Sequence[SetLog]
    sessions: Sequence[SessionLog]
    check_ins: Sequence[CheckIn]


def get_changes(*, athlete: Athlete, cursor: int | None, now: datetime) -> Changes:
    """Return what changed after the cursor; without a usable one the last four weeks.

    Every change counts the revision up under the athlete's row lock, so that none becomes visible
    behind a cursor that was given out. A cursor too far behind, or ahead of a restored database,
    starts anew. 3 queries; 1 more to start anew from behind. ``athlete`` is freshly read.
    """
    if cursor is not None and cursor <= athlete.sync_rev:
        sets = list(_sets(athlete).filter(rev__gt=cursor).order_by("rev", "pk")[: MOST_CHANGES + 1])
        if len(sets) <= MOST_CHANGES:
            logs = SessionLog.objects.filter(athlete=athlete, rev__gt=cursor)
            days = CheckIn.objects.filter(athlete=athlete, rev__gt=cursor)
            return Changes(
                cursor=athlete.sync_rev,
                is_reset=False,
                sets=sets,
                sessions=list(logs.order_by("rev", "pk")),
                check_ins=list(days.order_by("rev", "pk")),
            )
    since = local_date(now, zone=athlete.time_zone) - timedelta(days=DAYS_BACK)
    recent = SessionLog.objects.filter(athlete=athlete, on__gte=since)
    days = CheckIn.objects.filter(athlete=athlete, on__gte=since)
    return Changes(
        cursor=athlete.sync_rev,
        is_reset=True,
        sets=list(_sets(athlete).filter(session_log__on__gte=since).order_by("rev", "pk")),
        sessions=list(recent.order_by("rev", "pk")),
        check_ins=list(days.order_by("rev", "pk")),
    )


def get_unresolved(*, athlete: Athlete) -> list[SyncOperation]:
    """Return the operations that found no place, newest first. 1 query."""
    rows = SyncOperation.objects.unresolved().filter(athlete=athlete)
    return list(rows.order_by("-received_at", "-pk")[:MOST_UNRESOLVED])


def _sets(athlete: Athlete) -> QuerySet[SetLog]:
    return SetLog.objects.filter(athlete=athlete).select_related("session_log")
