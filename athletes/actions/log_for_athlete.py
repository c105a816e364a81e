"""Log or correct a session for its athlete, marked with who did it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from athletes.actions.check_instant import check_instant
from athletes.actions.edit_set import edit_set
from athletes.actions.finish_session import finish_session
from athletes.actions.log_sets import SetEntry, log_sets
from athletes.actions.undo_set import undo_set
from athletes.models import Athlete, PlannedSession, SessionLog, uuid7
from athletes.queries.session_cards import log_of
from programs.engine.timeline import local_date

NOON = time(12)


@dataclass(frozen=True, slots=True)
class SaidSet:
    """One set as a coach says it was. ``set_id`` of the logged set, None of one not logged yet.

    ``reps`` None: it wasn't done. ``group_id`` and ``number`` say which set of what was asked.
    """

    group_id: int
    number: int
    reps: int | None
    load_kg: Decimal | None = None
    rpe: Decimal | None = None
    set_id: UUID | None = None
    is_warmup: bool = False


def log_for_athlete(
    *,
    session: PlannedSession,
    sets: Sequence[SaidSet],
    on: date,
    finishes: bool,
    by: Any,
    now: datetime,
) -> bool:
    """Bring the session's log to what is said and return whether anything changed.

    Sets logged before are corrected in place, those said to be not done taken back, others logged
    at noon of ``on``, or now if that is today. ``session`` comes with ``athlete`` and ``log``
    selected. Raises InstantImplausible and what ``log_sets`` and ``edit_set`` raise; then nothing
    is changed.
    """
    athlete = session.athlete
    at = _instant(on, athlete=athlete, now=now)
    check_instant(at, now=now)
    was_logged = log_of(session) is not None
    with transaction.atomic():
        changed = [_change(one, athlete=athlete, by=by, now=now) for one in sets if one.set_id]
        fresh = [_entry(one, at=at) for one in sets if not one.set_id and one.reps is not None]
        log_sets(athlete=athlete, sets=fresh, by=by, now=now)
        is_changed = any(changed) or bool(fresh)
        log = SessionLog.objects.filter(planned_session=session).first()
        if finishes and log is not None and log.completed_at is None:
            _finish(session, log=log, at=at, by=by, now=now)
        if was_logged and is_changed and by.pk != athlete.user_id:
            SessionLog.objects.filter(planned_session=session).update(
                corrected_by=by, corrected_at=now
            )
    return is_changed


def _instant(on: date, *, athlete: Athlete, now: datetime) -> datetime:
    if on == local_date(now, zone=athlete.time_zone):
        return now
    return datetime.combine(on, NOON, tzinfo=ZoneInfo(athlete.time_zone))


def _change(one: SaidSet, *, athlete: Athlete, by: Any, now: datetime) -> bool:
    if one.set_id is None:
        return False
    if one.reps is None:
        return undo_set(athlete=athlete, set_id=one.set_id, by=by, now=now)
    values = {"reps": one.reps, "load_kg": one.load_kg, "rpe": one.rpe}
    return edit_set(athlete=athlete, set_id=one.set_id, values=values, by=by, now=now)


def _entry(one: SaidSet, *, at: datetime) -> SetEntry:
    return SetEntry(
        id=uuid7(),
        reps=one.reps or 0,
        performed_at=at,
        planned_group_id=one.group_id,
        load_kg=one.load_kg,
        rpe=one.rpe,
        is_warmup=one.is_warmup,
        position=one.number,
    )


def _finish(
    session: PlannedSession, *, log: SessionLog, at: datetime, by: Any, now: datetime
) -> None:
    fresh = PlannedSession.objects.select_related("athlete", "log", "phase").get(pk=session.pk)
    finish_session(
        planned_session=fresh,
        session_rpe=None,
        note=log.note,
        by=by,
        now=now,
        completed_at=max(at, log.started_at),
    )
