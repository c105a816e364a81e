"""A year planned by keyboard: a phase made longer on the board, looked at, kept, pinned."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from tests import make
from tests.browser.console_walk import DESK, opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HALF = "start_on=2026-01-05&weeks=22&week_start=0"


@pytest.fixture
def desk(browser: Browser, live_server: Any) -> Iterator[Page]:
    coach = make.membership(user=make.user(name="Marta Lind"))
    context = opened(browser, live_server, coach.user, viewport=DESK)
    yield context.new_page()
    context.close()


def test_year_by_keyboard(desk: Page) -> None:
    desk.goto(f"{reverse('console:programs_programtemplate_plan_ahead')}?{HALF}")
    first = desk.locator("[data-phase=hypertrophy-1]")
    desk.get_by_label("Name").fill("Spring")

    first.press("+")
    expect(desk.get_by_text("Strength 2 is shortened from 4 to 3 weeks.").first).to_be_visible()
    expect(first).to_be_focused()
    first.press("Enter")
    expect(desk.get_by_role("heading", name="Changed by hand")).to_be_visible()
    expect(first).to_have_accessible_name("Hypertrophy 1, 5 Jan – 15 Feb, 6 weeks")
    first.press("ArrowRight")
    light = desk.locator("[data-phase=deload-1]")
    expect(light).to_be_focused()
    light.press("p")
    expect(light).to_have_accessible_name("Deload 1, 16 Feb – 22 Feb, 1 week, pinned")

    assert desk.url.endswith("edits=longer%3Ahypertrophy-1%2Cpin%3Adeload-1")
