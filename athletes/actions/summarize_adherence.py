"""Summarize the unsealed weeks and phases of plans whose summaries are out of date (spec 6.2)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import structlog
from django.db import connection, transaction

from athletes.actions.bulk_rows import insert_rows
from athletes.actions.correct_adherence import correct_adherence
from athletes.actions.propose_after_late_logs import propose_after_late_logs
from athletes.actions.transaction_limits import limit_transaction
from athletes.actions.write_summaries import write_summaries
from athletes.models import Plan, SummaryMark
from athletes.queries.adherence_windows import (
    Calendar,
    OpenPlan,
    get_open_plans,
    instant_of_next_change,
)
from athletes.queries.late_logs import get_late_logs

BATCH = 500
MARK_FIELDS = ("organization_id", "plan_id", "due_at", "from_on")

TAKE_MARKS = """
DELETE FROM athletes_summarymark WHERE plan_id = ANY(%s)
RETURNING plan_id, from_on, is_anew, session_log_id
"""
DROP_LOST_MARKS = """
DELETE FROM athletes_summarymark m
WHERE due_at <= %s AND NOT EXISTS (SELECT FROM athletes_plan p WHERE p.id = m.plan_id)
"""
# Weeks that begin on another day than the athlete's: days would count twice.
FORGET_OTHER_CUTS = """
DELETE FROM athletes_weeklyadherence w
USING unnest(%s::bigint[], %s::date[]) AS given (plan_id, from_on), athletes_plan p,
    athletes_athlete a, accounts_organization o
WHERE p.id = given.plan_id AND a.id = p.athlete_id AND o.id = p.organization_id
  AND w.organization_id = p.organization_id AND w.plan_id = p.id
  AND (given.from_on IS NULL
       OR extract(isodow FROM given.from_on) <> coalesce(a.week_start, o.week_start) + 1)
  AND extract(isodow FROM w.week_on) <> coalesce(a.week_start, o.week_start) + 1
"""


logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class SummaryReport:
    """How many rows a run wrote, and how many forgotten sessions it closed before."""

    written: int
    closed: int = 0


def summarize_adherence(*, now: datetime, plans: Iterable[Plan] | None = None) -> int:
    """Write the rows of every unsealed week and phase that changed; return how many.

    ``plans`` None: those that a change or the time put out of date. A sealed row never changes,
    so running twice is harmless; but where the athlete's weeks begin on another day now, all are
    cut anew. A plan that another job holds waits for the next run. 21 queries a batch of 500
    plans; spec 6.2, decisions 6, 15, 21.
    """
    chosen = None if plans is None else [plan.pk for plan in plans]
    calendar = Calendar(now)
    written, last = 0, 0
    while True:
        with transaction.atomic():
            limit_transaction()
            wanted = _wanted(chosen, after=last, now=now)
            if not wanted:
                _drop_lost_marks(now)
                return written
            batch = _claim(wanted)
            if batch:
                written += _summarize(batch, calendar=calendar)
        last = wanted[-1]


def _wanted(chosen: Sequence[int] | None, *, after: int, now: datetime) -> list[int]:
    """Return the next plans, by primary key.

    Asked of the marks alone: right after many came in nobody knows yet how many there are, and a
    join with all plans may then be read plan by plan.
    """
    if chosen is not None:
        return sorted(key for key in set(chosen) if key > after)[:BATCH]
    due = SummaryMark.objects.filter(due_at__lte=now, plan_id__gt=after)
    return list(due.order_by("plan_id").values_list("plan_id", flat=True).distinct()[:BATCH])


def _claim(plans: Sequence[int]) -> list[int]:
    held = Plan.objects.filter(pk__in=plans).order_by("pk")
    held = held.select_for_update(no_key=True, skip_locked=True)
    return list(held.values_list("pk", flat=True))


def _summarize(plans: Sequence[int], *, calendar: Calendar) -> int:
    # Marks first: what is marked after this was not seen, and stays marked.
    from_on, logs = _take_marks(plans)
    _forget_other_cuts(plans, from_on=from_on)
    found = get_open_plans(plans=plans, from_on=from_on, calendar=calendar)
    windows = [window for plan in found for window in plan.windows]
    written = write_summaries(windows, now=calendar.now)
    _mark_next_changes(found, upcoming_on=written.upcoming_on)
    if logs:
        late = get_late_logs(logs, today=max(plan.today for plan in found))
        correct_adherence(plans=plans, logs=late, now=calendar.now)
        _judge_again(logs, now=calendar.now)
    return written.rows


def _judge_again(logs: Collection[UUID], *, now: datetime) -> None:
    try:
        with transaction.atomic():
            propose_after_late_logs(logs=logs, now=now)
    # A plan whose evidence can't be read keeps no summary from being written.
    except Exception as error:
        logger.warning("late_logs_not_judged", error=type(error).__name__)


def _take_marks(plans: Sequence[int]) -> tuple[dict[int, date], set[UUID]]:
    """Take the marks of plans away; return the first unsealed weeks known, and changed logs."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE_MARKS, [list(plans)])
        marks = cursor.fetchall()
    anew = {plan_id for plan_id, _, is_anew, *_ in marks if is_anew}
    from_on = {plan_id: on for plan_id, on, *_ in marks if on is not None and plan_id not in anew}
    return from_on, {log for *_, log in marks if log is not None}


def _forget_other_cuts(plans: Sequence[int], *, from_on: Mapping[int, date]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FORGET_OTHER_CUTS, [list(plans), [from_on.get(plan) for plan in plans]])


def _mark_next_changes(plans: Sequence[OpenPlan], *, upcoming_on: Mapping[int, date]) -> None:
    insert_rows(
        SummaryMark,
        (
            (plan.organization_id, plan.pk, at, plan.from_on)
            for plan in plans
            if (at := instant_of_next_change(plan, upcoming_on=upcoming_on.get(plan.pk)))
        ),
        fields=MARK_FIELDS,
    )


def _drop_lost_marks(now: datetime) -> None:
    """Take away the marks of plans that are gone."""
    with connection.cursor() as cursor:
        cursor.execute(DROP_LOST_MARKS, [now])
