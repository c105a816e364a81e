"""Write the sessions of phases that begin, with the loads of that day."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from athletes.actions.bulk_rows import insert_rows
from athletes.actions.planned_rows import (
    GROUP_FIELDS,
    group_values,
    phase_dates,
    session_minutes,
)
from athletes.models import PlannedGroup, PlannedSession, PlanPhase
from athletes.queries.plan_state import PlanState, plan_states
from athletes.queries.replay import first_exposures, replay

SESSION_FIELDS = (
    "organization", "athlete", "plan", "phase", "ordinal", "week", "week_in_phase", "occurrence",
    "day", "name", "scheduled_on", "minutes", "is_provisional",
)  # fmt: skip
KEYS = ("organization", "athlete", "session", "position")
# Loads take time to find: a transaction that sends nothing meanwhile would be taken for dead.
BATCH = 50

GroupRow = tuple[Any, ...]


def materialize_phases(
    *, phases: Sequence[PlanPhase], now: datetime, is_provisional: bool = False
) -> int:
    """Write the sessions and groups that these phases lack and return how many sessions.

    Any number of plans at once; phases are read afresh, so save them first. A phase that got an
    extra week gains that week's sessions only. Twice is harmless. 11 queries a batch of 50 plans
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
    groups: dict[tuple[int, int], list[GroupRow]] = {}
    for state in states:
        for row, of_session in _lacking(state, wanted=wanted, is_provisional=is_provisional):
            sessions.append(row)
            groups[state.plan.pk, row[4]] = of_session
    written = insert_rows(
        PlannedSession,
        sessions,
        fields=SESSION_FIELDS,
        unless_there=True,
        returning=("pk", "organization", "athlete", "plan", "ordinal"),
    )
    insert_rows(
        PlannedGroup,
        (
            (organization, athlete, key, position, *values)
            for key, organization, athlete, plan, ordinal in written
            for position, values in enumerate(groups[plan, ordinal], start=1)
        ),
        fields=(*KEYS, *GROUP_FIELDS),
    )
    return len(written)


def _lacking(
    state: PlanState, *, wanted: set[int], is_provisional: bool
) -> Iterator[tuple[tuple[Any, ...], list[GroupRow]]]:
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
                session_minutes(session),
                is_provisional,
            )
            yield row, list(group_values(session, state=state, make=make, careful=careful))
