"""Finish sessions, any number at once: logs closed, check-ins kept, the plan replayed once."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from athletes.actions.begin_sessions import begin_sessions, is_session_gone
from athletes.actions.bulk_rows import update_rows
from athletes.actions.check_set import check_effort
from athletes.actions.note_pain import SAID as SAID_OF_PAIN
from athletes.actions.note_pain import keep_pain
from athletes.actions.settle_sessions import settle_sessions
from athletes.actions.sync_rev import advance_rev
from athletes.models import Athlete, CheckIn, PlannedSession, SessionLog
from athletes.models.pain import NOT_SAID, Pain
from athletes.queries.session_cards import log_of
from athletes.sync.merge import clocks_said_now
from programs.engine.errors import TrainingError
from programs.engine.timeline import local_date

FIELDS = ("completed_at", "on", "session_rpe", "note", "clocks", "rev")
SAID = ("completed_at", "session_rpe", "note")
SAID_OF_BODY = ("body_weight_kg", "readiness")
KEPT = (*SAID_OF_BODY, *SAID_OF_PAIN, "clocks", "rev")
LOWEST_READINESS, HIGHEST_READINESS = 1, 5
HEAVIEST_BODY_KG = 500


class NotYourSession(TrainingError):
    """A session that isn't this athlete's, or isn't there any more."""

    def __init__(self) -> None:
        super().__init__(_("This session isn't in your plan any more: open today's page again."))


class ReadinessOutOfRange(TrainingError):
    """A readiness outside its scale."""

    def __init__(self) -> None:
        super().__init__(_("Readiness goes from 1 to 5: choose a number in between."))


class BodyWeightImplausible(TrainingError):
    """A body weight that nobody has."""

    def __init__(self) -> None:
        super().__init__(
            _("Body weight goes up to %(heaviest)d kg: check it.") % {"heaviest": HEAVIEST_BODY_KG}
        )


@dataclass(frozen=True, slots=True)
class Ending:
    """How a planned session ended; None and empty where nothing was said.

    ``is_guessed`` when nobody said so: whatever the athlete says of it later stands.
    """

    planned_session_id: int
    completed_at: datetime
    session_rpe: Decimal | None = None
    note: str = ""
    body_weight_kg: Decimal | None = None
    readiness: int | None = None
    has_pain: bool = False
    pain: Pain = NOT_SAID
    is_guessed: bool = False


def finish_sessions(
    *, athlete: Athlete, endings: Sequence[Ending], by: Any, now: datetime
) -> list[SessionLog]:
    """Finish the sessions, replay the plan once, and return their logs in the order given.

    A session without a set is finished as well; one finished before stays as it was, unless its
    end was guessed and is said now. 3 queries,
    1 more where one was never begun, 2 for check-ins, and those of ``settle_sessions``; none of
    it grows with their number. Raises NotYourSession, EffortOutOfRange, ReadinessOutOfRange and
    BodyWeightImplausible; then nothing is finished.
    """
    for ending in endings:
        _check(ending)
    if not endings:
        return []
    by_session = {ending.planned_session_id: ending for ending in endings}
    try:
        with transaction.atomic():
            rev = advance_rev(athlete)
            logs = _logs(athlete, by_session=by_session, by=by, rev=rev)
            closing = {
                key: ending for key, ending in by_session.items() if _is_open(logs[key], ending)
            }
            # Both days count where a guessed end was on another one.
            guessed = [copy(logs[key]) for key in closing if logs[key].completed_at is not None]
            for key, ending in closing.items():
                _close(logs[key], ending=ending, rev=rev, now=now)
            update_rows(
                SessionLog,
                (
                    (log.pk, *(getattr(log, name) for name in FIELDS))
                    for log in (logs[key] for key in closing)
                ),
                fields=FIELDS,
            )
            _keep_check_ins(athlete, closing=closing, logs=logs, rev=rev, now=now)
            if closing:
                closed = [logs[key] for key in closing]
                settle_sessions(athlete=athlete, logs=[*closed, *guessed], now=now)
    except IntegrityError as error:
        if not is_session_gone(error):
            raise
        raise NotYourSession from error
    return [logs[ending.planned_session_id] for ending in endings]


def check_readiness(readiness: int | None) -> None:
    """Raise ReadinessOutOfRange outside 1 to 5."""
    if readiness is not None and not LOWEST_READINESS <= readiness <= HIGHEST_READINESS:
        raise ReadinessOutOfRange


def check_body_weight(weight_kg: Decimal | None) -> None:
    """Raise BodyWeightImplausible for what nobody weighs."""
    if weight_kg is not None and not 0 < weight_kg <= HEAVIEST_BODY_KG:
        raise BodyWeightImplausible


def _check(ending: Ending) -> None:
    check_effort(ending.session_rpe)
    check_readiness(ending.readiness)
    check_body_weight(ending.body_weight_kg)


def _logs(
    athlete: Athlete, *, by_session: Mapping[int, Ending], by: Any, rev: int
) -> dict[int, SessionLog]:
    """Return the log of each planned session, begun where it never was."""
    rows = PlannedSession.objects.filter(athlete=athlete).select_related("log")
    sessions = rows.in_bulk(list(by_session))
    if len(sessions) < len(by_session):
        raise NotYourSession
    starts = {
        key: ending.completed_at
        for key, ending in by_session.items()
        if log_of(sessions[key]) is None
    }
    begun = begin_sessions(athlete=athlete, starts=starts, by=by, rev=rev)
    return {key: begun.get(key) or session.log for key, session in sessions.items()}


def _is_open(log: SessionLog, ending: Ending) -> bool:
    return log.completed_at is None or (is_end_guessed(log) and not ending.is_guessed)


def is_end_guessed(log: SessionLog) -> bool:
    """Tell whether the session was closed without anybody having said when it ended."""
    return log.completed_at is not None and "completed_at" not in log.clocks


def _close(log: SessionLog, *, ending: Ending, rev: int, now: datetime) -> None:
    log.completed_at = max(ending.completed_at, log.started_at)
    log.on = local_date(log.completed_at, zone=log.time_zone)
    log.session_rpe = ending.session_rpe
    log.note = ending.note
    if not ending.is_guessed:
        log.clocks = clocks_said_now(log.clocks, SAID, now=now)
    log.rev = rev


def _keep_check_ins(
    athlete: Athlete,
    *,
    closing: Mapping[int, Ending],
    logs: Mapping[int, SessionLog],
    rev: int,
    now: datetime,
) -> None:
    """Keep what was said of body and mind on each day; what wasn't said stays as it was."""
    said = [(logs[key].on, ending) for key, ending in closing.items() if _says_something(ending)]
    if not said:
        return
    there = CheckIn.objects.filter(athlete=athlete, on__in=[on for on, _ in said])
    rows: dict[date, CheckIn] = {row.on: row for row in there}
    for on, ending in said:
        row = rows.setdefault(
            on, CheckIn(organization_id=athlete.organization_id, athlete=athlete, on=on)
        )
        row.body_weight_kg = ending.body_weight_kg or row.body_weight_kg
        row.readiness = ending.readiness or row.readiness
        names = [name for name in SAID_OF_BODY if getattr(ending, name)]
        if ending.has_pain:
            names += keep_pain(row, ending.pain)
        row.clocks = clocks_said_now(row.clocks, names, now=now)
        row.rev = rev
    CheckIn.objects.bulk_create(
        [CheckIn(**_fields(row)) for row in rows.values()],
        update_conflicts=True,
        unique_fields=["organization", "athlete", "on"],
        update_fields=KEPT,
    )


def _says_something(ending: Ending) -> bool:
    return ending.has_pain or ending.readiness is not None or ending.body_weight_kg is not None


def _fields(row: CheckIn) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("organization_id", "athlete_id", "on", *KEPT)}
