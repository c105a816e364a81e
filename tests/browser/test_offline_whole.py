"""All that a session can hold, done without signal; Chromium is killed; every row arrives."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from athletes.models import Athlete, CheckIn, Comment, Plan, SessionLog, SetLog, SlotChoice
from programs.models import Exercise
from tests import make
from tests.browser.own_phone import OwnPhone
from tests.browser.phones import (
    KEPT,
    expect_waiting,
    first_session,
    once,
    open_and_keep,
    open_session,
    shown_rows,
    tick,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOT_SENT = "Finished, not sent yet"
Shown = list[tuple[str, int, str | None]]


@pytest.fixture
def own_phone(
    browser: Browser, tmp_path: Path, athlete: Athlete, live_server: Any
) -> Iterator[OwnPhone]:
    phone = OwnPhone(browser, folder=tmp_path / "profile", athlete=athlete, url=live_server.url)
    yield phone
    phone.close()


def swap_and_skip(page: Page) -> None:
    page.get_by_role("link", name="Swap or skip Bench Press").click()
    page.get_by_role("button", name="Swap for Dumbbell Bench Press").click()
    expect(page.get_by_text("Dumbbell Bench Press", exact=True)).to_be_visible()
    expect(page.locator(".set--next [name=load]")).to_have_value("28")
    skipped = page.locator("[data-exercise]").nth(1)
    skipped.get_by_role("link", name="Swap or skip").click()
    page.locator("#exercise-2").get_by_role("button", name="The equipment is taken").click()
    expect(skipped.get_by_text("The equipment is taken")).to_be_visible()
    expect(skipped.locator("[data-row]").first).to_be_hidden()
    expect(skipped.get_by_role("button", name="Do it after all")).to_be_visible()


def add_sets(page: Page) -> None:
    tick(page, 3)
    bench = page.locator("[data-exercise]").first
    bench.get_by_role("button", name="Add a set").click()
    bench.locator(".set:not(.set--done) .tick").click()
    expect(bench.locator(".set--done")).to_have_count(4)


def search(page: Page, typed: str) -> None:
    """Search without signal; the page of results is there and ready when this returns."""
    page.get_by_label("Exercise").fill(typed)
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**/?" + urlencode({"q": typed}))
    expect(page.get_by_text("Without signal only these can be added.")).to_be_visible()
    expect(page.get_by_label("Exercise")).to_have_value(typed)


def add_exercise(page: Page) -> None:
    page.get_by_role("link", name="Add an exercise").click()
    search(page, "zottman curl")
    search(page, "bench")
    page.get_by_role("link", name="Bench Press", exact=True).click()
    page.get_by_label("Load").fill("42,5")
    page.get_by_label("reps", exact=True).fill("12")
    page.get_by_role("button", name="Log the first set").click()
    extra = page.locator("[data-extra-of='Bench Press']")
    expect(extra.locator(".set--done")).to_have_count(1)
    expect(extra.get_by_role("button", name="Add a set")).to_be_visible()


def say_words(page: Page) -> None:
    page.get_by_role("link", name="Comments on this session").click()
    page.get_by_label("Comment").fill("Shoulder felt fine")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("link", name="Comments on this session").click()
    expect(page.locator("[data-waiting-comments]")).to_contain_text("Shoulder felt fine")
    page.goto("/check-in/")
    page.get_by_role("group", name="How did you sleep?").get_by_text("2").check()
    page.get_by_role("group", name="How sore are you?").get_by_text("4").check()
    page.get_by_label("Body weight").fill("81,4")
    page.get_by_role("button", name="Check in").click()
    expect(page.get_by_role("heading", name="Today you train")).to_be_visible()


def finish_late(page: Page, plan: Plan) -> None:
    """Finish four hours after the last set: the page asks when it was, and knows."""
    page.clock.set_fixed_time(timezone.now() + timedelta(hours=4))
    open_session(page, plan)
    page.get_by_role("link", name="Finish").click()
    expect(page.get_by_label("When did you finish?")).to_be_visible()
    page.get_by_role("group", name="How hard was").get_by_text("8", exact=True).check()
    page.get_by_role("button", name="Finish the session").click()
    expect(page.get_by_role("link", name="Finished, not sent")).to_be_visible()


def without_group(rows: Any) -> Shown:
    return [(key, reps, load) for key, _group, reps, load in rows]


def stored() -> Shown:
    return sorted(
        (str(row.pk), row.reps, None if row.load_kg is None else f"{row.load_kg.normalize():f}")
        for row in SetLog.objects.standing()
    )


def test_everything_done_without_signal_survives_a_kill_and_arrives(
    own_phone: OwnPhone, plan: Plan
) -> None:
    Exercise.objects.filter(name="Bench Press").update(slug="bench-press")
    make.exercise(
        slug="dumbbell-bench-press",
        name="Dumbbell Bench Press",
        equipment="dumbbell",
        load_convention="per_hand",
    )
    page = own_phone.start()
    session = open_and_keep(page, plan)
    once(page, KEPT, given=f"/sessions/{session.pk}/comments/")
    own_phone.go_offline()

    swap_and_skip(page)
    add_sets(page)
    add_exercise(page)
    say_words(page)
    finish_late(page, plan)
    shown = without_group(shown_rows(page))
    assert len(shown) == 5
    assert own_phone.kill() > 0
    assert not SetLog.objects.exists()

    page = own_phone.start()
    own_phone.go_offline()
    for address in ("/today/", "/week/"):
        page.goto(address)
        expect(page.get_by_text(NOT_SENT).first).to_be_visible()
    open_session(page, plan)
    expect(page.locator(".set--done")).to_have_count(5)
    assert without_group(shown_rows(page)) == shown
    # Swap, skip, five sets, a comment, a check-in, the end.
    expect_waiting(page, 10)
    own_phone.go_online()
    expect_waiting(page, 0)

    assert stored() == shown
    arrived_as_said(plan)


def arrived_as_said(plan: Plan) -> None:
    session = first_session(plan)
    names = SetLog.objects.order_by("performed_at").values_list("exercise_name", flat=True)
    assert list(names) == ["Dumbbell Bench Press"] * 4 + ["Bench Press"]
    choices = SlotChoice.objects.order_by("exercise_name")
    assert [(one.exercise_name, one.skip_reason) for one in choices] == [
        ("", "TAKEN"),
        ("Dumbbell Bench Press", ""),
    ]
    assert [(one.planned_session, one.text) for one in Comment.objects.all()] == [
        (session, "Shoulder felt fine")
    ]
    day = CheckIn.objects.get()
    assert (day.sleep, day.soreness, day.body_weight_kg) == (2, 4, Decimal("81.4"))
    log = SessionLog.objects.get()
    last = max(log.sets.values_list("performed_at", flat=True))
    assert log.planned_session == session
    assert log.session_rpe == Decimal(8)
    # A form tells minutes, and no session ends before it starts.
    assert log.completed_at == max(log.started_at, last.replace(second=0, microsecond=0))
