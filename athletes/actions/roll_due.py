"""The sweep: roll every plan whose phase is over, in batches, however many sweeps run at once."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

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
    passed over. One transaction a batch of 100.
    """
    stop_at = time.monotonic() + MOST_SECONDS
    close_forgotten_sessions(now=now, plans=Plan.objects.due_at(now), grace=timedelta(0))
    plans = transitions = failures = 0
    while True:
        size = BATCH if limit is None else min(BATCH, limit - plans)
        rolled = _roll_batch(now=now, size=size, cause=cause, stop_at=stop_at)
        plans += rolled.plans
        transitions += rolled.transitions
        failures += rolled.failures
        if rolled.plans < BATCH or time.monotonic() >= stop_at:
            break
    left = count_due(now=now)
    report = SweepReport(plans=plans, transitions=transitions, failures=failures, left=left)
    beat(name=SWEEP, now=now, report=report)
    return report


def count_due(*, now: datetime) -> int:
    """Return how many plans are due. 1 query."""
    return Plan.objects.due_at(now).count()


def _roll_batch(*, now: datetime, size: int, cause: str, stop_at: float) -> Rolled:
    with transaction.atomic():
        limit_transaction()
        batch = list(claimable(now).select_for_update(skip_locked=True, of=("self",))[:size])
        return roll_or_put_off(batch, now=now, cause=cause, stop_at=stop_at)
