"""Tell what logs change that came after a seal or the end of a phase (decision 15)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import structlog
from django.db import transaction

from athletes.actions.correct_adherence import correct_adherence
from athletes.actions.error_in_words import error_in_words
from athletes.actions.propose_after_late_logs import propose_after_late_logs
from athletes.models import Plan, SummaryMark
from athletes.queries.late_logs import get_late_logs

logger = structlog.get_logger(__name__)


def judge_late_logs(*, plans: Sequence[int], logs: Collection[UUID], now: datetime) -> int:
    """Write corrections and open proposals; return how many plans couldn't be judged.

    All plans together, and only where that fails each by itself. The logs of a plan that fails
    stay marked, so that the next run tries again. Inside a transaction that holds the plans.
    0 queries without logs.
    """
    if not logs:
        return 0
    try:
        _judge(plans, logs=logs, now=now)
    # One plan whose evidence can't be read keeps no other from being judged.
    except Exception:
        by_plan = _by_plan(plans, logs=logs)
        return sum(not _judge_alone(plan, logs=by_plan[plan], now=now) for plan in by_plan)
    return 0


def _judge(plans: Sequence[int], *, logs: Collection[UUID], now: datetime) -> None:
    with transaction.atomic():
        correct_adherence(plans=plans, logs=get_late_logs(logs), now=now)
        propose_after_late_logs(logs=logs, now=now)


def _by_plan(plans: Sequence[int], *, logs: Collection[UUID]) -> Mapping[Plan, list[UUID]]:
    """Return each plan's logs; an extra one is of every plan of its athlete."""
    late = get_late_logs(logs)
    athletes = {one.athlete_id for one in late}
    return {
        plan: [
            one.pk
            for one in late
            if one.plan_id == plan.pk or (one.plan_id is None and one.athlete_id == plan.athlete_id)
        ]
        for plan in Plan.objects.filter(pk__in=plans, athlete__in=athletes).order_by("pk")
    }


def _judge_alone(plan: Plan, *, logs: Sequence[UUID], now: datetime) -> bool:
    try:
        _judge([plan.pk], logs=logs, now=now)
    except Exception as error:
        logger.warning("late_logs_not_judged", plan=plan.pk, error=error_in_words(error))
        SummaryMark.objects.bulk_create(
            SummaryMark(
                organization_id=plan.organization_id,
                plan_id=plan.pk,
                due_at=now,
                session_log_id=log,
            )
            for log in logs
        )
        return False
    return True
