"""What a coach sees of an athlete's mornings, circumferences and photos."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from athletes.actions.add_photo import add_photo
from athletes.actions.measure import measure
from athletes.models import Athlete, CheckIn, Photo
from athletes.queries.body import Mean, Said, get_body
from athletes.views.chart import sparkline
from coaching.accounts.models import Membership
from coaching.admin.body_rows import morning_rows, site_rows
from tests import make
from tests.athletes.pictures import jpeg
from tests.coaching.console_rows import client_of

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def coach() -> Membership:
    return make.membership()


@pytest.fixture
def athlete(coach: Membership) -> Athlete:
    return make.athlete(coach=coach, user=make.user(), keeps_photos=True)


def check_in(athlete: Athlete, on: date, **said: Any) -> None:
    CheckIn.objects.create(organization=athlete.organization, athlete=athlete, on=on, **said)


def photo(athlete: Athlete, on: date = make.MONDAY) -> Photo:
    return add_photo(
        athlete=athlete, content=jpeg(), pose="FRONT", on=on, note="", now=timezone.now()
    )


def page_of(athlete: Athlete, user: Any) -> str:
    address = reverse("console:athletes_athlete_body", args=[athlete.pk])
    return " ".join(client_of(user).get(address).content.decode().split())


def test_means_are_of_the_last_week_and_of_four_before(athlete: Athlete) -> None:
    for days_ago, sleep in ((0, 5), (6, 4), (7, 2), (34, 1), (35, 5), (83, 5), (84, 1)):
        check_in(athlete, make.MONDAY - days_ago * DAY, sleep=sleep)

    (sleep_trend,) = get_body(athlete=athlete, now=make.NOW).mornings

    assert (sleep_trend.measure, len(sleep_trend.said)) == ("sleep", 6)
    assert sleep_trend.said[-1] == Said(on=make.MONDAY, value=Decimal(5))
    assert sleep_trend.recent == Mean(value=Decimal("4.5"), days=2)
    assert sleep_trend.before == Mean(value=Decimal("1.5"), days=2)


def test_weight_is_in_the_athletes_unit_and_what_was_never_said_is_left_out(
    coach: Membership,
) -> None:
    athlete = make.athlete(coach=coach, units="LB")
    check_in(athlete, make.MONDAY, body_weight_kg=80, note="Slept badly.")
    check_in(athlete, make.MONDAY - DAY, has_pain=True, note="Old.")

    body = get_body(athlete=athlete, now=make.NOW)

    (weight,) = body.mornings
    assert (weight.said[0].value, body.unit, weight.before) == (Decimal("176.4"), "lb", None)
    assert (body.note, body.note_on) == ("Slept badly.", make.MONDAY)


def test_circumferences_tell_what_changed(athlete: Athlete) -> None:
    for days_ago, cm in ((40, "84"), (20, "82.5"), (0, "83")):
        around: dict[str, Decimal | None] = {"WAIST": Decimal(cm)}
        measure(athlete=athlete, around_cm=around, now=make.NOW - days_ago * DAY)

    (row,) = site_rows(get_body(athlete=athlete, now=make.NOW))

    assert (str(row.name), row.newest) == ("Waist", Decimal("83.0"))
    assert (row.since_before, row.since_first) == ("+0.5", "\N{MINUS SIGN}1")


def test_line_runs_over_its_days_and_between_its_values() -> None:
    first, last = make.MONDAY, make.MONDAY + 10 * DAY
    points = [(first, Decimal(1)), (first + 5 * DAY, Decimal(5)), (last, Decimal(3))]

    assert sparkline(points, first=first, last=last) == "3.0,25.0 60.0,3.0 117.0,14.0"
    assert sparkline(points[:1], first=first, last=last) == ""


def test_line_of_equal_values_is_flat() -> None:
    points = [(make.MONDAY, Decimal(3)), (make.MONDAY + DAY, Decimal(3))]

    assert sparkline(points, first=make.MONDAY, last=make.MONDAY + DAY) == "3.0,25.0 117.0,25.0"


@pytest.mark.parametrize("count", [1, 3])
def test_body_takes_its_queries(
    athlete: Athlete, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        check_in(athlete, make.MONDAY - number * DAY, sleep=3)
        photo(athlete, make.MONDAY - number * DAY)

    with django_assert_num_queries(2):
        body = get_body(athlete=athlete, now=make.NOW)
    athlete.shares_photos = True
    with django_assert_num_queries(3):
        shared = get_body(athlete=athlete, now=make.NOW)

    assert (body.photos, len(shared.photos)) == ((), count)
    assert len(morning_rows(body, today=make.MONDAY)) == 1


def test_page_shows_mornings_and_circumferences(athlete: Athlete, coach: Membership) -> None:
    now = timezone.now()
    for days_ago, sleep in ((0, 4), (1, 3)):
        check_in(athlete, now.date() - days_ago * DAY, sleep=sleep)
    measure(athlete=athlete, around_cm={"WAIST": Decimal(80)}, now=now)

    html = page_of(athlete, coach.user)

    assert '<th scope="row"> Sleep, 1 to 5 </th>' in html
    assert '3.5 <span class="pw-soft">2 days</span>' in html
    assert '<th scope="row">Waist</th>' in html
    assert html.count("<polyline") == 1


def test_page_without_anything_says_so(athlete: Athlete, coach: Membership) -> None:
    assert "No check-in in the last twelve weeks." in page_of(athlete, coach.user)


@pytest.mark.parametrize("shares", [False, True])
def test_page_shows_photos_only_while_they_are_shared(
    athlete: Athlete, coach: Membership, shares: bool
) -> None:
    Athlete.objects.filter(pk=athlete.pk).update(shares_photos=shares)
    first, middle, newest = (photo(athlete, make.MONDAY - days * DAY) for days in (9, 5, 0))

    html = page_of(athlete, coach.user)

    shown = [one for one in (first, middle, newest) if reverse("photo", args=[one.pk]) in html]
    assert shown == ([first, newest] if shares else [])
