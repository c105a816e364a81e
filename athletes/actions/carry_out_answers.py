"""Carry out what was answered to proposals: by the coach, or by time where nobody answered."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from athletes.actions.apply_decision import Turn, apply_decisions, record_transitions
from athletes.actions.phase_rows import cut_phase, fall_due
from athletes.models import PhaseTransition, PlannedSession
from programs.engine.phases.decision import Decision


def carry_out_answers(answers: Sequence[Turn], *, now: datetime) -> list[PhaseTransition]:
    """Write what follows from each answer, from its day on; plans are left unsaved.

    ``starts_on`` of each is the day of the answer. Within the caller's transaction, with the
    plans locked. 5 queries for each answer, and those of ``apply_decisions``.
    """
    kept = [turn for turn in answers if _keeps_repeated_week(turn)]
    rest = [_cut(turn) for turn in answers if turn not in kept]
    for turn in kept:
        fall_due(plan=turn.plan, phase=turn.phase, after=turn.phase.ends_on)
    recorded = record_transitions([(turn, turn.phase) for turn in kept], now=now) if kept else []
    return [*recorded, *apply_decisions(rest, now=now)]


def _keeps_repeated_week(turn: Turn) -> bool:
    """Make the week that was repeated meanwhile the week that was added, where there is one."""
    if turn.ruling.decision is not Decision.EXTEND_1W or turn.phase.ends_on < turn.first_on:
        return False
    repeated = PlannedSession.objects.filter(phase=turn.phase, is_provisional=True)
    return repeated.update(is_provisional=False) > 0


def _cut(turn: Turn) -> Turn:
    if turn.ruling.decision is Decision.EXTEND_1W:
        return turn
    return replace(turn, starts_on=cut_phase(turn.phase, on=turn.first_on))
