"""Chromium is killed in mid-session: every tick that showed is there afterwards (promise O3)."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from athletes.models import Athlete, Plan
from tests.browser.phones import (
    PHONE,
    cookie_of,
    expect_waiting,
    open_and_keep,
    open_session,
    shown_rows,
    stored_rows,
    tick,
)
from tests.chromium import FLAGS, find_chromium

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KILLS = 3
TICKS_BETWEEN = 3


class Phone:
    """A Chromium of its own with a profile that outlives it."""

    def __init__(self, browser: Browser, *, folder: Path, athlete: Athlete, url: str) -> None:
        self.chromium = browser.browser_type
        self.folder, self.athlete, self.url = folder, athlete, url
        self.context: BrowserContext | None = None

    def start(self) -> Page:
        self.context = self.chromium.launch_persistent_context(
            self.folder,
            executable_path=find_chromium(),
            args=list(FLAGS),
            base_url=self.url,
            viewport=PHONE,
        )
        self.context.add_cookies([cookie_of(self.athlete.user, url=self.url)])
        return self.context.pages[0]

    def kill(self) -> int:
        """End the browser at once, without a word; return how many processes that were."""
        killed = 0
        for process in Path("/proc").glob("[0-9]*"):
            try:
                words = (process / "cmdline").read_bytes()
            except OSError:
                continue
            if str(self.folder).encode() in words and b"chrom" in words:
                os.kill(int(process.name), signal.SIGKILL)
                killed += 1
        return killed


@pytest.fixture
def own_phone(
    browser: Browser, tmp_path: Path, athlete: Athlete, live_server: Any
) -> Iterator[Phone]:
    phone = Phone(browser, folder=tmp_path / "profile", athlete=athlete, url=live_server.url)
    yield phone
    if phone.context is not None:
        phone.context.close()


def test_no_tick_that_showed_is_lost_when_the_browser_is_killed(
    own_phone: Phone, plan: Plan
) -> None:
    page = own_phone.start()
    open_and_keep(page, plan)
    shown: list[Any] = []

    for kills in range(KILLS):
        own_phone.context.set_offline(True)
        expect(page.locator(".set--done")).to_have_count(kills * TICKS_BETWEEN)
        tick(page, TICKS_BETWEEN)
        shown = shown_rows(page)
        assert own_phone.kill() > 0
        page = own_phone.start()
        own_phone.context.set_offline(True)
        open_session(page, plan)
        expect(page.locator(".set--done")).to_have_count((kills + 1) * TICKS_BETWEEN)

    assert shown_rows(page) == shown
    assert stored_rows() == []
    own_phone.context.set_offline(False)
    expect_waiting(page, 0)
    assert stored_rows() == shown
    assert len(shown) == KILLS * TICKS_BETWEEN
