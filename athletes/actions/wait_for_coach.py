"""Put decisions before the coach, and give athletes something true to train meanwhile."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Count

from athletes.actions.apply_decision import Turn
from athletes.actions.phase_rows import AddedWeek, add_weeks, fall_due
from athletes.models import PhaseProposal, Plan, PlannedSession, PlanPhase
from programs.engine.phases.decision import Decision, Reason
from programs.engine.timeline import local_date

# Cases, phase_roll: an unanswered extension of rule 14 becomes an advance after so long.
RISING_WAITS = timedelta(hours=72)
# A plan that nobody looks after stops growing; it then waits without a clock.
MOST_PROVISIONAL_WEEKS = 8

HOLDS = frozenset({Decision.HOLD, Decision.HOLD_FOR_COACH})

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
    return proposals


def go_on_waiting(waiting: Sequence[Waiting], *, now: datetime) -> None:
    """Repeat the last loading week once more while coaches are asked; plans are left unsaved.

    Not before the weeks there are are over. Under a pain hold, and after eight weeks, nothing is
    scheduled and nothing falls due. 1 query, and those of the weeks added.
    """
    if not waiting:
        return
    waited = _weeks_waited([phase for _, phase, _ in waiting])
    weeks = []
    for plan, phase, proposal in waiting:
        if proposal.reason == Reason.PAIN or waited.get(phase.pk, 0) >= MOST_PROVISIONAL_WEEKS:
            plan.due_at = None
        elif _is_over(plan, phase):
            weeks.append(AddedWeek(plan, phase))
    if weeks:
        add_weeks(weeks, now=now, is_provisional=True)
    for plan, phase, proposal in waiting:
        keep_clock(plan=plan, phase=phase, proposal=proposal)


def keep_clock(*, plan: Plan, phase: PlanPhase, proposal: PhaseProposal) -> None:
    """Set when a waiting plan is looked at next; ``plan`` is left unsaved.

    At the end of its phase, or sooner when it goes on by itself. One without a clock gets none.
    """
    if plan.due_at is None:
        return
    fall_due(plan=plan, phase=phase, after=phase.ends_on)
    if proposal.goes_on_at is not None:
        plan.due_at = min(plan.due_at, proposal.goes_on_at)


def wait_anew(*, plan: Plan, proposal: PhaseProposal, now: datetime) -> None:
    """Count the time for an answer from ``now`` on; ``plan`` is left unsaved.

    For a plan whose pause is over: nobody could answer meanwhile. Without a clock none starts.
    1 query at most.
    """
    if proposal.goes_on_at is None or plan.due_at is None:
        return
    proposal.goes_on_at = goes_on_at(
        plan=plan, decision=proposal.decision, reason=proposal.reason, due_at=now, now=now
    )
    proposal.save(update_fields=["goes_on_at"])
    plan.due_at = min(plan.due_at, proposal.goes_on_at or plan.due_at)


def goes_on_at(
    *, plan: Plan, decision: str, reason: str, due_at: datetime, now: datetime
) -> datetime | None:
    """Return when the plan goes on though nobody answered a proposal; None: it waits.

    The plan's policy counts from ``now``, when the coach could first see it. A hold proposes
    nothing that time could accept. Spec 5.1.
    """
    if reason == Reason.STILL_RISING:
        return due_at + RISING_WAITS
    if plan.confirms_after_h is None or decision in HOLDS:
        return None
    return now + timedelta(hours=plan.confirms_after_h)


def _is_over(plan: Plan, phase: PlanPhase) -> bool:
    if plan.due_at is None:
        return False
    return local_date(plan.due_at, zone=plan.time_zone) > phase.ends_on


def _proposal(turn: Turn, *, now: datetime) -> PhaseProposal:
    ruling = turn.ruling
    return PhaseProposal(
        organization_id=turn.plan.organization_id,
        athlete_id=turn.plan.athlete_id,
        plan=turn.plan,
        phase=turn.phase,
        decision=ruling.decision.value,
        reason=ruling.reason,
        words=ruling.words,
        evidence=ruling.evidence,
        due_at=ruling.due_at,
        proposed_at=now,
        goes_on_at=goes_on_at(
            plan=turn.plan,
            decision=ruling.decision,
            reason=ruling.reason,
            due_at=ruling.due_at,
            now=now,
        ),
    )


def _weeks_waited(phases: Sequence[PlanPhase]) -> dict[int, int]:
    sessions = PlannedSession.objects.filter(
        phase__in=[phase.pk for phase in phases], is_provisional=True
    )
    weeks = sessions.order_by().values_list("phase")
    return dict(weeks.annotate(Count("week_in_phase", distinct=True)))
