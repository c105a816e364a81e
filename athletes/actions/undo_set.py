"""Take a logged set back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from athletes.actions.keep_tallies import keep_tallies
from athletes.actions.open_branches import open_branches
from athletes.actions.settle_sessions import settle_sessions
from athletes.actions.sync_rev import advance_rev
from athletes.models import Athlete, SetLog
from athletes.sync.merge import IS_DELETED, clocks_said_now
from programs.engine.errors import TrainingError


class NoSuchSet(TrainingError):
    """A set that this athlete never logged."""

    def __init__(self) -> None:
        super().__init__(_("There is no such set: open the session again to see what is logged."))


def undo_set(*, athlete: Athlete, set_id: UUID, by: Any, now: datetime) -> bool:
    """Take the set back; return whether it stood until now. Twice is harmless.

    The row stays, marked, so that phones learn of it. 5 queries; a finished session also replays
    the plan. Raises NoSuchSet.
    """
    with transaction.atomic():
        rev = advance_rev(athlete)
        rows = SetLog.objects.filter(athlete=athlete, pk=set_id)
        row = rows.select_related("session_log", "planned_group__session").first()
        if row is None:
            raise NoSuchSet
        clocks = clocks_said_now(row.clocks, [IS_DELETED], now=now)
        if not rows.filter(deleted_at=None).update(deleted_at=now, clocks=clocks, rev=rev):
            return False
        group = row.planned_group
        if group is not None:
            standing = SetLog.objects.standing().filter(planned_group=group)
            sets = list(standing.order_by("performed_at", "pk"))
            keep_tallies(groups=[group], sets={group.pk: sets})
        if row.session_log.completed_at is not None:
            settle_sessions(athlete=athlete, logs=[row.session_log], now=now)
        if group is not None and group.report:
            open_branches(sessions=[group.session], now=now)
    return True
