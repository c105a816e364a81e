"""The front page, and where people go after signing in."""

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from coaching.queries.places import Place, find_place
from tests import make

pytestmark = pytest.mark.django_db


def test_front_leads_to_both_ways_of_signing_up(client: Client) -> None:
    html = client.get("/").content.decode()

    assert "/accounts/signup/?as=COACH" in html
    assert "/accounts/signup/?as=TRAIN" in html
    assert reverse("account_login") in html


def test_front_shows_the_product_itself_in_light_and_dark(client: Client) -> None:
    html = client.get("/").content.decode()

    shown = [name for name in ("session-light", "session-dark") if f"img/{name}" in html]
    assert shown == ["session-light", "session-dark"]
    assert all(finders.find(f"img/{name}.webp") for name in shown)


def test_front_speaks_english_where_a_language_has_no_catalog(client: Client) -> None:
    response = client.get("/", headers={"accept-language": "fi"})

    assert response["Content-Language"] == "en"
    assert '<html lang="en">' in response.content.decode()


def test_front_leads_who_is_signed_in_home(client: Client) -> None:
    client.force_login(make.user())

    assert client.get("/")["Location"] == reverse("home")


def test_home_asks_strangers_to_sign_in(client: Client) -> None:
    response = client.get(reverse("home"))

    assert response["Location"] == "/accounts/login/?next=/home/"


def test_home_leads_coach_to_the_console(client: Client) -> None:
    client.force_login(make.membership().user)

    assert client.get(reverse("home"))["Location"] == reverse("console:index")


def test_home_leads_athlete_to_today(client: Client) -> None:
    client.force_login(make.athlete(user=make.user()).user)

    assert client.get(reverse("home"))["Location"] == reverse("today")


def test_home_tells_who_has_no_place_what_to_do(client: Client) -> None:
    client.force_login(make.user())

    html = client.get(reverse("home")).content.decode()

    assert "Ask your coach for an invitation to your address." in html


def test_place_of_coach_with_athletes_is_the_console() -> None:
    coach = make.membership()
    make.athlete(coach=coach)
    make.athlete(coach=coach, user=coach.user)

    assert find_place(user=coach.user) is Place.CONSOLE


def test_place_of_who_coaches_only_themselves_is_today() -> None:
    coach = make.membership(role="OWNER")
    make.athlete(coach=coach, user=coach.user)

    assert find_place(user=coach.user) is Place.TODAY


def test_place_of_athlete_is_today_until_archived() -> None:
    athlete = make.athlete(user=make.user())
    archived = make.athlete(user=make.user(), is_archived=True)

    assert find_place(user=athlete.user) is Place.TODAY
    assert find_place(user=archived.user) is Place.NOWHERE


def test_place_of_coach_who_left_is_nowhere() -> None:
    former = make.membership(is_active=False)
    make.athlete(coach=former)

    assert find_place(user=former.user) is Place.NOWHERE


def test_place_costs_three_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    coach = make.membership()

    with django_assert_num_queries(3):
        find_place(user=coach.user)


def test_missing_page_tells_nothing_of_the_address(client: Client) -> None:
    response = client.get("/athletes/12345/")

    assert response.status_code == 404
    assert "or it belongs to somebody else." in response.content.decode()
    assert "12345" not in response.content.decode()
