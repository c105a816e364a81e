"""The gym: 200 athletes, twelve weeks of five sessions, eleven of them logged."""

import json
import signal
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from multiprocessing import get_context
from typing import Any

from django.db import connection, connections, transaction

from athletes.actions.add_athlete import add_athlete
from athletes.actions.assign_program import assign_program
from athletes.actions.finish_sessions import Ending, finish_sessions
from athletes.actions.log_sets import SetEntry, log_sets
from athletes.actions.summarize_adherence import summarize_adherence
from athletes.models import Athlete, PlannedGroup, PlannedSession, uuid7
from coaching.accounts.actions.create_user import create_user
from coaching.accounts.models import Membership, Organization, User
from coaching.actions.create_organization import create_organization
from coaching.laptop.children import end_with_parent
from programs.actions.import_program import import_program
from programs.actions.publish_version import publish_version
from programs.engine.checks.acknowledging import Reason
from programs.engine.timeline import weekdays_for
from programs.models import Exercise, ProgramVersion

ATHLETES, WEEKS, WEEKS_LOGGED, DAYS, SLOTS, SETS = 200, 12, 11, 5, 7, 4
PROCESSES, FIRST = 2, 10
AT_WORK = timedelta(hours=7)
A_SET = timedelta(minutes=2)
OWNER = "owner@gym.example"


@dataclass(frozen=True, slots=True)
class Gym:
    """The organization, its owner, the program's version and those who follow it."""

    organization: Organization
    owner: User
    version: ProgramVersion
    athletes: tuple[Athlete, ...]


def make_gym(*, now: datetime) -> Gym:
    """Make the gym, 308,000 sets through the actions that pages use, as the tables' owner."""
    owner = create_user(email=OWNER, name="Gym Owner", password="bench-barbell-1")
    began_at = now - timedelta(weeks=WEEKS)
    organization = create_organization(name="Bench gym", owner=owner, now=began_at)
    version = publish(organization, owner=owner, now=began_at, weeks=(WEEKS,))
    athletes = add_people(organization, owner=owner, now=began_at, count=ATHLETES)
    assign(version, athletes=athletes, owner=owner, now=now)
    keys = [athlete.pk for athlete in athletes]
    for key in keys[:FIRST]:
        _train(key, now)
    # Without statistics the database takes a table that fills so fast for an empty one.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    connections.close_all()
    with ProcessPoolExecutor(
        PROCESSES,
        mp_context=get_context("fork"),
        initializer=end_with_parent(signal.SIGTERM),
    ) as pool:
        for _ in pool.map(_train, keys[FIRST:], [now] * len(keys), chunksize=5):
            pass
    summarize_adherence(now=now)
    return Gym(organization, owner, version, tuple(athletes))


def find_gym() -> Gym | None:
    """Return the gym that an earlier run left, if any."""
    owner = User.objects.filter(email=OWNER).first()
    if owner is None:
        return None
    organization = Membership.objects.get(user=owner).organization
    version = ProgramVersion.objects.select_related("template", "organization").get(
        organization=organization, template__name=_name((WEEKS,), DAYS)
    )
    athletes = Athlete.objects.filter(organization=organization, plans__program_version=version)
    return Gym(organization, owner, version, tuple(athletes.order_by("pk")))


def publish(
    organization: Organization,
    *,
    owner: User,
    now: datetime,
    weeks: Sequence[int],
    days: int = DAYS,
    slots: int = SLOTS,
) -> ProgramVersion:
    """Return a published program with phases of so many weeks."""
    draft = import_program(
        organization=organization,
        source=json.dumps(_program(weeks=weeks, days=days, slots=slots)),
        by=owner,
        now=now,
    )
    published = publish_version(
        version=draft, by=owner, now=now, reasons=[Reason("Made to be measured.")]
    )
    return ProgramVersion.objects.select_related("template", "organization").get(pk=published.pk)


def add_people(
    organization: Organization, *, owner: User, now: datetime, count: int
) -> list[Athlete]:
    """Return new athletes with accounts, coached by the owner."""
    coach = Membership.objects.get(organization=organization, user=owner)
    first = Athlete.objects.filter(organization=organization).count()
    people = []
    with transaction.atomic():
        for number in range(first, first + count):
            name = f"Lifter {number:03}"
            # Nobody signs in by password here, so none is hashed.
            user = User.objects.create(email=f"lifter{number}@gym.example", name=name)
            people.append(
                add_athlete(
                    organization=organization,
                    coach=coach,
                    name=name,
                    by=owner,
                    now=now,
                    email=user.email,
                    user=user,
                )
            )
    return people


def assign(
    version: ProgramVersion,
    *,
    athletes: Sequence[Athlete],
    owner: User,
    now: datetime,
    weeks_before: int = WEEKS_LOGGED,
) -> None:
    """Start the program so many weeks before this one, so that there is a session today."""
    today = now.date()
    monday = today - timedelta(days=today.weekday(), weeks=weeks_before)
    moved = (tuple((day + by) % 7 for day in weekdays_for(DAYS)) for by in range(7))
    days = next(days for days in moved if today.weekday() in days)
    assign_program(
        version=version,
        athletes=athletes,
        starts_on=monday,
        by=owner,
        now=now - timedelta(weeks=weeks_before),
        weekdays={DAYS: days},
        anchors={athlete.pk: _anchors() for athlete in athletes},
        roll_mode="CALENDAR",
    )


def _train(key: int, now: datetime) -> None:
    athlete = Athlete.objects.get(pk=key)
    sessions = PlannedSession.objects.filter(athlete=athlete, week__lte=WEEKS_LOGGED)
    train(athlete, sessions=sessions.order_by("ordinal"), now=now)


def train(athlete: Athlete, *, sessions: Iterable[PlannedSession], now: datetime) -> None:
    """Log the athlete's sessions as asked: one batch of sets, one of endings."""
    groups: dict[int, list[PlannedGroup]] = {}
    for group in PlannedGroup.objects.filter(athlete=athlete).order_by("session_id", "position"):
        groups.setdefault(group.session_id, []).append(group)
    entries, endings = [], []
    for session in sessions:
        done = list(set_entries(session, groups[session.pk]))
        entries += done
        endings.append(
            Ending(
                planned_session_id=session.pk,
                completed_at=done[-1].performed_at + A_SET,
                session_rpe=Decimal(8),
            )
        )
    with transaction.atomic():
        log_sets(athlete=athlete, sets=entries, by=None, now=now)
        finish_sessions(athlete=athlete, endings=endings, by=None, now=now)


def set_entries(session: PlannedSession, groups: Sequence[PlannedGroup]) -> Iterator[SetEntry]:
    at = datetime.combine(session.scheduled_on, datetime.min.time(), tzinfo=UTC) + AT_WORK
    for group in groups:
        for number in range(1, group.sets + 1):
            at += A_SET
            yield SetEntry(
                id=uuid7(),
                planned_group_id=group.pk,
                position=number,
                reps=group.rep_floor,
                load_kg=group.load_kg,
                rpe=Decimal(8) if number == group.sets else None,
                is_accepted=number != group.sets,
                performed_at=at,
            )


def _anchors() -> dict[str, Decimal | None]:
    return {f"rm:{name}": Decimal(120) for name in _names()}


def _program(*, weeks: Sequence[int], days: int, slots: int) -> dict[str, Any]:
    """Return a program as JSON: percents that rise by the week, goals in turn."""
    names = _names()
    mesocycles, first = [], 1
    for number, count in enumerate(weeks):
        mesocycles.append(
            {
                "name": f"Phase {number + 1}",
                "goal": ("hypertrophy", "strength")[number % 2],
                "schedule": {"kind": "calendar"},
                "weeks": [
                    {
                        "week": week,
                        "days": [
                            _day(day, week=week, slots=slots, names=names)
                            for day in range(1, days + 1)
                        ],
                    }
                    for week in range(first, first + count)
                ],
            }
        )
        first += count
    return {
        "format": "program/1",
        "name": _name(weeks, days),
        "rounding": {"step_kg": 2.5, "mode": "nearest", "ties": "down"},
        "anchors": {f"rm:{name}": 0 for name in names},
        "mesocycles": mesocycles,
    }


def _day(day: int, *, week: int, slots: int, names: Sequence[str]) -> dict[str, Any]:
    chosen = [names[((day - 1) * slots + place) % len(names)] for place in range(slots)]
    load = {"percent": 60 + week}
    return {
        "day": day,
        "slots": [
            {
                "key": f"d{day}-{place}",
                "exercise": name,
                "main": place == 0,
                "rest_s": 120,
                "groups": [{"sets": SETS, "reps": "8", "load": {"of": f"rm:{name}", **load}}],
            }
            for place, name in enumerate(chosen)
        ],
    }


def _name(weeks: Sequence[int], days: int) -> str:
    return f"{'+'.join(map(str, weeks))} weeks of {days} days"


def _names() -> list[str]:
    """Return 35 exercises of the catalogue that are loaded."""
    rows = Exercise.objects.filter(
        organization=None, load_convention__in=("total", "stack"), measure="reps"
    )
    return list(rows.order_by("pk").values_list("name", flat=True)[: DAYS * SLOTS])
