"""Pages of the console one after another: what their browser, axe and their width complain of."""

from collections.abc import Iterable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page

from coaching.accounts.models import User
from tests.browser.person import DESK, GRAVE, PHONE
from tests.coaching.console_rows import client_of

VIEWS = [(DESK, "light"), (DESK, "dark"), (PHONE, "light")]
# Colors are all that dark changes.
COLORS = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
EVERYTHING = {"resultTypes": ["violations"]}
IS_TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def opened(browser: Browser, live_server: Any, user: User, **options: Any) -> BrowserContext:
    """Return a browser in which the person is signed in."""
    context = browser.new_context(base_url=live_server.url, **options)
    cookie = client_of(user).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    return context


def faults_of(context: BrowserContext, addresses: Iterable[str], *, scheme: str) -> list[Any]:
    """Open each page and return what is wrong with it: nothing, if all is well."""
    page = context.new_page()
    faults: list[Any] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    for address in addresses:
        answer = page.goto(address)
        page.wait_for_load_state("networkidle")
        if answer is None or answer.status != 200:
            faults.append((address, "no page"))
        faults += [(address, *one) for one in serious(page, COLORS if scheme == "dark" else None)]
        if page.evaluate(IS_TOO_WIDE):
            faults.append((address, "too wide"))
    return faults


def serious(page: Page, options: dict[str, Any] | None = None) -> list[tuple[str, str]]:
    """Return each grave finding of axe by its rule, with the first place of it."""
    found = Axe().run(page, options=options or EVERYTHING).response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in GRAVE]
