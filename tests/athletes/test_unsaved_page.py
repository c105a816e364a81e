"""What phones sent and couldn't be saved: listed with why and when, kept, exported, let be."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from athletes.models import Athlete, PlannedGroup, SyncOperation
from tests import make
from tests.athletes.sync.phone import Phone

pytestmark = pytest.mark.django_db

PAGE = "/settings/not-saved/"


@pytest.fixture
def athlete() -> Athlete:
    athlete = make.athlete(user=make.user())
    make.plan(athlete=athlete, anchors={athlete.pk: {"rm:bench": Decimal(100)}})
    return athlete


@pytest.fixture
def page(client: Client, athlete: Athlete) -> Client:
    client.force_login(athlete.user)
    return client


def refuse(athlete: Athlete, *, times: int = 1) -> None:
    group = PlannedGroup.objects.filter(athlete=athlete).earliest("session__ordinal", "position")
    phone = Phone(athlete)
    phone.push(*(phone.put(group, reps=-1, note="Felt heavy") for _ in range(times)))


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_nothing_unsaved_says_so(page: Client) -> None:
    assert "Everything is saved" in text_of(page.get(PAGE))


def test_refused_set_is_listed_with_what_why_and_when(page: Client, athlete: Athlete) -> None:
    refuse(athlete)
    row = SyncOperation.objects.get()

    shown = text_of(page.get(PAGE))

    assert "<strong>A set</strong>" in shown
    assert "Bench Press, -1 × 70 kg, Felt heavy" in shown
    assert row.message in shown.replace("&#x27;", "'")
    assert "arrived 2 Mar, " in shown.replace("\xa0", " ")
    assert f"/api/v1/sync/export/?athlete={athlete.pk}" in shown
    assert reverse("unsaved") in text_of(page.get(reverse("athlete_settings")))


def test_file_holds_what_is_listed(page: Client, athlete: Athlete) -> None:
    refuse(athlete)

    file = page.get("/api/v1/sync/export/", {"athlete": athlete.pk})

    assert [one["op_id"] for one in file.json()] == [str(SyncOperation.objects.get().op_id)]


def test_dismissed_is_listed_no_more_and_asked_twice_is_not_found(
    page: Client, athlete: Athlete
) -> None:
    refuse(athlete, times=2)
    gone, stays = SyncOperation.objects.order_by("pk")
    url = reverse("unsaved_dismiss", args=[gone.op_id])

    answer, again = page.post(url), page.post(url)

    assert (answer.status_code, answer["Location"], again.status_code) == (302, PAGE, 404)
    statuses = {row.op_id: row.status for row in SyncOperation.objects.all()}
    assert statuses == {gone.op_id: "DISMISSED", stays.op_id: "REFUSED"}


def test_somebody_else_dismisses_nothing(client: Client, athlete: Athlete) -> None:
    refuse(athlete)
    other = make.athlete(organization=athlete.organization, user=make.user())
    client.force_login(other.user)

    answer = client.post(reverse("unsaved_dismiss", args=[SyncOperation.objects.get().op_id]))

    assert answer.status_code == 404
    assert SyncOperation.objects.get().status == "REFUSED"
    assert "A set" not in text_of(client.get(PAGE))


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_queries_for_one_and_three(
    page: Client, athlete: Athlete, count: int
) -> None:
    refuse(athlete, times=count)

    with CaptureQueriesContext(connection) as asked:
        page.get(PAGE)

    assert len(asked) == 3


def test_reason_is_said_in_the_language_of_whoever_reads_it(page: Client, athlete: Athlete) -> None:
    refuse(athlete)

    shown = text_of(page.get(PAGE, headers={"accept-language": "de"}))
    file = page.get(
        "/api/v1/sync/export/", {"athlete": athlete.pk}, headers={"accept-language": "es"}
    )

    assert "Wiederholungen können nicht unter 0 liegen: Trag ein, wie viele es waren." in shown
    assert [one["message"] for one in file.json()] == [
        "Las repeticiones no pueden ser menos de 0: escribe cuántas hiciste."
    ]
