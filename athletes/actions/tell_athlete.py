"""One mail to the athlete about everything that a run changed in the plan."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from athletes.actions.queue_mail import queue_mail
from athletes.models import PhaseProposal, PhaseTransition, Plan, PlanPhase
from programs.engine.phases.decision import Reason

Change = PhaseTransition | PhaseProposal


def tell_athlete(*, plan: Plan, changes: Sequence[Change], now: datetime) -> None:
    """Queue one mail with what changed, in order; nothing without an address. 2 queries.

    The key is the plan's last change, so that a repeat of the run tells nothing twice.
    """
    athlete = plan.athlete
    address = athlete.email or (athlete.user.email if athlete.user else "")
    if not changes or not address:
        return
    with translation.override(athlete.user.locale if athlete.user else settings.LANGUAGE_CODE):
        queue_mail(
            key=_key(plan, changes[-1]),
            to=address,
            subject=_subject(plan, changes[-1]),
            text=_text(plan, changes),
            organization=plan.organization,
            now=now,
        )


def _key(plan: Plan, last: Change) -> str:
    if isinstance(last, PhaseProposal):
        return f"plan:{plan.pk}:proposal:{last.pk}"
    return f"plan:{plan.pk}:{last.sequence}"


def _subject(plan: Plan, last: Change) -> str:
    if plan.status == Plan.Status.COMPLETED:
        return _("You finished your plan")
    if isinstance(last, PhaseTransition):
        return _("What comes next in your plan")
    return _("Your coach is looking at your plan")


def _text(plan: Plan, changes: Sequence[Change]) -> str:
    waiting = next((one for one in changes if isinstance(one, PhaseProposal)), None)
    is_pain = waiting is not None and waiting.reason == Reason.PAIN
    is_completed = plan.status == Plan.Status.COMPLETED
    return render_to_string(
        "email/phase_changed.txt",
        {
            "name": plan.athlete.name,
            "changes": [_(one.words) for one in changes if isinstance(one, PhaseTransition)],
            "waiting": waiting,
            "is_pain": is_pain,
            "is_completed": is_completed,
            "phase": None if is_pain or is_completed else _running(plan),
            "public_url": settings.PUBLIC_URL,
        },
    )


def _running(plan: Plan) -> PlanPhase:
    return PlanPhase.objects.get(plan=plan, seq=plan.phase_seq)
