"""A plan's policy is set by its coach, and what waits follows it at once."""

from datetime import timedelta

import pytest

from athletes.actions.assign_program import assign_program
from athletes.actions.end_plan import PlanAlreadyOver, end_plan
from athletes.actions.pause_plan import pause_plan
from athletes.actions.roll_due import roll_due
from athletes.actions.set_policy import PolicyChangedMeanwhile, set_policy
from athletes.models import CheckIn, PhaseProposal, PhaseTransition, Plan
from tests import make
from tests.athletes.plans_by_hand import DUE, day, make_plan, train

pytestmark = pytest.mark.django_db

NOON = DUE + timedelta(hours=12)
DAY, WEEK = timedelta(days=1), timedelta(days=7)


def choose(plan: Plan, *, now=NOON, **policy: object) -> Plan:
    plan.refresh_from_db()
    policy = {
        "asks_before_advancing": False,
        "confirms_after_h": None,
        "expected_version": plan.version,
        **policy,
    }
    set_policy(plan=plan, by=make.user(), now=now, **policy)
    plan.refresh_from_db()
    return plan


def low_dose(**fields) -> Plan:
    plan = make_plan("hypertrophy", "strength", **fields)
    train(plan, sessions=2)
    roll_due(now=DUE)
    return plan


def test_policy_is_kept_and_audited() -> None:
    plan = choose(make_plan("strength"), asks_before_advancing=True, confirms_after_h=72)

    assert (plan.asks_before_advancing, plan.confirms_after_h, plan.version) == (True, 72, 2)
    rows = Plan.pgh_event_model.objects.filter(pgh_context__metadata__why="policy")
    assert list(rows.values_list("confirms_after_h", "asks_before_advancing")) == [(72, True)]


def test_policy_given_with_the_program() -> None:
    version = make_plan("strength").program_version
    athlete = make.athlete(organization=version.organization)

    (plan,) = assign_program(
        version=version, athletes=[athlete], starts_on=day(0), by=None, now=make.NOW,
        confirms_after_h=24,
    )  # fmt: skip

    assert plan.confirms_after_h == 24


def test_what_waits_gets_its_clock_from_now_on() -> None:
    plan = choose(low_dose(), confirms_after_h=24)

    assert PhaseProposal.objects.get().goes_on_at == NOON + DAY
    assert plan.due_at == NOON + DAY
    roll_due(now=NOON + DAY)
    assert PhaseTransition.objects.get().decision == "REPEAT"


def test_what_waits_loses_its_clock() -> None:
    plan = choose(low_dose(confirms_after_h=72))

    assert PhaseProposal.objects.get().goes_on_at is None
    assert plan.due_at == DUE + WEEK


def test_policy_starts_the_clock_of_what_waited_too_long() -> None:
    plan = low_dose()
    roll_due(now=DUE + 20 * WEEK)
    now = DUE + 20 * WEEK

    choose(plan, confirms_after_h=72, now=now)

    assert plan.due_at == now + timedelta(hours=72)


def test_policy_gives_a_pain_hold_no_clock() -> None:
    plan = make_plan("hypertrophy", "strength")
    train(plan)
    CheckIn.objects.create(
        organization=plan.organization, athlete=plan.athlete, on=day(12), has_pain=True
    )
    roll_due(now=DUE)

    choose(plan, confirms_after_h=72)

    assert (plan.due_at, PhaseProposal.objects.get().goes_on_at) == (None, None)


def test_policy_of_a_paused_plan_sets_no_clock() -> None:
    plan = low_dose()
    pause_plan(plan=plan, reason="TRAVEL", by=None, now=NOON)

    choose(plan, confirms_after_h=72)

    assert (plan.status, plan.due_at, plan.confirms_after_h) == ("PAUSED", None, 72)


def test_policy_of_an_older_page_is_refused() -> None:
    plan = choose(make_plan("strength"), confirms_after_h=72)

    with pytest.raises(PolicyChangedMeanwhile):
        choose(plan, expected_version=1)

    plan.refresh_from_db()
    assert (plan.confirms_after_h, plan.version) == (72, 2)


def test_policy_of_a_plan_that_is_over_is_refused() -> None:
    plan = make_plan("strength")
    end_plan(plan=plan, by=None, now=NOON)

    with pytest.raises(PlanAlreadyOver):
        choose(plan, confirms_after_h=72)

    plan.refresh_from_db()
    assert plan.confirms_after_h is None


@pytest.mark.parametrize(("said", "found"), [(False, False), (True, True), (None, True)])
def test_whether_the_athlete_moves_sessions_is_said_or_left(said, found):
    plan = choose(make_plan("strength"), lets_athlete_move=said)

    assert Plan.objects.get(pk=plan.pk).lets_athlete_move is found
