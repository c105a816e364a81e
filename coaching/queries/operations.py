"""What the machinery is doing, in figures: for the operator's page and for Prometheus."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, Count, F, Min, Q, When

from athletes.models import Heartbeat, Job, Outbox, Plan, SummaryMark


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """Plans by how phase changes go; ``oldest_due_at`` None when nothing is due."""

    due: int
    oldest_due_at: datetime | None
    retrying: int
    quarantined: int


@dataclass(frozen=True, slots=True)
class OutboxFigures:
    """Mail that should have left, since when, and what was given up and not dropped.

    What is kept for a later hour and wasn't tried yet doesn't wait.
    """

    waiting: int
    oldest_at: datetime | None
    dead: int


@dataclass(frozen=True, slots=True)
class SummaryFigures:
    """Plans whose summaries are out of date, and those whose figures couldn't be stored.

    These are tried again, first at ``again_at``; None where there are none.
    """

    behind: int
    put_off: int
    again_at: datetime | None


@dataclass(frozen=True, slots=True)
class Operations:
    """Everything that is counted. ``jobs`` by status; ``heartbeats`` by name."""

    plans: PlanFigures
    outbox: OutboxFigures
    jobs: Mapping[str, int]
    heartbeats: tuple[Heartbeat, ...]
    summaries: SummaryFigures


def get_operations(*, now: datetime) -> Operations:
    """Return the figures. 8 queries, each answered from an index or a small table."""
    return Operations(
        plans=_plans(now),
        outbox=_outbox(now),
        jobs=_jobs(),
        heartbeats=tuple(Heartbeat.objects.order_by("name")),
        summaries=_summaries(now),
    )


def age_s(instant: datetime | None, *, now: datetime) -> float:
    """Return how many seconds ago an instant was; 0 for none or one ahead."""
    return max((now - instant) / timedelta(seconds=1), 0.0) if instant else 0.0


def _plans(now: datetime) -> PlanFigures:
    due = Plan.objects.due_at(now).order_by()
    failed = Plan.objects.filter(failures__gt=0, status=Plan.Status.ACTIVE)
    is_stopped = Q(quarantined_at__isnull=False)
    return PlanFigures(
        **due.aggregate(due=Count("pk"), oldest_due_at=Min("due_at")),
        **failed.aggregate(
            retrying=Count("pk", filter=~is_stopped), quarantined=Count("pk", filter=is_stopped)
        ),
    )


def _outbox(now: datetime) -> OutboxFigures:
    waiting = Outbox.objects.filter(
        Q(run_after__lte=now) | Q(attempts__gt=0), sent_at=None, dead_at=None
    )
    since = Case(When(attempts=0, then=F("run_after")), default=F("queued_at"))
    dead = Outbox.objects.dead()
    return OutboxFigures(
        **waiting.aggregate(waiting=Count("pk"), oldest_at=Min(since)), dead=dead.count()
    )


def _jobs() -> dict[str, int]:
    counts = dict(Job.objects.order_by().values_list("status").annotate(Count("pk")))
    return {status: counts.get(status, 0) for status in Job.Status.values}


def _summaries(now: datetime) -> SummaryFigures:
    due = SummaryMark.objects.filter(due_at__lte=now)
    failed = SummaryMark.objects.filter(failures__gt=0)
    return SummaryFigures(
        behind=due.values("plan_id").distinct().count(),
        **failed.aggregate(put_off=Count("plan_id", distinct=True), again_at=Min("due_at")),
    )
