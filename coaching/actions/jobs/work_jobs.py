"""Work off the long actions that wait."""

import time
import uuid
from dataclasses import dataclass
from datetime import datetime

from athletes.models import Job
from coaching.actions.jobs.kinds import KINDS
from coaching.actions.jobs.work_item import OPEN, work_item

# The next tick takes over; a task ends well inside the broker's patience.
MOST_SECONDS = 45.0


@dataclass(frozen=True, slots=True)
class WorkReport:
    """How many items a run did."""

    items: int = 0


def work_jobs(*, now: datetime) -> WorkReport:
    """Do items for at most 45 s, one of each job in turn: a long one keeps no short one waiting.

    Jobs that another worker holds are passed over.
    """
    stop_at = time.monotonic() + MOST_SECONDS
    items = 0
    while time.monotonic() < stop_at:
        done = sum(work_item(key=key, now=now) for key in _open_jobs())
        items += done
        if not done:
            break
    return WorkReport(items)


def _open_jobs() -> list[uuid.UUID]:
    rows = Job.objects.filter(status__in=OPEN, kind__in=KINDS)
    return list(rows.order_by("created_at", "pk").values_list("pk", flat=True))
