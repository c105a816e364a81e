"""Every page of an athlete is held to WCAG 2.2 AA on a phone, in light and in dark."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from athletes.models import Plan
from tests.browser.athlete_pages import pages_of, train_once

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GRAVE = {"serious", "critical"}
# axe leaves it out unless asked: 24 px or room around (WCAG 2.2, 2.5.8).
EVERYTHING = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# Colors are all that dark changes.
COLORS = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
TAP = 44
FEWEST_PAGES = 25

# What a thumb taps, by the box that takes the tap; links within a sentence are left to axe.
TAPPED = """() => [...document.querySelectorAll(
  "button, summary, select, textarea, input:not([type=hidden]), .button, .tabs__link, .arrow"
)].map((one) => {
  const isMark = one.matches("[type=checkbox], [type=radio]");
  const box = ((isMark && one.closest("label")) || one).getBoundingClientRect();
  return [one.outerHTML.slice(0, 120), Math.round(Math.min(box.width, box.height))];
}).filter(([, size]) => size > 1)"""

# What the keyboard reaches without showing it: no outline on the control or what stands for it.
UNSEEN_FOCUS = """() => {
  const outlined = (one) => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const reached = "a[href], button, summary, select, textarea, input:not([type=hidden])";
  return [...document.querySelectorAll(reached)]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }))
    .filter((one) => {
      one.focus();
      const shown = [one, one.closest("label"), one.parentElement].filter(Boolean);
      return document.activeElement === one && !shown.some(outlined);
    })
    .map((one) => one.outerHTML.slice(0, 120));
}"""


@pytest.fixture
def pages(
    open_context: Callable[..., BrowserContext], plan: Plan
) -> Callable[..., Iterator[tuple[str, Page]]]:
    """Return a function that walks through every page on a phone."""
    train_once(plan)

    def walk(**options: Any) -> Iterator[tuple[str, Page]]:
        page = open_context(service_workers="block", **options).new_page()
        addresses = pages_of(plan)
        assert len(addresses) >= FEWEST_PAGES
        for address in addresses:
            page.goto(address)
            yield address, page

    return walk


def grave(page: Page, options: dict[str, Any]) -> list[tuple[str, str]]:
    violations = Axe().run(page, options=options).response["violations"]
    return [
        (one["id"], node["html"][:120])
        for one in violations
        if one["impact"] in GRAVE
        for node in one["nodes"][:2]
    ]


def test_axe_finds_nothing_grave_on_any_page(
    pages: Callable[..., Iterator[tuple[str, Page]]],
) -> None:
    found = {}

    for address, page in pages():
        page.emulate_media(color_scheme="light")
        found[address, "light"] = grave(page, EVERYTHING)
        page.emulate_media(color_scheme="dark")
        found[address, "dark"] = grave(page, COLORS)

    assert {where: faults for where, faults in found.items() if faults} == {}


def test_targets_fit_a_thumb_and_focus_is_seen(
    pages: Callable[..., Iterator[tuple[str, Page]]],
) -> None:
    small: dict[str, list[Any]] = {}
    unseen: dict[str, list[str]] = {}

    for address, page in pages(reduced_motion="reduce"):
        small[address] = [one for one in page.evaluate(TAPPED) if one[1] < TAP]
        page.keyboard.press("Tab")
        unseen[address] = page.evaluate(UNSEEN_FOCUS)
        assert page.evaluate("document.getAnimations().length") == 0
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"

    assert {address: faults for address, faults in small.items() if faults} == {}
    assert {address: faults for address, faults in unseen.items() if faults} == {}
