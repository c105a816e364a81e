"""What an athlete does with a phone, and what the phone holds."""

from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from athletes.models import Plan, PlannedSession, SetLog

PHONE = {"width": 390, "height": 844}
PUSH = "**/api/v1/sync/push/"

# The worker serves and the page is kept. Not `ready`: it never answers where no worker came up.
KEPT = "async (path) => navigator.serviceWorker.controller && (await caches.match(path))"

Row = tuple[str, int, int, str | None]


def cookie_of(user: Any, *, url: str) -> Any:
    """Return the cookie of somebody who signed in just now."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}


def once(page: Page, holds: str, *, given: str = "") -> None:
    """Return once a JavaScript function holds of what is given; it may answer with a promise.

    Playwright's own `wait_for_function` takes a promise for an answer, and a text that isn't a
    function it looks at again by eval, which the pages' policy forbids.
    """
    page.evaluate(
        f"""async (given) => {{
          const holds = {holds};
          for (let looks = 0; looks < 2000; looks += 1) {{
            if (await holds(given)) return;
            await new Promise((resolve) => setTimeout(resolve, 25));
          }}
          throw new Error(`waited in vain for ${{holds}}`);
        }}""",
        given,
    )


def first_session(plan: Plan) -> PlannedSession:
    return plan.sessions.order_by("ordinal").first()


def open_session(page: Page, plan: Plan) -> PlannedSession:
    session = first_session(plan)
    page.goto(f"/sessions/{session.pk}/")
    return session


def open_and_keep(page: Page, plan: Plan) -> PlannedSession:
    """Open the session with signal and wait until the phone has what it needs without."""
    session = open_session(page, plan)
    once(page, KEPT, given=f"/sessions/{session.pk}/")
    return session


def tick(page: Page, times: int = 1) -> None:
    """Accept the next sets as prescribed; each shows before the next tap."""
    done = page.locator(".set--done")
    for _ in range(times):
        count = done.count()
        page.locator(".set--next .tick").click()
        expect(done).to_have_count(count + 1)


def expect_waiting(page: Page, count: int) -> None:
    expect(page.locator("[data-queue]")).to_have_attribute("data-waiting", str(count))


def shown_rows(page: Page) -> list[Row]:
    """Return each set that the page shows as done: its id, group, repetitions and load."""
    found = page.eval_on_selector_all(
        ".set--done",
        """rows => rows.map(row => [
          row.dataset.setId,
          Number(row.dataset.group),
          Number(row.querySelector("[data-result=reps]").textContent),
          row.querySelector("[data-result=load]").textContent || null,
        ])""",
    )
    return sorted(tuple(row) for row in found)


def stored_rows() -> list[Row]:
    """Return the standing sets in the database, as a page would show them."""
    return sorted(
        (
            str(row.pk),
            row.planned_group_id,
            row.reps,
            None if row.load_kg is None else f"{row.load_kg.normalize():f}",
        )
        for row in SetLog.objects.standing()
    )


def held_by(page: Page) -> dict[str, Any]:
    """Return what the browser keeps for this site: names of databases and of caches."""
    return page.evaluate(
        """async () => ({
          databases: (await indexedDB.databases()).map(one => one.name).sort(),
          caches: (await caches.keys()).sort(),
        })"""
    )


def sign_in_as(context: BrowserContext, user: Any, *, url: str) -> None:
    """Have another person's cookie in the browser, or the same person's new one."""
    context.add_cookies([cookie_of(user, url=url)])
