"""Replay plans from their logs: loads to come, the rules that ran, the ledger that mirrors them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from athletes.actions.bulk_rows import insert_rows, update_rows
from athletes.actions.group_lines import GroupLines
from athletes.actions.materialize_phases import KEYS
from athletes.actions.mirror_rules import mirror_rules
from athletes.actions.planned_rows import GROUP_FIELDS, group_values
from athletes.models import Plan, PlannedGroup, PlannedSession
from athletes.queries.load_maker import LoadMaker
from athletes.queries.plan_state import PlanState, plan_states
from athletes.queries.replay import Replay, first_exposures, replay
from athletes.queries.session_cards import log_of
from programs.engine.timeline import local_date

# Foreign keys compare by their column.
COLUMNS = tuple("exercise_id" if name == "exercise" else name for name in GROUP_FIELDS)

POSITION_AT = GROUP_FIELDS.index("position")

Values = tuple[Any, ...]


def resolve_plans(*, plans: Iterable[Plan | int], now: datetime) -> int:
    """Bring the groups of sessions not begun up to what the logs say; return how many changed.

    Sessions of today and later that have no log are rewritten, only where they differ; past and
    begun ones stay as they were seen. Rule runs and RULE entries of the ledger follow. 13 queries
    when nothing differs (see ``plan_states``), up to 6 more, whatever the number of plans.
    """
    keys = {plan if isinstance(plan, int) else plan.pk for plan in plans}
    if not keys:
        return 0
    with transaction.atomic():
        # A plan that rolls just now gets its new sessions first, so that they are replayed too.
        _hold(keys)
        states = plan_states(plans=keys, now=now)
        runs = [(state, *replay(state)) for state in states]
        open_sessions = [one for state in states for one in _open_sessions(state, now=now)]
        stored = _stored_groups(open_sessions)
        changed = rewrite_groups(runs, sessions=open_sessions, stored=stored)
        mirror_rules([(state, run) for state, run, _ in runs], now=now)
    return changed


def rewrite_groups(
    runs: Sequence[tuple[PlanState, Replay, LoadMaker]],
    *,
    sessions: Sequence[PlannedSession],
    stored: Mapping[int, Sequence[PlannedGroup]],
) -> int:
    """Write the groups of the sessions where they differ from the replay; return how many.

    How long a session takes follows them.
    """
    took: list[Values] = []
    updates: list[Values] = []
    inserts: list[Values] = []
    deletes: list[int] = []
    lines = GroupLines()
    by_plan = {
        state.plan.pk: (state, run, make, first_exposures(run.sessions))
        for state, run, make in runs
    }
    for session in sessions:
        state, run, make, careful = by_plan[session.plan_id]
        resolved = run.sessions.get(session.ordinal)
        if resolved is None:
            continue
        groups = lines.groups(resolved, state=state, make=make, careful=careful)
        if (minutes := lines.minutes(groups)) != session.minutes:
            took.append((session.pk, minutes))
        wanted = list(group_values(groups, lines=lines))
        there = {group.position: group for group in stored.get(session.pk, ())}
        for values in wanted:
            group = there.pop(values[POSITION_AT], None)
            if group is None:
                key = session.organization_id, session.athlete_id, session.pk
                inserts.append((*key, *values))
            elif values != tuple(getattr(group, column) for column in COLUMNS):
                updates.append((group.pk, *values))
        deletes += [group.pk for group in there.values()]
    if deletes:
        PlannedGroup.objects.filter(pk__in=deletes).delete()
    update_rows(PlannedGroup, updates, fields=GROUP_FIELDS)
    insert_rows(PlannedGroup, inserts, fields=(*KEYS, *GROUP_FIELDS))
    update_rows(PlannedSession, took, fields=("minutes",))
    return len(updates) + len(inserts) + len(deletes)


def _hold(keys: Iterable[int]) -> None:
    held = Plan.objects.filter(pk__in=keys).select_for_update(of=("self",)).order_by("pk")
    list(held.values_list("pk", flat=True))


def _open_sessions(state: PlanState, *, now: datetime) -> list[PlannedSession]:
    today: date = local_date(now, zone=state.athlete.time_zone)
    return [
        session
        for session in state.sessions
        if session.scheduled_on >= today and log_of(session) is None and not session.is_cancelled
    ]


def _stored_groups(sessions: Sequence[PlannedSession]) -> dict[int, list[PlannedGroup]]:
    found: dict[int, list[PlannedGroup]] = defaultdict(list)
    rows = PlannedGroup.objects.filter(session__in=[session.pk for session in sessions])
    for group in rows.order_by("session_id", "position"):
        found[group.session_id].append(group)
    return found
