"""The sweep: roll every plan whose phase is over, in batches, however many sweeps run at once."""

import time
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from athletes.actions.beat import beat
from athletes.actions.close_forgotten_sessions import close_forgotten_sessions
from athletes.actions.roll_plan import Rolled, claimable, roll_or_put_off
from athletes.actions.transaction_limits import limit_transaction
from athletes.models import Plan

SWEEP = "roll_due"
BATCH = 100
# The next tick takes over; a task ends well inside the broker's patience.
MOST_SECONDS = 45.0


@dataclass(frozen=True, slots=True)
class SweepReport:
    """What a sweep did: plans tried, transitions written, plans put off; and plans still due."""

    plans: int = 0
    transitions: int = 0
    failures: int = 0
    left: int = 0


def roll_due(*, now: datetime, limit: int | None = None, cause: str = "SWEEP") -> SweepReport:
    """Roll the plans due at ``now``, oldest first, for at most 45 s or ``limit`` plans.

    Their sessions that nobody finished are closed first. Plans that another sweep holds are
    passed over. One transaction a batch of 100; those that failed before come last, one by one.
    """
    stop_at = time.monotonic() + MOST_SECONDS
    close_forgotten_sessions(now=now, plans=Plan.objects.due_at(now), grace=timedelta(0))
    fresh = claimable(now).filter(failures=0)
    rolled = Rolled()
    while True:
        size = BATCH if limit is None else min(BATCH, limit - rolled.plans)
        done = _roll_batch(fresh, size=size, now=now, cause=cause, stop_at=stop_at)
        rolled = rolled.plus(done)
        if done.plans < BATCH or time.monotonic() >= stop_at:
            break
    for key in _failed_before(now=now):
        if time.monotonic() >= stop_at or rolled.plans == limit:
            break
        one = claimable(now).filter(pk=key)
        rolled = rolled.plus(_roll_batch(one, size=1, now=now, cause=cause, stop_at=stop_at))
    report = SweepReport(**asdict(rolled), left=count_due(now=now))
    beat(name=SWEEP, now=now, report=report)
    return report


def count_due(*, now: datetime) -> int:
    """Return how many plans are due. 1 query."""
    return Plan.objects.due_at(now).count()


def _failed_before(*, now: datetime) -> list[int]:
    """Return the plans to try again: whoever rolled with them would wait for their failure."""
    return list(Plan.objects.due_at(now).filter(failures__gt=0).values_list("pk", flat=True))


def _roll_batch(
    plans: QuerySet[Plan], *, size: int, now: datetime, cause: str, stop_at: float
) -> Rolled:
    with transaction.atomic():
        limit_transaction()
        batch = list(plans.select_for_update(skip_locked=True, of=("self",))[:size])
        return roll_or_put_off(batch, now=now, cause=cause, stop_at=stop_at)
