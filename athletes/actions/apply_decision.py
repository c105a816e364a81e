"""Carry out what was decided at the end of a phase: the transition and all that follows from it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from athletes.actions.bridge_loads import bridge_loads
from athletes.actions.materialize_phases import materialize_phases
from athletes.actions.phase_rows import add_week, begin_phase, close_phase
from athletes.actions.ramp_after_gap import ramp_after_gap
from athletes.models import PhaseTransition, Plan, PlanPhase
from programs.engine.phases.decision import Decision
from programs.engine.program import Program
from programs.queries.program_of import program_of

Kind = PlanPhase.Kind
DELOADS_FIRST = frozenset({Decision.DELOAD_THEN_ADVANCE, Decision.DELOAD_THEN_REPEAT})
REPEATS = frozenset({Decision.REPEAT, Decision.REGRESS})


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision with all that is kept of it; ``decided_by`` None when it acted by itself."""

    decision: Decision
    reason: str
    words: str
    evidence: dict[str, Any]
    due_at: datetime
    cause: str
    decided_by: Any | None = None


def apply_decision(
    *,
    plan: Plan,
    phase: PlanPhase,
    ruling: Ruling,
    now: datetime,
    starts_on: date | None = None,
) -> PhaseTransition:
    """Write the transition, and the phase, anchors and sessions that it brings.

    Within the caller's transaction, with the plan locked; ``plan`` is left unsaved. What follows
    begins on ``starts_on``, the day after the phase if None.
    """
    first_on = starts_on or phase.ends_on + timedelta(days=1)
    if ruling.decision is Decision.EXTEND_1W:
        add_week(plan=plan, phase=phase, now=now, from_on=first_on)
        return record_transition(plan=plan, phase=phase, ruling=ruling, to_phase=phase, now=now)
    close_phase(phase, at=ruling.due_at)
    to_phase = _begin_next(plan, phase, ruling=ruling, first_on=first_on, now=now)
    if to_phase is None:
        plan.status = Plan.Status.COMPLETED
        plan.ended_on = phase.ends_on
        plan.due_at = None
    return record_transition(plan=plan, phase=phase, ruling=ruling, to_phase=to_phase, now=now)


def record_transition(
    *,
    plan: Plan,
    phase: PlanPhase,
    ruling: Ruling,
    to_phase: PlanPhase | None,
    now: datetime,
) -> PhaseTransition:
    """Write the transition row under the plan's next sequence number, which fences it."""
    plan.transition_count += 1
    return PhaseTransition.objects.create(
        organization_id=plan.organization_id,
        athlete_id=plan.athlete_id,
        plan=plan,
        sequence=plan.transition_count,
        from_phase=phase,
        to_phase=to_phase,
        decision=ruling.decision.value,
        reason=ruling.reason,
        words=ruling.words,
        evidence=ruling.evidence,
        due_at=ruling.due_at,
        applied_at=now,
        cause=ruling.cause,
        decided_by=ruling.decided_by,
    )


def _begin_next(
    plan: Plan, phase: PlanPhase, *, ruling: Ruling, first_on: date, now: datetime
) -> PlanPhase | None:
    """Return the phase that begins; None when the program is over."""
    program = program_of(plan.program_version)
    mesocycle, kind = _place(phase, decision=ruling.decision)
    if mesocycle >= len(program.mesocycles):
        return None
    begun = begin_phase(
        plan=plan,
        after=phase,
        mesocycle=mesocycle,
        kind=kind,
        starts_on=first_on,
        program=program,
    )
    _set_loads(plan, begun, ruling=ruling, program=program, now=now)
    materialize_phases(phases=[begun], now=now)
    return begun


def _place(phase: PlanPhase, *, decision: Decision) -> tuple[int, str]:
    """Return the mesocycle and kind of the phase that a decision leads to."""
    if decision in DELOADS_FIRST:
        return phase.mesocycle, Kind.INSERTED_DELOAD
    if decision in REPEATS or _repeats_after_deload(phase):
        return phase.mesocycle, Kind.REPEAT
    return phase.mesocycle + 1, Kind.PLANNED


def _repeats_after_deload(phase: PlanPhase) -> bool:
    """Tell whether the deload that ends was put before a repeat."""
    if phase.kind != Kind.INSERTED_DELOAD:
        return False
    return PhaseTransition.objects.filter(
        to_phase=phase, decision=Decision.DELOAD_THEN_REPEAT.value
    ).exists()


def _set_loads(
    plan: Plan, begun: PlanPhase, *, ruling: Ruling, program: Program, now: datetime
) -> None:
    days = ruling.evidence.get("days_since_session")
    if ruling.decision is Decision.REGRESS and days:
        ramp_after_gap(
            plan=plan,
            program=program,
            days=days,
            from_ordinal=begun.first_ordinal,
            per_week=program.mesocycles[begun.mesocycle].sessions_per_week,
            now=now,
        )
    elif begun.kind == Kind.PLANNED:
        bridge_loads(plan=plan, phase=begun, program=program, now=now)
