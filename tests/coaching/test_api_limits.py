"""How often one may ask, by token, and what happens without the cache that counts."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from coaching.actions.create_token import create_token
from coaching.api.throttling import KeyThrottle, RefusedThrottle
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


def ask(text: str) -> Any:
    return Client().get("/api/v1/me/", headers={"authorization": f"Bearer {text}"})


def test_third_request_of_two_waits_and_another_token_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(KeyThrottle, "rate", "2/min", raising=False)
    user = make.user()
    busy, calm = (create_token(user=user, name=name, now=timezone.now())[1] for name in "ab")

    statuses = [ask(busy).status_code for _ in range(3)]
    refused = ask(busy)

    assert statuses == [200, 200, 429]
    assert 0 < int(refused["Retry-After"]) <= 60
    assert refused.json()["errors"][0]["code"] == "throttled"
    assert ask(calm).status_code == 200


def test_address_that_is_refused_too_often_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RefusedThrottle, "rate", "2/min", raising=False)

    statuses = [ask("pw_wrong").status_code, Client().get("/api/v1/me/").status_code]
    refused = ask("pw_wrong")

    assert statuses == [401, 401]
    assert (refused.status_code, refused.json()["type"]) == (429, "client_error")
    assert 0 < int(refused["Retry-After"]) <= 60


def test_good_token_works_from_an_address_that_was_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RefusedThrottle, "rate", "1/min", raising=False)
    _, text = create_token(user=make.user(), name="Phone", now=timezone.now())
    ask("pw_wrong")
    ask("pw_wrong")

    assert ask(text).status_code == 200


def test_requests_go_on_while_the_cache_is_down(settings: LazySettings) -> None:
    _, text = create_token(user=make.user(), name="Phone", now=timezone.now())
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1",
        }
    }

    assert ask(text).status_code == 200
    assert ask("pw_wrong").status_code == 401
