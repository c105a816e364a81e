"""Sets as tests log them."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from athletes.actions.log_sets import SetEntry, log_sets
from athletes.models import Athlete, PlannedGroup, PlannedSession, SetLog, uuid7
from tests import make


def entry(group: PlannedGroup | None, **fields: Any) -> SetEntry:
    """Return a set done as asked: its floor of reps at its load."""
    if group is not None:
        fields = {
            "planned_group_id": group.pk,
            "reps": group.rep_floor,
            "load_kg": group.load_kg,
            **fields,
        }
    return SetEntry(**{"id": uuid7(), "performed_at": make.NOW, **fields})


def whole_session(
    athlete: Athlete, session: PlannedSession, *, at: datetime, rpe: Decimal | None = None
) -> list[SetLog]:
    """Log every set of a session as asked, a minute apart."""
    entries = []
    for group in session.groups.order_by("position"):
        for number in range(1, group.sets + 1):
            moment = at + timedelta(minutes=len(entries))
            entries.append(entry(group, position=number, performed_at=moment, rpe=rpe))
    return log_sets(athlete=athlete, sets=entries, by=None, now=at)
