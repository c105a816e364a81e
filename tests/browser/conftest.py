"""An athlete with a plan, and phones that are signed in as the athlete.

Read before Django is set up, so what needs its models is imported inside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page

from programs.engine.timeline import local_date

if TYPE_CHECKING:
    from athletes.models import Athlete, Plan
    from tests.browser.requests_running import RequestsRunning

NUMBERS = {
    "rm:bench": Decimal(100),
    "rm:squat": Decimal(150),
    "tm:press": Decimal(55),
    "w:row": Decimal(70),
    "w:rdl": Decimal(90),
    "w:fly": Decimal(15),
}


@pytest.fixture(scope="session")
def requests_running() -> RequestsRunning:
    from tests.browser.requests_running import RequestsRunning

    return RequestsRunning()


@pytest.fixture(autouse=True)
def _nothing_runs_on(_django_db_marker: None, requests_running: RequestsRunning) -> Iterator[None]:
    """Let the server finish what a page asked before it was left; only then tables are emptied."""
    yield
    requests_running.wait_for_none()


@pytest.fixture
def athlete(transactional_db: None) -> Athlete:
    from tests import make

    return make.athlete(user=make.user(name="Mara Lindqvist"), name="Mara Lindqvist")


@pytest.fixture
def plan(athlete: Athlete) -> Plan:
    """Alternating phases from today on, with the athlete's own numbers."""
    from tests import make

    now = timezone.now()
    today = local_date(now, zone=athlete.time_zone)
    return make.plan(
        athlete=athlete,
        starts_on=today,
        weekdays=make.days_from(today),
        now=now,
        anchors={athlete.pk: NUMBERS},
    )


@pytest.fixture
def open_context(
    browser: Browser, live_server: Any, athlete: Athlete
) -> Iterator[Callable[..., BrowserContext]]:
    """Return a function that opens a browser signed in as the athlete."""
    from tests.browser.phones import PHONE, cookie_of

    contexts: list[BrowserContext] = []

    def open_one(**options: Any) -> BrowserContext:
        context = browser.new_context(base_url=live_server.url, **{"viewport": PHONE, **options})
        context.add_cookies([cookie_of(athlete.user, url=live_server.url)])
        contexts.append(context)
        return context

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def phone(open_context: Callable[..., BrowserContext]) -> Page:
    return open_context().new_page()
