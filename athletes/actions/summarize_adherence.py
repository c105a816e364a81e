"""Summarize the unsealed weeks and phases of plans whose summaries are out of date (spec 6.2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from athletes.actions.bulk_rows import bigints
from athletes.actions.judge_late_logs import judge_late_logs
from athletes.actions.transaction_limits import limit_transaction
from athletes.actions.write_or_put_off import write_or_put_off
from athletes.models import Plan, SummaryMark
from athletes.queries.zone_days import ZoneDays

BATCH = 2000

CLAIM = """
SELECT id, time_zone, starts_on FROM athletes_plan WHERE id = ANY(%s::bigint[])
ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
"""
DROP_LOST_MARKS = """
DELETE FROM athletes_summarymark m
WHERE due_at <= %s AND NOT EXISTS (SELECT FROM athletes_plan p WHERE p.id = m.plan_id)
"""


@dataclass(frozen=True, slots=True)
class SummaryReport:
    """What a run did.

    How many rows it wrote; how many plans couldn't be summarized and were put off; how many have
    late logs that couldn't be judged and are tried again by the next run; and how many forgotten
    sessions were closed before.
    """

    written: int = 0
    failed: int = 0
    unjudged: int = 0
    closed: int = 0

    def plus(self, other: "SummaryReport") -> "SummaryReport":
        """Return both added up."""
        return SummaryReport(
            self.written + other.written,
            self.failed + other.failed,
            self.unjudged + other.unjudged,
            self.closed + other.closed,
        )


def summarize_adherence(*, now: datetime, plans: Iterable[Plan] | None = None) -> SummaryReport:
    """Write the rows of every unsealed week and phase that changed.

    ``plans`` None: those that a change or the time put out of date. A sealed row never changes,
    so running twice is harmless; but where the athlete's weeks begin on another day now, all are
    cut anew. A plan that another job holds waits for the next run, one that fails for an hour
    and more (``write_or_put_off``). 10 queries a batch of 2,000 plans, more where one fails or logs
    came late; spec 6.2, decisions 6, 15, 21.
    """
    chosen = None if plans is None else [plan.pk for plan in plans]
    days = ZoneDays(now)
    report, last = SummaryReport(), 0
    while True:
        with transaction.atomic():
            limit_transaction()
            wanted = _wanted(chosen, after=last, now=now)
            if not wanted:
                _drop_lost_marks(now)
                return report
            done = _summarize(wanted, days=days)
        report = report.plus(done)
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


def _summarize(wanted: Sequence[int], *, days: ZoneDays) -> SummaryReport:
    plans, earliest = _claim(wanted)
    if not plans:
        return SummaryReport()
    done = write_or_put_off(plans, earliest=earliest, days=days)
    unjudged = judge_late_logs(plans=done.plans, logs=done.late_logs, now=days.now)
    return SummaryReport(written=done.rows, failed=len(done.failed), unjudged=unjudged)


def _claim(wanted: Sequence[int]) -> tuple[list[int], dict[str, date]]:
    """Hold the plans that nobody else holds; return them, and the first of their days by zone."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [bigints(wanted)])
        rows = cursor.fetchall()
    earliest: dict[str, date] = {}
    for _, zone, starts_on in rows:
        earliest[zone] = min(starts_on, earliest.get(zone, starts_on))
    return [pk for pk, *_ in rows], earliest


def _drop_lost_marks(now: datetime) -> None:
    """Take away the marks of plans that are gone."""
    with connection.cursor() as cursor:
        cursor.execute(DROP_LOST_MARKS, [now])
