"""An athlete accepts an invitation on a phone and answers the first run in a few taps."""

import time
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Browser, expect

from athletes.models import AnchorValue, Athlete, EquipmentProfile
from programs.engine.timeline import local_date
from tests import make
from tests.browser.person import PHONE, Person, close
from tests.coaching.mails import last_mail, link_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_SECONDS = 60


@pytest.fixture
def person(browser: Browser, live_server: Any) -> Iterator[Person]:
    found = Person(browser, url=live_server.url, viewport=PHONE)
    yield found
    close([found])


def invited() -> tuple[Athlete, str]:
    """Return an athlete with a plan whose numbers nobody knows, and the invitation's path."""
    from coaching.actions.invite_athlete import invite_athlete

    cache.clear()
    coach = make.membership()
    athlete = make.athlete(coach=coach, name="Mara Lindqvist", email="mara@example.com")
    now = timezone.now()
    today = local_date(now, zone="UTC")
    make.plan(athlete=athlete, starts_on=today, weekdays=make.days_from(today), now=now)
    invite_athlete(athlete=athlete, by=coach.user, now=now)
    return athlete, link_in(last_mail()["text"], part="/invitation/")


def test_invited_athlete_is_ready_to_train_in_six_taps(person: Person) -> None:
    athlete, path = invited()
    page = person.page
    page.goto(path)
    person.fill(password="chalk and iron")
    begun = time.monotonic()

    person.press("Accept and create account")
    person.sees("Before you train")
    expect(page.get_by_label("Time zone")).to_have_value("Europe/London")
    page.get_by_text("At home: a barbell with plates").click()
    page.get_by_label("Back Squat (High-Bar)").fill("150")
    page.get_by_label("Overhead Press").fill("60")
    person.press("Save and go to today")
    person.sees("Today you train")

    # Taps: accept, equipment, two fields to type in, save; the sixth starts the session.
    page.get_by_role("link", name="Start").first.click()
    assert time.monotonic() - begun < MOST_SECONDS
    athlete.refresh_from_db()
    numbers = AnchorValue.objects.filter(athlete=athlete, source="ATHLETE").order_by("name")
    assert (athlete.time_zone, athlete.is_new) == ("Europe/London", False)
    assert EquipmentProfile.objects.get(athlete=athlete).has_machines is False
    assert list(numbers.values_list("name", "value")) == [
        ("rm:squat", Decimal(150)),
        ("tm:press", Decimal("52.5")),
    ]


def test_first_run_is_left_and_taken_up_again(person: Person) -> None:
    athlete, path = invited()
    page = person.page
    page.goto(path)
    person.fill(password="chalk and iron")
    person.press("Accept and create account")
    page.goto("/today/")

    person.follow("Answer now")
    person.sees("Before you train")
    person.press("Not now")

    person.sees("Today you train")
    expect(page.get_by_role("link", name="Answer now")).to_have_count(0)
    athlete.refresh_from_db()
    assert athlete.is_new is False


def test_day_is_checked_in_and_body_measured(
    person: Person, live_server: Any, athlete: Athlete
) -> None:
    person.carry_session_of(athlete.user, url=live_server.url)
    page = person.page

    page.goto("/check-in/")
    person.sees("How are you today?")
    page.get_by_role("group", name="How did you sleep?").get_by_text("4", exact=True).click()
    person.press("Check in")
    person.shows("No plan yet")
    page.goto("/measurements/")
    page.get_by_label("Waist, cm").fill("80,5")
    person.press("Save")

    person.sees("Measurements")
    expect(page.get_by_role("heading", name="Waist")).to_be_visible()
    assert athlete.check_ins.get().sleep == 4
    assert athlete.measurements.get().around_cm == Decimal("80.5")
