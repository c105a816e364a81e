"""A plan follows its athlete to another zone and never rolls back."""

from datetime import UTC, datetime, timedelta

import pytest

from athletes.actions.follow_zone import follow_zone
from athletes.actions.roll_due import roll_due
from athletes.models import Plan, PlanPhase
from tests.athletes.plans_by_hand import DUE, day, make_plan, train

pytestmark = pytest.mark.django_db


def move(plan: Plan, zone: str) -> None:
    plan.athlete.time_zone = zone
    plan.athlete.save(update_fields=["time_zone"])
    follow_zone(athlete=plan.athlete, by=None)
    plan.refresh_from_db()


def test_move_west_lengthens_the_phases_last_day() -> None:
    plan = make_plan("deload", "strength")

    move(plan, "America/New_York")

    assert plan.due_at == datetime(2026, 3, 16, 4, tzinfo=UTC)
    assert roll_due(now=DUE).plans == 0
    assert roll_due(now=DUE + timedelta(hours=4)).transitions == 1


def test_move_west_right_after_a_phase_began_leaves_it_begun() -> None:
    plan = make_plan("deload", "strength")
    roll_due(now=DUE)
    plan.refresh_from_db()

    move(plan, "America/New_York")

    begun = PlanPhase.objects.order_by("seq").last()
    assert (plan.phase_seq, begun.starts_on) == (2, day(14))
    assert plan.due_at == datetime(2026, 3, 30, 4, tzinfo=UTC)


def test_move_of_a_paused_plan_sets_no_clock() -> None:
    plan = make_plan("deload", "strength")
    train(plan)
    Plan.objects.update(status="PAUSED", due_at=None)

    move(plan, "Asia/Tokyo")

    assert (plan.time_zone, plan.due_at, plan.status) == ("Asia/Tokyo", None, "PAUSED")


def test_same_zone_asks_one_question(django_assert_num_queries) -> None:
    plan = make_plan("deload", "strength")

    # The savepoint's two and the question.
    with django_assert_num_queries(3):
        follow_zone(athlete=plan.athlete, by=None)
