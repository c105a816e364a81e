"""Chromium is killed in mid-session: every tick that showed is there afterwards (promise O3)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from athletes.models import Athlete, Plan
from tests.browser.own_phone import OwnPhone
from tests.browser.phones import (
    expect_waiting,
    open_and_keep,
    open_session,
    shown_rows,
    stored_rows,
    tick,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KILLS = 3
TICKS_BETWEEN = 3


@pytest.fixture
def own_phone(
    browser: Browser, tmp_path: Path, athlete: Athlete, live_server: Any
) -> Iterator[OwnPhone]:
    phone = OwnPhone(browser, folder=tmp_path / "profile", athlete=athlete, url=live_server.url)
    yield phone
    phone.close()


def test_no_tick_that_showed_is_lost_when_the_browser_is_killed(
    own_phone: OwnPhone, plan: Plan
) -> None:
    page = own_phone.start()
    open_and_keep(page, plan)
    shown: list[Any] = []

    for kills in range(KILLS):
        own_phone.go_offline()
        expect(page.locator(".set--done")).to_have_count(kills * TICKS_BETWEEN)
        tick(page, TICKS_BETWEEN)
        shown = shown_rows(page)
        assert own_phone.kill() > 0
        page = own_phone.start()
        own_phone.go_offline()
        open_session(page, plan)
        expect(page.locator(".set--done")).to_have_count((kills + 1) * TICKS_BETWEEN)

    assert shown_rows(page) == shown
    assert stored_rows() == []
    own_phone.go_online()
    expect_waiting(page, 0)
    assert stored_rows() == shown
    assert len(shown) == KILLS * TICKS_BETWEEN
