"""Write the sessions of phases that begin, with the loads of that day."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from athletes.actions.bulk_rows import insert_rows
from athletes.actions.group_lines import LINE_FIELDS, GroupLines, Groups
from athletes.actions.lined_rows import insert_lined_rows
from athletes.actions.planned_rows import phase_dates
from athletes.models import PlannedGroup, PlannedSession, PlanPhase
from athletes.queries.own_loads import OwnLoad
from athletes.queries.plan_state import PlanState, plan_states
from athletes.queries.replay import first_exposures, replay

SESSION_FIELDS = (
    "organization", "athlete", "plan", "phase", "ordinal", "week", "week_in_phase", "occurrence",
    "day", "name", "scheduled_on", "minutes", "is_provisional",
)  # fmt: skip
KEYS = ("organization", "athlete", "session")
# Loads take time to find: a transaction that sends nothing meanwhile would be taken for dead.
BATCH = 100

OWN_FIELDS = ("load_kg", "target_kg", "base_kg", "made_as")
# Whole numbers are sent sooner than decimals; the dose owed follows from line and load.
AS_STORED = {
    "target_kg": "given.target_kg * 0.000001",
    "base_kg": "given.base_kg * 0.000001",
    "volume_owed": "line.sets * greatest(line.rep_floor, 1)"
    " * coalesce(nullif(given.load_kg, 0), 1)",
}


def materialize_phases(
    *, phases: Sequence[PlanPhase], now: datetime, is_provisional: bool = False
) -> int:
    """Write the sessions and groups that these phases lack and return how many sessions.

    Any number of plans at once; phases are read afresh, so save them first. A phase that got an
    extra week gains that week's sessions only. Twice is harmless. 11 queries a batch of 100 plans
    (see ``plan_states``), 9 when nothing is lacking. Raises TooFewWeekdays.
    """
    wanted = {phase.pk for phase in phases}
    plans = sorted({phase.plan_id for phase in phases})
    with transaction.atomic():
        return sum(
            _materialize(
                plans[first : first + BATCH], wanted=wanted, now=now, is_provisional=is_provisional
            )
            for first in range(0, len(plans), BATCH)
        )


def _materialize(
    plans: Sequence[int], *, wanted: set[int], now: datetime, is_provisional: bool
) -> int:
    states = plan_states(plans=plans, now=now)
    sessions: list[tuple[Any, ...]] = []
    groups: dict[tuple[int, int], Groups] = {}
    lines = GroupLines()
    for state in states:
        for row, of_session in _lacking(
            state, wanted=wanted, lines=lines, is_provisional=is_provisional
        ):
            sessions.append(row)
            groups[state.plan.pk, row[4]] = of_session
    written = insert_rows(
        PlannedSession,
        sessions,
        fields=SESSION_FIELDS,
        unless_there=True,
        returning=("pk", "organization", "athlete", "plan", "ordinal"),
    )
    _write_groups(written, groups=groups, lines=lines)
    return len(written)


def _write_groups(
    sessions: Sequence[tuple[int, ...]],
    *,
    groups: Mapping[tuple[int, int], Groups],
    lines: GroupLines,
) -> None:
    """Write the groups of sessions given as key, organization, athlete, plan and ordinal."""
    columns: dict[str, list[Any]] = {name: [] for name in KEYS}
    numbers: list[int] = []
    loads: list[OwnLoad] = []
    for key, organization, athlete, plan, ordinal in sessions:
        of_session, own = groups[plan, ordinal]
        numbers += of_session
        loads += own
        for name, value in zip(KEYS, (organization, athlete, key), strict=True):
            columns[name] += [value] * len(own)
    columns |= {name: [load[place] for load in loads] for place, name in enumerate(OWN_FIELDS)}
    insert_lined_rows(
        PlannedGroup,
        lines=lines.rows,
        line_fields=LINE_FIELDS,
        numbers=numbers,
        columns=columns,
        computed=AS_STORED,
    )


def _lacking(
    state: PlanState, *, wanted: set[int], lines: GroupLines, is_provisional: bool
) -> Iterator[tuple[tuple[Any, ...], Groups]]:
    """Yield each session that doesn't exist yet with its groups."""
    numbers = [phase.seq for phase in state.phases if phase.pk in wanted]
    run, make = replay(state, up_to_seq=max(numbers))
    careful = first_exposures(run.sessions)
    there = {session.ordinal for session in state.sessions}
    for index, phase in enumerate(state.phases):
        if phase.pk not in wanted:
            continue
        of_phase = [one for one in run.sessions.values() if one.course_index == index]
        days = phase_dates(phase=phase, program=state.program, sessions=of_phase, plan=state.plan)
        for session in of_phase:
            if session.ordinal in there:
                continue
            groups = lines.groups(session, state=state, make=make, careful=careful)
            row = (
                state.plan.organization_id,
                state.plan.athlete_id,
                state.plan.pk,
                phase.pk,
                session.ordinal,
                session.week,
                session.week_in_phase,
                session.occurrence,
                session.day,
                session.name,
                days[session.ordinal],
                lines.minutes(groups),
                is_provisional,
            )
            yield row, groups
