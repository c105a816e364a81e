"""The athlete's pages with ten thousand athletes and three million sets in the database."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection

from athletes.models import Athlete, PlannedSession, SetLog
from benchmarks.athlete_pages import AthletePages, trainee_of
from benchmarks.copies import copy_athlete
from benchmarks.due import working_in
from benchmarks.gym import add_people, assign, publish, train
from benchmarks.servers import Servers, web
from benchmarks.table import Line
from benchmarks.workers import SEED, copied
from coaching.accounts.actions.create_user import create_user
from coaching.actions.create_organization import create_organization
from coaching.laptop.postgres import SUPERUSER

ATHLETES = 10_000
WEEKS, WEEKS_BEFORE, SESSIONS_LOGGED = 4, 3, 11
# Spread over all athletes, so that their rows lie apart in the tables.
PEOPLE = 40
MOST_P50_MS = 50


def crowd_lines(
    running: Servers, *, folder: Path, now: datetime, athletes: int = ATHLETES
) -> Iterator[Line]:
    """Make the crowd in a database of its own and measure its athletes' pages."""
    connection.close()
    with copied(running, database=SEED, name="crowd") as name:
        make_crowd(running, database=name, now=now, athletes=athletes)
        url = running.postgres.url(role="phasewise_app", database=name)
        with (
            working_in(running, database=name),
            web(running.environment | {"DATABASE_URL": url}, folder=folder) as pid,
        ):
            people = Athlete.objects.select_related("user").order_by("pk")
            yield from AthletePages(
                [trainee_of(one, on=now.date()) for one in people[:: athletes // PEOPLE]],
                pids=[pid, running.postgres_pid],
                among=f", {athletes:,} athletes and {SetLog.objects.count():,} sets there",
                p50_ms=MOST_P50_MS,
            ).lines()


def make_crowd(running: Servers, *, database: str, now: datetime, athletes: int) -> None:
    """Make athletes with accounts, 11 trained sessions of 28 sets each and one for today."""
    with working_in(running, database=database):
        clear()
        first = _first(now=now)
    with working_in(running, database=database, role=SUPERUSER):
        with connection.cursor() as cursor:
            # Copies of rows that were checked: only a superuser may leave their checks out.
            cursor.execute("SET session_replication_role = replica")
        copy_athlete(first, count=athletes - 1)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("CHECKPOINT")


def clear() -> None:
    """Take out all athletes, and let the names of new ones be free."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE athletes_athlete CASCADE")
        # Athletes are numbered from those there are.
        cursor.execute("UPDATE accounts_user SET email = id || email WHERE email LIKE 'lifter%'")


def _first(*, now: datetime) -> Athlete:
    began_at = now - timedelta(weeks=WEEKS)
    owner = create_user(email="owner@crowd.example", name="Owner", password="bench-barbell-1")
    organization = create_organization(name="Crowd", owner=owner, now=began_at)
    version = publish(organization, owner=owner, now=began_at, weeks=(WEEKS,))
    (athlete,) = add_people(organization, owner=owner, now=began_at, count=1)
    assign(version, athletes=[athlete], owner=owner, now=now, weeks_before=WEEKS_BEFORE)
    past = PlannedSession.objects.filter(athlete=athlete, scheduled_on__lt=now.date())
    newest = list(past.order_by("-ordinal")[:SESSIONS_LOGGED])
    train(athlete, sessions=reversed(newest), now=now)
    return athlete
