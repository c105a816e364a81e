"""Leave one exercise of a session out, with the reason, or take it up again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from athletes.actions.set_anchor import ReasonMissing
from athletes.actions.sync_choices import note_choice
from athletes.actions.sync_rev import advance_rev
from athletes.models import PlannedGroup, PlannedSession
from programs.engine.errors import TrainingError

LONGEST_REASON = 200


class NotInSession(TrainingError):
    """An exercise that the session doesn't ask for, or doesn't any more."""

    def __init__(self) -> None:
        super().__init__(_("This exercise isn't in the session any more: open the session again."))


def skip_exercise(
    *, planned_session: PlannedSession, slot_key: str, reason: str, now: datetime
) -> None:
    """Note why the exercise is left out; its sets count as not done, the coach reads why.

    4 queries. ``athlete`` comes selected. Raises ReasonMissing and NotInSession.
    """
    words = reason.strip()[:LONGEST_REASON]
    if not words:
        raise ReasonMissing
    _say(planned_session, slot_key=slot_key, reason=words, now=now)


def take_up_exercise(*, planned_session: PlannedSession, slot_key: str, now: datetime) -> None:
    """Ask for the exercise again. 4 queries. Raises NotInSession."""
    _say(planned_session, slot_key=slot_key, reason="", now=now)


def find_planned_name(session: PlannedSession, *, slot_key: str) -> str:
    """Return the exercise that the session asks for in a place. 1 query. Raises NotInSession."""
    groups = PlannedGroup.objects.filter(session=session, slot_key=slot_key)
    name = groups.values_list("exercise_name", flat=True).order_by("position").first()
    if name is None:
        raise NotInSession
    return str(name)


def _say(session: PlannedSession, *, slot_key: str, reason: str, now: datetime) -> None:
    with transaction.atomic():
        rev = advance_rev(session.athlete)
        find_planned_name(session, slot_key=slot_key)
        said = {"skip_reason": reason}
        note_choice(session=session, slot_key=slot_key, said=said, rev=rev, now=now)
