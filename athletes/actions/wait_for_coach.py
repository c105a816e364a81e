"""Put a decision before the coach, and give the athlete something true to train meanwhile."""

from datetime import datetime, timedelta

from athletes.actions.apply_decision import Ruling
from athletes.actions.phase_rows import add_week
from athletes.models import PhaseProposal, Plan, PlannedSession, PlanPhase
from programs.engine.phases.decision import Reason

# Cases, phase_roll: an unanswered extension of rule 14 becomes an advance after so long.
RISING_WAITS = timedelta(hours=72)
# A plan that nobody looks after stops growing; it then waits without a clock.
MOST_PROVISIONAL_WEEKS = 8


def wait_for_coach(*, plan: Plan, phase: PlanPhase, ruling: Ruling, now: datetime) -> PhaseProposal:
    """Write the proposal; the last loading week is repeated provisionally unless there is pain.

    Within the caller's transaction, with the plan locked; ``plan`` is left unsaved. Decision 12.
    """
    proposal = PhaseProposal.objects.create(
        organization_id=plan.organization_id,
        athlete_id=plan.athlete_id,
        plan=plan,
        phase=phase,
        decision=ruling.decision.value,
        reason=ruling.reason,
        words=ruling.words,
        evidence=ruling.evidence,
        due_at=ruling.due_at,
        proposed_at=now,
    )
    go_on_waiting(plan=plan, phase=phase, proposal=proposal, now=now)
    if ruling.reason == Reason.STILL_RISING:
        plan.due_at = ruling.due_at + RISING_WAITS
    return proposal


def go_on_waiting(*, plan: Plan, phase: PlanPhase, proposal: PhaseProposal, now: datetime) -> None:
    """Repeat the last loading week once more while the coach is asked; ``plan`` is left unsaved.

    Under a pain hold, and after eight weeks, nothing is scheduled and nothing falls due.
    """
    if proposal.reason == Reason.PAIN or _weeks_waited(phase) >= MOST_PROVISIONAL_WEEKS:
        plan.due_at = None
        return
    add_week(plan=plan, phase=phase, now=now, is_provisional=True)


def _weeks_waited(phase: PlanPhase) -> int:
    sessions = PlannedSession.objects.filter(phase=phase, is_provisional=True)
    return sessions.order_by().values("week_in_phase").distinct().count()
