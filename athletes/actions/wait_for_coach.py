"""Put decisions before the coach, and give athletes something true to train meanwhile."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Count

from athletes.actions.apply_decision import Turn
from athletes.actions.phase_rows import AddedWeek, add_weeks
from athletes.models import PhaseProposal, Plan, PlannedSession, PlanPhase
from programs.engine.phases.decision import Reason

# Cases, phase_roll: an unanswered extension of rule 14 becomes an advance after so long.
RISING_WAITS = timedelta(hours=72)
# A plan that nobody looks after stops growing; it then waits without a clock.
MOST_PROVISIONAL_WEEKS = 8

Waiting = tuple[Plan, PlanPhase, PhaseProposal]


def wait_for_coach(turns: Sequence[Turn], *, now: datetime) -> list[PhaseProposal]:
    """Write the proposals; the last loading week is repeated provisionally unless there is pain.

    Within the caller's transaction, with the plans locked; plans are left unsaved. Decision 12.
    """
    proposals = PhaseProposal.objects.bulk_create([_proposal(turn, now=now) for turn in turns])
    waiting = [
        (turn.plan, turn.phase, proposal) for turn, proposal in zip(turns, proposals, strict=True)
    ]
    go_on_waiting(waiting, now=now)
    for plan, _, proposal in waiting:
        if proposal.reason == Reason.STILL_RISING:
            plan.due_at = proposal.due_at + RISING_WAITS
    return proposals


def go_on_waiting(waiting: Sequence[Waiting], *, now: datetime) -> None:
    """Repeat the last loading week once more while coaches are asked; plans are left unsaved.

    Under a pain hold, and after eight weeks, nothing is scheduled and nothing falls due. 1 query,
    and those of the weeks added.
    """
    if not waiting:
        return
    waited = _weeks_waited([phase for _, phase, _ in waiting])
    weeks = []
    for plan, phase, proposal in waiting:
        if proposal.reason == Reason.PAIN or waited.get(phase.pk, 0) >= MOST_PROVISIONAL_WEEKS:
            plan.due_at = None
        else:
            weeks.append(AddedWeek(plan, phase))
    if weeks:
        add_weeks(weeks, now=now, is_provisional=True)


def _proposal(turn: Turn, *, now: datetime) -> PhaseProposal:
    return PhaseProposal(
        organization_id=turn.plan.organization_id,
        athlete_id=turn.plan.athlete_id,
        plan=turn.plan,
        phase=turn.phase,
        decision=turn.ruling.decision.value,
        reason=turn.ruling.reason,
        words=turn.ruling.words,
        evidence=turn.ruling.evidence,
        due_at=turn.ruling.due_at,
        proposed_at=now,
    )


def _weeks_waited(phases: Sequence[PlanPhase]) -> dict[int, int]:
    sessions = PlannedSession.objects.filter(
        phase__in=[phase.pk for phase in phases], is_provisional=True
    )
    weeks = sessions.order_by().values_list("phase")
    return dict(weeks.annotate(Count("week_in_phase", distinct=True)))
