"""The coach's pages at their largest: home with 300 athletes, the grid of 8 weeks of 40 rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import connection
from django.urls import reverse

from athletes.actions.summarize_adherence import summarize_adherence
from athletes.actions.write_comment import About, write_comment
from athletes.models import (
    Athlete,
    CheckIn,
    Comment,
    PhaseProposal,
    PlannedSession,
    StrengthEstimate,
)
from benchmarks.client import Request, count_sql, send, sign_in
from benchmarks.copies import COPIED, copy_athlete
from benchmarks.cpu import cpu_ms
from benchmarks.crowd import clear
from benchmarks.due import working_in
from benchmarks.gym import add_people, assign, publish, train
from benchmarks.measured import KIB
from benchmarks.servers import Servers, web
from benchmarks.table import Line, percentile
from benchmarks.workers import SEED, copied
from coaching.accounts.actions.create_user import create_user
from coaching.accounts.models import User
from coaching.actions.create_organization import create_organization
from coaching.laptop.postgres import SUPERUSER
from programs.actions.start_draft import start_draft

ATHLETES = 300
WEEKS, DAYS, SLOTS = 8, 5, 8
WEEKS_BEFORE = 5
# One in so many athletes has something for the coach.
IN_PAIN, ASKED, WROTE, STALLS = 10, 8, 6, 5
RISING = """
UPDATE athletes_strengthestimate SET e1rm_kg = e1rm_kg * (1 + ("on" - %(on)s) * 0.005)
WHERE athlete_id %% %(still)s <> 0
"""
RUNS, WARM_UPS = 60, 8
MOST_SQL, MOST_MS = 20, 150


@dataclass(frozen=True, slots=True)
class Console:
    """An organization of 300, one of nobody, and a draft to open."""

    owner: User
    alone: User
    draft_id: int


def console_lines(running: Servers, *, folder: Path, now: datetime) -> Iterator[Line]:
    """Make the athletes in a database of their own and measure the coach's pages."""
    connection.close()
    with copied(running, database=SEED, name="console") as name:
        made = make_console(running, database=name, now=now)
        url = running.postgres.url(role="phasewise_app", database=name)
        with (
            working_in(running, database=name),
            web(running.environment | {"DATABASE_URL": url}, folder=folder) as pid,
        ):
            pids = [pid, running.postgres_pid]
            frame = _Page("The console's frame: home of nobody", reverse("console:index"))
            empty = _measure(frame, user=made.alone, pids=pids)
            yield _line(frame, empty)
            for page in (
                _Page(f"Coach's home, {ATHLETES} athletes", reverse("console:index")),
                _Page(
                    f"Coach's home, {ATHLETES} athletes, all of the queue and the board",
                    f"{reverse('console:index')}?all=&phases=",
                ),
                _Page(
                    f"The grid, {WEEKS} weeks of {DAYS * SLOTS} rows",
                    reverse("builder", args=[made.draft_id]),
                ),
            ):
                yield _line(page, _measure(page, user=made.owner, pids=pids), floor=empty)


@dataclass(frozen=True, slots=True)
class _Page:
    work: str
    path: str


@dataclass(frozen=True, slots=True)
class _Times:
    """What a page took: statements, bytes, p50 and p95 in ms, processor time in ms."""

    sql: int
    kib: float
    p50_ms: float
    p95_ms: float
    cpu_ms: float


def _measure(page: _Page, *, user: User, pids: Sequence[int]) -> _Times:
    request = Request(page.path, sign_in(user))
    send([request] * WARM_UPS)
    before = cpu_ms(pids)
    timing = send([request] * RUNS)
    return _Times(
        sql=count_sql(request, user=user),
        kib=timing.body_bytes / KIB,
        p50_ms=percentile(timing.seconds, 0.5),
        p95_ms=percentile(timing.seconds, 0.95),
        cpu_ms=(cpu_ms(pids) - before) / RUNS,
    )


def _line(page: _Page, took: _Times, *, floor: _Times | None = None) -> Line:
    ours = (
        f"{took.sql} SQL, {took.kib:.0f} KB, {took.p50_ms:.0f}/{took.p95_ms:.0f} ms "
        f"(p50/p95 of {RUNS})"
    )
    if floor is None:
        return Line(page.work, ours, peer="", cpu_ms=took.cpu_ms)
    return Line(
        page.work,
        ours,
        peer=f"{took.p50_ms / floor.p50_ms:.1f} times the frame alone",
        goal=f"<= {MOST_SQL} SQL, < {MOST_MS} ms p95",
        is_met=took.sql <= MOST_SQL and took.p95_ms < MOST_MS,
        cpu_ms=took.cpu_ms,
    )


def make_console(running: Servers, *, database: str, now: datetime) -> Console:
    """Make 300 athletes in their sixth week, many of whom want something of the coach."""
    with working_in(running, database=database):
        clear()
        began_at = now - timedelta(weeks=WEEKS)
        owner, organization = _gym("owner@console.example", now=began_at)
        alone, _ = _gym("alone@console.example", now=began_at)
        version = publish(
            organization, owner=owner, now=began_at, weeks=(WEEKS, WEEKS), days=DAYS, slots=SLOTS
        )
        (athlete,) = add_people(organization, owner=owner, now=began_at, count=1)
        assign(version, athletes=[athlete], owner=owner, now=now, weeks_before=WEEKS_BEFORE)
        _fill(athlete, now=now)
        draft = start_draft(template=version.template, by=owner, now=now)
    with working_in(running, database=database, role=SUPERUSER):
        with connection.cursor() as cursor:
            # Copies of rows that were checked: only a superuser may leave their checks out.
            cursor.execute("SET session_replication_role = replica")
        more = (StrengthEstimate, CheckIn, PhaseProposal, Comment)
        copy_athlete(athlete, count=ATHLETES - 1, only=(*COPIED, *more))
        for model, share in ((CheckIn, IN_PAIN), (PhaseProposal, ASKED), (Comment, WROTE)):
            others = model._default_manager.extra(
                where=[f"{model._meta.db_table}.athlete_id %% {share} <> 0"]
            )
            others.delete()
        with connection.cursor() as cursor:
            cursor.execute(RISING, {"still": STALLS, "on": began_at.date()})
    with working_in(running, database=database, role="phasewise_worker"):
        summarize_adherence(now=now)
    with working_in(running, database=database), connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return Console(owner, alone, draft.pk)


def _gym(email: str, *, now: datetime) -> tuple[User, Any]:
    owner = create_user(email=email, name="Owner", password="bench-barbell-1")
    return owner, create_organization(name="Console", owner=owner, now=now)


def _fill(athlete: Athlete, *, now: datetime) -> None:
    """Log what is past, and give the athlete one of each that waits for a coach."""
    past = PlannedSession.objects.filter(athlete=athlete, scheduled_on__lt=now.date())
    train(athlete, sessions=past.order_by("ordinal"), now=now)
    own = {"organization": athlete.organization, "athlete": athlete}
    CheckIn.objects.create(**own, on=now.date(), has_pain=True)
    session = past.order_by("ordinal")[0]
    write_comment(
        athlete=athlete,
        about=About.SESSION,
        about_id=session.pk,
        text="Heavy today; the third set was slow.",
        by=athlete.user,
        now=now,
    )
    plan = athlete.plans.get()
    PhaseProposal.objects.create(
        **own,
        plan=plan,
        phase=plan.phases.order_by("-seq")[0],
        decision="EXTEND_1W",
        reason="dose_partial",
        words="One more week: 70% of the sessions were done.",
        evidence={"exposure": str(Decimal("0.7"))},
        due_at=now,
        proposed_at=now,
    )
