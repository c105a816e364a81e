"""Take back a plan's last change while nothing was trained after it; then the coach decides."""

from datetime import date, datetime, timedelta
from typing import Any

import pghistory
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from athletes.actions.decide_proposal import PlanNotActive
from athletes.actions.phase_rows import AddedWeek, add_weeks, fall_due
from athletes.actions.resolve_plans import resolve_plans
from athletes.actions.roll_plans import save_rolled
from athletes.actions.sync_rev import advance_rev
from athletes.actions.tell_athletes import tell_athletes
from athletes.actions.tell_coaches import tell_coaches
from athletes.models import (
    AnchorValue,
    PhaseProposal,
    PhaseSummary,
    PhaseTransition,
    Plan,
    PlannedSession,
    PlanPhase,
    PlanRamp,
    SessionLog,
)
from programs.engine.errors import TrainingError
from programs.engine.phases.decision import Decision, Reason
from programs.engine.timeline import local_date

DAY = timedelta(days=1)
# The ledger keeps its words in English; who shows them translates.
UNDONE = "The coach took back the change of {on} and decides how the plan goes on."
REOPENED = ("status", "words", "proposed_at", "decided_at", "decided_by", "goes_on_at")


class NotTheLastChange(TrainingError):
    """Something was decided after it, or it was taken back before."""

    def __init__(self) -> None:
        super().__init__(
            _("Only the last change can be taken back, and only once: reload the plan to see it.")
        )


class TrainedSince(TrainingError):
    """The athlete has logged something after the change."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Something was logged after this change, so it stays: what was trained keeps its "
                "place. Decide otherwise at the end of the phase, or end the plan."
            )
        )


class OnAnotherPlan(TrainingError):
    """The plan was over, and the athlete follows another one by now."""

    def __init__(self) -> None:
        super().__init__(
            _("The athlete follows another plan by now: end that one before you take this back.")
        )


def undo_transition(*, transition: PhaseTransition, by: Any, now: datetime) -> PhaseProposal | None:
    """Take back the plan's last change and return the question that waits for the coach instead.

    Phase, sessions, training numbers and the plan's clock are as before the change, and the last
    loading week is repeated from the athlete's today on: as always while a coach is asked. The
    change stays on record. What was answered is asked again, without a clock; what happened by
    itself becomes a hold, so that nothing does it once more. A phase that the coach ended early
    just goes on to its own end, and None is returned. Raises NotTheLastChange, TrainedSince,
    PlanNotActive and OnAnotherPlan.
    """
    try:
        with transaction.atomic(), pghistory.context(by=by.pk if by else None, why="undo"):
            # Whoever logs a set holds the athlete's row, too, and before the plan.
            advance_rev(transition.athlete)
            plan = _locked_plan(transition)
            _mark(transition, plan=plan, by=by, now=now)
            _check_nothing_logged(transition)
            phase = PlanPhase.objects.get(pk=transition.from_phase_id)
            _put_back(transition, plan=plan, phase=phase)
            proposal = None
            if "cut" in transition.evidence:
                _uncut(transition, plan=plan, phase=phase, now=now)
            else:
                proposal = _ask(transition, now=now)
                _wait(transition, plan=plan, phase=phase, proposal=proposal, now=now)
            save_rolled([plan])
            resolve_plans(plans=[plan], now=now)
            asked = [proposal] if proposal else []
            # Named by the change: what is asked again was told before.
            tell_athletes([(plan, [*asked, transition])], now=now)
            tell_coaches([asked], now=now, but=by)
    except IntegrityError as error:
        if "plan_one_running_per_athlete" not in str(error):
            raise
        raise OnAnotherPlan from error
    return proposal


def _locked_plan(transition: PhaseTransition) -> Plan:
    plans = Plan.objects.select_related("athlete__user", "organization", "program_version")
    plan: Plan = plans.select_for_update(of=("self",)).get(pk=transition.plan_id)
    is_over_by_it = plan.status == Plan.Status.COMPLETED and transition.to_phase_id is None
    if plan.status != Plan.Status.ACTIVE and not is_over_by_it:
        raise PlanNotActive
    return plan


def _mark(transition: PhaseTransition, *, plan: Plan, by: Any, now: datetime) -> None:
    """Compare and swap: of two who take it back only the first does."""
    waiting = PhaseProposal.objects.filter(plan=plan, status=PhaseProposal.Status.WAITING)
    if transition.sequence != plan.transition_count or waiting.exists():
        raise NotTheLastChange
    standing = PhaseTransition.objects.standing().filter(pk=transition.pk)
    if not standing.update(undone_at=now, undone_by=by):
        raise NotTheLastChange
    transition.undone_at = now


def _check_nothing_logged(transition: PhaseTransition) -> None:
    own = Q(planned_session=None) | Q(planned_session__plan=transition.plan_id)
    logs = SessionLog.objects.filter(own, athlete=transition.athlete_id).filter(
        Q(planned_session__in=_brought(transition))
        | Q(started_at__gt=transition.applied_at)
        | Q(sets__performed_at__gt=transition.applied_at, sets__deleted_at=None)
    )
    if logs.exists():
        raise TrainedSince


def _brought(transition: PhaseTransition) -> QuerySet[PlannedSession]:
    """Return the sessions that came with the change: of the next phase, or of the week added."""
    sessions = PlannedSession.objects.filter(phase=transition.to_phase_id)
    if not _is_extension(transition):
        return sessions
    over_on = local_date(transition.due_at, zone=transition.plan.time_zone)
    return sessions.filter(scheduled_on__gte=over_on)


def _is_extension(transition: PhaseTransition) -> bool:
    return transition.decision == Decision.EXTEND_1W


def _put_back(transition: PhaseTransition, *, plan: Plan, phase: PlanPhase) -> None:
    if _is_extension(transition):
        return
    next_phase, plan.phase_seq = transition.to_phase_id, phase.seq
    plan.status, plan.ended_on = Plan.Status.ACTIVE, None
    phase.closed_at = None
    phase.save(update_fields=["closed_at"])
    # Sealed or not, it is summed up anew once the phase is really over.
    PhaseSummary.objects.filter(phase=phase).delete()
    if next_phase is None:
        return
    first = PlanPhase.objects.get(pk=next_phase).first_ordinal
    AnchorValue.objects.filter(
        plan=plan,
        source=AnchorValue.Source.BOUNDARY,
        effective_ordinal__gte=first,
        set_at=transition.applied_at,
    ).delete()
    PlanRamp.objects.filter(plan=plan, from_ordinal__gte=first).delete()
    PhaseTransition.objects.filter(pk=transition.pk).update(to_phase=None)
    PlanPhase.objects.filter(pk=next_phase).delete()


def _uncut(transition: PhaseTransition, *, plan: Plan, phase: PlanPhase, now: datetime) -> None:
    """Give a phase that was ended early its weeks back; days that passed meanwhile aren't owed."""
    cut, today = transition.evidence["cut"], local_date(now, zone=plan.time_zone)
    phase.ends_on = date.fromisoformat(cut["ends_on"])
    phase.save(update_fields=["ends_on"])
    PlannedSession.objects.filter(pk__in=cut["sessions"], scheduled_on__gte=today).update(
        is_cancelled=False
    )
    fall_due(plan=plan, phase=phase, after=today)


def _ask(transition: PhaseTransition, *, now: datetime) -> PhaseProposal:
    """Return what waits for the coach: the proposal that was answered, or a hold."""
    status = PhaseProposal.Status
    answered = PhaseProposal.objects.exclude(status=status.WAITING).filter(
        phase=transition.from_phase_id, decided_at__in=(transition.applied_at, transition.due_at)
    )
    proposal = answered.order_by("-pk").first()
    if proposal is None:
        return _hold(transition, now=now)
    proposal.status, proposal.proposed_at = status.WAITING, now
    proposal.decided_at = proposal.decided_by = proposal.goes_on_at = None
    if proposal.reason == Reason.COACH:
        # A hold of an earlier undo speaks of that one.
        proposal.words = _undone(transition)
    proposal.save(update_fields=REOPENED)
    return proposal


def _undone(transition: PhaseTransition) -> str:
    """Return the words of a hold: a coach's change is of the day on which it was made."""
    is_coachs = transition.cause == PhaseTransition.Cause.COACH
    at = transition.applied_at if is_coachs else transition.due_at
    return UNDONE.format(on=local_date(at, zone=transition.plan.time_zone).isoformat())


def _hold(transition: PhaseTransition, *, now: datetime) -> PhaseProposal:
    hold: PhaseProposal = PhaseProposal.objects.create(
        organization_id=transition.organization_id,
        athlete_id=transition.athlete_id,
        plan_id=transition.plan_id,
        phase_id=transition.from_phase_id,
        decision=Decision.HOLD_FOR_COACH.value,
        reason=Reason.COACH.value,
        words=_undone(transition),
        evidence=transition.evidence,
        due_at=transition.due_at,
        proposed_at=now,
    )
    return hold


def _wait(
    transition: PhaseTransition,
    *,
    plan: Plan,
    phase: PlanPhase,
    proposal: PhaseProposal,
    now: datetime,
) -> None:
    """Set the plan's clock, and give the athlete something true to train. Decision 12."""
    if _is_extension(transition):
        _brought(transition).update(is_provisional=True)
        fall_due(plan=plan, phase=phase, after=phase.ends_on)
    elif proposal.reason != Reason.PAIN:
        today = local_date(now, zone=plan.time_zone)
        week = AddedWeek(plan, phase, from_on=max(today, phase.ends_on + DAY))
        add_weeks([week], now=now, is_provisional=True)
    if proposal.reason == Reason.PAIN:
        plan.due_at = None
