"""Whose words: the person's choice, else the browser's language; mails as the person chose."""

from datetime import time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from athletes.actions.set_reminder import set_reminder
from athletes.api.kept_pages import kept_addresses
from athletes.models import Athlete
from athletes.queries.reminder_mail import get_reminder_mail
from athletes.queries.sync_pages import get_kept_pages
from tests import make

pytestmark = pytest.mark.django_db

PERSON = {
    "form": "person",
    "person-name": "Mara",
    "person-units": "KG",
    "person-time_zone": "UTC",
    "person-week_start": "",
}
HOUR = timedelta(hours=1)
GERMAN = {"accept-language": "de-AT,de;q=0.9,en;q=0.5"}


@pytest.fixture
def athlete() -> Athlete:
    return make.athlete(user=make.user(), name="Mara")


@pytest.fixture
def page(client: Client, athlete: Athlete) -> Client:
    client.force_login(athlete.user)
    return client


def choose(page: Client, language: str) -> Any:
    answers = {**PERSON, "person-language": language}
    return page.post(reverse("athlete_settings"), answers, follow=True)


def test_browser_says_the_language_of_who_has_chosen_none(page: Client) -> None:
    response = page.get(reverse("today"), headers=GERMAN)

    assert response["Content-Language"] == "de"
    assert '<html lang="de">' in response.content.decode()


def test_choice_outdoes_the_browser_at_once(page: Client, athlete: Athlete) -> None:
    answer = choose(page, "es")

    athlete.user.refresh_from_db()
    assert athlete.user.locale == "es"
    assert answer["Content-Language"] == "es"
    assert page.get(reverse("today"), headers=GERMAN)["Content-Language"] == "es"


def test_choice_is_given_back_to_the_browser(page: Client, athlete: Athlete) -> None:
    choose(page, "es")

    choose(page, "")

    assert page.get(reverse("today"), headers=GERMAN)["Content-Language"] == "de"


def test_unknown_language_is_refused_and_nothing_changes(page: Client, athlete: Athlete) -> None:
    response = choose(page, "tlh")

    athlete.user.refresh_from_db()
    assert response.status_code == 422
    assert athlete.user.locale == ""


def test_first_run_offers_the_browsers_language_and_keeps_the_answer(
    page: Client, athlete: Athlete
) -> None:
    asked = page.get(reverse("first_run"), headers=GERMAN).content.decode()

    page.post(reverse("first_run"), {"units": "KG", "language": "de"})

    athlete.user.refresh_from_db()
    assert '<option value="de" selected>Deutsch</option>' in asked
    assert athlete.user.locale == "de"


def test_console_is_in_english_for_everybody(client: Client) -> None:
    coach = make.membership(user=make.user(locale="de"))
    client.force_login(coach.user)

    response = client.get(reverse("console:index"), headers=GERMAN)

    assert response["Content-Language"] == "en"


def test_mail_is_written_in_the_athletes_language_whatever_is_spoken_where_it_is_made() -> None:
    athlete = make.athlete(user=make.user(locale="de"), email="mara@example.com")
    make.plan(athlete=athlete)
    set_reminder(
        athlete=athlete, at=time(8), quiet_from=time(21), quiet_to=time(7), now=make.NOW - HOUR
    )

    with translation.override("es"):
        mail = get_reminder_mail({"athlete": athlete.pk, "on": "2026-03-02"}, now=make.NOW)

    assert mail is not None
    assert mail["subject"] == "Heute trainierst du"


def test_phone_fetches_its_pages_anew_in_another_language(athlete: Athlete) -> None:
    pages = get_kept_pages(athlete=athlete, now=make.NOW)

    with translation.override("de"):
        german = kept_addresses(pages)
    with translation.override("es"):
        spanish = kept_addresses(pages)

    assert [one["url"] for one in german] == [one["url"] for one in spanish]
    assert not {one["rev"] for one in german} & {one["rev"] for one in spanish}
