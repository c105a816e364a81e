"""The operator's page: what is due, late, stopped and given up, and when each job last ran."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from athletes.models import Heartbeat, Job, Outbox, Plan
from coaching.queries.operations import Operations, age_s, get_operations
from coaching.schedule import BEAT_SCHEDULE
from programs.engine.timeline import TABLE_VERSION

MOST_ROWS = 20
# A tick may be lost, or wait behind others, without anything being wrong.
TICKS_TO_MISS = 3


@dataclass(frozen=True, slots=True)
class RegularJob:
    """When a job of the schedule last finished and what it did; ``ran_at`` None: never."""

    name: str
    ran_at: datetime | None
    report: tuple[tuple[str, object], ...]
    is_late: bool


@dataclass(frozen=True, slots=True)
class ZoneTable:
    """A version of the time-zone table and how many running plans go by it."""

    version: str
    plans: int
    is_installed: bool


@dataclass(frozen=True, slots=True)
class Machinery:
    """Everything on the page; lists are cut to ``MOST_ROWS``, oldest first."""

    figures: Operations
    oldest_due: timedelta
    oldest_mail: timedelta
    jobs: tuple[tuple[str, int], ...]
    regular: tuple[RegularJob, ...]
    tables: tuple[ZoneTable, ...]
    installed_table: str
    stopped: tuple[Plan, ...]
    dead: tuple[Outbox, ...]


def get_machinery(*, now: datetime) -> Machinery:
    """Return the page's values. 11 queries; the tables' read every running plan."""
    figures = get_operations(now=now)
    stopped = Plan.objects.filter(quarantined_at__isnull=False, failures__gt=0, status="ACTIVE")
    return Machinery(
        figures=figures,
        oldest_due=_age(figures.plans.oldest_due_at, now=now),
        oldest_mail=_age(figures.outbox.oldest_at, now=now),
        jobs=tuple((str(status.label), figures.jobs[status]) for status in Job.Status),
        regular=_regular(figures.heartbeats, now=now),
        tables=_tables(),
        installed_table=TABLE_VERSION,
        stopped=tuple(
            stopped.select_related("organization").order_by("quarantined_at", "pk")[:MOST_ROWS]
        ),
        dead=tuple(Outbox.objects.dead().defer("message").order_by("dead_at", "pk")[:MOST_ROWS]),
    )


def _age(instant: datetime | None, *, now: datetime) -> timedelta:
    return timedelta(seconds=int(age_s(instant, now=now)))


def _regular(heartbeats: Sequence[Heartbeat], *, now: datetime) -> tuple[RegularJob, ...]:
    """Return the schedule's jobs, each with its last run, then what else leaves heartbeats."""
    ran = {one.name: one for one in heartbeats}
    intervals = _intervals()
    names = [*intervals, *(name for name in ran if name not in intervals)]
    return tuple(
        _job(name, ran.get(name), interval_s=intervals.get(name), now=now) for name in names
    )


def _intervals() -> Mapping[str, float]:
    """Return the seconds between two ticks of each job, by the name of its heartbeat."""
    return {
        entry["task"].partition(".")[2]: float(entry["schedule"])
        for entry in BEAT_SCHEDULE.values()
    }


def _job(
    name: str, last: Heartbeat | None, *, interval_s: float | None, now: datetime
) -> RegularJob:
    if last is None:
        return RegularJob(name, None, (), is_late=True)
    is_late = interval_s is not None and age_s(last.beat_at, now=now) > TICKS_TO_MISS * interval_s
    return RegularJob(name, last.beat_at, tuple(last.report.items()), is_late=is_late)


def _tables() -> tuple[ZoneTable, ...]:
    rows = Plan.objects.running().values_list("zone_table").annotate(Count("pk"))
    return tuple(
        ZoneTable(version, plans, is_installed=version == TABLE_VERSION)
        for version, plans in rows.order_by("zone_table")
    )
