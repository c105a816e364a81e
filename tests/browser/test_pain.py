"""Pain is told of a set by taps, with and without signal, and the coach reads it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Locator, Page, expect

from athletes.models import CheckIn, Plan, SetLog
from coaching.accounts.models import Membership
from tests import make
from tests.browser.phones import expect_waiting, first_session, open_and_keep, open_session, tick

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KNEE = ("KNEE", "LEFT", 6)
WORDS = "Knee, left, 6 of 10"


def open_first(phone: Page) -> Locator:
    """Open what was said of the first set and return its row."""
    row = phone.locator(".set--done").first
    if row.locator("details:not([open])").count():
        row.locator("summary").click()
    return row


def tell(row: Locator, *, place: str, side: str, severity: str) -> None:
    """Tap where it hurts, on which side and how much; nothing is typed."""
    row.get_by_text("It hurt").check()
    row.get_by_label("Where?").select_option(label=place)
    row.get_by_label("Which side?").select_option(label=side)
    row.get_by_label("How bad").select_option(severity)
    row.get_by_role("button", name="Save the change").click()
    expect(row.locator("[data-result=pain]")).to_be_visible()


def expect_said(row: Locator, *, place: str, side: str, severity: str) -> None:
    expect(row.locator("[data-result=pain]")).to_be_visible()
    expect(row.get_by_text("It hurt")).to_be_checked()
    expect(row.get_by_label("Where?")).to_have_value(place)
    expect(row.get_by_label("Which side?")).to_have_value(side)
    expect(row.get_by_label("How bad")).to_have_value(severity)


def stored() -> tuple[object, ...]:
    row = SetLog.objects.get()
    return (row.has_pain, row.pain_place, row.pain_side, row.pain_severity)


def page_of_coach(plan: Plan) -> str:
    owner = make.membership(organization=plan.organization, role=Membership.Role.OWNER)
    client = Client()
    client.force_login(owner.user)
    url = reverse("console:athletes_plannedsession_change", args=[first_session(plan).pk])
    return client.get(url).content.decode()


def test_pain_is_told_by_taps_and_the_coach_reads_it(phone: Page, plan: Plan) -> None:
    open_session(phone, plan)
    tick(phone)
    row = open_first(phone)
    expect(row.get_by_label("Where?")).to_be_hidden()

    tell(row, place="Knee", side="left", severity="6")

    expect_waiting(phone, 0)
    assert stored() == (True, *KNEE)
    phone.reload()
    expect_said(open_first(phone), place="KNEE", side="LEFT", severity="6")
    assert WORDS in page_of_coach(plan)


def test_pain_told_without_signal_outlives_a_reload(phone: Page, plan: Plan) -> None:
    open_and_keep(phone, plan)
    phone.context.set_offline(True)
    tick(phone)
    tell(open_first(phone), place="Knee", side="left", severity="6")
    expect_waiting(phone, 2)

    phone.reload()

    expect_said(open_first(phone), place="KNEE", side="LEFT", severity="6")
    # Only what is changed now is said of it once more.
    open_first(phone).get_by_label("How bad").select_option("8")
    phone.get_by_role("button", name="Save the change").first.click()
    expect_waiting(phone, 3)
    phone.context.set_offline(False)
    expect_waiting(phone, 0)
    assert stored() == (True, "KNEE", "LEFT", 8)
    day = CheckIn.objects.get()
    assert (day.has_pain, day.pain_place, day.pain_side, day.pain_severity) == (
        True, "KNEE", "LEFT", 8,
    )  # fmt: skip


def test_pain_told_on_another_phone_is_in_the_row(
    phone: Page, plan: Plan, open_context: Callable[..., BrowserContext]
) -> None:
    open_session(phone, plan)
    tick(phone)
    expect_waiting(phone, 0)
    other = open_context().new_page()
    open_and_keep(other, plan)
    tell(open_first(phone), place="Knee", side="left", severity="6")
    expect_waiting(phone, 0)

    other.reload()

    expect_said(open_first(other), place="KNEE", side="LEFT", severity="6")
