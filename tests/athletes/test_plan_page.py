"""The plan's timeline and its calendar."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from athletes.actions.roll_plan import roll_plan
from athletes.models import Athlete, Plan
from athletes.queries.month import get_month
from athletes.queries.timeline import get_timelines
from tests import make
from tests.athletes.plans_by_hand import mesocycle, version

pytestmark = pytest.mark.django_db

PHASES = ("hypertrophy", "deload", "strength")


def planned(*, phases=PHASES, days=2, **fields):
    """Return an athlete whose plan has phases of two weeks, Mondays and Thursdays."""
    athlete = make.athlete(**fields)
    mesocycles = [
        mesocycle(goal, weeks=2, first_week=1 + 2 * place, days=days)
        for place, goal in enumerate(phases)
    ]
    make.plan(
        athlete=athlete,
        version=version(organization=athlete.organization, mesocycles=mesocycles),
        roll_mode=Plan.RollMode.CALENDAR,
    )
    return Athlete.objects.select_related("organization").get(pk=athlete.pk)


def rolled(athlete):
    """End the first phase: it is due after two weeks."""
    now = make.NOW + timedelta(days=14)
    roll_plan(plan_id=Plan.objects.get(athlete=athlete).pk, now=now, cause="SWEEP")
    return now


def timeline_of(athlete, *, now):
    return get_timelines(athlete=athlete, now=now)[0]


def test_without_a_plan_there_is_no_timeline():
    assert get_timelines(athlete=make.athlete(), now=make.NOW) == ()


def test_the_plan_that_runs_comes_before_those_that_are_over():
    athlete = planned(phases=("strength",))
    Plan.objects.update(status="ENDED", due_at=None, assigned_at=make.NOW + timedelta(days=1))
    mesocycles = [mesocycle("hypertrophy", weeks=2, first_week=1)]
    make.plan(
        athlete=athlete,
        version=version(organization=athlete.organization, mesocycles=mesocycles),
    )

    found = get_timelines(athlete=athlete, now=make.NOW)

    assert [[(step.goal, step.state) for step in plan.steps] for plan in found] == [
        [("hypertrophy", "now")],
        [("strength", "past")],
    ]


def test_timeline_shows_the_running_phase_and_what_is_to_come():
    timeline = timeline_of(planned(), now=make.NOW + timedelta(days=7))

    assert [(one.goal, one.state, one.week, one.weeks) for one in timeline.steps] == [
        ("hypertrophy", "now", 2, 2),
        ("deload", "ahead", None, 2),
        ("strength", "ahead", None, 2),
    ]
    assert [(one.starts_on, one.ends_on) for one in timeline.steps] == [
        (date(2026, 3, 2), date(2026, 3, 15)),
        (date(2026, 3, 16), date(2026, 3, 29)),
        (date(2026, 3, 30), date(2026, 4, 12)),
    ]


def test_timeline_says_why_a_phase_ended():
    athlete = planned()
    now = rolled(athlete)

    first, second, third = timeline_of(athlete, now=now).steps

    assert (first.state, second.state, third.state) == ("past", "now", "ahead")
    (change,) = first.changes
    assert (change.on, change.decision) == (date(2026, 3, 16), "ADVANCE")
    assert change.words == "Your next phase begins: your plan follows the calendar."
    assert second.changes == ()


def test_a_change_taken_back_is_not_a_reason():
    athlete = planned()
    now = rolled(athlete)
    Plan.objects.get(athlete=athlete).transitions.update(undone_at=now)

    assert timeline_of(athlete, now=now).steps[0].changes == ()


def test_a_plan_that_is_over_has_nothing_to_come():
    athlete = planned()
    Plan.objects.filter(athlete=athlete).update(status="ENDED", due_at=None)

    timeline = timeline_of(athlete, now=make.NOW)

    assert [(one.goal, one.state) for one in timeline.steps] == [("hypertrophy", "past")]


@pytest.mark.parametrize("phases", [PHASES[:1], PHASES])
def test_timeline_asks_three_queries(phases, django_assert_num_queries):
    athlete = planned(phases=phases)

    with django_assert_num_queries(3):
        get_timelines(athlete=athlete, now=make.NOW)


def test_a_month_is_whole_weeks_with_phases_and_sessions():
    month = get_month(athlete=planned(), on=date(2026, 3, 20), now=make.NOW)

    assert (month.first_on, month.previous_on, month.next_on) == (
        date(2026, 3, 1),
        date(2026, 2, 1),
        date(2026, 4, 1),
    )
    assert [week[0].on for week in month.weeks] == [
        date(2026, 2, 23),
        *(date(2026, 3, day) for day in (2, 9, 16, 23, 30)),
    ]
    assert [day.is_inside for day in month.weeks[0]] == [False] * 6 + [True]
    assert [day.goal for day in month.weeks[1]] == ["hypertrophy"] * 7
    assert [day.on.day for day in month.weeks[1] if day.sessions] == [2, 5]
    assert [day.on for week in month.weeks for day in week if day.is_today] == [make.MONDAY]


def test_a_month_begins_on_the_athletes_own_day():
    month = get_month(athlete=planned(week_start=6), on=make.MONDAY, now=make.NOW)

    assert month.weeks[0][0].on == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("on", "following"),
    [(date(2026, 12, 31), date(2027, 1, 1)), (date(2028, 2, 29), date(2028, 3, 1))],
)
def test_after_a_month_comes_the_next(on, following):
    assert get_month(athlete=planned(), on=on, now=make.NOW).next_on == following


@pytest.mark.parametrize("days", [1, 3])
def test_a_month_asks_four_queries(days, django_assert_num_queries):
    athlete = planned(days=days)

    with django_assert_num_queries(4):
        get_month(athlete=athlete, on=make.MONDAY, now=make.NOW)


def test_page_shows_plan_and_month(client: Client):
    athlete = planned(user=make.user())
    client.force_login(athlete.user)

    response = client.get(reverse("plan", args=["2026-03"]))

    page = " ".join(response.content.decode().split())
    assert "Hypertrophy" in page
    assert "March 2026" in page
    assert f'href="{reverse("plan", args=["2026-04"])}#month-heading"' in page


@pytest.mark.parametrize("month", ["2026-13", "2026-3", "1999-12", "x"])
def test_no_such_month_is_not_found(client: Client, month: str):
    client.force_login(planned(user=make.user()).user)

    assert client.get(reverse("plan", args=[month])).status_code == 404


def test_page_without_a_plan_is_calm(client: Client):
    client.force_login(make.athlete(user=make.user()).user)

    assert "has not given you a plan yet" in client.get(reverse("plan")).content.decode()
