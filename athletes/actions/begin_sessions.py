"""Begin sessions: from here on their prescription stays as the athlete saw it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import IntegrityError

from athletes.actions.bulk_rows import insert_rows
from athletes.models import Athlete, SessionLog, uuid7
from programs.engine.timeline import local_date

FIELDS = (
    "pk", "organization", "athlete", "planned_session", "started_at", "time_zone", "on",
    "logged_by", "rev",
)  # fmt: skip


GONE = "athletes_sessionlog_planned_session_id_tenant"


class Timed(Protocol):
    """Anything performed at an instant."""

    @property
    def id(self) -> UUID: ...

    @property
    def performed_at(self) -> datetime: ...


def begin_sessions(
    *, athlete: Athlete, starts: Mapping[int, datetime], by: Any, rev: int
) -> dict[int, SessionLog]:
    """Write a log for each planned session (key to its start) and return them by that key.

    The caller holds the athlete's row and knows that none has a log. 1 query, 0 for none.
    """
    logs = {key: _log(athlete, key, start, by=by, rev=rev) for key, start in starts.items()}
    _insert(logs.values())
    return logs


def is_session_gone(error: IntegrityError) -> bool:
    """Tell whether the session was taken out of its plan while its log was written."""
    return GONE in str(error)


def begin_extra(
    *, athlete: Athlete, sets: Iterable[Timed], by: Any, rev: int
) -> dict[UUID, SessionLog]:
    """Return, by set, the logs of training outside the plan: one a local day.

    2 queries; 1 when all days have one; 0 without sets.
    """
    days: dict[date, list[Timed]] = {}
    for one in sets:
        days.setdefault(local_date(one.performed_at, zone=athlete.time_zone), []).append(one)
    if not days:
        return {}
    there = SessionLog.objects.filter(athlete=athlete, planned_session=None, on__in=days)
    logs = {log.on: log for log in there.order_by("-started_at", "-pk")}
    lacking = {
        on: _log(athlete, None, min(one.performed_at for one in of_day), by=by, rev=rev)
        for on, of_day in days.items()
        if on not in logs
    }
    _insert(lacking.values())
    return {one.id: (logs | lacking)[on] for on, of_day in days.items() for one in of_day}


def _log(
    athlete: Athlete, planned_session_id: int | None, start: datetime, *, by: Any, rev: int
) -> SessionLog:
    return SessionLog(
        pk=uuid7(),
        organization_id=athlete.organization_id,
        athlete=athlete,
        planned_session_id=planned_session_id,
        started_at=start,
        time_zone=athlete.time_zone,
        on=local_date(start, zone=athlete.time_zone),
        logged_by=by,
        rev=rev,
    )


def _insert(logs: Iterable[SessionLog]) -> None:
    insert_rows(
        SessionLog,
        (
            (
                log.pk,
                log.organization_id,
                log.athlete_id,
                log.planned_session_id,
                log.started_at,
                log.time_zone,
                log.on,
                log.logged_by_id,
                log.rev,
            )
            for log in logs
        ),
        fields=FIELDS,
    )
