"""The operator's page of jobs and the page of the weekly mail, in a browser."""

from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser

from athletes.actions.beat import beat
from athletes.actions.roll_due import SWEEP, SweepReport
from athletes.models import Outbox, Plan
from coaching.accounts.models import User
from tests import make
from tests.athletes.plans_by_hand import DUE, make_plan
from tests.browser.person import DESK, PHONE, Person
from tests.coaching.console_rows import client_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def at_the_desk(browser: Browser, live_server: Any, user: User, *, size: dict[str, int]) -> Person:
    person = Person(browser, url=live_server.url, viewport=size)
    cookie = client_of(user).cookies[settings.SESSION_COOKIE_NAME].value
    person.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    return person


def troubles() -> None:
    make_plan("hypertrophy", "strength")
    Plan.objects.update(failures=8, quarantined_at=DUE, last_error="Boom: athletes.x line 1")
    Outbox.objects.create(
        key="plan:1:1", message={}, queued_at=DUE, run_after=DUE, dead_at=DUE, last_error="Gone: "
    )
    beat(name=SWEEP, now=DUE, report=SweepReport(plans=2, transitions=1, failures=1))


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_operator_releases_a_plan_from_a_page_readable_by_all(browser, live_server, size) -> None:
    troubles()
    operator = at_the_desk(browser, live_server, make.user(is_staff=True), size=size)

    operator.page.goto(reverse("operator:jobs"))
    operator.sees("Regular jobs")
    is_wide = operator.page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    operator.press("Try again")
    operator.page.wait_for_url("**/operator/athletes/plan/**")

    assert not is_wide
    assert Plan.objects.get().quarantined_at is None
    operator.context.close()


def test_coach_turns_the_weekly_mail_off(browser, live_server) -> None:
    membership = make.membership()
    coach = at_the_desk(browser, live_server, membership.user, size=PHONE)

    coach.page.goto(reverse("digests"))
    coach.sees("Weekly mail")
    coach.page.get_by_role("checkbox", name=membership.organization.name).uncheck()
    coach.press("Save")
    coach.page.get_by_text("Saved.").wait_for()

    membership.refresh_from_db()
    assert not membership.wants_digest
    coach.context.close()
