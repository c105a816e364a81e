"""Carry out what was decided at the end of phases: transitions and all that follows from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from athletes.actions.bridge_loads import bridge_loads
from athletes.actions.materialize_phases import materialize_phases
from athletes.actions.phase_rows import (
    AddedWeek,
    Beginning,
    add_weeks,
    begin_phases,
    close_phases,
)
from athletes.actions.ramp_after_gap import Gap, ramp_after_gap
from athletes.models import PhaseTransition, Plan, PlanPhase
from athletes.queries.own_program import own_program
from athletes.queries.repeats import before_a_repeat
from programs.engine.phases.decision import Decision

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


@dataclass(frozen=True, slots=True)
class Turn:
    """A ruling on a plan's running phase. What follows begins on ``starts_on``.

    None: the day after the phase.
    """

    plan: Plan
    phase: PlanPhase
    ruling: Ruling
    starts_on: date | None = None

    @property
    def first_on(self) -> date:
        """The day on which what follows begins."""
        return self.starts_on or self.phase.ends_on + timedelta(days=1)


def apply_decisions(turns: Sequence[Turn], *, now: datetime) -> list[PhaseTransition]:
    """Write the transitions, and the phases, anchors and sessions that they bring.

    Within the caller's transaction, with the plans locked, each plan once; plans are left
    unsaved. The queries don't grow with the plans.
    """
    if not turns:
        return []
    longer = [turn for turn in turns if turn.ruling.decision is Decision.EXTEND_1W]
    ending = [turn for turn in turns if turn.ruling.decision is not Decision.EXTEND_1W]
    next_phases = _end_phases(ending, now=now)
    if longer:
        add_weeks([AddedWeek(one.plan, one.phase, one.first_on) for one in longer], now=now)
    led_to = {turn.phase.pk: turn.phase for turn in longer} | next_phases
    return record_transitions([(turn, led_to.get(turn.phase.pk)) for turn in turns], now=now)


def record_transitions(
    turns: Sequence[tuple[Turn, PlanPhase | None]], *, now: datetime
) -> list[PhaseTransition]:
    """Write each under its plan's next sequence number, which fences it. 1 query.

    With each turn the phase that it leads to, None where the plan is over.
    """
    rows = [_transition(turn, to_phase=to_phase, now=now) for turn, to_phase in turns]
    return PhaseTransition.objects.bulk_create(rows)


def _transition(turn: Turn, *, to_phase: PlanPhase | None, now: datetime) -> PhaseTransition:
    plan, ruling = turn.plan, turn.ruling
    plan.transition_count += 1
    return PhaseTransition(
        organization_id=plan.organization_id,
        athlete_id=plan.athlete_id,
        plan=plan,
        sequence=plan.transition_count,
        from_phase=turn.phase,
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


def _end_phases(turns: Sequence[Turn], *, now: datetime) -> dict[int, PlanPhase]:
    """Close the phases and return what begins after each, by the phase that ends."""
    if not turns:
        return {}
    close_phases({turn.phase: turn.ruling.due_at for turn in turns})
    repeating = before_a_repeat([turn.phase for turn in turns])
    going_on = []
    for turn in turns:
        beginning = _beginning(turn, is_repeated=turn.phase.pk in repeating)
        if beginning is None:
            _complete(turn)
        else:
            going_on.append((turn, beginning))
    if not going_on:
        return {}
    begun = begin_phases([beginning for _, beginning in going_on])
    _set_loads([turn for turn, _ in going_on], begun, now=now)
    materialize_phases(phases=begun, now=now)
    return {turn.phase.pk: phase for (turn, _), phase in zip(going_on, begun, strict=True)}


def _complete(turn: Turn) -> None:
    turn.plan.status = Plan.Status.COMPLETED
    turn.plan.ended_on = turn.phase.ends_on
    turn.plan.due_at = None


def _beginning(turn: Turn, *, is_repeated: bool) -> Beginning | None:
    """Return what begins after the phase; None when the program is over."""
    program = own_program(turn.plan)
    mesocycle, kind = _place(turn.phase, decision=turn.ruling.decision, is_repeated=is_repeated)
    if mesocycle >= len(program.mesocycles):
        return None
    return Beginning(
        plan=turn.plan,
        program=program,
        after=turn.phase,
        mesocycle=mesocycle,
        kind=kind,
        starts_on=turn.first_on,
    )


def _place(phase: PlanPhase, *, decision: Decision, is_repeated: bool) -> tuple[int, str]:
    """Return the mesocycle and kind of the phase that a decision leads to."""
    if decision in DELOADS_FIRST:
        return phase.mesocycle, Kind.INSERTED_DELOAD
    if decision in REPEATS or is_repeated:
        return phase.mesocycle, Kind.REPEAT
    return phase.mesocycle + 1, Kind.PLANNED


def _set_loads(turns: Sequence[Turn], begun: Sequence[PlanPhase], *, now: datetime) -> None:
    bridged, gaps = [], []
    for turn, phase in zip(turns, begun, strict=True):
        days = turn.ruling.evidence.get("days_since_session")
        if turn.ruling.decision is Decision.REGRESS and days:
            gaps.append(Gap(turn.plan, phase, days=days, from_ordinal=phase.first_ordinal))
        elif phase.kind == Kind.PLANNED:
            bridged.append((turn.plan, phase))
    ramp_after_gap(gaps)
    bridge_loads(bridged, now=now)
