"""D2, D3: what two people do at the same moment, or one thumb twice, happens once."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from athletes.actions.assign_program import AlreadyOnAPlan, assign_program
from athletes.actions.decide_proposal import ProposalAlreadyDecided, accept_proposal
from athletes.actions.finish_session import finish_session
from athletes.actions.log_sets import log_sets
from athletes.actions.pause_plan import PlanNotRunning, pause_plan
from athletes.actions.resume_plan import PlanNotPaused, resume_plan
from athletes.actions.roll_due import roll_due
from athletes.actions.roll_plan import roll_plan
from athletes.actions.summarize_adherence import summarize_adherence
from athletes.models import (
    Absence,
    PhaseProposal,
    PhaseTransition,
    Plan,
    PlannedSession,
    SessionLog,
    SetLog,
    WeeklyAdherence,
)
from programs.actions.save_draft import StaleVersion, save_draft
from programs.actions.start_draft import start_draft
from programs.engine.errors import TrainingError
from programs.models import ProgramVersion
from tests import make
from tests.athletes.logging import entry
from tests.athletes.plans_by_hand import DUE, make_plan, train
from tests.chaos.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)

Act = Callable[[], Any]


@dataclass(frozen=True)
class Case:
    """Something done twice at once, what the second is told, and how often it then happened."""

    arrange: Callable[[], Act]
    refusal: type[TrainingError] | None
    count: Callable[[], int]
    once: int = 1


def save() -> Act:
    coach = make.membership()
    published = make.version(organization=coach.organization)
    draft = start_draft(template=published.template, by=coach.user, now=make.NOW)
    return lambda: save_draft(version=draft, body=published.body, expected_version=1, by=coach.user)


def assign() -> Act:
    athlete = make.athlete()
    version = make.version(organization=athlete.organization)
    return lambda: assign_program(
        version=version, athletes=[athlete], starts_on=make.MONDAY, by=None, now=make.NOW
    )


def log() -> Act:
    plan = make_plan("hypertrophy", "strength")
    group = PlannedSession.objects.order_by("ordinal")[0].groups.get()
    sets = [entry(group)]
    return lambda: log_sets(athlete=plan.athlete, sets=sets, by=None, now=make.NOW)


def finish() -> Act:
    log()()
    session = PlannedSession.objects.select_related("athlete").order_by("ordinal")[0]
    return lambda: finish_session(
        planned_session=session, session_rpe=None, note="", by=None, now=make.NOW
    )


def pause() -> Act:
    plan = make_plan("hypertrophy", "strength")
    return lambda: pause_plan(plan=plan, reason="TRAVEL", by=None, now=make.NOW)


def resume() -> Act:
    plan = make_plan("hypertrophy", "strength")
    pause_plan(plan=plan, reason="TRAVEL", by=None, now=make.NOW)
    return lambda: resume_plan(plan=plan, by=None, now=make.NOW)


def accept() -> Act:
    coach = make.user()
    train(make_plan("hypertrophy", "strength"), sessions=1)
    roll_due(now=DUE)
    proposal = PhaseProposal.objects.get()
    return lambda: accept_proposal(proposal=proposal, by=coach, now=DUE)


def open_day() -> Act:
    plan = make_plan("deload", "strength")
    return lambda: roll_plan(plan_id=plan.pk, now=DUE, cause="READ")


def summarize() -> Act:
    train(make_plan("deload", "strength"))
    return lambda: summarize_adherence(now=DUE)


CASES = {
    "save a draft": Case(
        save, StaleVersion, lambda: ProgramVersion.objects.get(status="DRAFT").version - 1
    ),
    "assign": Case(assign, AlreadyOnAPlan, Plan.objects.count),
    "log a set": Case(log, None, SetLog.objects.count),
    "finish a session": Case(
        finish, None, lambda: SessionLog.objects.exclude(completed_at=None).count()
    ),
    "pause": Case(pause, PlanNotRunning, Absence.objects.count),
    "resume": Case(resume, PlanNotPaused, lambda: Plan.objects.filter(status="ACTIVE").count()),
    "accept a proposal": Case(accept, ProposalAlreadyDecided, PhaseTransition.objects.count),
    "open the day": Case(open_day, None, PhaseTransition.objects.count),
    # Two weeks of the phase have passed, and the phase itself.
    "summarize": Case(summarize, None, WeeklyAdherence.objects.count, once=3),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_twice_at_the_same_moment_happens_once(case: Case) -> None:
    act, barrier = case.arrange(), threading.Barrier(2)

    def one() -> type[TrainingError] | None:
        barrier.wait(timeout=10)
        try:
            act()
        except TrainingError as error:
            return type(error)
        return None

    outcomes = at_once([one, one])

    assert set(outcomes) == {None, case.refusal}
    assert outcomes.count(None) == (2 if case.refusal is None else 1)
    assert case.count() == case.once
