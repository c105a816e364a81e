"""Merge what phones say of sessions: when they began and ended, how hard they were."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from athletes.actions.begin_sessions import begin_sessions
from athletes.actions.bulk_rows import update_rows
from athletes.actions.sync_outcomes import merged_outcome, session_gone
from athletes.models import Athlete, PlannedSession, SessionLog
from athletes.queries.session_cards import log_of
from athletes.sync.clock import time_of
from athletes.sync.merge import Registers, clocks_from_json, clocks_to_json, merge
from athletes.sync.operation import Operation, Outcome
from programs.engine.timeline import local_date

SAID = ("started_at", "completed_at", "session_rpe", "note")
FIELDS = (*SAID, "on", "clocks", "rev")


@dataclass(frozen=True, slots=True)
class MergedSessions:
    """What became of each operation, and the logs as they were and are of sessions finished."""

    outcomes: Mapping[UUID, Outcome]
    to_settle: Sequence[SessionLog]


def merge_sessions(
    *,
    athlete: Athlete,
    ops: Sequence[Operation],
    logs: Mapping[UUID, SessionLog],
    starts: Mapping[UUID, datetime],
    by: Any,
    rev: int,
    now: datetime,
) -> MergedSessions:
    """Merge the operations on sessions, those not begun yet included.

    ``logs`` were begun or touched just now, ``starts`` are their first sets. Who never said when
    a session started did so with the first thing known of it. No query when nothing is to do;
    else 2, and 1 for sessions begun.
    """
    by_session: dict[int, list[Operation]] = defaultdict(list)
    for op in ops:
        by_session[op.key].append(op)
    found = _logs(athlete, by_session=by_session, known=logs, by=by, rev=rev, now=now)
    touched = dict(logs) | {log.pk: log for log in found.values()}
    before = {key: copy(log) for key, log in touched.items()}
    outcomes: dict[UUID, Outcome] = {}
    for key, of_session in by_session.items():
        if key in found:
            _merge(found[key], ops=of_session, outcomes=outcomes, now=now)
        else:
            outcomes |= {op.op_id: session_gone() for op in of_session}
    for log_key, start in starts.items():
        _start_by(touched[log_key], start)
    changed = [log for key, log in touched.items() if _differs(log, before[key])]
    for log in changed:
        log.rev = rev
    update_rows(
        SessionLog,
        ((log.pk, *(getattr(log, name) for name in FIELDS)) for log in changed),
        fields=FIELDS,
    )
    return MergedSessions(outcomes=outcomes, to_settle=_to_settle(touched, before))


def _logs(
    athlete: Athlete,
    *,
    by_session: Mapping[int, Sequence[Operation]],
    known: Mapping[UUID, SessionLog],
    by: Any,
    rev: int,
    now: datetime,
) -> dict[int, SessionLog]:
    """Return the log of each planned session that is still there, begun where it never was."""
    if not by_session:
        return {}
    rows = PlannedSession.objects.filter(athlete=athlete).select_related("log")
    sessions = rows.in_bulk(list(by_session))
    begun_just_now = {log.planned_session_id: log for log in known.values()}
    starts = {
        key: min(_first_known(op, now=now) for op in by_session[key])
        for key, session in sessions.items()
        if log_of(session) is None
    }
    begun = begin_sessions(athlete=athlete, starts=starts, by=by, rev=rev)
    return {
        key: begun.get(key) or begun_just_now.get(key) or session.log
        for key, session in sessions.items()
    }


def _first_known(op: Operation, *, now: datetime) -> datetime:
    """The earliest instant that the operation tells of: the session had begun by then."""
    said = (op.values.get(name) for name in ("started_at", "completed_at"))
    return min((one for one in said if one), default=min(time_of(op.stamp), now))


def _merge(
    log: SessionLog, *, ops: Iterable[Operation], outcomes: dict[UUID, Outcome], now: datetime
) -> None:
    state = Registers(
        values={name: getattr(log, name) for name in SAID}, clocks=clocks_from_json(log.clocks)
    )
    for op in ops:
        outcomes[op.op_id] = merged_outcome(state, op)
        state = merge(state, op.change)
    for name in SAID:
        setattr(log, name, state.values[name])
    log.clocks = clocks_to_json(state.clocks)
    for op in ops:
        _start_by(log, _first_known(op, now=now))
    if log.completed_at is not None:
        log.completed_at = max(log.completed_at, log.started_at)
    _keep_day(log)


def _start_by(log: SessionLog, moment: datetime) -> None:
    """Have the session begun by then, unless the athlete said when it did."""
    if "started_at" not in log.clocks and moment < log.started_at:
        log.started_at = moment
        _keep_day(log)


def _keep_day(log: SessionLog) -> None:
    log.on = local_date(log.completed_at or log.started_at, zone=log.time_zone)


def _differs(log: SessionLog, before: SessionLog) -> bool:
    return any(getattr(log, name) != getattr(before, name) for name in FIELDS)


def _to_settle(
    logs: Mapping[UUID, SessionLog], before: Mapping[UUID, SessionLog]
) -> list[SessionLog]:
    """Both days count where a session moved to another one."""
    both = [*logs.values(), *(one for key, one in before.items() if one.on != logs[key].on)]
    finished = {key for key, log in logs.items() if log.completed_at or before[key].completed_at}
    return [log for log in both if log.pk in finished]
