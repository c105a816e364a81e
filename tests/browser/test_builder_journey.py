"""Twelve weeks of size and strength, built and published by keyboard alone."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from programs.actions.load_catalogue import load_catalogue
from programs.models import ProgramVersion
from programs.queries.program_of import program_of
from tests import make
from tests.browser import desk_journey as journey
from tests.browser.phones import cookie_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Page]:
    load_catalogue()
    coach = make.membership(user=make.user(name="Marta Lind"))
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1440, "height": 900})
    context.add_cookies([cookie_of(coach.user, url=live_server.url)])
    yield context.new_page()
    context.close()


def test_twelve_weeks_are_built_and_published_by_keyboard_alone(page: Page) -> None:
    journey.compose(page, name="Twelve weeks")
    journey.build(page)
    journey.publish(page, notes="Six exercises a day.")

    version = ProgramVersion.objects.get()
    phases = program_of(version).mesocycles
    sessions = phases[0].weeks[0].days
    assert (version.status, version.notes) == ("PUBLISHED", "Six exercises a day.")
    assert [(phase.goal, phase.week_count) for phase in phases] == [
        ("hypertrophy", 5),
        ("deload", 1),
        ("strength", 5),
        ("deload", 1),
    ]
    assert [len(day.slots) for day in sessions] == [6, 6, 6, 6]
    assert [len(day.slots) for day in phases[0].weeks[4].days] == [6, 6, 6, 6]
    assert [len(day.slots) for day in phases[2].weeks[4].days] == [4, 4, 4, 4]
    assert sessions[0].slots[5].exercise == "Incline Dumbbell Press"
    reps = [week.days[0].slots[5].groups[0].reps.text for week in phases[0].weeks]
    assert reps == ["10-12", "11-13", "12-14", "13-15", "14-16"]
    reasons = {one["reason"] for one in version.acknowledged}
    assert reasons == {journey.REASON}
