"""Whoever never chose a language is kept in the browser's at the next sign-in, once."""

import pytest
from django.core.cache import cache
from django.test import Client

from coaching.accounts.models import User
from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("chosen", "browser", "kept"),
    [
        ("", {"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"}, "de"),
        ("", {"Accept-Language": "es"}, "es"),
        ("", {"Accept-Language": "fi"}, "en"),
        ("", {}, ""),
        ("es", {"Accept-Language": "de"}, "es"),
    ],
)
def test_sign_in_keeps_the_language_of_the_browser_where_none_was_chosen(
    client: Client, chosen: str, browser: dict[str, str], kept: str
) -> None:
    cache.clear()
    person = make.account(locale=chosen)
    form = {"login": person.email, "password": "a long enough password"}

    answer = client.post("/accounts/login/", form, headers=browser)

    assert answer.status_code == 302
    assert User.objects.get(pk=person.pk).locale == kept


def test_language_is_kept_once(client: Client) -> None:
    cache.clear()
    person = make.account()
    form = {"login": person.email, "password": "a long enough password"}
    client.post("/accounts/login/", form, headers={"Accept-Language": "de"})

    Client().post("/accounts/login/", form, headers={"Accept-Language": "es"})

    assert User.objects.get(pk=person.pk).locale == "de"
