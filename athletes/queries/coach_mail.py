"""The mail that tells a coach which decisions wait or look otherwise now, as of when it is sent."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from athletes.models import PhaseProposal, Plan
from programs.engine.phases.decision import Reason

MOST_LINES = 20

Status = PhaseProposal.Status


def get_coach_mail(facts: Mapping[str, Any], *, now: datetime) -> dict[str, str] | None:
    """Return address, subject and text; None where nothing asks that this coach may decide.

    ``facts`` name the coach, the organization and either proposals (of pain) or the day in which
    they were made. What late logs opened is told apart: nothing waits for it. Rights are those at
    sending. 2 queries.
    """
    coach = get_user_model().objects.filter(pk=facts["user"], is_active=True).first()
    if coach is None:
        return None
    asked = list(_asked(coach, facts))
    if not asked:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        waiting = [one for one in asked if one.status == Status.WAITING]
        return {
            "to": coach.email,
            "subject": _subject(waiting) if waiting else _subject_of_late(asked),
            "text": _text(coach, asked, is_pain="proposals" in facts),
        }


def _asked(coach: Any, facts: Mapping[str, Any]) -> QuerySet[PhaseProposal]:
    rows = PhaseProposal.objects.editable_by(coach).filter(
        organization=facts["organization"],
        plan__in=Plan.objects.running(),
        status__in=(Status.WAITING, Status.OPEN),
    )
    if "proposals" in facts:
        rows = rows.filter(pk__in=facts["proposals"])
    else:
        made = {"proposed_at__gte": facts["since"], "proposed_at__lt": facts["until"]}
        rows = rows.filter(**made).exclude(reason=Reason.PAIN.value)
    # Who coaches oneself has read what waits in the athlete's mail.
    rows = rows.exclude(status=Status.WAITING, athlete__user_id=coach.pk)
    return rows.select_related("athlete").order_by("due_at", "pk")


def _subject(waiting: Sequence[PhaseProposal]) -> str:
    count = len(waiting)
    if count == 1:
        return _("%(name)s's plan waits for you") % {"name": waiting[0].athlete.name}
    return ngettext("%(count)d plan waits for you", "%(count)d plans wait for you", count) % {
        "count": count
    }


def _subject_of_late(late: Sequence[PhaseProposal]) -> str:
    count = len(late)
    if count == 1:
        return _("Late logs change a decision on %(name)s's plan") % {"name": late[0].athlete.name}
    return ngettext(
        "Late logs change a decision on %(count)d plan",
        "Late logs change decisions on %(count)d plans",
        count,
    ) % {"count": count}


def _text(coach: Any, asked: Sequence[PhaseProposal], *, is_pain: bool) -> str:
    shown = asked[:MOST_LINES]
    return render_to_string(
        "email/coach_asked.txt",
        {
            "name": coach.name,
            "waiting": _lines(one for one in shown if one.status == Status.WAITING),
            "late": _lines(one for one in shown if one.status == Status.OPEN),
            "more": len(asked[MOST_LINES:]),
            "is_pain": is_pain,
            "public_url": settings.PUBLIC_URL,
        },
    )


def _lines(proposals: Iterable[PhaseProposal]) -> list[str]:
    return [f"{one.athlete.name}: {_(one.words)}" for one in proposals]
