"""D4: athletes, coaches and jobs work on the same plans at once, and no deadlock surfaces."""

import random
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection

from athletes.actions.assign_program import assign_program
from athletes.actions.change_settings import change_settings
from athletes.actions.decide_proposal import accept_proposal, decline_proposal
from athletes.actions.end_plan import end_plan
from athletes.actions.finish_session import finish_session
from athletes.actions.log_sets import log_sets
from athletes.actions.move_session import move_session
from athletes.actions.pause_plan import pause_plan
from athletes.actions.resume_plan import resume_plan
from athletes.actions.roll_due import roll_due
from athletes.actions.roll_plan import roll_plan
from athletes.actions.send_outbox import send_outbox
from athletes.actions.skip_session import skip_session
from athletes.actions.summarize_adherence import summarize_adherence
from athletes.models import Athlete, PhaseProposal, Plan, PlannedSession
from programs.engine.errors import TrainingError
from programs.models import ProgramVersion
from tests import make
from tests.athletes import plans_by_hand as by_hand
from tests.athletes.logging import entry
from tests.chaos.plans import ZONES
from tests.chaos.threads import at_once

# Few, so that they get in each other's way.
THREADS, ATHLETES = 8, 3
FEWEST = 10
# A second of the test is most of a week of training.
DAYS_A_SECOND = 5
DEADLOCKS = "select deadlocks from pg_stat_database where datname = current_database()"


class Person:
    """One thread that does something at random, again and again."""

    def __init__(self, *, seed: str, athletes: list[int], version: int, by: Any) -> None:
        self.drawn = random.Random(seed)
        self.athletes, self.version, self.by = athletes, version, by
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.surfaced: list[str] = []

    def work(self, *, seconds: float) -> None:
        began = time.monotonic()
        # A busy machine does less in the same time: everybody does enough to be in the way.
        while (passed := time.monotonic() - began) < seconds or self.done.total() <= FEWEST:
            act = self.drawn.choice(ACTS)
            now = make.NOW + timedelta(days=DAYS_A_SECOND) * passed
            try:
                act(self, now)
                self.done[act.__name__] += 1
            except (TrainingError, ObjectDoesNotExist) as error:
                # Foreseen: the other was faster.
                self.refused[type(error).__name__] += 1
            except Exception as error:  # whatever else rises would be a page's error 500
                self.surfaced.append(f"{act.__name__}: {type(error).__name__}: {error}")

    def athlete(self) -> Athlete:
        return Athlete.objects.select_related("user").get(pk=self.drawn.choice(self.athletes))

    def plan(self) -> Plan:
        plans = Plan.objects.running().select_related("athlete__user", "program_version")
        return plans.get(athlete=self.drawn.choice(self.athletes))

    def session(self) -> PlannedSession:
        rows = PlannedSession.objects.filter(plan=self.plan(), log__completed_at=None)
        rows = rows.select_related("athlete", "phase").order_by("ordinal")
        return rows[self.drawn.randrange(4) :][:1].get()


def sweep(person: Person, now: datetime) -> None:
    roll_due(now=now)


def open_day(person: Person, now: datetime) -> None:
    roll_plan(plan_id=person.plan().pk, now=now, cause="READ")


def log(person: Person, now: datetime) -> None:
    session = person.session()
    sets = [entry(group, performed_at=now) for group in session.groups.order_by("position")]
    log_sets(athlete=session.athlete, sets=sets, by=None, now=now)


def finish(person: Person, now: datetime) -> None:
    session = person.session()
    finish_session(planned_session=session, session_rpe=None, note="", by=None, now=now)


def skip(person: Person, now: datetime) -> None:
    skip_session(planned_session=person.session(), reason="Travel", by=None, now=now)


def move(person: Person, now: datetime) -> None:
    session = person.session()
    move_session(planned_session=session, to_on=session.scheduled_on + timedelta(days=1), by=None)


def travel(person: Person, now: datetime) -> None:
    change_settings(
        athlete=person.athlete(),
        name="Ana",
        units=person.drawn.choice(("KG", "LB")),
        time_zone=person.drawn.choice(ZONES),
        week_start=None,
        by=person.by,
        now=now,
    )


def pause(person: Person, now: datetime) -> None:
    pause_plan(plan=person.plan(), reason="TRAVEL", by=None, now=now)


def resume(person: Person, now: datetime) -> None:
    resume_plan(plan=person.plan(), by=None, now=now)


def answer(person: Person, now: datetime) -> None:
    proposal = PhaseProposal.objects.filter(status="WAITING").order_by("?")[:1].get()
    act = person.drawn.choice((accept_proposal, decline_proposal))
    act(proposal=proposal, by=person.by, now=now)


def begin_anew(person: Person, now: datetime) -> None:
    athlete = person.athlete()
    running = Plan.objects.running().filter(athlete=athlete).first()
    if running is not None:
        end_plan(plan=running, by=person.by, now=now)
    version = ProgramVersion.objects.select_related("template").get(pk=person.version)
    assign_program(version=version, athletes=[athlete], starts_on=now.date(), by=person.by, now=now)


def summarize(person: Person, now: datetime) -> None:
    summarize_adherence(now=now)


def send(person: Person, now: datetime) -> None:
    send_outbox(now=now)


ACTS: tuple[Callable[[Person, datetime], None], ...] = (
    sweep, sweep, open_day, log, log, log, finish, finish, skip, move, travel, pause, resume,
    resume, answer, begin_anew, summarize, send,
)  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seconds", [8, pytest.param(300, marks=pytest.mark.chaos)])
def test_random_work_side_by_side_surfaces_no_deadlock(seconds: int, settings: Any) -> None:
    settings.DELIVERY_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    coach = make.membership()
    version = by_hand.version(
        organization=coach.organization,
        mesocycles=by_hand.cycles(*("hypertrophy", "strength") * 6, weeks=1),
    )
    athletes = [
        make.athlete(coach=coach, email=f"athlete{number}@example.com")
        for number in range(ATHLETES)
    ]
    assign_program(version=version, athletes=athletes, starts_on=make.MONDAY, by=None, now=make.NOW)
    keys = [athlete.pk for athlete in athletes]
    people = [
        Person(seed=f"1 {number}", athletes=keys, version=version.pk, by=coach.user)
        for number in range(THREADS)
    ]
    before = deadlocks()

    at_once([lambda one=one: one.work(seconds=seconds) for one in people])

    done = sum((one.done for one in people), Counter[str]())
    refused = sum((one.refused for one in people), Counter[str]())
    print(f"done {dict(done)}; refused {dict(refused)}; deadlocks {deadlocks() - before}")
    assert [line for one in people for line in one.surfaced] == []
    # Everything was done, not only refused; seconds are too few for the rare.
    assert set(done) == {act.__name__ for act in ACTS} or seconds < 60
    assert done.total() > FEWEST * THREADS
    assert deadlocks() == before


def deadlocks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select pg_stat_force_next_flush()")
        cursor.execute(DEADLOCKS)
        return int(cursor.fetchone()[0])
