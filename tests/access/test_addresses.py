"""Every address refuses strangers unless it is on the list of what is public."""

import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.access.world import build_world

pytestmark = pytest.mark.django_db

PUBLIC = {
    "/",
    "/healthz",
    "/readyz",
    # The same for everybody.
    "/service-worker.js",
    "/offline/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/inactive/",
    "/accounts/confirm-email/",
    "/accounts/confirm-email/x/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/done/",
    "/accounts/password/reset/key/x-x/",
    "/accounts/2fa/webauthn/login/",
    # Signing out leads to the front page, whoever asks.
    "/accounts/logout/",
    "/console/logout/",
    "/operator/logout/",
}
REFUSALS = {401, 403, 404, 405}
VALUES = {
    "int": "1",
    "uuid": "00000000-0000-7000-8000-000000000000",
    "str": "x",
    "slug": "x",
    "path": "1",
}


def addresses(
    patterns: list[URLPattern | URLResolver] | None = None, prefix: str = "/"
) -> Iterator[str]:
    """Yield every address of the product with plain values in its places."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        path = prefix + plain(str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, path)
        else:
            yield path


def plain(pattern: str) -> str:
    """Return one address that a pattern matches."""
    pattern = re.sub(r"<(\w+):\w+>", lambda found: VALUES.get(found[1], "1"), pattern)
    pattern = re.sub(r"\(\?P<\w+>[^()]*(\([^()]*\)[^()]*)*\)", "x", pattern)
    return re.sub(r"<\w+>", "x", pattern).replace("^", "").replace("$", "").replace("\\", "")


def is_refused(client: Client, path: str) -> bool:
    response = client.get(path)
    if response.status_code == 302:
        return response["Location"].startswith(("/accounts/", "/console/login", "/operator/login"))
    return response.status_code in REFUSALS


def test_stranger_gets_only_what_is_public() -> None:
    cache.clear()
    client = Client(raise_request_exception=False)

    opened = {path for path in addresses() if not is_refused(client, path)}

    assert opened <= PUBLIC


@pytest.mark.parametrize("person", ["athlete", "coach", "owner"])
def test_operator_site_refuses(person: str) -> None:
    cache.clear()
    client = Client(raise_request_exception=False)
    client.force_login(build_world().people[person])

    opened = [
        path
        for path in addresses()
        if path.startswith("/operator/")
        and path != "/operator/logout/"
        and not is_refused(client, path)
    ]

    assert opened == []


@pytest.mark.parametrize("person", ["athlete", "operator"])
def test_console_refuses_who_coaches_nobody(person: str) -> None:
    cache.clear()
    client = Client(raise_request_exception=False)
    client.force_login(build_world().people[person])

    opened = [
        path
        for path in addresses()
        if path.startswith("/console/")
        and path != "/console/logout/"
        and not is_refused(client, path)
    ]

    assert opened == []


def test_walk_finds_addresses_of_every_part() -> None:
    found = set(addresses())

    assert {"/", "/accounts/login/", "/invitation/x/", "/console/", "/operator/"} <= found
    assert not [path for path in found if re.search(r"[<>()?^$\\]", path)]
