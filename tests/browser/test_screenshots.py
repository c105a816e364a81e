"""The pictures of README.md, taken from the demo gym on one fixed afternoon.

Left out of every other run: `make screenshots` writes docs/screenshots anew.
"""

import base64
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from athletes.models import Athlete, Plan, SessionLog, StrengthEstimate
from athletes.queries.records import get_records
from coaching.accounts.models import User
from coaching.demo.seed import seed_demo
from coaching.demo_accounts import DEMO_ACCOUNTS
from programs.actions.load_catalogue import load_catalogue
from programs.models import ProgramVersion
from tests.browser.person import DESK, PHONE, Person, close

pytestmark = [pytest.mark.screenshots, pytest.mark.django_db(transaction=True)]

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
# A Thursday, so that the week is half done; five in the afternoon in London.
AFTERNOON = datetime(2026, 6, 18, 16, 0, tzinfo=UTC)
LARGEST = 250 * 1024
GAP, CORNER = 24, 28
STATIC = FOLDER.parents[1] / "static" / "img"
LARGEST_OF_FRONT = 80 * 1024
AS_WEBP = """async (png) => {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toDataURL("image/webp", 0.85);
}"""


@pytest.fixture
def gym(transactional_db: None) -> Iterator[None]:
    with time_machine.travel(AFTERNOON, tick=True):
        load_catalogue()
        seed_demo(now=AFTERNOON)
        yield


@pytest.fixture
def desk(gym: None, browser: Browser, live_server: Any) -> Iterator[Person]:
    person = signed_in(browser, live_server.url, role="HEAD_COACH", viewport=DESK)
    yield person
    close([person])


def test_pictures_of_the_readme(desk: Person, browser: Browser, live_server: Any) -> None:
    take_desk(desk)
    light = signed_in(browser, live_server.url, role="ATHLETE", viewport=PHONE)
    dark = signed_in(browser, live_server.url, role="ATHLETE", viewport=PHONE, color_scheme="dark")

    training = [shot_of_today(light), shot_of_session(light), shot_of_finished(light)]
    looking_back = [shot_of_week(light), shot_of_exercise(light), shot_of_session(dark)]

    put_side_by_side(browser, training, name="training")
    put_side_by_side(browser, looking_back, name="looking-back")
    close([light, dark])
    sizes = {path.name: path.stat().st_size for path in FOLDER.glob("*.png")}
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}


def test_pictures_of_the_front_page(gym: None, browser: Browser, live_server: Any) -> None:
    for scheme in ("light", "dark"):
        person = signed_in(
            browser,
            live_server.url,
            role="ATHLETE",
            viewport=PHONE,
            color_scheme=scheme,
            device_scale_factor=2,
        )
        picture = as_webp(person.page, shot_of_session(person))
        (STATIC / f"session-{scheme}.webp").write_bytes(picture)
        close([person])

    sizes = [path.stat().st_size for path in STATIC.glob("session-*.webp")]
    assert len(sizes) == 2
    assert max(sizes) < LARGEST_OF_FRONT


def as_webp(page: Page, png: bytes) -> bytes:
    """Return a picture much smaller, written by the browser itself."""
    page.goto("about:blank")
    written = page.evaluate(AS_WEBP, base64.b64encode(png).decode())
    return base64.b64decode(written.partition(",")[2])


def signed_in(browser: Browser, url: str, *, role: str, **options: Any) -> Person:
    account = next(one for one in DEMO_ACCOUNTS if one.role == role)
    person = Person(browser, url=url, **options)
    person.carry_session_of(User.objects.get(email=account.email), url=url)
    return person


def take_desk(desk: Person) -> None:
    free = Athlete.objects.filter(is_archived=False, name__in=("José Ramírez", "Priya Nair"))
    version = ProgramVersion.objects.get(template__name="Build, then lift heavy")
    asked = Plan.objects.get(athlete__name="Lena Vogt")
    rolled = Plan.objects.get(athlete__name="Chloe Martin")
    keys = ",".join(str(athlete.pk) for athlete in free)
    assign = f"{reverse('console:athletes_athlete_assign')}?athletes={keys}&version={version.pk}"
    for name, path in (
        ("dashboard", reverse("console:index")),
        ("assign", assign),
        ("program", reverse("console:programs_programversion_change", args=[version.pk])),
        ("plan", reverse("console:athletes_plan_change", args=[rolled.pk])),
        ("proposal", reverse("console:athletes_plan_change", args=[asked.pk])),
    ):
        desk.page.goto(path)
        desk.is_well()
        desk.page.screenshot(path=FOLDER / f"{name}.png")


def shot_of_today(phone: Person) -> bytes:
    phone.page.goto("/today/")
    phone.sees("Today you train")
    return phone.page.screenshot()


def shot_of_session(phone: Person) -> bytes:
    """Two sets of the first exercise are logged; a second look at it logs no more."""
    page = phone.page
    page.goto("/today/")
    page.locator("main a.button--primary").first.click()
    phone.is_well()
    while (done := page.locator(".set--done").count()) < 2:
        page.locator(".set--next .tick").click()
        expect(page.locator(".set--done")).to_have_count(done + 1)
    page.goto(page.url.partition("#")[0])
    return page.screenshot()


def shot_of_finished(phone: Person) -> bytes:
    athlete = Athlete.objects.get(user__email=phone_owner())
    logs = SessionLog.objects.filter(athlete=athlete).exclude(completed_at=None)
    best = next(log for log in logs.order_by("-started_at") if len(get_records(log=log)) > 1)
    phone.page.goto(reverse("session_finished", args=[best.planned_session_id]))
    phone.is_well()
    return phone.page.screenshot()


def shot_of_week(phone: Person) -> bytes:
    phone.page.goto("/week/")
    phone.sees("This week")
    return phone.page.screenshot()


def shot_of_exercise(phone: Person) -> bytes:
    estimates = StrengthEstimate.objects.filter(athlete__user__email=phone_owner())
    squat = estimates.filter(exercise__name="Back Squat (High-Bar)")[0]
    phone.page.goto(reverse("exercise_history", args=[squat.exercise_id]))
    phone.is_well()
    return phone.page.screenshot()


def phone_owner() -> str:
    return next(one for one in DEMO_ACCOUNTS if one.role == "ATHLETE").email


def put_side_by_side(browser: Browser, shots: list[bytes], *, name: str) -> None:
    """Write phones next to each other as one picture."""
    width = (PHONE["width"] + GAP) * len(shots) + GAP
    page = browser.new_page(viewport={"width": width, "height": PHONE["height"] + 2 * GAP})
    images = "".join(
        f'<img src="data:image/png;base64,{base64.b64encode(shot).decode()}">' for shot in shots
    )
    page.set_content(
        f"<style>body{{margin:0;padding:{GAP}px;display:flex;gap:{GAP}px;background:#dfe3da}}"
        f"img{{border-radius:{CORNER}px}}</style>{images}"
    )
    page.screenshot(path=FOLDER / f"{name}.png")
    page.close()
