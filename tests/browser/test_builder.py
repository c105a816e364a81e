"""The builder in a browser, by keyboard: typed, saved, filled, undone, two coaches at once."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect

from coaching.accounts.models import Membership
from programs.actions.load_catalogue import load_catalogue
from programs.models import ProgramVersion, TypedSheet
from programs.queries.program_of import program_of
from tests import make
from tests.browser.phones import cookie_of
from tests.engine.published import PUBLISHED
from tests.programs.importing import imported

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
PROGRAM = (PUBLISHED / "alternating-10wk.json").read_bytes()
# The second training day: squat, deadlift, plank.
PLANK = 2


@pytest.fixture
def coach() -> Membership:
    load_catalogue()
    return make.membership(user=make.user(name="Marta Lind"))


@pytest.fixture
def draft(coach: Membership) -> ProgramVersion:
    return imported(coach, PROGRAM)


@pytest.fixture
def context(browser: Browser, live_server: Any, coach: Membership) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=live_server.url, viewport=DESK)
    context.add_cookies([cookie_of(coach.user, url=live_server.url)])
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def page(context: BrowserContext, draft: ProgramVersion, complaints: list[str]) -> Page:
    return opened(context, draft, complaints)


def opened(context: BrowserContext, draft: ProgramVersion, complaints: list[str]) -> Page:
    page = context.new_page()
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(reverse("builder", args=[draft.pk]))
    page.wait_for_selector("html[data-ready]")
    return page


def cell(page: Page, day: int, row: int, column: int) -> Any:
    return page.locator(f'[data-at="{day},{row},{column}"]')


def saved(page: Page) -> None:
    expect(page.locator("#status")).to_have_text("Saved")


def lines(draft: ProgramVersion) -> list[str]:
    """Return the plank's cells, by week, as the database has them."""
    program = program_of(ProgramVersion.objects.get(pk=draft.pk))
    return [week.days[1].slots[PLANK].groups[0].reps.text for week in program.mesocycles[0].weeks]  # type: ignore[union-attr]


def test_typing_tab_and_enter_fill_cells_that_are_saved(
    page: Page, draft: ProgramVersion, complaints: list[str]
) -> None:
    cell(page, 1, PLANK, 3).click()
    page.keyboard.type("2 x 30s")
    page.keyboard.press("Tab")
    page.keyboard.type("2x40s")
    page.keyboard.press("Enter")
    saved(page)

    # Printed as the notation has it, however it was typed.
    expect(cell(page, 1, PLANK, 3)).to_have_text("2x30s")
    assert lines(draft) == ["30s", "40s", "60s", "60s"]
    assert complaints == []


def test_unreadable_cell_is_marked_kept_and_there_again(
    page: Page, context: BrowserContext, draft: ProgramVersion, complaints: list[str]
) -> None:
    cell(page, 1, PLANK, 3).click()
    page.keyboard.type("thirty")
    page.keyboard.press("Enter")
    expect(cell(page, 1, PLANK, 3)).to_have_attribute("data-note", "fault")
    assert TypedSheet.objects.get().phase == 0

    again = opened(context, draft, complaints)
    expect(cell(again, 1, PLANK, 3)).to_have_text("thirty")
    expect(cell(again, 1, PLANK, 3)).to_have_attribute("data-note", "fault")
    cell(again, 1, PLANK, 3).click()
    expect(again.locator("#says")).to_contain_text("is not sets and reps")
    again.keyboard.type("3x30s")
    again.keyboard.press("Enter")
    saved(again)
    assert lines(draft)[0] == "30s"
    assert not TypedSheet.objects.exists()


def test_fill_right_with_a_progression_then_undo_and_redo(
    page: Page, draft: ProgramVersion
) -> None:
    cell(page, 1, PLANK, 3).click()
    page.keyboard.type("3x10")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Control+Shift+R")
    page.locator("#fill [name=step]").select_option("reps")
    page.locator("#fill [name=size]").fill("2")
    page.keyboard.press("Enter")
    expect(cell(page, 1, PLANK, 6)).to_have_text("3x16")
    saved(page)
    assert lines(draft) == ["10", "12", "14", "16"]

    page.keyboard.press("Control+Z")
    expect(cell(page, 1, PLANK, 6)).not_to_have_text("3x16")
    page.keyboard.press("Control+Y")
    expect(cell(page, 1, PLANK, 6)).to_have_text("3x16")
    saved(page)
    assert lines(draft) == ["10", "12", "14", "16"]


def test_exercise_is_found_by_shorthand_added_moved_and_removed(
    page: Page, draft: ProgramVersion
) -> None:
    cell(page, 1, PLANK, 1).click()
    page.keyboard.press("Control+Enter")
    page.keyboard.type("inc db press")
    expect(page.locator(".suggestions li").first).to_have_text("Incline Dumbbell Press")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("3x8-12@RIR2")
    page.keyboard.press("Enter")
    saved(page)
    names = [slot.exercise for slot in program_of_day(draft)]
    assert names[-1] == "Incline Dumbbell Press"

    cell(page, 1, PLANK + 1, 1).click()
    page.keyboard.press("Alt+ArrowUp")
    saved(page)
    expect(cell(page, 1, PLANK, 1)).to_have_text("Incline Dumbbell Press")
    page.keyboard.press("Control+Backspace")
    expect(cell(page, 1, PLANK, 1)).to_have_text("Plank")
    saved(page)
    assert [slot.exercise for slot in program_of_day(draft)] == names[:-1]


def program_of_day(draft: ProgramVersion) -> Any:
    return program_of(ProgramVersion.objects.get(pk=draft.pk)).mesocycles[0].weeks[0].days[1].slots


def test_cells_go_to_a_spreadsheet_and_come_from_one(page: Page, draft: ProgramVersion) -> None:
    cell(page, 1, PLANK, 3).click()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Control+C")
    assert page.evaluate("navigator.clipboard.readText()") == "3x60s optional\t3x60s optional"

    page.evaluate("navigator.clipboard.writeText('2x20s\\t\"2x25s\"')")
    page.keyboard.press("Control+V")
    saved(page)
    assert lines(draft) == ["20s", "25s", "60s", "60s"]

    # A second line makes a row below, whose missing exercise is said on its cell.
    page.evaluate("navigator.clipboard.writeText('2x20s\\n4x6@70%')")
    page.keyboard.press("Control+V")
    expect(cell(page, 1, PLANK + 1, 3)).to_have_text("4x6@70%")
    expect(cell(page, 1, PLANK + 1, 1)).to_have_attribute("data-note", "fault")


def test_second_coach_sees_what_differs_and_loses_nothing(
    page: Page, context: BrowserContext, draft: ProgramVersion, complaints: list[str]
) -> None:
    other = opened(context, draft, complaints)
    cell(page, 1, PLANK, 3).click()
    page.keyboard.type("2x20s")
    page.keyboard.press("Enter")
    saved(page)

    cell(other, 1, PLANK, 3).click()
    other.keyboard.type("5x5")
    other.keyboard.press("Enter")
    differs = other.locator("#conflict tbody tr")
    expect(differs).to_have_count(1)
    expect(differs).to_have_text(re.compile("Plank.*2x20s.*5x5", re.DOTALL))
    other.get_by_role("button", name="Put mine in").click()
    saved(other)
    assert lines(draft)[0] == "5"


def test_without_signal_the_cells_wait_on_the_device(
    page: Page, context: BrowserContext, draft: ProgramVersion, complaints: list[str]
) -> None:
    context.set_offline(True)
    cell(page, 1, PLANK, 3).click()
    page.keyboard.type("2x20s")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text("No connection")
    page.close(run_before_unload=False)
    context.set_offline(False)

    again = opened(context, draft, complaints)
    expect(cell(again, 1, PLANK, 3)).to_have_text("2x20s")
    saved(again)
    assert lines(draft)[0] == "20s"


def test_phases_are_duplicated_moved_and_taken_out_after_what_was_typed(
    page: Page, draft: ProgramVersion
) -> None:
    cell(page, 1, PLANK, 3).click()
    page.keyboard.type("2x20s")
    page.keyboard.press("Enter")
    page.locator(".strip__more summary").click()
    page.get_by_role("button", name="Duplicate").first.click()
    expect(page.locator("[aria-current=page]")).to_contain_text("Hypertrophy")
    first, second, *_ = program_of(ProgramVersion.objects.get(pk=draft.pk)).mesocycles
    assert [week.days for week in second.weeks] == [week.days for week in first.weeks]
    assert lines(draft)[0] == "20s"

    page.on("dialog", lambda dialog: dialog.accept())
    page.locator(".strip__more summary").click()
    page.get_by_role("button", name="Take out").click()
    expect(page.locator("[aria-current=page]")).to_contain_text("Build")


def test_without_scripts_the_phase_is_text_that_can_be_saved(
    browser: Browser, live_server: Any, coach: Membership, draft: ProgramVersion
) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies([cookie_of(coach.user, url=live_server.url)])
    page = context.new_page()
    page.goto(reverse("builder", args=[draft.pk]))
    page.locator(".builder-text summary").click()
    text = page.locator("#phase-text").input_value()
    page.locator("#phase-text").fill(text.replace("3x60s optional", "three", 1))
    page.get_by_role("button", name="Save the text").click()
    expect(page.locator(".builder-text .errors")).to_contain_text("is not sets and reps")
    page.locator("#phase-text").fill(text.replace("3x60s optional", "2x20s", 1))
    page.get_by_role("button", name="Save the text").click()
    expect(page.locator(".messages")).to_contain_text("Saved")
    assert lines(draft)[0] == "20s"
    context.close()


@pytest.mark.parametrize(
    ("viewport", "scheme"), [(DESK, "light"), (DESK, "dark"), (PHONE, "light")]
)
def test_builder_can_be_read_by_all(
    browser: Browser,
    live_server: Any,
    coach: Membership,
    draft: ProgramVersion,
    viewport: Any,
    scheme: Any,
) -> None:
    context = browser.new_context(base_url=live_server.url, viewport=viewport, color_scheme=scheme)
    context.add_cookies([cookie_of(coach.user, url=live_server.url)])
    complaints: list[str] = []
    page = opened(context, draft, complaints)
    expect(page.locator(".findings li").first).to_be_visible()
    found = Axe().run(page).response["violations"]
    grave = [one["id"] for one in found if one["impact"] in {"serious", "critical"}]
    too_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    context.close()
    assert (grave, too_wide, complaints) == ([], False, [])
