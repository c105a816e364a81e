"""Without Valkey a person stays signed in, and the day's page and logging go on."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from athletes.models import PlannedGroup, SetLog, uuid7
from coaching.accounts.sessions import SessionStore
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


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("/accounts/login/", {"login": "ana@example.com", "password": "a long enough password"}),
        ("/accounts/password/reset/", {"email": "ana@example.com"}),
    ],
)
def test_signing_in_waits_in_words_while_the_cache_is_gone(
    client: Client, settings: Settings, address: str, form: dict[str, str]
) -> None:
    make.account(email="ana@example.com")
    cache.clear()
    at_hand = settings.CACHES
    take_cache_away(settings)

    refused = client.post(address, form)

    assert (refused.status_code, refused["Retry-After"]) == (503, "30")
    assert "Signing in has to wait" in refused.content.decode()
    assert "_auth_user_id" not in client.session
    settings.CACHES = at_hand
    assert client.post(address, form).status_code == 302


@pytest.mark.parametrize("name", ["invitation", "coach_invitation"])
def test_invitation_waits_in_words_while_the_cache_is_gone(
    client: Client, settings: Settings, name: str
) -> None:
    at_hand, address = settings.CACHES, reverse(name, args=["no-such-token"])
    take_cache_away(settings)

    refused = client.get(address)

    assert (refused.status_code, refused["Retry-After"]) == (503, "30")
    assert "Signing in has to wait" in refused.content.decode()
    settings.CACHES = at_hand
    assert client.get(address).status_code in {302, 404}


def test_signing_out_is_final_while_the_cache_is_gone(
    client: Client, lifter: Any, settings: Settings
) -> None:
    key = client.session.session_key
    take_cache_away(settings)

    answer = client.post("/accounts/logout/")

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert not Session.objects.filter(pk=key).exists()
    client.cookies["sessionid"] = key
    assert client.get("/today/").status_code == 302


def test_session_that_changes_is_kept_while_the_cache_is_gone(
    client: Client, lifter: Any, settings: Settings
) -> None:
    take_cache_away(settings)

    session = client.session
    session["seen"] = "yes"
    session.save()
    session.cycle_key()

    assert SessionStore(session.session_key)["seen"] == "yes"


def test_sign_in_is_cached_for_five_minutes_at_most(client: Client, lifter: Any) -> None:
    key = f"django.contrib.sessions.cached_db{client.session.session_key}"

    left_ms = cache._cache.get_client(None).pttl(cache.make_key(key))

    assert 290_000 < left_ms <= 300_000
