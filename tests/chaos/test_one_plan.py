"""D4: logging, finishing, rolling and replaying one plan from many connections."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction

from athletes.actions.decide_proposal import accept_proposal, decline_proposal
from athletes.actions.finish_session import finish_session
from athletes.actions.finish_sessions import NotYourSession
from athletes.actions.log_sets import NotYourGroup, log_sets
from athletes.actions.phase_rows import cut_phase
from athletes.actions.resolve_plans import resolve_plans
from athletes.actions.roll_due import roll_due
from athletes.actions.roll_plan import roll_plan
from athletes.actions.skip_session import skip_session
from athletes.actions.undo_set import undo_set
from athletes.actions.undo_transition import undo_transition
from athletes.models import (
    PhaseProposal,
    PhaseTransition,
    Plan,
    PlannedSession,
    PlanPhase,
    SessionLog,
    SetLog,
)
from programs.engine.errors import TrainingError
from tests import make
from tests.athletes import plans_by_hand as by_hand
from tests.athletes.logging import entry
from tests.athletes.plans_by_hand import DUE, make_plan, train
from tests.chaos.test_everybody_at_once import deadlocks
from tests.chaos.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 8
DAYS_A_SECOND = 5
PATIENCE_S = 10
HALF_A_WEEK = timedelta(days=3)
WAITING = "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"


class OnePlan:
    """A thread that does something to the plan at random."""

    def __init__(self, *, seed: str, plan: int, by: Any) -> None:
        self.drawn = random.Random(seed)
        self.plan_id, self.by = plan, by
        self.done: Counter[str] = Counter()
        self.surfaced: list[str] = []

    def work(self, *, seconds: float) -> None:
        began = time.monotonic()
        while (passed := time.monotonic() - began) < seconds:
            act = self.drawn.choice(ACTS)
            try:
                act(self, make.NOW + timedelta(days=DAYS_A_SECOND) * passed)
                self.done[act.__name__] += 1
            except (TrainingError, ObjectDoesNotExist):
                continue
            except Exception as error:  # would be a page's error 500
                self.surfaced.append(f"{act.__name__}: {type(error).__name__}: {error}")

    def session(self) -> PlannedSession:
        """One of the last, where weeks that are repeated meanwhile come and go."""
        rows = PlannedSession.objects.filter(plan=self.plan_id, log__completed_at=None)
        rows = rows.select_related("athlete", "phase").order_by("-ordinal")
        return rows[self.drawn.randrange(4) :][:1].get()


def log(one: OnePlan, now: datetime) -> None:
    session = one.session()
    sets = [entry(group, performed_at=now) for group in session.groups.order_by("position")]
    log_sets(athlete=session.athlete, sets=sets, by=None, now=now)


def finish(one: OnePlan, now: datetime) -> None:
    finish_session(planned_session=one.session(), session_rpe=None, note="", by=None, now=now)


def take_back(one: OnePlan, now: datetime) -> None:
    row = SetLog.objects.select_related("athlete").order_by("?")[:1].get()
    undo_set(athlete=row.athlete, set_id=row.pk, by=None, now=now)


def skip(one: OnePlan, now: datetime) -> None:
    skip_session(planned_session=one.session(), reason="Travel", by=None, now=now)


def roll(one: OnePlan, now: datetime) -> None:
    roll_due(now=now)


def open_day(one: OnePlan, now: datetime) -> None:
    roll_plan(plan_id=one.plan_id, now=now, cause="READ")


def resolve(one: OnePlan, now: datetime) -> None:
    resolve_plans(plans=[one.plan_id], now=now)


def answer(one: OnePlan, now: datetime) -> None:
    proposal = PhaseProposal.objects.filter(status="WAITING")[:1].get()
    act = one.drawn.choice((accept_proposal, decline_proposal))
    act(proposal=proposal, by=one.by, now=now)


def take_change_back(one: OnePlan, now: datetime) -> None:
    change = PhaseTransition.objects.order_by("-sequence")[:1].get()
    undo_transition(transition=change, by=one.by, now=now)


ACTS: tuple[Callable[[OnePlan, datetime], None], ...] = (
    log, log, finish, finish, take_back, skip, roll, open_day, resolve, answer, take_change_back,
)  # fmt: skip


@pytest.mark.parametrize("seconds", [6, pytest.param(120, marks=pytest.mark.chaos)])
def test_one_plan_from_many_connections_meets_no_deadlock(seconds: int) -> None:
    coach = make.membership()
    athlete = make.athlete(coach=coach, email="ana@example.com")
    cycles = by_hand.cycles(*("hypertrophy", "strength") * 30, weeks=1)
    version = by_hand.version(organization=coach.organization, mesocycles=cycles)
    plan = make.plan(athlete=athlete, version=version, confirms_after_h=24)
    people = [OnePlan(seed=f"1 {number}", plan=plan.pk, by=coach.user) for number in range(THREADS)]
    before = deadlocks()

    at_once([lambda one=one: one.work(seconds=seconds) for one in people])

    done = sum((one.done for one in people), Counter[str]())
    plan.refresh_from_db()
    print(f"done {dict(done)}; changes {plan.transition_count}; deadlocks {deadlocks() - before}")
    assert [line for one in people for line in one.surfaced] == []
    assert (plan.failures, plan.last_error) == (0, "")
    assert deadlocks() == before
    assert done.total() > THREADS


def waiting_plan() -> PlanPhase:
    """A plan whose last loading week is repeated while its coach is asked."""
    train(make_plan("hypertrophy", "strength"), sessions=1)
    roll_due(now=DUE)
    assert PlannedSession.objects.filter(is_provisional=True).count() == 2
    return PlanPhase.objects.get()


def test_session_begun_just_now_stays_though_its_week_is_taken_out() -> None:
    """Who finishes it has written its log and waits for the plan, whose holder takes weeks out."""
    phase = waiting_plan()
    session = PlannedSession.objects.select_related("athlete").filter(is_provisional=True).first()
    is_held = threading.Event()

    def cut() -> None:
        with transaction.atomic():
            Plan.objects.select_for_update().get(pk=phase.plan_id)
            is_held.set()
            wait_for_a_waiting_session()
            cut_phase(phase, on=phase.ends_on - HALF_A_WEEK * 2)

    def finish_it() -> SessionLog:
        is_held.wait(timeout=30)
        return finish_session(
            planned_session=session, session_rpe=None, note="", by=None, now=DUE
        ).log

    _, log_of_it = at_once([cut, finish_it])

    assert log_of_it.completed_at == DUE
    assert SessionLog.objects.filter(planned_session=session).exists()


@pytest.mark.parametrize("is_finishing", [True, False])
def test_session_taken_out_just_now_is_refused_in_words(is_finishing: bool) -> None:
    """Who takes its week out has done so and not committed when its first set arrives."""
    phase = waiting_plan()
    session = PlannedSession.objects.select_related("athlete").filter(is_provisional=True).first()
    group = session.groups.get()
    is_cut = threading.Event()

    def cut() -> None:
        with transaction.atomic():
            Plan.objects.select_for_update().get(pk=phase.plan_id)
            cut_phase(phase, on=phase.ends_on - HALF_A_WEEK * 2)
            is_cut.set()
            wait_for_a_waiting_session()

    def train_it() -> type[TrainingError] | None:
        is_cut.wait(timeout=30)
        try:
            if is_finishing:
                finish_session(planned_session=session, session_rpe=None, note="", by=None, now=DUE)
            else:
                log_sets(athlete=session.athlete, sets=[entry(group)], by=None, now=DUE)
        except TrainingError as error:
            return type(error)
        return None

    _, refusal = at_once([cut, train_it])

    assert refusal is (NotYourSession if is_finishing else NotYourGroup)
    assert SetLog.objects.filter(planned_group=group).count() == 0


def wait_for_a_waiting_session() -> None:
    deadline = time.monotonic() + PATIENCE_S
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            # Within a transaction the view would say the same for ever.
            cursor.execute("select pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
