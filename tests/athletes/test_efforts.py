"""How hard sessions were, by week."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from athletes.models import Athlete, SessionLog
from athletes.queries.efforts import WeekOfEffort, get_efforts
from tests import make

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)
NOW = make.NOW + timedelta(days=3)


@pytest.fixture
def athlete() -> Athlete:
    return make.athlete(user=make.user())


def finished(
    athlete: Athlete, *, on: date, rpe: str | None, minutes: int = 60, **fields: Any
) -> SessionLog:
    start = datetime.combine(on, make.NOW.timetz())
    return SessionLog.objects.create(
        **{
            "organization": athlete.organization,
            "athlete": athlete,
            "started_at": start,
            "completed_at": start + timedelta(minutes=minutes),
            "time_zone": "UTC",
            "on": on,
            "session_rpe": rpe and Decimal(rpe),
            **fields,
        }
    )


def week(on: date, sessions: int, mean: str, timed: int, load: int | None) -> WeekOfEffort:
    return WeekOfEffort(
        week_on=on, sessions=sessions, mean_rpe=Decimal(mean), timed=timed, load=load
    )


def test_weeks_have_their_mean_and_their_load_newest_first(athlete: Athlete) -> None:
    finished(athlete, on=make.MONDAY, rpe="8", minutes=45)
    finished(athlete, on=make.MONDAY + timedelta(days=2), rpe="6.5", minutes=70)
    finished(athlete, on=make.MONDAY - timedelta(days=1), rpe="7", minutes=50)

    # 8 x 45 + 6.5 x 70 = 360 + 455; the Sunday lies in the week before.
    assert get_efforts(athlete=athlete, now=NOW) == (
        week(make.MONDAY, 2, "7.3", 2, 815),
        week(make.MONDAY - WEEK, 1, "7.0", 1, 350),
    )


@pytest.mark.parametrize(
    ("minutes", "timed", "load"),
    [(4, 0, None), (5, 1, 40), (240, 1, 1920), (241, 0, None)],
)
def test_session_whose_length_says_nothing_has_no_load(
    athlete: Athlete, minutes: int, timed: int, load: int | None
) -> None:
    finished(athlete, on=make.MONDAY, rpe="8", minutes=minutes)

    assert get_efforts(athlete=athlete, now=NOW) == (week(make.MONDAY, 1, "8.0", timed, load),)


def test_what_was_not_rated_or_not_finished_or_is_old_or_anothers_is_left_out(
    athlete: Athlete,
) -> None:
    finished(athlete, on=make.MONDAY, rpe=None)
    finished(athlete, on=make.MONDAY, rpe="9", completed_at=None)
    finished(athlete, on=make.MONDAY - 11 * WEEK - timedelta(days=1), rpe="9")
    finished(make.athlete(organization=athlete.organization), on=make.MONDAY, rpe="9")
    finished(athlete, on=make.MONDAY - 11 * WEEK, rpe="5")

    found = get_efforts(athlete=athlete, now=NOW)

    assert found == (week(make.MONDAY - 11 * WEEK, 1, "5.0", 1, 300),)


def test_week_begins_where_the_athletes_does(athlete: Athlete) -> None:
    athlete.week_start = 6
    finished(athlete, on=make.MONDAY - timedelta(days=1), rpe="8")

    (found,) = get_efforts(athlete=athlete, now=NOW)

    assert found.week_on == make.MONDAY - timedelta(days=1)


@pytest.mark.parametrize("count", [1, 3])
def test_efforts_cost_one_query(
    athlete: Athlete, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        finished(athlete, on=make.MONDAY - number * WEEK, rpe="8")

    with django_assert_num_queries(1):
        assert len(get_efforts(athlete=athlete, now=NOW)) == count


def test_progress_draws_the_means_and_writes_them_beside(client: Client) -> None:
    athlete = make.athlete(user=make.user())
    make.plan(athlete=athlete)
    client.force_login(athlete.user)
    this_week = datetime.now(make.NOW.tzinfo).date()
    finished(athlete, on=this_week, rpe="8", minutes=45)
    finished(athlete, on=this_week - WEEK, rpe="6", minutes=2)

    html = " ".join(client.get(reverse("progress")).content.decode().split())

    assert 'id="chart-effort"' in html
    assert '<td class="number">8.0</td> <td class="number">1</td> <td class="number"> 360' in html
