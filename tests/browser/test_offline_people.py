"""Whose sets are on the phone: signing out, somebody else, an expired sign-in, an old page."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from athletes.models import Athlete, Plan, SetLog
from tests import make
from tests.browser.phones import (
    PUSH,
    expect_waiting,
    held_by,
    open_and_keep,
    open_session,
    shown_rows,
    sign_in_as,
    stored_rows,
    tick,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def bare_phone(open_context: Callable[..., BrowserContext]) -> Page:
    """A phone without the worker, whose requests can be changed on their way."""
    return open_context(service_workers="block").new_page()


def sign_out(page: Page) -> None:
    page.locator(".menu summary").click()
    page.get_by_role("button", name="Sign out", exact=True).click()


def change_pushes(page: Page, change: Any) -> None:
    """Let the phone send something else than it holds."""

    def go_on(route: Route) -> None:
        body = route.request.post_data_json
        change(body)
        route.continue_(post_data=json.dumps(body))

    page.route(PUSH, go_on)


def test_signing_out_leaves_nothing_and_warns_of_unsent_sets(phone: Page, plan: Plan) -> None:
    open_and_keep(phone, plan)
    phone.context.set_offline(True)
    tick(phone, 2)
    assert len(held_by(phone)["databases"]) == 1

    sign_out(phone)
    warning = phone.get_by_role("dialog")
    expect(warning).to_contain_text("2 not sent. Signing out removes them")
    warning.get_by_role("button", name="Stay signed in").click()
    expect_waiting(phone, 2)
    assert len(held_by(phone)["databases"]) == 1
    phone.get_by_role("button", name="Sign out", exact=True).click()
    phone.context.set_offline(False)
    phone.get_by_role("dialog").get_by_role("button", name="Sign out all the same").click()

    expect(phone.get_by_role("link", name="Sign in").first).to_be_visible()
    assert held_by(phone) == {"databases": [], "caches": []}
    assert phone.evaluate("localStorage.length + sessionStorage.length") == 0


def test_signing_out_with_all_sent_asks_nothing(phone: Page, plan: Plan) -> None:
    open_and_keep(phone, plan)
    tick(phone)
    expect_waiting(phone, 0)

    sign_out(phone)

    expect(phone.get_by_role("link", name="Sign in").first).to_be_visible()
    assert held_by(phone) == {"databases": [], "caches": []}
    assert SetLog.objects.count() == 1


def test_somebody_else_neither_sends_nor_sees_the_former_athletes_sets(
    phone: Page, plan: Plan, athlete: Athlete, live_server: Any
) -> None:
    other = make.athlete(user=make.user(name="Somebody Else"))
    open_and_keep(phone, plan)
    phone.context.set_offline(True)
    tick(phone, 3)
    shown = shown_rows(phone)
    phone.goto("about:blank")

    sign_in_as(phone.context, other.user, url=live_server.url)
    phone.context.set_offline(False)
    phone.goto("/today/")
    phone.evaluate(
        """async (name) => {
      for (let tries = 0; tries < 400 && (await caches.keys()).join().includes(name); tries += 1)
        await new Promise((resolve) => setTimeout(resolve, 25));
    }""",
        f"pages-{athlete.user_id}",
    )
    expect_waiting(phone, 0)
    expect(phone.locator("[data-unsent]")).to_be_hidden()
    assert stored_rows() == []
    assert f"pages-{athlete.user_id}" not in held_by(phone)["caches"]
    # Only what was never sent waits for its owner.
    assert f"phasewise-{athlete.user_id}" in held_by(phone)["databases"]

    sign_in_as(phone.context, athlete.user, url=live_server.url)
    open_session(phone, plan)
    expect_waiting(phone, 0)
    assert stored_rows() == shown


def test_expired_sign_in_keeps_the_queue_until_the_same_person_is_back(
    phone: Page, plan: Plan, athlete: Athlete, live_server: Any
) -> None:
    open_and_keep(phone, plan)
    tick(phone)
    expect_waiting(phone, 0)
    phone.context.set_offline(True)
    tick(phone, 3)
    shown = shown_rows(phone)
    phone.context.clear_cookies()

    phone.context.set_offline(False)

    expect(phone.locator("[data-queue]")).to_have_attribute("data-trouble", "sign-in")
    expect_waiting(phone, 3)
    phone.locator("[data-unsent]").click()
    expect(phone.get_by_role("dialog")).to_contain_text("You are signed out. Sign in again")
    expect(phone.get_by_role("link", name="Sign in again")).to_be_visible()
    assert len(stored_rows()) == 1
    sign_in_as(phone.context, athlete.user, url=live_server.url)
    phone.reload()
    expect_waiting(phone, 0)
    assert stored_rows() == shown


def test_page_of_an_old_version_keeps_the_queue_and_says_update(
    bare_phone: Page, plan: Plan
) -> None:
    phone = bare_phone
    open_session(phone, plan)
    change_pushes(phone, lambda body: body.update(protocol=0))

    tick(phone, 2)

    expect(phone.locator("[data-queue]")).to_have_attribute("data-trouble", "update")
    phone.locator("[data-unsent]").click()
    expect(phone.get_by_role("dialog")).to_contain_text("This page is too old to send.")
    expect_waiting(phone, 2)
    phone.unroute(PUSH)
    phone.get_by_role("button", name="Send now").click()
    expect_waiting(phone, 0)
    assert stored_rows() == shown_rows(phone)


def test_refused_set_is_listed_with_its_sentence_and_holds_up_no_other(
    bare_phone: Page, plan: Plan
) -> None:
    phone = bare_phone
    open_session(phone, plan)
    phone.context.set_offline(True)
    tick(phone, 3)
    change_pushes(phone, lambda body: body["ops"][1]["fields"].update(load_kg="5000"))

    phone.context.set_offline(False)

    expect_waiting(phone, 0)
    expect(phone.locator("[data-unsent]")).to_have_text("1 refused")
    expect(phone.locator(".set--done")).to_have_count(2)
    sentence = "More than 2000 kg can't be logged: check the weight."
    expect(phone.locator(".field__error")).to_have_text(sentence)
    phone.locator("[data-unsent]").click()
    expect(phone.locator("[data-unsent-list] li")).to_contain_text(
        ["Bench Press, set 2: 6 × 70 kg"]
    )
    expect(phone.locator("[data-unsent-list] li")).to_contain_text([sentence])
    assert stored_rows() == shown_rows(phone)
    assert len(stored_rows()) == 2
