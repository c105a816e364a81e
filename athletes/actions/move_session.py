"""Move a session to another day."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from athletes.actions.sync_rev import advance_rev
from athletes.models import PlannedSession
from programs.engine.errors import TrainingError
from programs.engine.planning.missed_days import move_window
from programs.engine.timeline import MAKE_UP_DAYS


class AlreadyBegun(TrainingError):
    """A session that has a log."""

    def __init__(self) -> None:
        super().__init__(_("This session is begun already: it stays on its day."))


class OutsideItsPhase(TrainingError):
    """A day that the session's phase doesn't have."""

    def __init__(self, *, first_on: date, last_on: date) -> None:
        super().__init__(
            ngettext(
                "Choose a day from %(first)s to %(last)s: within the phase, and at most %(count)d "
                "day from where it is.",
                "Choose a day from %(first)s to %(last)s: within the phase, and at most %(count)d "
                "days from where it is.",
                MAKE_UP_DAYS,
            )
            % {
                "first": first_on.isoformat(),
                "last": last_on.isoformat(),
                "count": MAKE_UP_DAYS,
            }
        )


def move_session(*, planned_session: PlannedSession, to_on: date, by: Any) -> PlannedSession:
    """Move the session to a day of its phase, at most six days away, and return it.

    The order of sessions, and so every load, stays. 2 queries; none when it is there already;
    ``athlete`` and ``phase`` come selected. Raises AlreadyBegun and OutsideItsPhase.
    """
    if to_on == planned_session.scheduled_on:
        return planned_session
    phase = planned_session.phase
    first_on, last_on = move_window(
        scheduled_on=planned_session.scheduled_on,
        phase_starts_on=phase.starts_on,
        phase_ends_on=phase.ends_on,
    )
    if not first_on <= to_on <= last_on:
        raise OutsideItsPhase(first_on=first_on, last_on=last_on)
    with transaction.atomic():
        advance_rev(planned_session.athlete)
        free = PlannedSession.objects.filter(pk=planned_session.pk, log=None)
        if not free.update(scheduled_on=to_on):
            raise AlreadyBegun
    planned_session.scheduled_on = to_on
    return planned_session
