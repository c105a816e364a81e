"""Finish one session, as the form posts it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from athletes.actions.check_instant import check_instant
from athletes.actions.finish_sessions import Ending, finish_sessions
from athletes.models import PlannedSession, SessionLog
from athletes.models.pain import NOT_SAID, Pain
from athletes.queries.records import Record, get_records


@dataclass(frozen=True, slots=True)
class FinishedSession:
    """The closed log and what the session improved."""

    log: SessionLog
    records: tuple[Record, ...]


def finish_session(
    *,
    planned_session: PlannedSession,
    session_rpe: Decimal | None,
    note: str,
    by: Any,
    now: datetime,
    body_weight_kg: Decimal | None = None,
    readiness: int | None = None,
    has_pain: bool = False,
    pain: Pain = NOT_SAID,
    completed_at: datetime | None = None,
) -> FinishedSession:
    """Finish the session and return its log and records; a second time changes nothing.

    ``completed_at`` None is now; else when a forgotten session ended. Raises InstantImplausible
    and as ``finish_sessions`` does.
    """
    if completed_at is not None:
        check_instant(completed_at, now=now)
    ending = Ending(
        planned_session_id=planned_session.pk,
        completed_at=completed_at or now,
        session_rpe=session_rpe,
        note=note,
        body_weight_kg=body_weight_kg,
        readiness=readiness,
        has_pain=has_pain,
        pain=pain,
    )
    (log,) = finish_sessions(athlete=planned_session.athlete, endings=[ending], by=by, now=now)
    return FinishedSession(log=log, records=get_records(log=log))
