"""Every page of signing in and of the account: whole, in our design, free of inline code."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests import make

ENTRANCE = (
    "front",
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
    "account_inactive",
)
ACCOUNT = (
    "account_email",
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "second_factor",
)
INLINE = re.compile(
    r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(?:\ssrc=|type=\"application/json\"))",
    re.IGNORECASE,
)

pytestmark = pytest.mark.django_db


def assert_ours(html: str) -> None:
    assert '<a class="skip-link" href="#main">' in html
    assert html.count("<h1") == 1
    assert INLINE.findall(html) == []


@pytest.mark.parametrize("name", ENTRANCE)
def test_entrance_page_is_whole(client: Client, name: str) -> None:
    response = client.get(reverse(name))

    assert response.status_code == 200
    assert_ours(response.content.decode())


@pytest.mark.parametrize("name", ACCOUNT)
def test_account_page_is_whole(client: Client, name: str) -> None:
    cache.clear()
    coach = make.membership(user=make.account())
    client.force_login(coach.user)
    client.post(reverse("account_reauthenticate"), {"password": "a long enough password"})

    response = client.get(reverse(name))

    assert response.status_code == 200
    assert_ours(response.content.decode())


def test_inline_pattern_finds_what_it_forbids() -> None:
    planted = '<p style="x"><a onclick="y"><script>z</script><style></style>'

    assert INLINE.findall(planted) == [" style=", " onclick=", "<script", "<style"]
