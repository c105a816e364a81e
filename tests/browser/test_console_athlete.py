"""An athlete's pages in the console, in a browser: readable by all, days moved by hand and keys."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from athletes.models import Athlete, PlannedSession
from coaching.accounts.models import Membership
from coaching.actions.write_note import write_note
from coaching.admin.athlete_tabs import TABS, tab_address
from tests import make
from tests.athletes import plans_by_hand as by_hand
from tests.browser.console_walk import DESK, VIEWS, faults_of, opened, serious
from tests.coaching.test_console_days import FIRST_ON, days, planned

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DAY = timedelta(days=1)


@pytest.fixture
def coach() -> Membership:
    return make.membership(user=make.user(name="Marta Lind"))


@pytest.fixture
def athlete(coach: Membership) -> Athlete:
    athlete = planned(coach)
    by_hand.lift(athlete.plans.get())
    by_hand.finish(session(athlete, 1), at=timezone.now() - timedelta(hours=1))
    write_note(athlete=athlete, text="Left knee.", by=coach.user, now=make.NOW)
    return athlete


def session(athlete: Athlete, ordinal: int) -> PlannedSession:
    return PlannedSession.objects.get(athlete=athlete, ordinal=ordinal)


def addresses(athlete: Athlete) -> list[str]:
    key = session(athlete, 2).pk
    rows = [
        reverse(f"console:athletes_plannedsession_{name}", args=[key]) for name in ("tweak", "log")
    ]
    exercise = f"{tab_address(athlete, 'log')}?exercise={exercise_of(athlete)}"
    return [*(tab_address(athlete, name) for name in TABS), *rows, exercise]


def exercise_of(athlete: Athlete) -> int:
    return session(athlete, 1).groups.get().exercise_id or 0


@pytest.mark.parametrize(("viewport", "scheme"), VIEWS)
def test_athletes_pages_keep_the_policy_and_can_be_read(
    browser: Browser,
    live_server: Any,
    coach: Membership,
    athlete: Athlete,
    viewport: Any,
    scheme: Any,
) -> None:
    context = opened(browser, live_server, coach.user, viewport=viewport, color_scheme=scheme)

    assert faults_of(context, addresses(athlete), scheme=scheme) == []
    context.close()


def plan_of(browser: Browser, live_server: Any, coach: Membership, athlete: Athlete) -> Page:
    page = opened(browser, live_server, coach.user, viewport=DESK).new_page()
    month = f"{session(athlete, 2).scheduled_on:%Y-%m}"
    page.goto(f"{live_server.url}{tab_address(athlete, 'plan')}?month={month}")
    return page


def test_session_is_dragged_to_another_day(
    browser: Browser, live_server: Any, coach: Membership, athlete: Athlete
) -> None:
    page = plan_of(browser, live_server, coach, athlete)
    moved = session(athlete, 2)

    page.locator(f"[data-session='{moved.pk}']").drag_to(
        page.locator(f"[data-day='{moved.scheduled_on + DAY}']")
    )

    expect(page.get_by_text("Moved.", exact=True)).to_be_visible()
    assert session(athlete, 2).scheduled_on == moved.scheduled_on + DAY
    page.context.close()


def test_session_is_moved_by_keys_and_left_by_escape(
    browser: Browser, live_server: Any, coach: Membership, athlete: Athlete
) -> None:
    page = plan_of(browser, live_server, coach, athlete)
    moved = session(athlete, 2)
    chip = page.locator(f"[data-session='{moved.pk}']")

    chip.focus()
    for key in ("m", "ArrowRight", "Escape", "m", "ArrowLeft"):
        page.keyboard.press(key)
    before = moved.scheduled_on - DAY
    expect(page.get_by_role("status").filter(has_text=f"{before:%A}")).to_be_visible()
    page.keyboard.press("Enter")

    expect(page.get_by_text("Moved.", exact=True)).to_be_visible()
    assert session(athlete, 2).scheduled_on == before
    page.context.close()


def test_week_is_shifted_after_its_preview_and_taken_back(
    browser: Browser, live_server: Any, coach: Membership, athlete: Athlete
) -> None:
    page = plan_of(browser, live_server, coach, athlete)
    before = days(athlete)

    page.get_by_text("Shift", exact=True).click()
    page.locator("#id_shift_from_on").fill((FIRST_ON + 7 * DAY).isoformat())
    page.get_by_role("button", name="Show what changes").locator("visible=true").click()
    expect(page.get_by_text("8 sessions move, the first from")).to_be_visible()
    assert serious(page) == []
    page.get_by_role("button", name="Do it").click()
    expect(page.get_by_text("Done; it can be taken back below.")).to_be_visible()
    assert days(athlete) == [*before[:2], *(on + 7 for on in before[2:])]

    page.get_by_role("button", name="Take it back").click()

    expect(page.get_by_text("Taken back: the days are as they were.")).to_be_visible()
    assert days(athlete) == before
    page.context.close()
