"""Another exercise, and back to the planned one, without signal: name and loads follow."""

from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from athletes.models import Plan, PlannedSession, SetLog, SlotChoice
from programs.models import Exercise
from tests import make
from tests.browser.phones import KEPT, expect_waiting, once, open_and_keep, tick

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LOAD = ".set--next [name=load]"


def offer_dumbbells() -> None:
    Exercise.objects.filter(name="Bench Press").update(slug="bench-press")
    make.exercise(
        slug="dumbbell-bench-press",
        name="Dumbbell Bench Press",
        equipment="dumbbell",
        load_convention="per_hand",
    )


def keep_choices(phone: Page, plan: Plan) -> PlannedSession:
    session = open_and_keep(phone, plan)
    once(phone, KEPT, given=f"/sessions/{session.pk}/exercises/")
    return session


def choose(phone: Page, name: str) -> None:
    phone.get_by_role("link", name="Swap or skip").first.click()
    # Only what was swapped leads back.
    expect(phone.locator("[data-back]:visible")).to_have_count(1 if "Back" in name else 0)
    phone.locator("#exercise-1").get_by_role("button", name=name).click()
    expect(phone.locator("[data-session]")).to_be_visible()


def expect_logged(phone: Page, *, name: str, load_kg: Decimal) -> None:
    """Tick a set and see that it arrives as what the page showed."""
    tick(phone)
    phone.context.set_offline(False)
    expect_waiting(phone, 0)
    row = SetLog.objects.get()
    assert (row.exercise_name, row.load_kg, row.prescribed_kg) == (name, load_kg, load_kg)


def test_back_restores_the_load_after_a_swap_without_signal(phone: Page, plan: Plan) -> None:
    offer_dumbbells()
    keep_choices(phone, plan)
    phone.context.set_offline(True)
    choose(phone, "Swap for Dumbbell Bench Press")
    expect(phone.locator(LOAD)).to_have_value("28")
    expect(phone.get_by_text("Dumbbell Bench Press", exact=True)).to_be_visible()

    choose(phone, "Back to Bench Press")

    expect(phone.locator(LOAD)).to_have_value("70")
    expect(phone.locator("[data-instead]").first).to_be_hidden()
    expect_logged(phone, name="Bench Press", load_kg=Decimal(70))
    assert SlotChoice.objects.get().exercise_name == ""


def test_back_restores_the_load_on_a_copy_that_was_kept_swapped(phone: Page, plan: Plan) -> None:
    offer_dumbbells()
    session = keep_choices(phone, plan)
    phone.goto(f"/sessions/{session.pk}/")
    choose(phone, "Swap for Dumbbell Bench Press")
    expect_waiting(phone, 0)
    expect(phone.get_by_role("heading", name="1: Dumbbell Bench Press")).to_be_visible()
    copy_says = "async (p) => (await (await caches.match(p))?.text())?.includes('28')"
    for path in (f"/sessions/{session.pk}/", f"/sessions/{session.pk}/exercises/"):
        once(phone, copy_says, given=path)
    phone.reload()
    phone.context.set_offline(True)

    choose(phone, "Back to Bench Press")

    expect(phone.locator(LOAD)).to_have_value("70")
    expect(phone.locator("[data-instead]").first).to_have_text("Bench Press")
    expect_logged(phone, name="Bench Press", load_kg=Decimal(70))
