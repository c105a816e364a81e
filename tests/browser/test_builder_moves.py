"""The builder's rows, sessions and weeks by hand and by keys, undo across phases, few writes."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from programs.actions.load_catalogue import load_catalogue
from programs.models import ProgramVersion
from programs.queries.program_of import program_of
from tests import make
from tests.browser.phones import cookie_of
from tests.engine.published import PUBLISHED
from tests.programs.importing import imported

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESK = {"width": 1440, "height": 900}
PROGRAM = (PUBLISHED / "alternating-10wk.json").read_bytes()
# The second training day: squat, deadlift, plank.
PLANK = 2
# Counts the cells of the grid that anything is done to.
WATCH = """() => {
  window.touched = new Set();
  const note = (node) => {
    const cell = (node.nodeType === 1 ? node : node.parentElement)?.closest("[data-at]");
    window.touched.add(cell ? cell.dataset.at : "the table");
  };
  new MutationObserver((all) => all.forEach(({ target }) => note(target))).observe(
    document.getElementById("grid"),
    { subtree: true, childList: true, attributes: true, characterData: true },
  );
}"""


@pytest.fixture
def draft(transactional_db: None) -> ProgramVersion:
    load_catalogue()
    return imported(make.membership(user=make.user(name="Marta Lind")), PROGRAM)


@pytest.fixture
def page(browser: Browser, live_server: Any, draft: ProgramVersion) -> Iterator[Page]:
    context = browser.new_context(base_url=live_server.url, viewport=DESK)
    context.add_cookies([cookie_of(draft.created_by, url=live_server.url)])
    page = context.new_page()
    page.goto(reverse("builder", args=[draft.pk]))
    ready(page)
    yield page
    context.close()


def ready(page: Page) -> None:
    page.wait_for_selector("html[data-ready]")


def cell(page: Page, day: int, row: int, column: int) -> Any:
    return page.locator(f'[data-at="{day},{row},{column}"]')


def saved(page: Page) -> None:
    expect(page.locator("#status")).to_have_text("Saved")


def stored(draft: ProgramVersion) -> Any:
    return program_of(ProgramVersion.objects.get(pk=draft.pk))


def sessions(draft: ProgramVersion) -> list[str]:
    """Return the first exercise of each training day of the first week."""
    return [day.slots[0].exercise for day in stored(draft).mesocycles[0].weeks[0].days]


def test_session_is_dragged_by_its_handle_and_moved_back_by_keys(
    page: Page, draft: ProgramVersion
) -> None:
    before = sessions(draft)
    handles = page.locator('[data-drags="day"]')
    handles.nth(0).drag_to(cell(page, 1, 0, 1))
    saved(page)
    assert sessions(draft) == [before[1], before[0], *before[2:]]

    cell(page, 1, -1, 1).click()
    page.keyboard.press("Alt+ArrowUp")
    expect(cell(page, 0, 0, 1)).to_have_text(before[0])
    saved(page)
    assert sessions(draft) == before


def test_week_is_dragged_by_its_head_and_moved_back_by_keys(
    page: Page, draft: ProgramVersion
) -> None:
    cell(page, 1, PLANK, 3).click()
    page.keyboard.type("2x20s")
    page.keyboard.press("Enter")
    page.locator('[data-week="0"]').drag_to(page.locator('[data-week="2"]'))
    expect(cell(page, 1, PLANK, 5)).to_have_text("2x20s")
    saved(page)
    assert planks(draft) == ["60s", "60s", "20s", "60s"]

    cell(page, 1, PLANK, 5).click()
    page.keyboard.press("Alt+Shift+ArrowLeft")
    page.keyboard.press("Alt+Shift+ArrowLeft")
    expect(cell(page, 1, PLANK, 3)).to_have_text("2x20s")
    expect(cell(page, 1, PLANK, 3)).to_be_focused()
    saved(page)
    assert planks(draft) == ["20s", "60s", "60s", "60s"]


def planks(draft: ProgramVersion) -> list[str]:
    weeks = stored(draft).mesocycles[0].weeks
    return [week.days[1].slots[PLANK].groups[0].reps.text for week in weeks]


def test_exercise_is_dragged_into_another_session(page: Page, draft: ProgramVersion) -> None:
    page.locator('tr:has([data-at="1,2,1"]) [data-drags="row"]').drag_to(cell(page, 0, 0, 1))
    expect(cell(page, 0, 0, 1)).to_have_text("Plank")
    saved(page)
    assert sessions(draft)[0] == "Plank"


def test_undo_goes_back_across_phases_that_changed_places_and_redo_forth(
    page: Page, draft: ProgramVersion
) -> None:
    def names() -> list[str]:
        return [phase.name for phase in stored(draft).mesocycles]

    before = names()
    cell(page, 1, PLANK, 3).click()
    page.keyboard.type("2x20s")
    page.keyboard.press("Enter")
    page.locator(".strip__more summary").click()
    page.get_by_role("button", name="Move later").click()
    expect(page.locator("[aria-current=page]")).to_have_attribute("href", "?phase=1")
    ready(page)
    assert names() == [before[1], before[0], *before[2:]]

    page.locator("#undo").click()
    page.wait_for_url("**/?phase=0")
    ready(page)
    assert (names(), planks(draft)[0]) == (before, "20s")
    page.locator("#undo").click()
    expect(cell(page, 1, PLANK, 3)).to_have_text("3x60s optional")
    saved(page)
    assert planks(draft)[0] == "60s"
    expect(page.locator("#undo")).to_be_disabled()

    page.locator("#redo").click()
    expect(cell(page, 1, PLANK, 3)).to_have_text("2x20s")
    saved(page)
    page.locator("#redo").click()
    page.wait_for_url("**/?phase=1")
    ready(page)
    assert names() == [before[1], before[0], *before[2:]]
    expect(page.locator("#redo")).to_be_disabled()


def test_move_that_was_refused_leaves_nothing_to_undo(page: Page) -> None:
    for _ in range(2):
        page.locator(".strip__more summary").click()
        page.get_by_role("button", name="Move earlier").click()
        page.wait_for_url("**/?phase=0")
        ready(page)
    expect(page.locator("#undo")).to_be_disabled()


def test_typing_touches_the_cell_and_the_one_that_follows_only(page: Page) -> None:
    # What the server says of the phase is drawn before anything is counted.
    expect(page.locator(".findings li").first).to_be_visible()
    cell(page, 1, PLANK, 3).click()
    page.evaluate(WATCH)

    page.keyboard.type("2x20s")
    assert page.evaluate("[...touched]") == [f"1,{PLANK},3"]
    page.keyboard.press("Tab")
    assert sorted(page.evaluate("[...touched]")) == [f"1,{PLANK},3", f"1,{PLANK},4"]
    page.keyboard.press("ArrowUp")
    assert len(page.evaluate("[...touched]")) == 3
