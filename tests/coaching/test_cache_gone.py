"""Without Valkey a person stays signed in, and the day's page and logging go on."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from athletes.models import PlannedGroup, SetLog, uuid7
from tests import make
from tests.athletes.plans_by_hand import make_plan

pytestmark = pytest.mark.django_db
NOWHERE = "unix:///nowhere/valkey.sock"


@pytest.fixture
def lifter(client: Client) -> Any:
    athlete = make.athlete(user=make.user())
    make_plan("hypertrophy", "strength", athlete=athlete)
    client.force_login(athlete.user)
    return athlete


def take_cache_away(settings: Settings) -> None:
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": NOWHERE}}


def test_todays_page_opens_while_the_cache_is_gone(
    client: Client, lifter: Any, settings: Settings
) -> None:
    take_cache_away(settings)

    assert client.get("/today/").status_code == 200


def test_set_is_logged_while_the_cache_is_gone(
    client: Client, lifter: Any, settings: Settings
) -> None:
    group = PlannedGroup.objects.filter(session__plan__athlete=lifter).earliest("pk")
    take_cache_away(settings)

    answer = client.post(
        f"/sessions/{group.session_id}/sets/",
        {"set_id": str(uuid7()), "group": group.pk, "number": 1, "load": "100", "reps": "5"},
    )

    assert answer.status_code == 302
    assert SetLog.objects.get().reps == 5


def test_unknown_session_is_nobody_while_the_cache_is_gone(
    client: Client, settings: Settings
) -> None:
    take_cache_away(settings)
    client.cookies["sessionid"] = "0" * 32

    answer = client.get("/today/")

    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/today/")
