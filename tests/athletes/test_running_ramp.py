"""What is still lighter after days without training is told to athlete and coach."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from athletes.models import Athlete, Plan, PlannedSession, PlanRamp
from athletes.queries.ramps import RunningRamp, get_running_ramp
from athletes.queries.today import get_today
from coaching.queries.plan_page import get_plan_page
from programs.engine.progression.easing import Ease
from tests import make
from tests.athletes import plans_by_hand as by_hand
from tests.athletes.plans_by_hand import at_noon, day, make_plan
from tests.coaching.console_rows import client_of

pytestmark = pytest.mark.django_db

# 18 days: one week at 0.9 of the load and 0.67 of the sets, RPE 8 at most.
ONE_WEEK = Ease(Decimal("0.9"), Decimal("0.67"), Decimal(8))


def interrupted(plan: Plan, *, days: int = 18, from_ordinal: int = 3) -> PlanRamp:
    """Say that the plan's sessions from one on come after so many days without training."""
    return PlanRamp.objects.create(
        organization=plan.organization,
        athlete=plan.athlete,
        plan=plan,
        from_ordinal=from_ordinal,
        per_week=2,
        days=days,
    )


def ramp_on(plan: Plan, number: int) -> RunningRamp | None:
    return get_running_ramp(plan=plan, today=day(number))


def test_ramp_tells_how_much_is_left_and_until_when() -> None:
    plan = make_plan("hypertrophy")
    interrupted(plan)

    # Sessions 3 and 4 are on the 7th and 10th day of the plan.
    assert ramp_on(plan, 5) == RunningRamp(days=18, sessions=2, until_on=day(10), ease=ONE_WEEK)
    assert ramp_on(plan, 7) == ramp_on(plan, 5)
    assert ramp_on(plan, 8) == RunningRamp(18, 1, day(10), ONE_WEEK)
    assert ramp_on(plan, 11) is None


def test_ramp_is_over_with_its_last_session_finished() -> None:
    plan = make_plan("hypertrophy")
    interrupted(plan)
    first, second = PlannedSession.objects.filter(ordinal__gte=3).order_by("ordinal")

    by_hand.finish(first)
    one_left = ramp_on(plan, 7)
    by_hand.finish(second)

    assert one_left == RunningRamp(18, 1, day(10), ONE_WEEK)
    assert ramp_on(plan, 7) is None


def test_cancelled_session_is_not_counted() -> None:
    plan = make_plan("hypertrophy")
    interrupted(plan)
    PlannedSession.objects.filter(ordinal=4).update(is_cancelled=True)

    assert ramp_on(plan, 5) == RunningRamp(18, 1, day(7), ONE_WEEK)


def test_short_gap_limits_only_the_effort_of_one_session() -> None:
    plan = make_plan("hypertrophy")
    interrupted(plan, days=8)

    found = ramp_on(plan, 5)

    assert found == RunningRamp(8, 1, day(7), Ease(rpe_cap=Decimal(8)))
    assert found is not None
    assert found.is_only_easier


def test_plan_without_gap_has_none() -> None:
    plan = make_plan("hypertrophy")
    interrupted(make_plan("hypertrophy"))

    assert ramp_on(plan, 5) is None


@pytest.mark.parametrize("sessions", [1, 3])
def test_today_with_a_ramp_asks_six_queries(sessions, django_assert_num_queries) -> None:
    plan = make_plan("hypertrophy")
    for ordinal in range(1, sessions + 1):
        interrupted(plan, from_ordinal=ordinal)

    with django_assert_num_queries(6):
        today = get_today(athlete=plan.athlete, now=at_noon(day(0)))

    assert today.ramp is not None


def test_page_of_a_plan_that_is_over_tells_of_none() -> None:
    plan = make_plan("hypertrophy")
    interrupted(plan)
    plan.status = Plan.Status.ENDED

    assert get_plan_page(plan=plan, now=at_noon(day(5))).ramp is None


def back_today(now: datetime, **fields: object) -> Athlete:
    """Return an athlete whose plan of two weeks begins today, after 18 days without training."""
    athlete = make.athlete(user=make.user(), **fields)
    version = by_hand.version(
        organization=athlete.organization, mesocycles=by_hand.cycles("hypertrophy")
    )
    plan = by_hand.plan(
        athlete=athlete,
        version=version,
        starts_on=now.date(),
        weekdays={"2": sorted({now.weekday(), (now.weekday() + 3) % 7})},
    )
    by_hand.begin(plan, weeks=2, now=now)
    interrupted(plan, from_ordinal=1)
    return athlete


def page_of(client, name: str, *keys: object) -> str:
    text = client.get(reverse(name, args=keys)).content.decode()
    return " ".join(text.replace("\u00a0", " ").split())


def test_athlete_reads_it_on_the_day() -> None:
    now = timezone.now()
    athlete = back_today(now)

    text = page_of(client_of(athlete.user), "today")

    last_on = PlannedSession.objects.get(ordinal=2).scheduled_on
    assert "After 18 days without training your next 2 sessions are easier." in text
    assert "Weights: 90 % of what was planned" in text
    assert "Sets: 67 %, at least one each" in text
    assert "Effort: leave at least 2 reps in reserve" in text
    assert f"The last one is on {date_format(last_on, 'l, j F')}." in text


def test_athlete_without_gap_reads_nothing_of_it() -> None:
    athlete = back_today(timezone.now())
    PlanRamp.objects.all().delete()

    assert "without training" not in page_of(client_of(athlete.user), "today")


@pytest.mark.parametrize("page", ["plan", "athlete"])
def test_coach_reads_it_on_plan_and_athlete(page) -> None:
    coach = make.membership()
    athlete = back_today(timezone.now(), coach=coach)
    key = athlete.plans.get().pk if page == "plan" else athlete.pk

    text = page_of(client_of(coach.user), f"console:athletes_{page}_change", key)

    assert "After 18 days without training 2 sessions are still easier, the last on" in text
    assert "Weights: 90 % of what was planned" in text
