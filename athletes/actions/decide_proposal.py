"""The coach's word on what a phase's end proposed: accepted, declined, or something else."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from athletes.actions.apply_decision import Ruling, Turn, apply_decisions
from athletes.actions.carry_out_answers import carry_out_answers
from athletes.actions.roll_plans import save_rolled
from athletes.actions.sync_rev import advance_rev
from athletes.actions.tell_athletes import tell_athletes
from athletes.models import PhaseProposal, PhaseTransition, Plan, PlannedSession, PlanPhase
from athletes.queries.late_proposals import acts_on
from programs.engine.errors import TrainingError
from programs.engine.phases.decision import Decision, Reason
from programs.engine.timeline import local_date

DAY = timedelta(days=1)
# The ledger keeps the words in English, as it keeps the engine's; who shows them translates.
COACHES_WORDS: dict[Decision, str] = {
    Decision.ADVANCE: gettext_noop("The next phase begins: the coach decided so."),
    Decision.EXTEND_1W: gettext_noop("The phase goes on for one more week: the coach decided so."),
    Decision.REPEAT: gettext_noop("The phase is repeated: the coach decided so."),
    Decision.REGRESS: gettext_noop(
        "The phase starts again with lighter weeks: the coach decided so."
    ),
    Decision.DELOAD_THEN_ADVANCE: gettext_noop(
        "A deload week comes first, then the next phase: the coach decided so."
    ),
    Decision.DELOAD_THEN_REPEAT: gettext_noop(
        "A deload week comes first, then the phase is repeated: the coach decided so."
    ),
}


class ProposalAlreadyDecided(TrainingError):
    """Somebody answered first."""

    def __init__(self) -> None:
        super().__init__(_("This was decided already: reload the plan to see how it goes on."))


class PlanNotActive(TrainingError):
    """The plan is paused or over."""

    def __init__(self) -> None:
        super().__init__(_("The plan isn't running: resume it before you decide how it goes on."))


class HoldNeedsDecision(TrainingError):
    """A hold proposes nothing that could be accepted."""

    def __init__(self) -> None:
        super().__init__(
            _("A hold waits for your decision: choose to go on, add a week, repeat or deload.")
        )


class NotADecision(TrainingError):
    """A word that moves no phase."""

    def __init__(self, decision: str) -> None:
        super().__init__(
            _("%(decision)s moves no phase: choose to go on, add a week, repeat or deload.")
            % {"decision": decision}
        )


class NothingToActOn(TrainingError):
    """Late logs speak of a decision that the plan has gone past."""

    def __init__(self) -> None:
        super().__init__(
            _("The plan has gone on since: note what the late logs say, or change it yourself.")
        )


def accept_proposal(*, proposal: PhaseProposal, by: Any, now: datetime) -> PhaseTransition:
    """Carry out what was proposed, from the athlete's today on.

    What late logs opened ends the phase that their lack brought. Raises HoldNeedsDecision,
    NothingToActOn, ProposalAlreadyDecided and PlanNotActive.
    """
    decision = Decision(proposal.decision)
    if decision not in COACHES_WORDS:
        raise HoldNeedsDecision
    return _answer(proposal, decision=decision, is_accepted=True, by=by, now=now)


def decline_proposal(
    *, proposal: PhaseProposal, by: Any, now: datetime, instead: Decision | None = None
) -> PhaseTransition:
    """Do ``instead`` of what was proposed, from the athlete's today on.

    None goes on to the next phase, or stays one more week where going on was proposed. What late
    logs opened is only noted; the decision that stands is returned.
    Raises NotADecision, ProposalAlreadyDecided and PlanNotActive.
    """
    if proposal.status == PhaseProposal.Status.OPEN:
        return _note(proposal, by=by, now=now)
    decision = instead or _opposite(Decision(proposal.decision))
    if decision not in COACHES_WORDS:
        raise NotADecision(decision)
    return _answer(proposal, decision=decision, is_accepted=False, by=by, now=now)


def _opposite(proposed: Decision) -> Decision:
    goes_on = proposed in {Decision.ADVANCE, Decision.DELOAD_THEN_ADVANCE}
    return Decision.EXTEND_1W if goes_on else Decision.ADVANCE


def _answer(
    proposal: PhaseProposal, *, decision: Decision, is_accepted: bool, by: Any, now: datetime
) -> PhaseTransition:
    with transaction.atomic():
        # Whoever logs a set holds the athlete's row, too, and before the plan.
        advance_rev(proposal.athlete)
        plan = locked_plan(proposal)
        _mark(proposal, is_accepted=is_accepted, by=by, now=now)
        ruling = Ruling(
            decision=decision,
            reason=proposal.reason if is_accepted else Reason.COACH.value,
            words=proposal.words if is_accepted else COACHES_WORDS[decision],
            evidence=proposal.evidence,
            due_at=proposal.due_at,
            cause=PhaseTransition.Cause.COACH,
            decided_by=by,
        )
        phase = PlanPhase.objects.get(plan=plan, seq=plan.phase_seq)
        today = local_date(now, zone=plan.time_zone)
        answer = Turn(plan, phase, ruling, starts_on=today)
        if proposal.status == PhaseProposal.Status.OPEN:
            (transition,) = apply_decisions([_instead_of(proposal, answer)], now=now)
        else:
            (transition,) = carry_out_answers([answer], now=now)
        save_rolled([plan])
        tell_athletes([(plan, [transition])], now=now)
    return transition


def _note(proposal: PhaseProposal, *, by: Any, now: datetime) -> PhaseTransition:
    with transaction.atomic():
        _mark(proposal, is_accepted=False, by=by, now=now)
        decided = PhaseTransition.objects.filter(from_phase=proposal.phase_id, undone_at=None)
        return decided.order_by("-sequence")[:1].get()


def _instead_of(proposal: PhaseProposal, answer: Turn) -> Turn:
    """End the running phase, begun because logs were missing, on the day of the answer."""
    phase = answer.phase
    if not acts_on(proposal=proposal, running=phase):
        raise NothingToActOn
    first_on = max(answer.first_on, phase.starts_on + DAY)
    ahead = PlannedSession.objects.filter(phase=phase, scheduled_on__gte=first_on)
    begun = ahead.filter(log__isnull=False).order_by("-scheduled_on").first()
    first_on = first_on if begun is None else begun.scheduled_on + DAY
    ahead.filter(log=None).update(is_cancelled=True)
    phase.ends_on = first_on - DAY
    phase.save(update_fields=["ends_on"])
    return replace(answer, starts_on=first_on)


def locked_plan(proposal: PhaseProposal) -> Plan:
    """Return the proposal's plan, locked; raise PlanNotActive."""
    plans = Plan.objects.select_related("athlete__user", "organization", "program_version")
    plan: Plan = plans.select_for_update(of=("self",)).get(pk=proposal.plan_id)
    if plan.status != Plan.Status.ACTIVE:
        raise PlanNotActive
    return plan


def _mark(proposal: PhaseProposal, *, is_accepted: bool, by: Any, now: datetime) -> None:
    """Compare and swap: only the first answer counts."""
    status = PhaseProposal.Status
    asked = PhaseProposal.objects.filter(pk=proposal.pk, status__in=(status.WAITING, status.OPEN))
    changed = asked.update(
        status=status.ACCEPTED if is_accepted else status.DECLINED, decided_at=now, decided_by=by
    )
    if not changed:
        raise ProposalAlreadyDecided
