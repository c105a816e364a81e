"""Roll the plans that one job claimed, or the plan whose athlete opens the day."""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet
from psycopg.errors import LockNotAvailable

from athletes.actions.close_forgotten_sessions import close_forgotten_sessions
from athletes.actions.error_in_words import error_in_words
from athletes.actions.roll_plans import roll_plans
from athletes.actions.time_limit import at_most
from athletes.actions.transaction_limits import limit_transaction
from athletes.models import PhaseTransition, Plan

# Reliability 5.1: a plan that fails is tried again ever later, then left to the operator.
FIRST_DELAY = timedelta(seconds=5)
LONGEST_DELAY = timedelta(hours=1)
MOST_FAILURES = 8

# A plan that computes without end must stop only itself: in seconds of the processor, and on a
# busy machine before the clock ends an idle session, since nobody would then know which it was.
MOST_SECONDS_TOGETHER = 8.0
MOST_SECONDS_ALONE = 4.0
MOST_CLOCK_SECONDS = 15.0
# Halving again and again what fails so late costs more than rolling each plan by itself.
SLOW_SECONDS = 3.0

logger = structlog.get_logger(__name__)


def roll_plan(*, plan_id: int, now: datetime, cause: str) -> int:
    """Roll one plan if it is due and return how many transitions were written.

    For opening the day: 1 query when nothing is due. Another job that holds the plan is waited
    for, two seconds at most; a plan that fails is put off like in the sweep. One that failed
    before is the sweep's alone, which nobody waits for.
    """
    due = Plan.objects.due_at(now).filter(pk=plan_id, failures=0)
    if not due.exists():
        return 0
    close_forgotten_sessions(now=now, plans=due, grace=timedelta(0))
    try:
        with transaction.atomic():
            limit_transaction()
            plans = list(claimable(now).select_for_update(of=("self",)).filter(pk=plan_id))
            return roll_or_put_off(plans, now=now, cause=cause).transitions
    except OperationalError as error:
        if not isinstance(error.__cause__, LockNotAvailable):
            raise
        # Whoever holds the row rolls it; the page shows the plan as it still is.
        logger.warning("plan_busy", plan=plan_id)
        return 0


def claimable(now: datetime) -> QuerySet[Plan]:
    """Return the due plans with all that rolling one reads of its relations, oldest first."""
    related = ("athlete__user", "organization", "program_version")
    return Plan.objects.due_at(now).select_related(*related).defer("program_version__body")


@dataclass(frozen=True, slots=True)
class Rolled:
    """How many plans were tried, transitions written and plans put off."""

    plans: int = 0
    transitions: int = 0
    failures: int = 0

    def plus(self, other: "Rolled") -> "Rolled":
        """Return both added up."""
        return Rolled(
            self.plans + other.plans,
            self.transitions + other.transitions,
            self.failures + other.failures,
        )


def roll_or_put_off(
    plans: Sequence[Plan], *, now: datetime, cause: str, stop_at: float = math.inf
) -> Rolled:
    """Roll locked plans together in one savepoint.

    If that fails each half in one of its own, down to the bad plan, which so stops nobody else:
    its failure is recorded on its row. What is slow to fail is tried plan by plan. Once
    ``stop_at`` has passed on the monotonic clock the rest is left.
    """
    done = Rolled()
    groups = [plans] if plans else []
    while groups:
        group, *groups = groups
        try:
            done = done.plus(_roll_group(group, now=now, cause=cause))
        except _Failed as failed:
            groups = [*failed.smaller, *groups]
        # What is done is kept: a batch too slow for the time would else begin anew for ever.
        if done.plans and time.monotonic() >= stop_at:
            break
    return done


class _Failed(Exception):
    """Plans failed together; each of the smaller groups is to be rolled by itself."""

    def __init__(self, smaller: Sequence[Sequence[Plan]]) -> None:
        self.smaller = smaller


def _roll_group(plans: Sequence[Plan], *, now: datetime, cause: str) -> Rolled:
    """Roll one plan, or several of which none is put off. Raises _Failed."""
    if len(plans) == 1:
        alone = _roll_alone(plans[0], now=now, cause=cause)
        return Rolled(1, len(alone or ()), int(alone is None))
    slow_at = time.monotonic() + SLOW_SECONDS
    try:
        with transaction.atomic(), at_most(MOST_SECONDS_TOGETHER, clock_s=MOST_CLOCK_SECONDS):
            return Rolled(len(plans), len(roll_plans(plans, now=now, cause=cause)))
    # Found again in a smaller group, at last on the plan that it comes from.
    except Exception as error:
        _stop_if_cut_off(error)
        logger.warning("plans_rolled_apart", plans=len(plans), error=type(error).__name__)
        size = 1 if time.monotonic() >= slow_at else -(-len(plans) // 2)
    # Rolling together has left marks on these values.
    stored = list(claimable(now).filter(pk__in=[plan.pk for plan in plans]))
    raise _Failed([stored[start : start + size] for start in range(0, len(stored), size)])


def _roll_alone(plan: Plan, *, now: datetime, cause: str) -> list[PhaseTransition] | None:
    """Return the plan's transitions, None when it failed."""
    failures = plan.failures + 1
    try:
        with transaction.atomic(), at_most(MOST_SECONDS_ALONE, clock_s=MOST_CLOCK_SECONDS):
            return roll_plans([plan], now=now, cause=cause)
    # Whatever is wrong with one plan is counted on its row, where the operator finds it.
    except Exception as error:
        _stop_if_cut_off(error)
        _put_off(plan.pk, failures=failures, error=error, now=now)
        return None


def _stop_if_cut_off(error: Exception) -> None:
    """Let an error rise where the connection is gone: no plan is to blame for it."""
    if connection.connection is None or connection.connection.closed:
        raise error


def _put_off(plan_id: int, *, failures: int, error: Exception, now: datetime) -> None:
    is_given_up = failures >= MOST_FAILURES
    Plan.objects.filter(pk=plan_id).update(
        failures=failures,
        retry_at=now + min(LONGEST_DELAY, FIRST_DELAY * 2**failures),
        last_error=error_in_words(error),
        quarantined_at=now if is_given_up else None,
    )
    log = logger.error if is_given_up else logger.warning
    log("plan_failed", plan=plan_id, error=type(error).__name__, is_quarantined=is_given_up)
