"""Somebody at a browser: every page they see is held to what all our pages promise."""

from collections.abc import Iterable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
GRAVE = {"serious", "critical"}
# Chromium reports every refusal of ours as an error; the walk asserts which ones it meets.
REFUSAL = "Failed to load resource: the server responded with a status of 4"


class Person:
    """A page with the complaints of its browser, and what axe found on it."""

    def __init__(self, browser: Browser, *, url: str, viewport: dict[str, int], **options: Any):
        self.context = browser.new_context(
            base_url=url, viewport=viewport, timezone_id="Europe/London", locale="en-GB", **options
        )
        self.context.set_default_timeout(10_000)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"} and not said.text.startswith(REFUSAL):
            self.complaints.append(said.text)

    def sees(self, heading: str) -> None:
        """Wait for the page of this heading and hold it to its promises."""
        self.shows(heading)
        self.is_well()

    def shows(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", name=heading).first).to_be_visible()

    def is_well(self) -> None:
        """Assert that nothing was complained of and that axe finds nothing grave."""
        violations = Axe().run(self.page).response["violations"]
        grave = [
            (one["id"], one["nodes"][0]["html"][:160])
            for one in violations
            if one["impact"] in GRAVE
        ]
        assert not self.complaints, f"{self.page.url}: {self.complaints}"
        assert not grave, f"{self.page.url}: {grave}"

    def fill(self, **values: str) -> None:
        """Type into the fields of these names."""
        for name, value in values.items():
            self.page.locator(f"[name={name}]").fill(value)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        # The console says the name of a link's icon before its words.
        self.page.get_by_role("link", name=name).first.click()

    def carry_session_of(self, user: Any, *, url: str) -> None:
        """Be signed in as somebody without walking through the sign-in page."""
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        self.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])

    def texts(self, selector: str) -> list[str]:
        return [" ".join(text.split()) for text in self.page.locator(selector).all_inner_texts()]


def close(people: Iterable[Person]) -> None:
    for person in people:
        person.context.close()
