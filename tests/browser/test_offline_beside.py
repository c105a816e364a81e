"""Without signal, the pages beside a session: skipping it, checking in, what was refused."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from athletes.models import CheckIn, Plan, SetLog, SyncDevice, SyncOperation
from tests.browser.phones import (
    KEPT,
    expect_waiting,
    first_session,
    once,
    open_and_keep,
    tick,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SKIPPED = "Skipped, not sent yet: Illness: Fever"


def test_session_is_skipped_without_signal_and_today_and_the_week_say_so(
    phone: Page, plan: Plan
) -> None:
    session = open_and_keep(phone, plan)
    once(phone, KEPT, given=f"/sessions/{session.pk}/skip/")
    phone.context.set_offline(True)
    phone.goto("/today/")
    phone.get_by_role("link", name="I can't train today").click()
    phone.get_by_role("button", name="Skip this session").click()
    expect(phone.locator(".messages")).to_have_text("Choose a reason: your coach plans by it.")
    phone.get_by_text("Illness").check()
    phone.get_by_label("Anything your coach should know").fill("Fever")

    phone.get_by_role("button", name="Skip this session").click()

    expect(phone.get_by_text(SKIPPED)).to_be_visible()
    expect(phone.get_by_role("link", name="I can't train today")).to_be_hidden()
    phone.goto("/week/")
    expect(phone.get_by_text(SKIPPED)).to_be_visible()
    phone.context.set_offline(False)
    expect_waiting(phone, 0)
    assert first_session(plan).excused_for == "ILLNESS: Fever"


def test_check_in_typed_without_signal_is_there_at_the_second_look(phone: Page, plan: Plan) -> None:
    open_and_keep(phone, plan)
    once(phone, KEPT, given="/check-in/")
    phone.context.set_offline(True)
    phone.goto("/check-in/")
    phone.get_by_role("group", name="How sore are you?").get_by_text("3").check()
    phone.get_by_label("Body weight").fill("a lot")
    phone.get_by_role("button", name="Check in").click()
    expect(phone.locator(".messages")).to_contain_text("number")
    phone.get_by_label("Body weight").fill("81,5")
    phone.get_by_label("A word to your coach").fill("Slept in a tent")
    phone.get_by_role("button", name="Check in").click()
    expect(phone.get_by_role("heading", name="Today you train")).to_be_visible()
    expect_waiting(phone, 1)

    phone.goto("/check-in/")

    sore = phone.get_by_role("group", name="How sore are you?")
    expect(sore.get_by_text("3")).to_be_checked()
    expect(phone.get_by_label("A word to your coach")).to_have_value("Slept in a tent")
    sore.get_by_text("4").check()
    phone.get_by_role("button", name="Check in").click()
    expect(phone.get_by_role("heading", name="Today you train")).to_be_visible()
    expect_waiting(phone, 2)
    phone.context.set_offline(False)
    expect_waiting(phone, 0)
    day = CheckIn.objects.get()
    assert (day.soreness, day.note, float(day.body_weight_kg)) == (4, "Slept in a tent", 81.5)


def test_copy_of_another_day_asks_for_this_one_with_nothing_answered(
    phone: Page, plan: Plan
) -> None:
    day = CheckIn.objects.create(
        organization=plan.organization, athlete=plan.athlete, on=timezone.localdate(), sleep=2
    )
    open_and_keep(phone, plan)
    once(phone, KEPT, given="/check-in/")
    phone.context.set_offline(True)
    asleep = phone.get_by_role("group", name="How did you sleep?").get_by_text("2")
    phone.goto("/check-in/")
    expect(asleep).to_be_checked()

    phone.clock.set_fixed_time(timezone.now() + timedelta(days=1))
    phone.goto("/check-in/")

    expect(asleep).not_to_be_checked()
    tomorrow = day.on + timedelta(days=1)
    expect(phone.locator("[data-day-words]")).to_contain_text(f"{tomorrow:%B} {tomorrow.day}")


def test_what_was_refused_is_dismissed_after_asking(phone: Page, plan: Plan) -> None:
    open_and_keep(phone, plan)
    phone.context.set_offline(True)
    tick(phone, 2)
    phone.evaluate(
        """async (user) => {
          const opened = indexedDB.open(`phasewise-${user}`);
          await new Promise((resolve) => (opened.onsuccess = resolve));
          const ops = opened.result.transaction("ops", "readwrite").objectStore("ops");
          const found = ops.getAll();
          await new Promise((resolve) => (found.onsuccess = resolve));
          const [op] = found.result;
          const put = ops.put({ ...op, fields: { ...op.fields, load_kg: "5000" } });
          await new Promise((resolve) => (put.onsuccess = resolve));
        }""",
        str(plan.athlete.user_id),
    )
    phone.context.set_offline(False)
    expect(phone.locator("[data-unsent]")).to_have_text("1 refused")
    phone.locator("[data-unsent]").click()
    listed = phone.locator("[data-unsent-list] li")

    listed.get_by_role("button", name="Dismiss").click()
    listed.get_by_role("button", name="Keep it").click()
    expect(listed).to_have_count(1)
    assert SyncOperation.objects.unresolved().count() == 1
    listed.get_by_role("button", name="Dismiss").click()
    with phone.expect_response("**/api/v1/sync/dismiss/"):
        listed.get_by_role("button", name="Dismiss it").click()

    expect(listed).to_have_count(0)
    expect(phone.locator("[data-unsent]")).to_be_hidden()
    assert SyncOperation.objects.unresolved().count() == 0
    assert SetLog.objects.count() == 1


def test_phone_that_was_away_for_91_days_registers_anew_and_sends(phone: Page, plan: Plan) -> None:
    open_and_keep(phone, plan)
    tick(phone)
    expect_waiting(phone, 0)
    SyncDevice.objects.update(last_seen_at=timezone.now() - timedelta(days=91))

    tick(phone)

    expect_waiting(phone, 0)
    assert SetLog.objects.count() == 2
    assert SyncDevice.objects.count() == 2
