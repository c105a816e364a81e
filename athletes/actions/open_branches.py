"""Add to a session underway what follows from the result just noted (format 1, ``then``)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q

from athletes.actions.bulk_rows import insert_rows
from athletes.actions.group_lines import GroupLines
from athletes.actions.materialize_phases import KEYS
from athletes.actions.planned_rows import GROUP_FIELDS, group_values
from athletes.actions.session_totals import keep_totals
from athletes.models import PlannedGroup, PlannedSession
from athletes.queries.plan_state import plan_states
from athletes.queries.replay import first_exposures, replay

BRANCH_AT = GROUP_FIELDS.index("is_branch")
POSITION_AT = GROUP_FIELDS.index("position")
SLOT_AT = GROUP_FIELDS.index("slot_key")


def open_branches(*, sessions: Sequence[PlannedSession], now: datetime) -> int:
    """Write the groups that follow from results so far and return how many were added.

    Groups that followed from a result since corrected go, unless sets were logged for them.
    13 queries, whatever the number of sessions (see ``plan_states``); 1 more where groups change.
    """
    keys = [session.pk for session in sessions]
    states = plan_states(
        plans={session.plan_id for session in sessions}, now=now, underway=frozenset(keys)
    )
    wanted = {
        (session.pk, slot): groups
        for state in states
        for session, slot, groups in _branches(state, sessions=sessions)
    }
    standing = Count("set_logs", filter=Q(set_logs__deleted_at=None))
    there = PlannedGroup.objects.filter(session__in=keys, is_branch=True)
    begun = {
        (group.session_id, group.slot_key) for group in there.annotate(done=standing) if group.done
    }
    untouched = Q()
    for session_id, slot in begun:
        untouched |= Q(session=session_id, slot_key=slot)
    gone, _ = there.exclude(untouched).delete() if begun else there.delete()
    last = dict(
        PlannedGroup.objects.filter(session__in=keys)
        .values("session_id")
        .annotate(last=Max("position"))
        .values_list("session_id", "last")
    )
    by_pk = {session.pk: session for session in sessions}
    rows: list[tuple[Any, ...]] = []
    for (session_id, slot), groups in wanted.items():
        if (session_id, slot) in begun:
            continue
        session = by_pk[session_id]
        for values in groups:
            last[session_id] += 1
            key = session.organization_id, session.athlete_id, session_id
            rows.append((*key, *values[:POSITION_AT], last[session_id], *values[POSITION_AT + 1 :]))
    insert_rows(PlannedGroup, rows, fields=(*KEYS, *GROUP_FIELDS))
    if gone or rows:
        keep_totals(sessions=keys)
    return len(rows)


def _branches(
    state: Any, *, sessions: Sequence[PlannedSession]
) -> Iterator[tuple[PlannedSession, str, list[tuple[Any, ...]]]]:
    """Yield what follows in each slot of the sessions of one plan."""
    run, make = replay(state)
    careful = first_exposures(run.sessions)
    lines = GroupLines()
    for session in sessions:
        if session.plan_id != state.plan.pk or session.ordinal not in run.sessions:
            continue
        found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        resolved = run.sessions[session.ordinal]
        written = lines.groups(resolved, state=state, make=make, careful=careful)
        for values in group_values(written, lines=lines):
            if values[BRANCH_AT]:
                found[values[SLOT_AT]].append(values)
        for slot, groups in found.items():
            yield session, slot, groups
