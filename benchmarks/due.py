"""Plans that are due, or none of which is: one made by actions, the others its copies."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import connection, connections

from athletes.actions.assign_program import assign_program
from athletes.models import AnchorValue, Athlete, Plan
from benchmarks.copies import copy_athlete
from benchmarks.gym import add_people, publish
from benchmarks.servers import Servers
from coaching import databases
from coaching.accounts.actions.create_user import create_user
from coaching.actions.create_organization import create_organization
from programs.engine.timeline import week_of
from programs.queries.program_of import program_of

WEEK = timedelta(days=7)
# Estimated to the gram: no two athletes share the loads that follow from their numbers.
OWN_NUMBER = "40 + (n * 7919 + place * 10007) %% 160000 / 1000.0"


def make_due(
    running: Servers, *, database: str, count: int, now: datetime, shape: tuple[int, int, int]
) -> None:
    """Make plans that are due now: one week is over, ``shape`` weeks, days and slots follow."""
    with working_in(running, database=database):
        athlete = _first(now=now, shape=shape, starts_on=week_of(now.date()) - WEEK)
        copy_athlete(athlete, count=count - 1, values={(AnchorValue, "value"): OWN_NUMBER})
        _clean()


def make_idle(running: Servers, *, database: str, count: int, now: datetime) -> None:
    """Make running plans of which none is due: only athletes and plans, which a tick reads."""
    with working_in(running, database=database):
        athlete = _first(now=now, shape=(1, 1, 1), starts_on=week_of(now.date()))
        with connection.cursor() as cursor:
            # Nobody asks who changed these rows.
            cursor.execute("ALTER TABLE athletes_athlete DISABLE TRIGGER USER")
            cursor.execute("ALTER TABLE athletes_plan DISABLE TRIGGER USER")
        copy_athlete(
            athlete, count=count - 1, only=(Athlete, Plan), values={(Athlete, "user"): "NULL"}
        )
        _clean()


@contextmanager
def working_in(running: Servers, *, database: str, role: str = "phasewise_owner") -> Iterator[None]:
    """Let this process work in a database, as the tables' owner unless said otherwise.

    It leaves afterwards: a database is copied only when nobody is connected to it.
    """
    url = running.postgres.url(role=role, database=database)
    options = databases.postgres(url, statement_timeout_s=0)
    connections.close_all()
    settings.DATABASES["default"].update(options)
    connections["default"].settings_dict.update(options)
    try:
        yield
    finally:
        connections.close_all()


def _first(*, now: datetime, shape: tuple[int, int, int], starts_on: date) -> Athlete:
    weeks, days, slots = shape
    before = now - 2 * WEEK
    owner = create_user(email="owner@scale.example", name="Owner", password="bench-barbell-1")
    organization = create_organization(name="Scale", owner=owner, now=before)
    version = publish(
        organization, owner=owner, now=before, weeks=(1, weeks), days=days, slots=slots
    )
    (athlete,) = add_people(organization, owner=owner, now=before, count=1)
    assign_program(
        version=version,
        athletes=[athlete],
        starts_on=starts_on,
        by=owner,
        now=now - WEEK,
        anchors={athlete.pk: dict.fromkeys(program_of(version).anchors, Decimal(100))},
        roll_mode="CALENDAR",
    )
    return athlete


def _clean() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
