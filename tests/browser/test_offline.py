"""A phone without signal: a whole session, reloaded and closed with a full queue, two at once."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from athletes.models import CheckIn, Plan, PlannedGroup, SetLog
from tests.browser.phones import (
    KEPT,
    PUSH,
    expect_waiting,
    first_session,
    once,
    open_and_keep,
    open_session,
    shown_rows,
    stored_rows,
    tick,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SETS = 10


def test_whole_session_without_signal_arrives_as_it_was_done(phone: Page, plan: Plan) -> None:
    open_and_keep(phone, plan)
    phone.context.set_offline(True)
    phone.reload()
    expect(phone.locator("[data-kept]")).to_contain_text("Saved copy of")

    tick(phone, 3)
    phone.locator(".set--next [name=reps]").fill("7")
    phone.locator(".set--next [name=load]").fill("72,5")
    tick(phone, SETS - 3)
    done = phone.locator(".set--done").nth(1)
    done.locator("summary").click()
    done.locator("[name=reps]").fill("9")
    done.get_by_role("button", name="Save the change").click()
    expect(done.locator("[data-result=reps]")).to_have_text("9")
    phone.locator(".set--done summary").last.click()
    phone.locator(".set--done").last.get_by_role("button", name="Take it back").click()
    expect(phone.locator(".set--done")).to_have_count(SETS - 1)

    expect(phone.locator("[data-unsent]")).to_have_text(f"{SETS + 2} not sent")
    shown = shown_rows(phone)
    assert stored_rows() == []
    phone.context.set_offline(False)
    expect_waiting(phone, 0)
    assert stored_rows() == shown
    expect(phone.locator("[data-unsent]")).to_be_hidden()


def test_queue_survives_reload_and_closing(
    open_context: Callable[..., BrowserContext], plan: Plan
) -> None:
    context = open_context()
    first = context.new_page()
    open_and_keep(first, plan)
    context.set_offline(True)
    tick(first, 3)
    first.reload()
    expect(first.locator(".set--done")).to_have_count(3)
    tick(first, 2)
    shown = shown_rows(first)
    first.close()

    second = context.new_page()
    open_session(second, plan)

    expect(second.locator(".set--done")).to_have_count(5)
    assert shown_rows(second) == shown
    expect_waiting(second, 5)
    context.set_offline(False)
    expect_waiting(second, 0)
    assert stored_rows() == shown


def test_lost_answers_lose_and_double_nothing(
    open_context: Callable[..., BrowserContext], plan: Plan
) -> None:
    # Only requests that no worker sees can be cut for sure.
    phone = open_context(service_workers="block").new_page()
    open_session(phone, plan)
    asked = []

    def lose_every_other(route: Route) -> None:
        asked.append(route.request.post_data_json)
        answer = route.fetch()
        if len(asked) % 2:
            route.abort()
        else:
            route.fulfill(response=answer)

    phone.route(PUSH, lose_every_other)
    for _ in range(4):
        tick(phone)
        expect_waiting(phone, 0)

    sent = [op["op_id"] for push in asked for op in push["ops"]]
    assert (len(asked), len(sent), len(set(sent))) == (8, 8, 4)
    assert stored_rows() == shown_rows(phone)
    assert len(stored_rows()) == 4


def test_two_phones_at_once_end_with_the_same_sets(
    open_context: Callable[..., BrowserContext], plan: Plan
) -> None:
    one, other = open_context().new_page(), open_context().new_page()
    for page in (one, other):
        open_and_keep(page, plan)
        page.context.set_offline(True)
    tick(one, 3)
    rows = other.locator("[data-exercise]").nth(1)
    for count in range(3):
        rows.locator(".set:not(.set--done) .tick").first.click()
        expect(rows.locator(".set--done")).to_have_count(count + 1)

    for page in (one, other):
        page.context.set_offline(False)
        expect_waiting(page, 0)

    assert len(stored_rows()) == 6
    for page in (one, other):
        page.reload()
        assert shown_rows(page) == stored_rows()


def test_accepting_takes_one_tap_and_a_change_at_most_three(phone: Page, plan: Plan) -> None:
    open_session(phone, plan)
    phone.evaluate("""() => {
      window.taps = 0;
      addEventListener("pointerdown", () => { window.taps += 1; }, true);
    }""")

    tick(phone)
    accepted = phone.evaluate("window.taps")
    phone.locator(".set--next [name=load]").click()
    phone.keyboard.press("Control+A")
    phone.keyboard.type("75")
    phone.locator(".set--next [name=reps]").click()
    phone.keyboard.press("Control+A")
    phone.keyboard.type("5")
    tick(phone)

    assert (accepted, phone.evaluate("window.taps") - accepted) == (1, 3)
    expect_waiting(phone, 0)
    assert sorted(row[2:] for row in stored_rows()) == [(5, "75"), (6, "70")]


def test_back_off_follows_todays_top_set_on_the_phone(phone: Page, plan: Plan) -> None:
    groups = PlannedGroup.objects.filter(session=first_session(plan)).order_by("position")
    bench, row = groups[0], groups[1]
    groups.filter(pk=row.pk).update(anchor="top:bench-h", load_kg=None, base_percent=90)
    open_and_keep(phone, plan)
    phone.context.set_offline(True)
    phone.locator(".set--next [name=load]").fill("102.5")

    tick(phone)

    # 90 % of 102.5 kg is 92.25.
    loads = phone.locator(f"[data-group='{row.pk}'] [name=load]")
    expect(loads.first).to_have_value("92.5")
    tick(phone, 3)
    phone.context.set_offline(False)
    expect_waiting(phone, 0)
    logged = SetLog.objects.get(planned_group=row)
    assert (logged.load_kg, logged.prescribed_kg) == (Decimal("92.5"), Decimal("92.5"))
    assert logged.is_accepted
    assert SetLog.objects.filter(planned_group=bench).count() == 3


def test_session_is_finished_without_signal(phone: Page, plan: Plan) -> None:
    session = open_and_keep(phone, plan)
    once(phone, KEPT, given=f"/sessions/{session.pk}/finish/")
    phone.context.set_offline(True)
    tick(phone, 2)
    phone.get_by_role("link", name="Finish").click()
    phone.get_by_role("group", name="How hard was").get_by_text("7", exact=True).check()
    phone.get_by_label("A word to your coach").fill("No signal down here")
    phone.get_by_label("Body weight").fill("81,5")

    phone.get_by_role("button", name="Finish the session").click()

    expect(phone.get_by_role("link", name="Finished, not sent")).to_be_visible()
    expect_waiting(phone, 4)
    phone.context.set_offline(False)
    expect_waiting(phone, 0)
    log = first_session(plan).log
    assert (log.session_rpe, log.note) == (Decimal("7.0"), "No signal down here")
    assert log.completed_at is not None
    assert log.sets.count() == 2
    assert CheckIn.objects.get().body_weight_kg == Decimal("81.5")


def test_extra_set_is_added_without_signal(phone: Page, plan: Plan) -> None:
    open_and_keep(phone, plan)
    phone.context.set_offline(True)
    bench = phone.locator("[data-exercise]").first
    tick(phone, 3)

    bench.get_by_role("button", name="Add a set").click()
    bench.get_by_role("button", name="Log Bench Press, set 4").click()

    expect(bench.locator(".set--done")).to_have_count(4)
    phone.reload()
    expect(bench.locator(".set--done")).to_have_count(4)
    expect(phone.locator("#session-count")).to_contain_text("3 of 10 sets")
    phone.context.set_offline(False)
    expect_waiting(phone, 0)
    assert sorted(SetLog.objects.values_list("position", flat=True)) == [1, 2, 3, 4]
