"""The mail that tells an athlete what changed in the plan, as of when it is sent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from athletes.models import PhaseProposal, PhaseTransition, Plan, PlanPhase
from athletes.queries.change_words import change_words
from athletes.queries.mail_address import mail_address
from programs.engine.phases.decision import Decision, Reason


def get_phase_mail(facts: Mapping[str, Any], *, now: datetime) -> dict[str, str] | None:
    """Return address, subject and text; None where there is nobody or nothing to tell any more.

    ``facts`` name the plan, its transitions, those taken back, and its proposals. 4 queries.
    """
    plans = Plan.objects.select_related("athlete__user")
    plan = plans.filter(pk=facts["plan"]).first()
    if plan is None or not mail_address(plan.athlete):
        return None
    standing = Q(sequence__in=facts["transitions"], undone_at=None)
    undone = Q(sequence__in=facts.get("undone", ()), undone_at__isnull=False)
    transitions = list(
        PhaseTransition.objects.filter(standing | undone, plan=plan).order_by("sequence")
    )
    proposal = PhaseProposal.objects.filter(
        plan=plan, pk__in=facts["proposals"], status=PhaseProposal.Status.WAITING
    ).first()
    if not transitions and proposal is None:
        return None
    user = plan.athlete.user
    with translation.override(user.language if user else settings.LANGUAGE_CODE):
        return {
            "to": mail_address(plan.athlete),
            "subject": _subject(plan, proposal),
            "text": _text(plan, transitions, proposal),
        }


def _subject(plan: Plan, proposal: PhaseProposal | None) -> str:
    if plan.status == Plan.Status.COMPLETED:
        return _("You finished your plan")
    if proposal is None:
        return _("What comes next in your plan")
    return _("Your coach is looking at your plan")


def _text(plan: Plan, transitions: list[PhaseTransition], proposal: PhaseProposal | None) -> str:
    is_pain = proposal is not None and proposal.reason == Reason.PAIN
    is_completed = plan.status == Plan.Status.COMPLETED
    phase = None if is_pain or is_completed else _running(plan)
    return render_to_string(
        "email/phase_changed.txt",
        {
            "name": plan.athlete.name,
            "changes": [_words(one, proposal) for one in transitions if _is_told(one, proposal)],
            "waiting": change_words(proposal) if proposal else "",
            "is_pain": is_pain,
            "is_completed": is_completed,
            "phase": phase,
            "public_url": settings.PUBLIC_URL,
        },
    )


def _is_told(transition: PhaseTransition, proposal: PhaseProposal | None) -> bool:
    """A hold after a change that was taken back says so itself."""
    if proposal is None or proposal.reason != Reason.COACH:
        return True
    return transition.undone_at is None or proposal.decision != Decision.HOLD_FOR_COACH


def _words(transition: PhaseTransition, proposal: PhaseProposal | None) -> str:
    if not transition.undone_at:
        return change_words(transition)
    if proposal is None:
        return _("The coach took that back: the phase goes on as it was planned.")
    return _("The coach took the last change back and decides anew.")


def _running(plan: Plan) -> PlanPhase | None:
    return PlanPhase.objects.filter(plan=plan, seq=plan.phase_seq).first()
