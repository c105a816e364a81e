"""A phase ends after its weeks, or by what its program says: tests, stalls, the coach's word."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from athletes.actions.assign_program import assign_program
from athletes.actions.decide_proposal import accept_proposal
from athletes.actions.follow_zone import follow_zone
from athletes.actions.pause_plan import pause_plan
from athletes.actions.resume_plan import resume_plan
from athletes.actions.roll_due import roll_due
from athletes.models import (
    CheckIn,
    PhaseProposal,
    PhaseTransition,
    Plan,
    PlannedGroup,
    PlannedSession,
    PlanPhase,
)
from tests import make
from tests.athletes import plans_by_hand as by_hand
from tests.athletes.plans_by_hand import DUE, cycles, day, train

pytestmark = pytest.mark.django_db

DAY, WEEK = timedelta(days=1), timedelta(days=7)
FIRST_WEEK = DUE - WEEK


@pytest.fixture
def begin() -> Callable[..., Plan]:
    """Assign a program whose first phase of two weeks ends in this way."""

    def assigned(ends: str, *, goal: str = "strength", **policy: object) -> Plan:
        athlete = make.athlete()
        parts = cycles(goal, "hypertrophy")
        parts[0]["ends"] = ends
        version = by_hand.version(organization=athlete.organization, mesocycles=parts)
        (plan,) = assign_program(
            version=version, athletes=[athlete], starts_on=day(0), by=None, now=make.NOW, **policy
        )
        return plan

    return assigned


def stall(plan: Plan, *, kg: str = "100") -> None:
    """Estimate the only main lift the same six times over eight days before the first week ends."""
    train(plan, sessions=2)
    lift = by_hand.lift(plan)
    for number, on in enumerate((-30, -25, -20, -5, 0, 3)):
        weight = kg if number == 5 else "100"
        by_hand.estimate(plan, lift, on=day(on), kg=weight)


def phases() -> list[tuple[str, date, date]]:
    rows = PlanPhase.objects.order_by("seq")
    return list(rows.values_list("goal", "starts_on", "ends_on"))


@pytest.mark.parametrize(
    ("ends", "due_at"),
    [("weeks", DUE), ("coach", DUE), ("test", FIRST_WEEK), ("stall", FIRST_WEEK)],
)
def test_plan_is_asked_at_the_end_of_its_weeks_or_of_each(begin, ends, due_at) -> None:
    plan = begin(ends)

    assert (plan.due_at, plan.phases.get().ends) == (due_at, ends.upper())


def test_stall_ends_the_phase_early(begin) -> None:
    plan = begin("stall")
    stall(plan)

    roll_due(now=FIRST_WEEK)

    plan.refresh_from_db()
    change = PhaseTransition.objects.get()
    assert (change.decision, change.due_at) == ("ADVANCE", FIRST_WEEK)
    assert change.words == (
        "The phase is over: 1 of 1 main lifts stall. The next phase begins: 100 % of the planned "
        "sessions were done."
    )
    assert change.evidence["stalled_lifts"] == 1
    # What was written for the second week is cancelled, not trained after.
    assert phases() == [("strength", day(0), day(6)), ("hypertrophy", day(7), day(20))]
    cancelled = PlannedSession.objects.filter(is_cancelled=True).order_by("ordinal")
    assert list(cancelled.values_list("ordinal", "scheduled_on")) == [(3, day(7)), (4, day(10))]
    assert plan.due_at == DUE + WEEK


def test_progress_lets_the_phase_go_on_and_asks_a_week_later(begin) -> None:
    plan = begin("stall")
    stall(plan, kg="103")

    roll_due(now=FIRST_WEEK)

    plan.refresh_from_db()
    assert (plan.due_at, PhaseTransition.objects.count()) == (DUE, 0)


def test_phase_that_nothing_ends_repeats_its_last_week_then_asks_the_coach(begin) -> None:
    plan = begin("stall")
    train(plan)

    roll_due(now=DUE)
    change, (_, _, ends_on) = PhaseTransition.objects.get(), phases()[0]
    roll_due(now=DUE + 8 * WEEK)

    assert (change.decision, change.reason) == ("EXTEND_1W", "not_over")
    assert change.words == (
        "The phase ends when half of the main lifts stall; 0 of 0 do now. Its weeks are done, so "
        "the last loading week is repeated until then."
    )
    assert ends_on == day(20)
    assert PhaseTransition.objects.count() == 8
    held = PhaseProposal.objects.get()
    assert (held.decision, held.reason) == ("HOLD_FOR_COACH", "not_over")


def test_weeks_repeated_until_the_end_are_no_extensions(begin) -> None:
    plan = begin("stall")
    train(plan)
    roll_due(now=DUE)
    stall(plan)

    roll_due(now=DUE + WEEK)

    change = PhaseTransition.objects.order_by("sequence").last()
    assert change.evidence["extensions_used"] == 0


def test_pain_repeats_no_week(begin) -> None:
    plan = begin("stall")
    train(plan)
    CheckIn.objects.create(
        organization=plan.organization, athlete=plan.athlete, on=day(12), has_pain=True
    )

    roll_due(now=DUE)

    plan.refresh_from_db()
    assert (plan.due_at, PhaseProposal.objects.get().reason) == (None, "pain")
    assert PlannedSession.objects.count() == 4


def test_results_end_the_phase_with_the_week_they_come_in(begin) -> None:
    plan = begin("test")
    PlannedGroup.objects.filter(session__ordinal=2).update(intent="test")
    train(plan, sessions=2)

    roll_due(now=FIRST_WEEK)

    change = PhaseTransition.objects.get()
    assert change.words.startswith("The phase is over: the test results are in. The next phase")
    assert phases()[0] == ("strength", day(0), day(6))


def test_test_phase_without_results_waits_by_rule_6(begin) -> None:
    train(begin("test", goal="test"))

    roll_due(now=DUE)
    roll_due(now=DUE + WEEK)

    assert PhaseTransition.objects.get().reason == "test_missing"
    held = PhaseProposal.objects.get()
    assert (held.decision, held.reason) == ("HOLD_FOR_COACH", "test_missing")


def test_early_end_that_asks_goes_on_with_its_weeks_until_the_answer(begin) -> None:
    plan = begin("stall", asks_before_advancing=True)
    stall(plan)

    roll_due(now=FIRST_WEEK)

    plan.refresh_from_db()
    assert (PlannedSession.objects.count(), plan.due_at) == (4, DUE)
    accept_proposal(proposal=PhaseProposal.objects.get(), by=make.user(), now=FIRST_WEEK + DAY)
    assert phases() == [("strength", day(0), day(7)), ("hypertrophy", day(8), day(21))]


def test_zone_and_pause_keep_the_week_that_is_asked_about(begin) -> None:
    moved, paused = begin("stall"), begin("stall")
    moved.athlete.time_zone = "Pacific/Apia"

    follow_zone(athlete=moved.athlete, by=None)
    pause_plan(plan=paused, reason="TRAVEL", by=None, now=make.NOW)
    resume_plan(plan=paused, by=None, now=make.NOW)

    moved.refresh_from_db()
    paused.refresh_from_db()
    assert moved.due_at == FIRST_WEEK - timedelta(hours=13)
    assert paused.due_at == FIRST_WEEK
