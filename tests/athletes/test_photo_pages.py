"""The pages of photos, and who gets a photo's file."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from athletes.actions.add_photo import add_photo
from athletes.models import Athlete, Photo
from tests import make
from tests.access.world import World, build_world
from tests.athletes.pictures import jpeg

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
NOBODYS = UUID("00000000-0000-7000-8000-000000000000")
ALONE = {"athlete"}
SHARED = ALONE | {"owner", "head coach", "coach", "assistant"}


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def athlete() -> Athlete:
    return make.athlete(user=make.user(), keeps_photos=True)


@pytest.fixture
def page(client: Client, athlete: Athlete) -> Client:
    client.force_login(athlete.user)
    return client


def add(athlete: Athlete, **said: Any) -> Photo:
    said = {"content": jpeg(), "pose": "FRONT", "on": make.MONDAY, "note": "", **said}
    return add_photo(athlete=athlete, now=make.NOW, **said)


def sent(content: bytes = b"", **said: str) -> dict[str, Any]:
    file = SimpleUploadedFile("../../etc/IMG_1.HEIC", content or jpeg(), "text/html")
    return {"file": file, "pose": "SIDE", "on": "2026-03-02", "note": "Fasted", **said}


def addresses(photo_id: UUID) -> list[str]:
    return [reverse(name, args=[photo_id]) for name in ("photo", "photo_small")]


def test_photo_is_kept_by_the_form_whatever_its_name_and_type_say(
    page: Client, athlete: Athlete, folder: Path
) -> None:
    response = page.post(reverse("photos"), sent())

    photo = Photo.objects.get()
    assert response["Location"] == reverse("photos")
    assert (photo.athlete, photo.pose, photo.on, photo.note) == (
        athlete, "SIDE", make.MONDAY, "Fasted"
    )  # fmt: skip
    assert {path.name.partition(".")[2] for path in folder.rglob("*") if path.is_file()} == {"jpg"}
    assert "Fasted" in page.get(reverse("photos")).content.decode()


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"content": b"%PDF-1.7"}, "file", "can't be read as a picture"),
        ({"content": b"\x00\x00\x00\x18ftypheic"}, "file", "HEIC photos can't be read here."),
        ({"on": "2999-01-01"}, "on", "That day hasn't come yet"),
        ({"pose": "FRONT"}, "pose", "delete it first"),
        ({"pose": "TOP"}, "pose", "TOP is not one of the available choices"),
    ],
)
def test_refused_photo_is_said_at_its_field(
    page: Client, athlete: Athlete, said: dict[str, Any], field: str, words: str
) -> None:
    add(athlete)

    response = page.post(reverse("photos"), sent(**said))

    ((name, (error,)),) = response.context["form"].errors.items()
    assert (response.status_code, name) == (422, field)
    assert words in error
    assert Photo.objects.count() == 1


def test_file_that_is_far_too_long_is_not_kept_anywhere(page: Client, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 100_000

    response = page.post(reverse("photos"), sent(b"\xff\xd8\xff" + b"x" * 400_000))

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "file": ["This file has more than 12 MB: send a smaller one."]
    }
    assert not response.wsgi_request.FILES
    assert not Photo.objects.exists()


def test_pages_of_who_keeps_none_lead_to_the_switch(page: Client, athlete: Athlete) -> None:
    Athlete.objects.update(keeps_photos=False)

    for method in (page.get, page.post):
        assert method(reverse("photos"))["Location"] == reverse("photo_settings")
    assert 'id="photos"' not in page.get(reverse("progress")).content.decode()


def test_photos_are_off_until_switched_on(client: Client) -> None:
    athlete = make.athlete(user=make.user())
    client.force_login(athlete.user)

    response = client.post(reverse("photo_settings"), {"keeps": "on"})

    athlete.refresh_from_db()
    assert response["Location"] == reverse("photos")
    assert (athlete.keeps_photos, athlete.shares_photos) == (True, False)


def test_switching_off_offers_to_delete_and_does(
    page: Client, athlete: Athlete, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    assert "deletes" not in page.get(reverse("photo_settings")).context["form"].fields
    add(athlete)
    assert "deletes" in page.get(reverse("photo_settings")).context["form"].fields

    with django_capture_on_commit_callbacks(execute=True):
        page.post(reverse("photo_settings"), {"deletes": "on"})

    assert not Photo.objects.exists()
    assert not list(folder.rglob("*.jpg"))


def test_file_comes_with_headers_that_keep_it_in_the_page(page: Client, athlete: Athlete) -> None:
    photo = add(athlete)

    for address in addresses(photo.pk):
        response = page.get(address)
        assert b"".join(response.streaming_content)[:3] == b"\xff\xd8\xff"
        assert {name: response[name] for name in (
            "Content-Type", "Cache-Control", "X-Content-Type-Options", "Content-Disposition",
            "Cross-Origin-Resource-Policy",
        )} == {
            "Content-Type": "image/jpeg",
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
            "Content-Disposition": 'inline; filename="front-2026-03-02.jpg"',
            "Cross-Origin-Resource-Policy": "same-origin",
        }  # fmt: skip


def world_of_photos(*, shares: bool) -> tuple[World, Photo]:
    world = build_world()
    Athlete.objects.filter(pk=world.athlete.pk).update(keeps_photos=True, shares_photos=shares)
    return world, add(world.athlete, note="SENTINEL")


@pytest.mark.parametrize(("shares", "seen_by"), [(False, ALONE), (True, SHARED)])
def test_file_is_got_by_who_may_see_it_and_nobody_else(shares: bool, seen_by: set[str]) -> None:
    world, photo = world_of_photos(shares=shares)
    got, refusals = set(), set()

    for name, person in world.people.items():
        client = Client()
        if name != "nobody":
            client.force_login(person)
        for here, nowhere in zip(addresses(photo.pk), addresses(NOBODYS), strict=True):
            response, missing = client.get(here), client.get(nowhere)
            if response.status_code == 200:
                got.add(name)
            else:
                refusals.add((response.status_code, missing.status_code))

    assert got == seen_by
    assert refusals == {(404, 404), (302, 302)}


def test_sharing_ends_at_once() -> None:
    world, photo = world_of_photos(shares=True)
    coach = Client()
    coach.force_login(world.people["coach"])
    before = coach.get(addresses(photo.pk)[0]).status_code

    Athlete.objects.filter(pk=world.athlete.pk).update(shares_photos=False)

    assert (before, coach.get(addresses(photo.pk)[0]).status_code) == (200, 404)


def test_pages_of_others_hold_nothing_of_a_photo() -> None:
    world, photo = world_of_photos(shares=True)
    names = ("photos", "progress", "photo_settings", "today")

    shown = {
        person
        for person in world.people
        if person != "nobody"
        for name in names
        if _is_in_page(world.people[person], reverse(name), words=("SENTINEL", str(photo.pk)))
    }

    assert shown == {"athlete"}


def _is_in_page(person: Any, address: str, *, words: tuple[str, ...]) -> bool:
    client = Client()
    client.force_login(person)
    html = client.get(address).content.decode()
    return any(word in html for word in words)


@pytest.mark.parametrize("person", ["coach", "owner", "another athlete", "owner elsewhere"])
def test_photo_is_deleted_by_its_athlete_only(person: str) -> None:
    world, photo = world_of_photos(shares=True)
    client = Client()
    client.force_login(world.people[person])

    assert client.post(reverse("photo_delete", args=[photo.pk])).status_code == 404

    assert Photo.objects.count() == 1


def test_delete_asks_for_a_post(
    page: Client, athlete: Athlete, django_capture_on_commit_callbacks: Any, folder: Path
) -> None:
    address = reverse("photo_delete", args=[add(athlete).pk])

    assert page.get(address).status_code == 405
    with django_capture_on_commit_callbacks(execute=True):
        assert page.post(address)["Location"] == reverse("photos")
    assert (page.post(address).status_code, Photo.objects.count()) == (404, 0)
    assert not list(folder.rglob("*.jpg"))


def test_photo_whose_file_is_gone_is_not_found(
    page: Client, athlete: Athlete, folder: Path
) -> None:
    photo = add(athlete)
    for path in folder.rglob("*.jpg"):
        path.unlink()

    assert page.get(addresses(photo.pk)[0]).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_its_queries(
    page: Client, athlete: Athlete, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        add(athlete, on=make.MONDAY - number * DAY)
    page.get(reverse("photos"))

    # The person, the places, and the photos.
    with django_assert_num_queries(3):
        html = page.get(reverse("photos")).content.decode()
    assert html.count("<img") == count


def test_progress_puts_two_days_side_by_side(page: Client, athlete: Athlete) -> None:
    photos = [add(athlete, on=make.MONDAY - number * DAY) for number in (2, 1, 0)]

    chosen = {"before": "2026-03-01", "after": "x"}
    html = page.get(reverse("progress"), chosen).content.decode()

    seen = [photo for photo in photos if f'src="{addresses(photo.pk)[0]}"' in html]
    assert seen == photos[1:]
    assert '<option value="2026-03-01" selected>' in " ".join(html.split())
