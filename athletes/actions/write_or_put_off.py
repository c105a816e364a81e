"""Summarize claimed plans together; one whose numbers can't be stored stops only itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import structlog
from django.db import DataError, IntegrityError, transaction
from django.db.models import Max

from athletes.actions.error_in_words import error_in_words
from athletes.actions.write_summaries import write_summaries
from athletes.models import Plan, SummaryMark
from athletes.queries.zone_days import ZoneDays

PUT_OFF = timedelta(hours=1)
LONGEST = timedelta(days=1)

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Summarized:
    """How many rows were new or changed, the late logs, and which plans were and weren't done."""

    rows: int = 0
    late_logs: frozenset[UUID] = frozenset()
    plans: tuple[int, ...] = ()
    failed: tuple[int, ...] = ()


def write_or_put_off(
    plans: Sequence[int], *, earliest: Mapping[str, date], days: ZoneDays
) -> Summarized:
    """Write the plans' summaries in one savepoint.

    If a row is refused each half in one of its own, down to the bad plan: its marks wait an hour,
    then twice as long each time, at most a day. Whatever changes in it brings it back at once. Any
    other error rises: it is of no plan. 5 queries where nothing fails.
    """
    rows, late_logs, done, failed = 0, frozenset[UUID](), list[int](), list[int]()
    groups = [plans]
    while groups:
        group, *groups = groups
        try:
            with transaction.atomic():
                written = write_summaries(group, earliest=earliest, days=days)
        except (DataError, IntegrityError) as error:
            if len(group) > 1:
                middle = len(group) // 2
                groups = [group[:middle], group[middle:], *groups]
                continue
            _put_off(group[0], error=error, days=days)
            failed += group
        else:
            rows, late_logs = rows + written.rows, late_logs | written.late_logs
            done += group
    return Summarized(rows, late_logs, plans=tuple(done), failed=tuple(failed))


def _put_off(plan: int, *, error: Exception, days: ZoneDays) -> None:
    logger.warning("plan_not_summarized", plan=plan, error=error_in_words(error))
    marks = SummaryMark.objects.filter(plan_id=plan)
    before = marks.aggregate(most=Max("failures"))["most"] or 0
    again_at = days.now + wait_after(before + 1)
    said = {"due_at": again_at, "failures": before + 1}
    if not marks.filter(due_at__lt=again_at).update(**said):
        organization = Plan.objects.values_list("organization", flat=True).get(pk=plan)
        SummaryMark.objects.create(organization_id=organization, plan_id=plan, **said)


def wait_after(failures: int) -> timedelta:
    """Return how long a plan waits that failed so often, 1 and up, one time after the other."""
    return min(PUT_OFF * (1 << min(failures - 1, 10)), LONGEST)
