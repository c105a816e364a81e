"""A coach at the keyboard alone: pages walked by Tab, cells typed, forms sent with Enter."""

from django.urls import reverse
from playwright.sync_api import Page, expect

MOST_TABS = 120
BACK = "Shift+Tab"
FOCUSED = "(selector) => document.activeElement?.matches(selector) ?? false"
ADDED = ("inc db press", "leg ext", "cable fly", "ham curl")
PER_DAY = 6
REASON = "Six exercises a day, by my own count."


def tab_to(page: Page, selector: str, *, key: str = "Tab") -> None:
    """Press Tab until what the selector names has the focus."""
    for _ in range(MOST_TABS):
        if page.evaluate(FOCUSED, selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{selector} can't be reached with Tab on {page.url}")


def typed(page: Page, selector: str, text: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def saved(page: Page) -> None:
    expect(page.locator("#status")).to_have_text("Saved")


def compose(page: Page, *, name: str) -> None:
    """Compose twelve weeks: five of size, five of strength, a light week after each."""
    page.goto(reverse("console:programs_programtemplate_compose"))
    typed(page, "[name=name]", name)
    typed(page, "[name=weeks_per_phase]", "5")
    tab_to(page, "[name=preview]")
    page.keyboard.press("Enter")
    expect(page.locator("[name=save]")).to_be_visible()
    tab_to(page, "[name=save]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/programversion/**")
    tab_to(page, 'a[href^="/builder/"]')
    page.keyboard.press("Enter")
    page.wait_for_selector("html[data-ready]")


def build(page: Page) -> None:
    """Give each of the four days six exercises, the last of them new and filled over the weeks."""
    tab_to(page, '#grid [data-at][tabindex="0"]')
    for day, words in enumerate(ADDED):
        shorten(page, day=day, to=PER_DAY - 1)
        page.keyboard.press("Control+Enter")
        page.keyboard.type(words)
        expect(page.locator(".suggestions li").first).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        page.keyboard.type("3x10-12@RIR2")
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowLeft")
        fill(page, step="r")
    saved(page)
    shorten_light_week(page)
    add_strength_day(page)


def shorten(page: Page, *, day: int, to: int) -> None:
    """Take the last exercises of a day out."""
    go_to(page, day=day, row=to)
    for _ in range(rows(page, day) - to):
        page.keyboard.press("Control+Backspace")


def shorten_light_week(page: Page) -> None:
    """Take out of the light week what the weeks before it don't have any more (D05)."""
    open_phase(page, 1)
    for day in range(len(ADDED)):
        shorten(page, day=day, to=PER_DAY)
    saved(page)


def open_phase(page: Page, phase: int) -> None:
    tab_to(page, f'a[href="?phase={phase}"]', key=BACK)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/?phase={phase}")
    page.wait_for_selector("html[data-ready]")
    tab_to(page, '#grid [data-at][tabindex="0"]')


def add_strength_day(page: Page) -> None:
    """Make the third day of the strength phase twice, so that it has four, too."""
    open_phase(page, 2)
    go_to(page, day=2, row=0)
    tab_to(page, 'summary:has(+ div [data-do="day-copy"])', key=BACK)
    page.keyboard.press("Enter")
    tab_to(page, '[data-do="day-copy"]')
    page.keyboard.press("Enter")
    expect(page.locator("#grid tbody")).to_have_count(4)
    saved(page)


def fill(page: Page, *, step: str) -> None:
    """Fill the row to the right, the step chosen by its first letter."""
    page.keyboard.press("Control+Shift+R")
    tab_to(page, "#fill [name=step]")
    page.keyboard.type(step)
    typed(page, "#fill [name=size]", "1")
    page.keyboard.press("Enter")
    expect(page.locator("#fill")).not_to_be_visible()


def go_to(page: Page, *, day: int, row: int) -> None:
    target = f'[data-at="{day},{row},3"]'
    for key in ("ArrowDown", "ArrowUp"):
        for _ in range(MOST_TABS):
            at = page.evaluate("document.activeElement.dataset.at.split(',').map(Number)")
            if (at[:2] >= [day, row]) if key == "ArrowDown" else (at[:2] <= [day, row]):
                break
            page.keyboard.press(key)
    page.keyboard.press("Home")
    expect(page.locator(target)).to_be_focused()


def rows(page: Page, day: int) -> int:
    return page.locator(f'[data-day="{day}"] [data-drags="row"]').count()


def publish(page: Page, *, notes: str) -> None:
    """Publish from the grid, with one reason for what warns."""
    tab_to(page, 'header a[href$="/publish/"]', key=BACK)
    page.keyboard.press("Enter")
    page.wait_for_url("**/publish/")
    typed(page, "[name=all-warnings]", REASON)
    typed(page, "[name=notes]", notes)
    tab_to(page, "form button[type=submit].pw-button--primary")
    page.keyboard.press("Enter")
    page.wait_for_url("**/programversion/*/change/")
