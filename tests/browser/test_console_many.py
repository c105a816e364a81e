"""Twelve athletes are given a program and brought to its next version, in a browser."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from athletes.models import Plan
from coaching.accounts.models import Membership
from coaching.actions.jobs.work_jobs import work_jobs
from tests import make
from tests.athletes import plans_by_hand as by_hand
from tests.athletes.merging import asked, later_version, phase, sets
from tests.browser.person import DESK, Person
from tests.coaching.console_rows import client_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(browser: Browser, live_server: Any) -> Iterator[tuple[Person, Membership]]:
    coach = make.membership()
    with time_machine.travel(make.NOW, tick=True):
        person = Person(browser, url=live_server.url, viewport=DESK)
        cookie = client_of(coach.user).cookies[settings.SESSION_COOKIE_NAME].value
        person.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
        yield person, coach
        person.context.close()


def is_done(page: Page) -> None:
    """The page of the job follows by itself what a worker does."""
    expect(page.get_by_text("0 of 12")).to_be_visible()
    work_jobs(now=make.NOW)
    expect(page.get_by_text("12 of 12")).to_be_visible()


def test_twelve_athletes_assigned_and_merged_by_jobs_that_show_how_far_they_are(desk: Any) -> None:
    person, coach = desk
    page = person.page
    athletes = [make.athlete(coach=coach, name=f"Athlete {number:02}") for number in range(12)]
    version = by_hand.version(organization=coach.organization, mesocycles=[phase(group=sets(3))])
    keys = ",".join(str(athlete.pk) for athlete in athletes)

    assign = reverse("console:athletes_athlete_assign")
    page.goto(f"{assign}?athletes={keys}&version={version.pk}")
    page.get_by_label("First day").fill("2026-03-02")
    person.press("Show")
    expect(page.locator(".pw-assign__session").first).to_contain_text("3x5 @100 kg")
    expect(page.get_by_label("First day")).to_have_value("2026-03-02")
    person.press("Assign to 12 athletes")
    is_done(page)
    plan = Plan.objects.get(athlete=athletes[0])

    later = later_version(plan, phase(group=sets(4)))
    page.goto(reverse("console:programs_programversion_change", args=[later.pk]))
    person.follow("Bring running plans here")
    page.get_by_label("Athlete 11").uncheck()
    page.get_by_label("Athlete 11").check()
    person.press(f"Bring the chosen plans to {later}")
    is_done(page)
    assert asked(plan) == ["4x5@100.0"] * 4

    person.follow("Athlete 00")
    person.press("Take back")
    expect(page.get_by_text("Taken back: the plan is as it was before.")).to_be_visible()
    assert asked(plan) == ["3x5@100.0"] * 4
    person.is_well()
