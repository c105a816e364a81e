"""Reminders on the screen: nothing is asked before the tap, and what the browser says is kept."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from athletes.actions.subscribe_push import subscribe_push
from athletes.models import Athlete, PushSubscription, Reminder
from tests.athletes.push_server import Browser
from tests.browser.phones import once

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGE = "/settings/reminders/"
ENDPOINT = "https://fcm.googleapis.com/fcm/send/ana"
# Chromium without a window has no push service: this stands for it, and counts what is asked.
SERVICE = """
globalThis.asked = 0;
const permission = { get: () => globalThis.permission ?? "default" };
Object.defineProperty(Notification, "permission", permission);
const made = (endpoint) => ({ endpoint, toJSON: () => ({ endpoint, keys: %(keys)s }),
  unsubscribe: async () => localStorage.removeItem("push") });
PushManager.prototype.getSubscription = async () => {
  const kept = localStorage.getItem("push");
  return kept ? made(kept) : null;
};
PushManager.prototype.subscribe = async ({ applicationServerKey, userVisibleOnly }) => {
  globalThis.asked += 1;
  if (%(refuse)s) {
    globalThis.permission = "denied";
    throw new DOMException("", "NotAllowedError");
  }
  const key = atob(applicationServerKey.replaceAll("-", "+").replaceAll("_", "/"));
  if (!userVisibleOnly || key.length !== 65) throw new Error("key");
  localStorage.setItem("push", "%(endpoint)s");
  return made("%(endpoint)s");
};
"""


@pytest.fixture(autouse=True)
def key(settings: Any) -> None:
    settings.VAPID_PRIVATE_KEY = "A" * 42 + "E"


def with_service(page: Page, *, refuse: bool = False) -> Page:
    keys = str(Browser().keys)
    script = SERVICE % {"keys": keys, "endpoint": ENDPOINT, "refuse": str(refuse).lower()}
    page.add_init_script(script)
    return page


def sign_out(page: Page) -> None:
    page.locator(".menu summary").click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()


def test_nothing_is_asked_before_the_tap(phone: Page, athlete: Athlete) -> None:
    with_service(phone).goto(PAGE)

    expect(phone.get_by_role("button", name="Remind me on this device")).to_be_visible()
    assert phone.evaluate("globalThis.asked") == 0
    assert (PushSubscription.objects.count(), Reminder.objects.count()) == (0, 0)


def test_tap_subscribes_and_signing_out_ends_it(phone: Page, athlete: Athlete) -> None:
    elsewhere = {"endpoint": f"{ENDPOINT}/laptop", "device": "Firefox, Windows", **Browser().keys}
    subscribe_push(athlete=athlete, user=athlete.user, now=timezone.now(), **elsewhere)
    with_service(phone).goto(PAGE)

    phone.get_by_role("button", name="Remind me on this device").click()

    expect(phone.get_by_text("This device reminds you on days with a session.")).to_be_visible()
    expect(phone.locator("li", has_text="Chrome").get_by_text("this device")).to_be_visible()
    expect(phone.locator("li", has_text="Firefox").get_by_text("this device")).to_be_hidden()
    expect(phone.get_by_role("button", name="Remind me on this device")).to_be_hidden()
    row = PushSubscription.objects.get(endpoint=ENDPOINT)
    assert row.athlete == athlete
    assert row.device.startswith("Chrome, ")

    sign_out(phone)
    assert PushSubscription.objects.get().endpoint == elsewhere["endpoint"]
    assert phone.evaluate("caches.keys()") == []


def test_removing_this_device_ends_it_in_the_browser_too(phone: Page, athlete: Athlete) -> None:
    with_service(phone).goto(PAGE)
    phone.get_by_role("button", name="Remind me on this device").click()
    expect(phone.get_by_text("this device", exact=True)).to_be_visible()

    phone.get_by_role("button", name="Remove").click()

    expect(phone.get_by_role("button", name="Remind me on this device")).to_be_visible()
    assert PushSubscription.objects.count() == 0
    assert phone.evaluate("localStorage.getItem('push')") is None


def test_next_person_on_the_browser_ends_the_reminders_of_the_one_before(
    phone: Page, athlete: Athlete
) -> None:
    with_service(phone).goto(PAGE)
    phone.evaluate(f"localStorage.setItem('push', '{ENDPOINT}')")
    phone.evaluate("caches.open('push-0')")

    phone.goto("/today/")

    once(phone, "() => localStorage.getItem('push') === null")
    assert "push-0" not in phone.evaluate("caches.keys()")


def test_blocked_browser_says_where_to_allow_it(phone: Page, athlete: Athlete) -> None:
    with_service(phone, refuse=True).goto(PAGE)

    phone.get_by_role("button", name="Remind me on this device").click()

    expect(phone.get_by_text("Your browser blocks what this site wants to show.")).to_be_visible()
    assert PushSubscription.objects.count() == 0


# What is said without scripts stands in <noscript>, which a browser that only blocks them skips.
@pytest.mark.parametrize(("options", "notes"), [({}, 1), ({"java_script_enabled": False}, 0)])
def test_page_works_in_a_browser_that_shows_no_reminders(
    open_context: Callable[..., BrowserContext], athlete: Athlete, options: Any, notes: int
) -> None:
    page = open_context(**options).new_page()
    page.add_init_script("delete globalThis.PushManager")

    page.goto(PAGE)
    note = page.get_by_text("This browser can't show reminders.")
    expect(note.filter(visible=True)).to_have_count(notes)
    expect(page.get_by_role("button", name="Remind me on this device")).to_be_hidden()
    page.get_by_label("Remind me by e-mail on days with a session").check()
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Saved.")).to_be_visible()
    assert Reminder.objects.get().by_mail is True


def test_worker_shows_what_came_and_leads_to_today(phone: Page, athlete: Athlete) -> None:
    phone.context.grant_permissions(["notifications"])
    phone.goto(PAGE)
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    (worker,) = phone.context.service_workers

    worker.evaluate(
        """async () => {
          const data = JSON.stringify({ title: "Training today", body: "Upper" });
          self.dispatchEvent(new PushEvent("push", { data }));
          for (let tries = 0; tries < 100; tries += 1) {
            if ((await self.registration.getNotifications()).length) return;
            await new Promise((resolve) => setTimeout(resolve, 20));
          }
        }"""
    )

    shown = worker.evaluate(
        """async () => (await self.registration.getNotifications()).map(
          ({ title, body, tag }) => ({ title, body, tag }))"""
    )
    assert shown == [{"title": "Training today", "body": "Upper", "tag": "/today/"}]
