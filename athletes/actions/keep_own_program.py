"""Have a plan follow a program of its own from the sessions to come on."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from athletes.actions.opening_values import PLACES_KEPT, opening_values
from athletes.actions.resolve_plans import resolve_plans
from athletes.models import AnchorValue, Plan, PlanDelta, PlannedSession
from athletes.queries.plan_state import PlanState, plan_states
from athletes.queries.replay import replay
from athletes.queries.trained_days import is_to_come, place_in_program
from programs.engine.errors import TrainingError
from programs.engine.program import Day, Program
from programs.engine.units import rounded
from programs.engine.versions.compare import compare
from programs.engine.versions.diff import diff_to_json
from programs.engine.versions.trained import day_at
from programs.models import ProgramVersion
from programs.queries.program_of import program_of

KEPT = "Kept as it was when the program changed"


class NothingChanges(TrainingError):
    """A change after which everything is as before."""

    def __init__(self) -> None:
        super().__init__(_("Nothing is different from what this athlete follows already."))


def keep_own_program(
    *,
    plan: Plan,
    program: Program,
    version: ProgramVersion,
    kind: PlanDelta.Kind,
    reason: str,
    by: Any,
    now: datetime,
) -> PlanDelta:
    """Let the locked plan follow ``program`` and ``version`` and return what is kept of it.

    ``program`` has the days trained as they were. Where its rules are others, the numbers stand
    where they stood, so that nothing of the past is judged by them. The loads of sessions to come
    follow. Raises NothingChanges.
    """
    (state,) = plan_states(plans=[plan.pk], now=now)
    old = state.program
    diff = compare(old, program)
    if not diff and plan.program_version_id == version.pk:
        raise NothingChanges
    to_come = [one for one in state.sessions if is_to_come(one, plan=plan, now=now)]
    first = _first_ordinal(state.sessions, to_come=to_come)
    delta = PlanDelta(
        organization_id=plan.organization_id,
        athlete_id=plan.athlete_id,
        plan=plan,
        kind=kind,
        changes=diff_to_json(diff),
        before={"version": plan.program_version_id, "overrides": plan.overrides},
        from_ordinal=first,
        ordinals=_changed(to_come, state=state, program=program),
        reason=reason,
        made_at=now,
        made_by=by,
    )
    why = "tweak" if kind == PlanDelta.Kind.TWEAK else "merge"
    with transaction.atomic(), pghistory.context(by=by.pk if by else None, why=why):
        if old.rules != program.rules:
            _pin(state, from_ordinal=first, by=by, now=now)
        own = compare(program_of(version), program)
        plan.overrides = diff_to_json(own) if own else []
        plan.program_version = version
        plan.version += 1
        plan.save(update_fields=["overrides", "program_version", "version"])
        _open_numbers(state, version=version, program=program, by=by, now=now)
        delta.save()
        _rename(to_come, program=program)
        resolve_plans(plans=[plan], now=now)
    return delta


def _first_ordinal(sessions: Iterable[PlannedSession], *, to_come: Sequence[PlannedSession]) -> int:
    """Return the place after the last session that is over or begun."""
    ahead = {session.pk for session in to_come}
    return max((one.ordinal for one in sessions if one.pk not in ahead), default=0) + 1


def _changed(to_come: Iterable[PlannedSession], *, state: PlanState, program: Program) -> list[int]:
    """Return the sessions that are others with the new program, all where its numbers are."""
    old = state.program
    is_same_ground = (old.rules, old.derived, old.rounding) == (
        program.rules,
        program.derived,
        program.rounding,
    )
    return [
        session.ordinal
        for session in to_come
        if not is_same_ground or _day(session, old) != _day(session, program)
    ]


def _day(session: PlannedSession, program: Program) -> Day | None:
    place = place_in_program(session, program=program)
    return None if place is None else day_at(program, place)


def _pin(state: PlanState, *, from_ordinal: int, by: Any, now: datetime) -> None:
    """Set every number of the ledger to where it stands, from the first session to come on."""
    run, _make = replay(state)
    session = run.sessions.get(from_ordinal)
    values = session.anchors_before if session else run.anchors
    AnchorValue.objects.bulk_create(
        AnchorValue(
            organization_id=state.plan.organization_id,
            athlete_id=state.plan.athlete_id,
            plan=state.plan,
            name=name,
            exercise_id=exercise_id,
            value=_stored(values[name]),
            source=AnchorValue.Source.COACH,
            reason=KEPT,
            effective_ordinal=from_ordinal,
            set_at=now,
            set_by=by,
        )
        for name, exercise_id in state.anchor_exercises.items()
        if name in values
    )


def _open_numbers(
    state: PlanState, *, version: ProgramVersion, program: Program, by: Any, now: datetime
) -> None:
    """Give the numbers that only the new program has a value to start from."""
    if not program.anchors.keys() - state.anchor_exercises.keys():
        return
    athlete = state.athlete
    openings = opening_values(version=version, athletes=[athlete], given={}, own=program, now=now)
    AnchorValue.objects.bulk_create(
        AnchorValue(
            organization_id=state.plan.organization_id,
            athlete_id=athlete.pk,
            plan=state.plan,
            name=opening.name,
            exercise_id=opening.exercise_id,
            value=opening.value,
            source=AnchorValue.Source.INITIAL,
            reason=opening.reason,
            set_at=now,
            set_by=by,
        )
        for opening in openings[athlete.pk]
        if opening.name not in state.anchor_exercises
    )


def _rename(sessions: Iterable[PlannedSession], *, program: Program) -> None:
    for session in sessions:
        day = _day(session, program)
        if day is not None and day.name != session.name:
            PlannedSession.objects.filter(pk=session.pk).update(name=day.name)


def _stored(value: Fraction | None) -> Decimal | None:
    return None if value is None else rounded(value, places=PLACES_KEPT)
