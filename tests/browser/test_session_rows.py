"""The two states of a set's row: one comes from the server, the phone makes the other."""

from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from athletes.models import Plan, SetLog
from tests.browser.phones import expect_waiting, open_session, tick

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_set_that_came_as_done_is_taken_back_and_done_again(phone: Page, plan: Plan) -> None:
    open_session(phone, plan)
    phone.locator(".set--next [name=reps]").fill("9")
    tick(phone)
    expect_waiting(phone, 0)
    phone.reload()
    phone.locator(".set--done summary").click()
    phone.get_by_role("button", name="Take it back").click()
    expect(phone.locator(".set--done")).to_have_count(0)

    row = phone.locator(".set--next")
    expect(row.locator("[name=reps]")).to_have_value("9")
    expect(row.locator(".set__target")).to_contain_text("6–8 × 70")
    row.get_by_role("button", name="Log Bench Press, set 1").click()

    expect(phone.locator(".set--done .set__result")).to_contain_text("9 × 70")
    expect_waiting(phone, 0)
    again = SetLog.objects.standing().get()
    assert (again.reps, again.position, again.is_accepted) == (9, 1, False)
    assert SetLog.objects.count() == 2


def test_effort_said_with_a_set_is_shown_and_changed_in_place(phone: Page, plan: Plan) -> None:
    open_session(phone, plan)
    tick(phone, times=2)
    row = phone.locator("[data-row]").nth(2)
    row.get_by_label("2", exact=True).check()

    tick(phone)

    expect(row.locator("[data-result=rir]")).to_have_text("2 left")
    row.locator("summary").click()
    expect(row.get_by_label("2", exact=True)).to_be_checked()
    row.get_by_label("1", exact=True).check()
    row.get_by_role("button", name="Save the change").click()
    expect(row.locator("[data-result=rir]")).to_have_text("1 left")
    expect_waiting(phone, 0)
    assert SetLog.objects.get(position=3).rpe == Decimal(9)


def test_sets_more_than_asked_carry_numbers_of_their_own(phone: Page, plan: Plan) -> None:
    open_session(phone, plan)
    add = phone.locator(".group").first.get_by_role("button", name="Add a set")
    add.click()
    add.click()

    for number in (4, 5):
        phone.get_by_role("button", name=f"Log Bench Press, set {number}", exact=True).click()
        expect(phone.locator(f"[data-number='{number}'].set--done").first).to_be_visible()

    expect_waiting(phone, 0)
    assert sorted(SetLog.objects.values_list("position", flat=True)) == [4, 5]
    rows = phone.locator(".group").first.locator("[data-row]")
    assert rows.evaluate_all("rows => rows.map(row => row.id.split('-').at(-1))") == [
        "1", "2", "3", "4", "5",
    ]  # fmt: skip
    errors = rows.locator("[data-errors]").evaluate_all("found => found.map(one => one.id)")
    assert len(set(errors)) == 5
