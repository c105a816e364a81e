"""Merge what phones say of exercises and sessions: another exercise, or none, with the reason."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from athletes.actions.bulk_rows import update_rows
from athletes.actions.sync_outcomes import merged_outcome, session_gone
from athletes.models import Athlete, Plan, PlannedSession, SlotChoice
from athletes.sync.merge import (
    Registers,
    clocks_from_json,
    clocks_said_now,
    clocks_to_json,
    merge,
)
from athletes.sync.operation import Operation, Outcome

SAID = ("exercise_name", "skip_reason")
WHOLE_SESSION = ""

Key = tuple[int, str]


@dataclass(frozen=True, slots=True)
class MergedChoices:
    """What became of each operation, and the plans whose sessions are skipped, or no more."""

    outcomes: Mapping[UUID, Outcome]
    plans: frozenset[int]


def merge_choices(*, athlete: Athlete, ops: Sequence[Operation], rev: int) -> MergedChoices:
    """Merge the operations; their keys are a planned session with its slot, "" for all of it.

    3 queries, 0 without operations; 2 more where a session is skipped or skipped no more.
    """
    if not ops:
        return MergedChoices(outcomes={}, plans=frozenset())
    keys = {session for session, _ in (op.key for op in ops)}
    sessions = PlannedSession.objects.filter(athlete=athlete).in_bulk(keys)
    there = SlotChoice.objects.filter(planned_session__in=sessions)
    rows = {(row.planned_session_id, row.slot_key): row for row in there}
    by_slot: dict[Key, list[Operation]] = defaultdict(list)
    for op in ops:
        by_slot[op.key].append(op)
    outcomes: dict[UUID, Outcome] = {}
    changed = []
    for key, of_slot in by_slot.items():
        session = sessions.get(key[0])
        if session is None:
            outcomes |= {op.op_id: session_gone() for op in of_slot}
            continue
        row = rows.get(key) or _new(session, slot_key=key[1])
        if _merge(row, ops=of_slot, outcomes=outcomes):
            row.rev = rev
            changed.append(row)
    _write(changed)
    return MergedChoices(outcomes=outcomes, plans=_skip(changed, sessions=sessions))


def note_choice(
    *,
    session: PlannedSession,
    said: Mapping[str, str],
    rev: int,
    now: datetime,
    slot_key: str = WHOLE_SESSION,
) -> None:
    """Note what was chosen here and now, so that what a phone said of it before yields.

    2 queries.
    """
    there = SlotChoice.objects.filter(planned_session=session, slot_key=slot_key)
    row = there.first() or _new(session, slot_key=slot_key)
    for name, value in said.items():
        setattr(row, name, value)
    row.rev = rev
    row.clocks = clocks_said_now(row.clocks, said, now=now)
    _write([row])


def _new(session: PlannedSession, *, slot_key: str) -> SlotChoice:
    is_whole = slot_key == WHOLE_SESSION
    return SlotChoice(
        organization_id=session.organization_id,
        athlete_id=session.athlete_id,
        planned_session=session,
        slot_key=slot_key,
        skip_reason=session.excused_for if is_whole else "",
    )


def _merge(row: SlotChoice, *, ops: Sequence[Operation], outcomes: dict[UUID, Outcome]) -> bool:
    values = {name: getattr(row, name) for name in SAID}
    before = state = Registers(values=values, clocks=clocks_from_json(row.clocks))
    for op in ops:
        outcomes[op.op_id] = merged_outcome(state, op)
        state = merge(state, op.change)
    for name in SAID:
        setattr(row, name, state.values[name])
    row.clocks = clocks_to_json(state.clocks)
    return state is not before


def _write(rows: Sequence[SlotChoice]) -> None:
    if rows:
        SlotChoice.objects.bulk_create(
            [SlotChoice(**_fields(row)) for row in rows],
            update_conflicts=True,
            unique_fields=["organization", "planned_session", "slot_key"],
            update_fields=[*SAID, "clocks", "rev"],
        )


def _fields(row: SlotChoice) -> dict[str, Any]:
    names = ("organization_id", "athlete_id", "planned_session_id", "slot_key", *SAID)
    return {name: getattr(row, name) for name in (*names, "clocks", "rev")}


def _skip(rows: Sequence[SlotChoice], *, sessions: Mapping[int, PlannedSession]) -> frozenset[int]:
    """Excuse the sessions that are skipped as a whole; return the plans this concerns."""
    whole = {
        row.planned_session_id: row.skip_reason
        for row in rows
        if row.slot_key == WHOLE_SESSION
        and row.skip_reason != sessions[row.planned_session_id].excused_for
    }
    plans = frozenset(sessions[key].plan_id for key in whole)
    if whole:
        # Before the sessions, as whoever ends, resumes or rolls a plan.
        list(Plan.objects.select_for_update().filter(pk__in=plans).order_by("pk").values("pk"))
        update_rows(PlannedSession, whole.items(), fields=["excused_for"])
    return plans
