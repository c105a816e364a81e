"""Photos of progress: kept in private, seen by who may, gone when deleted."""

import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from athletes.actions import add_photo as adding
from athletes.actions.add_photo import (
    PhotoFromTheFuture,
    PhotosAreOff,
    PoseTaken,
    TooManyPhotos,
    add_photo,
)
from athletes.actions.choose_photos import choose_photos
from athletes.actions.clean_photo import PhotoUnreadable
from athletes.actions.delete_photos import delete_photo, delete_photos
from athletes.actions.sweep_photos import sweep_photos
from athletes.models import Athlete, Photo
from athletes.queries.photos import compare, get_photo_days
from coaching.accounts.models import Membership
from tests import make
from tests.athletes.pictures import SECRETS, jpeg, telling_jpeg

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def coach() -> Membership:
    return make.membership()


@pytest.fixture
def athlete(coach: Membership) -> Athlete:
    return make.athlete(coach=coach, user=make.user(), keeps_photos=True)


def add(athlete: Athlete, **said: Any) -> Photo:
    said = {"content": jpeg(), "pose": "FRONT", "on": make.MONDAY, "note": "", **said}
    return add_photo(athlete=athlete, now=make.NOW, **said)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def body(response: Any) -> bytes:
    parts: Iterator[bytes] = response.streaming_content
    return b"".join(parts)


def test_photo_is_kept_as_two_files_that_only_the_server_may_read(
    athlete: Athlete, folder: Path
) -> None:
    photo = add(athlete, content=telling_jpeg(), note="Fasted")

    photo.refresh_from_db()
    assert (photo.pose, photo.on, photo.note) == ("FRONT", make.MONDAY, "Fasted")
    assert files(folder) == [f"{photo.file_name}-small.jpg", f"{photo.file_name}.jpg"]
    for path in folder.rglob("*.jpg"):
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700
        assert [word for word in SECRETS if word in path.read_bytes()] == []


def test_folder_lies_outside_of_what_is_served_by_its_address(settings: Any) -> None:
    from coaching import settings as written

    served = {Path(settings.STATIC_ROOT), *map(Path, settings.STATICFILES_DIRS)}
    assert not any(Path(written.MEDIA_ROOT).is_relative_to(one) for one in served)
    assert not settings.MEDIA_URL.strip("/")


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"content": b"nothing"}, PhotoUnreadable),
        ({"on": make.MONDAY + DAY}, PhotoFromTheFuture),
        ({"pose": "BACK"}, PoseTaken),
    ],
)
def test_refused_photo_leaves_neither_row_nor_file(
    athlete: Athlete, folder: Path, said: dict[str, Any], error: type[Exception]
) -> None:
    add(athlete, pose="BACK")
    before = files(folder)

    with pytest.raises(error):
        add(athlete, **said)

    assert (Photo.objects.count(), files(folder)) == (1, before)


def test_photo_of_who_keeps_none_is_refused(athlete: Athlete, folder: Path) -> None:
    choose_photos(athlete=athlete, keeps=False, shares=False, deletes=False)

    with pytest.raises(PhotosAreOff):
        add(athlete)

    assert (Photo.objects.count(), files(folder)) == (0, [])


def test_photos_have_a_most(athlete: Athlete, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "MOST_PHOTOS", 1)
    add(athlete)

    with pytest.raises(TooManyPhotos, match="You keep 1 photos"):
        add(athlete, pose="SIDE")


def test_day_is_the_athletes_own(athlete: Athlete) -> None:
    athlete.time_zone = "Pacific/Auckland"

    photo = add_photo(
        athlete=athlete,
        content=jpeg(),
        pose="FRONT",
        on=date(2026, 3, 3),
        note="",
        now=make.NOW + timedelta(hours=12),
    )

    assert photo.on == date(2026, 3, 3)


def test_delete_takes_row_and_files_once_committed(
    athlete: Athlete, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    photo, kept = add(athlete), add(athlete, pose="SIDE")

    with django_capture_on_commit_callbacks() as waiting:
        delete_photo(photo=photo)
    assert len(files(folder)) == 4
    for callback in waiting:
        callback()

    assert list(Photo.objects.all()) == [kept]
    assert files(folder) == [f"{kept.file_name}-small.jpg", f"{kept.file_name}.jpg"]


def test_delete_twice_is_harmless(
    athlete: Athlete, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    photo = add(athlete)

    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            delete_photo(photo=photo)
            delete_photos(athlete=athlete)

    assert (Photo.objects.count(), files(folder)) == (0, [])


@pytest.mark.parametrize(("deletes", "left"), [(False, 2), (True, 0)])
def test_switching_off_ends_sharing_and_deletes_if_asked(
    athlete: Athlete,
    folder: Path,
    deletes: bool,
    left: int,
    django_capture_on_commit_callbacks: Any,
) -> None:
    choose_photos(athlete=athlete, keeps=True, shares=True, deletes=False)
    add(athlete)

    with django_capture_on_commit_callbacks(execute=True):
        choose_photos(athlete=athlete, keeps=False, shares=True, deletes=deletes)

    athlete.refresh_from_db()
    assert (athlete.keeps_photos, athlete.shares_photos) == (False, False)
    assert (len(files(folder)), Photo.objects.count() * 2) == (left, left)


def test_sweep_deletes_old_files_without_a_row_and_nothing_else(
    athlete: Athlete, folder: Path
) -> None:
    kept, gone, new = add(athlete), add(athlete, pose="SIDE"), add(athlete, pose="BACK")
    Photo.objects.filter(pk__in=[gone.pk, new.pk]).delete()
    for path in folder.rglob("*.jpg"):
        age = timedelta(minutes=59 if path.name.startswith(new.file_name) else 60)
        at = (make.NOW - age).timestamp()
        os.utime(path, (at, at))

    assert sweep_photos(now=make.NOW).swept == 1
    assert sweep_photos(now=make.NOW).swept == 0

    assert set(files(folder)) == {
        f"{one.file_name}{ending}" for one in (kept, new) for ending in (".jpg", "-small.jpg")
    }


def test_sweep_of_a_deleted_athlete_takes_the_files(athlete: Athlete, folder: Path) -> None:
    add(athlete)
    athlete.delete()

    assert sweep_photos(now=make.NOW + timedelta(days=36_500)).swept == 1
    assert files(folder) == []


def test_sweep_without_a_folder_finds_nothing() -> None:
    assert sweep_photos(now=make.NOW).swept == 0


@pytest.mark.parametrize("count", [1, 3])
def test_days_cost_one_query(
    athlete: Athlete, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        add(athlete, on=make.MONDAY - number * DAY)

    with django_assert_num_queries(1):
        assert len(get_photo_days(athlete=athlete)) == count


def test_days_are_newest_first_and_poses_front_to_back(athlete: Athlete) -> None:
    for on, pose in ((make.MONDAY - DAY, "BACK"), (make.MONDAY, "BACK"), (make.MONDAY, "FRONT")):
        add(athlete, on=on, pose=pose)

    days = get_photo_days(athlete=athlete)

    assert [(day.on, [one.pose for one in day.photos]) for day in days] == [
        (make.MONDAY, ["FRONT", "BACK"]),
        (make.MONDAY - DAY, ["BACK"]),
    ]


def test_comparison_is_first_and_newest_day_unless_others_are_named(athlete: Athlete) -> None:
    first, second, third = (make.MONDAY - number * DAY for number in (2, 1, 0))
    for on, pose in ((first, "FRONT"), (second, "SIDE"), (third, "FRONT")):
        add(athlete, on=on, pose=pose)
    days = get_photo_days(athlete=athlete)

    plain = compare(days)
    named = compare(days, before_on=second, after_on=date(1999, 1, 1))

    assert plain is not None
    assert named is not None
    assert (plain.before_on, plain.after_on, plain.days) == (first, third, (third, second, first))
    assert [pair.pose.value for pair in plain.pairs] == ["FRONT"]
    assert (named.before_on, named.after_on) == (second, third)
    assert [(one.pose.value, bool(one.before), bool(one.after)) for one in named.pairs] == [
        ("FRONT", False, True),
        ("SIDE", True, False),
    ]
    assert compare(days[:1]) is None
