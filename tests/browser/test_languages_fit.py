"""Words of other languages are longer: every page of an athlete still fits a narrow phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from athletes.models import Plan
from tests.browser.athlete_pages import pages_of, train_once

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FEWEST_PAGES = 25
NARROW = {"width": 390, "height": 844}
# What stands out on the right of the page, or is cut off within a button or a link.
STICKS_OUT = """() => [...document.querySelectorAll("body *")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }))
  .filter((one) => !one.closest(".visually-hidden, .table-frame, svg, .skip-link"))
  .filter((one) => {
    const isCut = one.matches("button, .button, .badge, .tabs__link")
      && one.scrollWidth > one.clientWidth + 1;
    return isCut || one.getBoundingClientRect().right > innerWidth + 1;
  })
  .map((one) => one.outerHTML.slice(0, 160))"""


@pytest.mark.parametrize("language", ["de", "es"])
def test_every_page_fits_a_narrow_phone(
    open_context: Callable[..., BrowserContext], plan: Plan, language: str
) -> None:
    train_once(plan)
    plan.athlete.user.locale = language
    plan.athlete.user.save(update_fields=["locale"])
    page = open_context(service_workers="block", viewport=NARROW).new_page()
    found = {}

    for address in pages_of(plan):
        page.goto(address)
        wide = page.evaluate("document.documentElement.scrollWidth") > NARROW["width"]
        found[address] = page.evaluate(STICKS_OUT) + ["scrolls sideways"] * wide

    assert len(found) >= FEWEST_PAGES
    assert {address: faults for address, faults in found.items() if faults} == {}
