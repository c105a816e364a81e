"""Photos on a phone: switched on, kept, compared, deleted; and what the phone keeps of them."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from athletes.models import Athlete, Photo, Plan
from programs.engine.timeline import local_date
from tests.athletes.pictures import jpeg, telling_jpeg
from tests.browser.person import PHONE, Person, close
from tests.browser.phones import once

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIZE = (900, 1200)
# Every address that any of the phone's caches holds, once there is a worker.
KEPT = """async () => {
  await navigator.serviceWorker.ready;
  const names = await caches.keys();
  const found = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return found.flat().map((request) => new URL(request.url).pathname);
}"""
LOADED = "() => [...document.images].every((one) => one.complete && one.naturalWidth > 0)"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def person(browser: Browser, live_server: Any, athlete: Athlete) -> Iterator[Person]:
    found = Person(browser, url=live_server.url, viewport=PHONE)
    found.carry_session_of(athlete.user, url=live_server.url)
    yield found
    close([found])


def add(person: Person, *, pose: str, content: bytes, days_ago: int = 0) -> None:
    day = local_date(timezone.now(), zone="UTC") - timedelta(days=days_ago)
    page = person.page
    page.locator("input[type=file]").set_input_files(
        {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": content}
    )
    page.locator(".field--scale label").filter(has_text=pose).click()
    person.fill(on=day.isoformat())
    person.press("Keep it")


def test_photos_are_switched_on_kept_compared_and_deleted(
    person: Person, plan: Plan, folder: Path
) -> None:
    page = person.page
    page.goto("/settings/photos/")
    person.sees("Progress photos")
    page.get_by_label("Keep photos of my progress").check()
    person.press("Save")
    person.sees("Photos")

    add(person, pose="Side", content=jpeg(size=SIZE), days_ago=30)
    add(person, pose="Side", content=telling_jpeg(orientation=6))
    expect(page.locator(".photo img")).to_have_count(2)
    once(page, LOADED)
    person.is_well()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]

    page.goto("/progress/")
    page.locator(".compare").scroll_into_view_if_needed()
    expect(page.locator(".compare img")).to_have_count(2)
    page.locator(".compare img").last.scroll_into_view_if_needed()
    once(page, LOADED)
    person.is_well()

    page.goto("/photos/")
    page.get_by_text("Delete", exact=True).first.click()
    person.press("For good")
    expect(page.locator(".photo img")).to_have_count(1)
    assert Photo.objects.count() == 1
    assert len(list(folder.rglob("*.jpg"))) == 2


def test_refused_file_is_said_and_the_rest_of_the_form_stays(
    person: Person, athlete: Athlete
) -> None:
    Athlete.objects.update(keeps_photos=True)
    person.page.goto("/photos/")
    person.fill(note="Fasted")

    add(person, pose="Back", content=b"%PDF-1.7")

    expect(person.page.get_by_role("alert")).to_contain_text("can't be read as a picture")
    expect(person.page.locator("[name=note]")).to_have_value("Fasted")
    expect(person.page.get_by_label("Back")).to_be_checked()
    person.is_well()


def test_phone_keeps_no_photo(person: Person, plan: Plan) -> None:
    Athlete.objects.update(keeps_photos=True)
    page = person.page
    page.goto("/today/")
    once(page, "() => navigator.serviceWorker.controller !== null")
    page.goto("/photos/")
    add(person, pose="Front", content=jpeg(size=SIZE))
    once(page, LOADED)
    page.goto(page.locator(".photo a").get_attribute("href") or "")
    page.goto("/today/")

    kept = page.evaluate(KEPT)

    assert "/today/" in kept or any(path.startswith("/static/") for path in kept)
    assert [path for path in kept if path.startswith("/photos/")] == []
