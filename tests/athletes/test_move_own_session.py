"""An athlete moves a session within its week, where the coach allows it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from athletes.actions.move_own_session import (
    CoachMovesSessions,
    NotADayToMoveTo,
    move_own_session,
)
from athletes.actions.move_session import AlreadyBegun
from athletes.models import Athlete, Plan, PlannedSession
from athletes.queries.own_moves import own_move_days
from programs.engine.timeline import local_date
from tests import make
from tests.athletes.logging import whole_session

pytestmark = pytest.mark.django_db

TUESDAY = make.MONDAY + timedelta(days=1)


def session_of(athlete: Athlete, *, ordinal: int = 1) -> PlannedSession:
    rows = PlannedSession.objects.select_related("athlete__organization", "phase", "plan")
    return rows.get(athlete=athlete, ordinal=ordinal)


@pytest.fixture
def athlete() -> Athlete:
    """Sessions on Monday and Thursday, from today on."""
    athlete = make.athlete()
    make.plan(athlete=athlete)
    return athlete


def move(athlete: Athlete, *, to_on: date, ordinal: int = 1, now=make.NOW) -> PlannedSession:
    session = session_of(athlete, ordinal=ordinal)
    return move_own_session(planned_session=session, to_on=to_on, by=None, now=now)


def days(athlete: Athlete, *, ordinal: int, today: date) -> list[int]:
    session = session_of(athlete, ordinal=ordinal)
    found = own_move_days(session=session, athlete=session.athlete, today=today)
    return [day.day for day in found]


def test_a_session_moves_to_a_later_day_of_its_week(athlete):
    move(athlete, to_on=TUESDAY)

    assert session_of(athlete).scheduled_on == TUESDAY


def test_moving_twice_to_the_same_day_is_once(athlete):
    move(athlete, to_on=TUESDAY)
    before = Athlete.objects.get().sync_rev

    move(athlete, to_on=TUESDAY)

    assert session_of(athlete).scheduled_on == TUESDAY
    assert Athlete.objects.get().sync_rev == before


def test_days_are_those_left_of_the_week(athlete):
    assert days(athlete, ordinal=1, today=make.MONDAY) == [3, 4, 5, 6, 7, 8]
    assert days(athlete, ordinal=2, today=make.MONDAY) == [2, 3, 4, 6, 7, 8]
    assert days(athlete, ordinal=2, today=date(2026, 3, 5)) == [6, 7, 8]


def test_a_session_whose_day_is_over_has_no_days(athlete):
    assert days(athlete, ordinal=1, today=TUESDAY) == []


def test_the_week_is_the_athletes_own(athlete):
    Athlete.objects.update(week_start=6)

    # From Sunday, 1 March, to Saturday; the phase begins on Monday.
    assert days(athlete, ordinal=2, today=make.MONDAY) == [2, 3, 4, 6, 7]


@pytest.mark.parametrize("to_on", [date(2026, 3, 9), date(2026, 3, 1)])
def test_a_day_outside_the_week_is_refused(athlete, to_on):
    with pytest.raises(NotADayToMoveTo):
        move(athlete, to_on=to_on)

    assert session_of(athlete).scheduled_on == make.MONDAY


def test_a_day_that_is_over_is_refused(athlete):
    with pytest.raises(NotADayToMoveTo):
        move(athlete, to_on=make.MONDAY, ordinal=2, now=make.NOW + timedelta(days=1))

    assert session_of(athlete, ordinal=2).scheduled_on == date(2026, 3, 5)


def test_where_the_coach_keeps_the_days_nothing_moves(athlete):
    Plan.objects.update(lets_athlete_move=False)

    with pytest.raises(CoachMovesSessions):
        move(athlete, to_on=TUESDAY)

    assert session_of(athlete).scheduled_on == make.MONDAY


def test_a_session_begun_stays(athlete):
    whole_session(athlete, session_of(athlete), at=make.NOW)

    with pytest.raises(AlreadyBegun):
        move(athlete, to_on=TUESDAY)

    assert session_of(athlete).scheduled_on == make.MONDAY


@pytest.fixture
def mine(client: Client) -> PlannedSession:
    """The first session of somebody signed in, today of the clock."""
    athlete = make.athlete(user=make.user())
    now = timezone.now()
    today = local_date(now, zone=athlete.time_zone)
    weekdays = {2: [today.weekday(), (today.weekday() + 3) % 7]}
    # The week begins today, so that days are left of it on every day of the clock.
    Athlete.objects.filter(pk=athlete.pk).update(week_start=today.weekday())
    make.plan(athlete=athlete, starts_on=today, weekdays=weekdays, now=now)
    client.force_login(athlete.user)
    return session_of(athlete)


def test_page_offers_the_days_and_moves(client: Client, mine: PlannedSession):
    path = reverse("session_move", args=[mine.pk])
    tomorrow = mine.scheduled_on + timedelta(days=1)

    offered = [day.on for day in client.get(path).context["days"]]
    response = client.post(path, {"to_on": tomorrow.isoformat()})

    assert offered == [mine.scheduled_on + timedelta(days=ahead) for ahead in range(1, 7)]
    assert (response.status_code, response["Location"]) == (302, reverse("today"))
    assert session_of(mine.athlete).scheduled_on == tomorrow


@pytest.mark.parametrize("to_on", ["", "soon", "2026-02-30", "2000-01-01"])
def test_page_refuses_what_is_no_day_of_the_week(client: Client, mine: PlannedSession, to_on: str):
    response = client.post(reverse("session_move", args=[mine.pk]), {"to_on": to_on})

    assert response.status_code == 422
    assert "Choose" in response.content.decode()
    assert session_of(mine.athlete).scheduled_on == mine.scheduled_on


def test_page_says_where_the_coach_keeps_the_days(client: Client, mine: PlannedSession):
    Plan.objects.update(lets_athlete_move=False)

    page = client.get(reverse("session_move", args=[mine.pk])).content.decode()

    assert "Your coach keeps the days" in page
    assert "Move it within the week" not in client.get(reverse("today")).content.decode()


def test_session_of_somebody_else_is_not_found(client: Client, mine: PlannedSession):
    client.force_login(make.athlete(user=make.user()).user)

    assert client.get(reverse("session_move", args=[mine.pk])).status_code == 404
