"""Signing in, and what slows down who guesses."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests import make
from tests.coaching.mails import last_mail, link_in

pytestmark = pytest.mark.django_db

WRONG = "E-mail address and password don&#x27;t match. Check both, or reset the password."


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def sign_in(client: Client, email: str, password: str = "a long enough password") -> str:
    response = client.post(reverse("account_login"), {"login": email, "password": password})
    return response["Location"] if response.status_code == 302 else response.content.decode()


def test_sign_in_with_address_in_any_case_leads_home(client: Client) -> None:
    make.account(email="ana@example.com")

    where = sign_in(client, "Ana@Example.com")

    assert where == reverse("home")
    assert client.get(reverse("front"))["Location"] == reverse("home")


def test_wrong_password_and_unknown_address_get_the_same_page(client: Client) -> None:
    make.account(email="ana@example.com")

    wrong = sign_in(client, "ana@example.com", "not this one at all")
    unknown = sign_in(client, "who@example.com", "not this one at all")

    assert WRONG in wrong
    assert WRONG in unknown
    assert 'value="ana@example.com"' in wrong
    assert "not this one at all" not in wrong


def test_inactive_account_can_not_sign_in(client: Client) -> None:
    make.account(email="ana@example.com", is_active=False)

    where = sign_in(client, "ana@example.com")

    assert where == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


def test_sixth_wrong_password_waits_even_with_the_right_one() -> None:
    make.account(email="ana@example.com")
    for _ in range(5):
        assert WRONG in sign_in(Client(), "ana@example.com", "not this one at all")

    right = sign_in(Client(), "ana@example.com")

    assert "Too many tries with a wrong password." in right


def test_spoofed_forwarding_header_is_no_new_address() -> None:
    for number in range(10):
        client = Client(headers={"x-forwarded-for": f"10.0.0.{number}"})
        assert WRONG in sign_in(client, f"person{number}@example.com", "not this one at all")

    page = sign_in(Client(headers={"x-forwarded-for": "10.0.0.99"}), "new@example.com", "wrong one")

    assert "Too many tries with a wrong password." in page


def test_reset_link_sets_a_password_once(client: Client) -> None:
    make.account(email="ana@example.com")
    client.post(reverse("account_reset_password"), {"email": "ana@example.com"})
    path = link_in(last_mail()["text"], part="/password/reset/key/")

    form = client.get(path)["Location"]
    done = client.post(form, {"password1": "chalk and iron", "password2": "chalk and iron"})
    again = Client().get(path, follow=True)

    assert done["Location"] == reverse("account_reset_password_from_key_done")
    assert sign_in(Client(), "ana@example.com", "chalk and iron") == reverse("home")
    assert "This link was used or is too old." in again.content.decode()


def test_reset_answers_known_and_unknown_address_alike(client: Client) -> None:
    make.account(email="ana@example.com")

    known = client.post(reverse("account_reset_password"), {"email": "ana@example.com"})
    first = last_mail()
    unknown = client.post(reverse("account_reset_password"), {"email": "who@example.com"})

    assert known["Location"] == unknown["Location"] == reverse("account_reset_password_done")
    assert first["subject"] == "Choose a new password"
    assert last_mail()["subject"] == "No account with this address"


def test_sign_in_goes_nowhere_else_than_here(client: Client) -> None:
    make.account(email="ana@example.com")

    response = client.post(
        reverse("account_login"),
        {
            "login": "ana@example.com",
            "password": "a long enough password",
            "next": "https://evil.example/",
        },
    )

    assert response["Location"] == reverse("home")


def test_sign_out_needs_a_post(client: Client) -> None:
    client.force_login(make.account())

    client.get(reverse("account_logout"))
    was_signed_in = "_auth_user_id" in client.session
    client.post(reverse("account_logout"))

    assert was_signed_in
    assert "_auth_user_id" not in client.session
