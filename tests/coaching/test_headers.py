"""The headers that every class of response carries."""

import json
import os
import subprocess
import sys

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.servers import REPOSITORY

pytestmark = pytest.mark.django_db

STRICT = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
}
RESPONSES = {
    "page": ("/", 200),
    "sign-in": ("/accounts/login/", 200),
    "redirect": ("/home/", 302),
    "missing": ("/no-such-page/", 404),
    "invitation": ("/invitation/unknown/", 404),
    "health": ("/healthz", 200),
    "lookalike": ("/console-lookalike/", 404),
}


def policy(header: str) -> set[str]:
    return {part.strip() for part in header.split(";")}


@pytest.mark.parametrize("name", RESPONSES)
def test_response_has_strict_headers(client: Client, name: str) -> None:
    path, status = RESPONSES[name]

    response = client.get(path)

    assert response.status_code == status
    assert policy(response["Content-Security-Policy"]) == STRICT
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


def test_failed_page_has_strict_headers_and_tells_nothing() -> None:
    client = Client(raise_request_exception=False)
    client.force_login(make.user(time_zone="Not/AZone"))

    response = client.get(reverse("front"))

    assert response.status_code == 500
    assert policy(response["Content-Security-Policy"]) == STRICT
    assert "Something broke on our side" in response.content.decode()
    assert "Not/AZone" not in response.content.decode()


@pytest.mark.parametrize("path", ["/console/no-such-page/", "/operator/no-such-page/"])
def test_admin_path_alone_has_the_relaxed_policy(client: Client, path: str) -> None:
    relaxed = policy(client.get(path)["Content-Security-Policy"])

    scripts = next(part for part in relaxed if part.startswith("script-src"))
    assert "'unsafe-eval'" in scripts
    assert "'unsafe-inline'" not in scripts
    assert "style-src 'self' 'unsafe-inline'" in relaxed
    assert {part for part in STRICT if not part.startswith(("script-src", "style-src"))} < relaxed


def test_form_without_token_is_refused_in_our_design() -> None:
    client = Client(enforce_csrf_checks=True)

    response = client.post(reverse("account_login"), {"login": "a@example.com", "password": "x"})

    assert response.status_code == 403
    assert "Please send it once more" in response.content.decode()


def test_production_sets_transport_headers_and_secure_cookies() -> None:
    script = (
        "import json; from django.conf import settings as s;"
        "print(json.dumps([s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS,"
        " s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.DEBUG,"
        " s.SECOND_FACTOR_REQUIRED]))"
    )

    values = json.loads(run_in_production("-c", script))

    assert values == [31536000, True, True, True, True, False, True]


def test_production_refuses_to_spare_the_second_factor() -> None:
    with pytest.raises(subprocess.CalledProcessError) as failure:
        run_in_production("-c", "import coaching.settings", SECOND_FACTOR_REQUIRED="no")

    assert "can't be switched off in production" in failure.value.stderr


def run_in_production(*arguments: str, **variables: str) -> str:
    """Run Python with production's settings; nothing it does may connect anywhere."""
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "coaching.settings",
        "PHASEWISE_MODE": "production",
        "SECRET_KEY": "s" * 60,
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
        "REDIS_URL": "redis://127.0.0.1:1",
        "ALLOWED_HOSTS": "coach.example.org",
        "PUBLIC_URL": "https://coach.example.org",
        "MAIL_URL": "smtp://127.0.0.1:1",
        **variables,
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=REPOSITORY,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout
