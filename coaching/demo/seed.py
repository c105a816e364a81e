"""Filling an empty installation with the demo gym, as a job that can be taken up again."""

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from datetime import datetime
from multiprocessing import get_context

from django.db import connection, connections, transaction
from django.db.models import F
from django.utils import timezone

from athletes.actions.summarize_adherence import summarize_adherence
from athletes.models import Athlete, Job, Plan
from coaching.accounts.models import Organization
from coaching.demo.gym import Gym, find_gym, open_gym
from coaching.demo.roster import ROSTER, Lifter
from coaching.demo.season import live
from coaching.laptop.children import end_with_parent
from programs.engine.errors import TrainingError

KIND = "seed_demo"
MOST_WEEKS = 20
# Any number that nothing else locks.
LOCK = 706_2026

Say = Callable[[str], None]


class NotEmpty(TrainingError):
    """Somebody works here already."""

    def __init__(self) -> None:
        super().__init__(
            "There is data here already: make the demo gym in an empty database instead."
        )


class SeedingElsewhere(TrainingError):
    """Another process makes the gym right now."""

    def __init__(self) -> None:
        super().__init__("The demo gym is being made by another process: wait until it is ready.")


def seed_demo(
    *,
    now: datetime,
    weeks: int = MOST_WEEKS,
    roster: Sequence[Lifter] = ROSTER,
    processes: int = 1,
    say: Say = lambda line: None,
) -> Job:
    """Make the demo gym with its history up to ``now`` and return the job, done.

    Deterministic but for keys and for what is stamped by the clock of the machine. A run that was
    interrupted is taken up where it stopped: each athlete is a transaction. With two or more
    ``processes`` nothing may use the database before, for they are forked from this one.
    Needs the catalogue. Raises NotEmpty and SeedingElsewhere.
    """
    with _pool(processes) as pool, _alone():
        job = _begin(now=now, weeks=weeks, total=len(roster))
        gym = find_gym()
        say(f"{gym.organization}: coaches and programs are there, athletes follow")
        missing = _missing(gym, roster)
        for name, seconds in _live_all(missing, gym=gym, now=now, weeks=weeks, pool=pool):
            Job.objects.filter(pk=job.pk).update(done=F("done") + 1)
            say(f"{name} ({seconds:.1f} s)")
        summarize_adherence(now=now, plans=Plan.objects.filter(organization=gym.organization))
        Job.objects.filter(pk=job.pk).update(
            status=Job.Status.DONE, done=len(roster), finished_at=timezone.now()
        )
        job.refresh_from_db()
    return job


def is_wanted() -> bool:
    """Tell whether the installation is empty, or its demo gym was left half-made. 2 queries."""
    if Job.objects.filter(kind=KIND, status=Job.Status.RUNNING).exists():
        return True
    return not Organization.objects.exists()


def _begin(*, now: datetime, weeks: int, total: int) -> Job:
    """Return the job that runs, with the gym opened; or the one that was interrupted."""
    running = Job.objects.filter(kind=KIND, status=Job.Status.RUNNING).first()
    if running is not None:
        return running
    if Organization.objects.exists():
        raise NotEmpty
    with transaction.atomic():
        gym = open_gym(now=now, weeks=weeks)
        return Job.objects.create(
            organization=gym.organization,
            owner=gym.coaches[0].user,
            kind=KIND,
            arguments={"now": now.isoformat(), "weeks": weeks},
            status=Job.Status.RUNNING,
            total=total,
            created_at=timezone.now(),
            started_at=timezone.now(),
        )


def _missing(gym: Gym, roster: Sequence[Lifter]) -> list[Lifter]:
    """Return those who aren't there yet, the longest stories first."""
    there = set(
        Athlete.objects.filter(organization=gym.organization).values_list("name", flat=True)
    )
    missing = [lifter for lifter in roster if lifter.name not in there]
    return sorted(missing, key=lambda lifter: (not lifter.email, -lifter.weeks_ago))


def _live_all(
    lifters: Sequence[Lifter],
    *,
    gym: Gym,
    now: datetime,
    weeks: int,
    pool: ProcessPoolExecutor | None,
) -> Iterator[tuple[str, float]]:
    """Yield each name with its seconds as it is done."""
    if pool is None:
        for lifter in lifters:
            yield _live(lifter, gym, now, weeks)
        return
    futures: list[Future[tuple[str, float]]] = [
        pool.submit(_live, lifter, gym, now, weeks) for lifter in lifters
    ]
    for future in as_completed(futures):
        yield future.result()


def _live(lifter: Lifter, gym: Gym, now: datetime, weeks: int) -> tuple[str, float]:
    began = time.monotonic()
    try:
        live(lifter=lifter, gym=gym, now=now, weeks=weeks)
    except TrainingError as error:
        # The story is wrong, which is a bug; our errors can't pass from process to process.
        raise RuntimeError(f"{lifter.name}: {error}") from error
    return lifter.name, time.monotonic() - began


@contextmanager
def _pool(processes: int) -> Iterator[ProcessPoolExecutor | None]:
    """Fork the processes at once, before a connection is open that they would share."""
    if processes < 2:
        yield None
        return
    connections.close_all()
    with ProcessPoolExecutor(
        processes,
        mp_context=get_context("fork"),
        initializer=end_with_parent(signal.SIGTERM),
    ) as pool:
        pool.submit(_nothing).result()
        yield pool


def _nothing() -> None:
    """Make the pool fork."""


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the lock that only one process has; it is free again when the connection ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        (is_ours,) = cursor.fetchone()
    if not is_ours:
        raise SeedingElsewhere
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
