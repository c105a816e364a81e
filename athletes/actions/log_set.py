"""Log one set, as the form posts it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from athletes.actions.log_sets import SetEntry, log_sets
from athletes.actions.undo_set import undo_set
from athletes.models import Athlete, SetLog


def log_set(
    *, athlete: Athlete, entry: SetEntry, by: Any, now: datetime, replaces: UUID | None = None
) -> SetLog:
    """Log the set and return its row; sent twice it is one set.

    ``replaces`` takes back the set that this one corrects. 5 queries in one transaction once the
    session is begun (see ``log_sets``), 6 for its first set. Raises as ``log_sets`` does.
    """
    if replaces is None or replaces == entry.id:
        return log_sets(athlete=athlete, sets=[entry], by=by, now=now)[0]
    with transaction.atomic():
        undo_set(athlete=athlete, set_id=replaces, by=by, now=now)
        return log_sets(athlete=athlete, sets=[entry], by=by, now=now)[0]
