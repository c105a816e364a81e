"""An athlete swaps, skips, adds and comments on a phone of 390 px."""

from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from athletes.models import CheckIn, Plan, SetLog, SlotChoice
from programs.models import Exercise
from tests import make
from tests.browser.phones import expect_waiting, first_session, open_session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_everything_in_a_session_is_done_on_a_phone(phone: Page, plan: Plan) -> None:
    Exercise.objects.filter(name="Bench Press").update(slug="bench-press")
    make.exercise(
        slug="dumbbell-bench-press",
        name="Dumbbell Bench Press",
        equipment="dumbbell",
        load_convention="per_hand",
    )
    make.exercise(slug="zottman-curl", name="Zottman Curl", load_convention="per_hand")
    open_session(phone, plan)

    # Swap: one tap to the choices, one to choose.
    phone.get_by_role("link", name="Swap or skip").first.click()
    phone.get_by_role("button", name="Swap for Dumbbell Bench Press").click()
    expect(phone.get_by_role("heading", name="1: Dumbbell Bench Press")).to_be_visible()
    expect(phone.get_by_text("in place of Bench Press", exact=True)).to_be_visible()
    phone.get_by_role("button", name="Log Dumbbell Bench Press, set 1").click()
    expect(phone.locator(".set--done")).to_have_count(1)
    expect_waiting(phone, 0)
    logged = SetLog.objects.get()
    assert (logged.exercise_name, logged.load_kg) == ("Dumbbell Bench Press", Decimal(28))

    # Note and pain of a set.
    phone.locator(".set--done summary").click()
    phone.locator(".set--done [name=note]").fill("left elbow, 3")
    phone.locator(".set--done [name=pain]").check()
    phone.get_by_role("button", name="Save the change").click()
    expect(phone.locator(".set__said")).to_contain_text("Pain left elbow, 3")
    expect_waiting(phone, 0)
    assert CheckIn.objects.get().has_pain

    # Skip, and think better of it.
    phone.get_by_role("link", name="Swap or skip").nth(1).click()
    phone.locator("#exercise-2").get_by_role("button", name="The equipment is taken").click()
    expect(phone.locator(".exercise__ways").nth(1)).to_contain_text("The equipment is taken")
    assert SlotChoice.objects.filter(skip_reason="TAKEN").count() == 1
    phone.get_by_role("button", name="Do it after all").click()
    expect(phone.get_by_role("button", name="Do it after all")).to_have_count(0)

    # An exercise beyond the plan.
    phone.get_by_role("link", name="Add an exercise").click()
    phone.get_by_label("Exercise").fill("zottman")
    phone.get_by_role("button", name="Search").click()
    phone.get_by_role("link", name="Zottman Curl").click()
    phone.get_by_label("Load").fill("12")
    phone.get_by_label("reps", exact=True).fill("10")
    phone.get_by_role("button", name="Log the first set").click()
    extras = phone.locator("[data-extra-of='Zottman Curl']")
    expect(extras.locator(".set--done")).to_have_count(1)
    extra = SetLog.objects.get(exercise_name="Zottman Curl")
    assert extra.session_log.planned_session == first_session(plan)
