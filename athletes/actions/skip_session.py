"""Excuse a session that won't be trained, with the reason."""

from datetime import datetime
from typing import Any

from django.db import transaction

from athletes.actions.move_session import AlreadyBegun
from athletes.actions.resolve_plans import resolve_plans
from athletes.actions.set_anchor import ReasonMissing
from athletes.actions.sync_choices import note_choice
from athletes.actions.sync_rev import advance_rev
from athletes.models import Plan, PlannedSession

LONGEST_REASON = 200


def skip_session(
    *, planned_session: PlannedSession, reason: str, by: Any, now: datetime
) -> PlannedSession:
    """Excuse the session, resolve what follows without it, and return it.

    It counts as excused, not as missed; training it all the same still counts. ``athlete`` comes
    selected. Raises ReasonMissing and AlreadyBegun.
    """
    words = reason.strip()[:LONGEST_REASON]
    if not words:
        raise ReasonMissing
    with transaction.atomic():
        rev = advance_rev(planned_session.athlete)
        # Before the session, as whoever ends, resumes or rolls the plan.
        Plan.objects.select_for_update().get(pk=planned_session.plan_id)
        free = PlannedSession.objects.filter(pk=planned_session.pk, log=None)
        if not free.update(excused_for=words):
            raise AlreadyBegun
        note_choice(session=planned_session, said={"skip_reason": words}, rev=rev, now=now)
        resolve_plans(plans=[planned_session.plan_id], now=now)
    planned_session.excused_for = words
    return planned_session
