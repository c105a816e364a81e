"""The page behind an invitation's link: what each visitor sees, and that only a POST accepts."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from athletes.models import Athlete
from coaching.accounts.models import User
from coaching.actions.invite_athlete import invite_athlete
from coaching.models import Invitation
from tests import make
from tests.coaching.mails import last_mail, link_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def invited() -> tuple[Athlete, str]:
    """Return an athlete invited an hour ago and the path of the link."""
    coach = make.membership(
        user=make.user(name="Marco Reyes"), organization=make.organization(name="Iron Hall")
    )
    athlete = make.athlete(coach=coach, name="Ana", email="ana@example.com")
    invite_athlete(athlete=athlete, by=coach.user, now=timezone.now() - timedelta(hours=1))
    return athlete, link_in(last_mail()["text"], part="/invitation/")


def test_link_shows_who_invites_and_accepts_nothing(client: Client) -> None:
    athlete, path = invited()

    response = client.get(path)

    html = response.content.decode()
    assert response.status_code == 200
    assert "Iron Hall" in html
    assert "Marco Reyes invites you" in html
    assert "You will sign in with ana@example.com." in html
    athlete.refresh_from_db()
    assert athlete.user is None
    assert Invitation.objects.get().accepted_at is None


def test_post_with_name_and_password_joins_and_signs_in(client: Client) -> None:
    athlete, path = invited()

    response = client.post(path, {"name": "Ana Petrova", "password": "chalk and iron"})

    assert response.status_code == 302
    assert response["Location"] == reverse("first_run")
    athlete.refresh_from_db()
    assert (athlete.user.name, athlete.is_new) == ("Ana Petrova", True)
    assert client.session["_auth_user_id"] == str(athlete.user.pk)


@pytest.mark.parametrize(
    ("password", "error"),
    [
        ("short", "This password is too short. It must contain at least 10 characters."),
        ("ana@example.com", "The password is too similar to the e-mail address."),
        ("", "This field is required."),
    ],
)
def test_post_with_bad_password_keeps_the_name_and_makes_no_account(
    client: Client, password: str, error: str
) -> None:
    _, path = invited()
    before = User.objects.count()

    response = client.post(path, {"name": "Ana Petrova", "password": password})

    html = response.content.decode()
    assert response.status_code == 200
    assert html.count(error) == 2
    assert 'value="Ana Petrova"' in html
    assert User.objects.count() == before


def test_link_of_somebody_with_account_asks_to_sign_in_and_comes_back(client: Client) -> None:
    athlete, path = invited()
    ana = make.account(email="ana@example.com")
    page = client.get(path)

    signed_in = client.post(
        reverse("account_login"),
        {"login": ana.email, "password": "a long enough password", "next": path},
    )

    assert "Sign in to accept" in page.content.decode()
    assert signed_in["Location"] == path
    assert "Accept the invitation" in client.get(path).content.decode()
    assert client.post(path)["Location"] == reverse("first_run")
    athlete.refresh_from_db()
    assert athlete.user == ana


def test_anonymous_post_for_existing_account_accepts_nothing(client: Client) -> None:
    athlete, path = invited()
    make.account(email="ana@example.com")

    client.post(path, {"name": "Mallory", "password": "chalk and iron"})

    athlete.refresh_from_db()
    assert athlete.user is None


def test_link_opened_by_somebody_else_says_so_and_accepts_nothing(client: Client) -> None:
    athlete, path = invited()
    client.force_login(make.account(email="other@example.com"))

    shown = client.get(path)
    refused = client.post(path)

    assert "sent to another e-mail address" in shown.content.decode()
    assert refused.status_code == 410
    assert "sent to another e-mail address" in refused.content.decode()
    athlete.refresh_from_db()
    assert athlete.user is None


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"accepted_at": make.NOW}, "This invitation was used already."),
        ({"revoked_at": make.NOW}, "This invitation was taken back or replaced"),
        ({"expires_at": make.NOW}, "This invitation has expired."),
    ],
)
def test_closed_link_says_why(client: Client, change: dict[str, object], sentence: str) -> None:
    _, path = invited()
    Invitation.objects.update(**change)

    response = client.get(path)

    assert response.status_code == 410
    assert sentence in response.content.decode()
    assert "Iron Hall" not in response.content.decode()


def test_wrong_token_is_a_missing_page(client: Client) -> None:
    invited()

    response = client.get(reverse("invitation", kwargs={"token": "x" * 43}))

    assert response.status_code == 404
    assert "This link leads nowhere." in response.content.decode()
    assert "Iron Hall" not in response.content.decode()


def test_guessing_tokens_is_slowed_down(client: Client) -> None:
    path = reverse("invitation", kwargs={"token": "x" * 43})

    codes = [client.get(path).status_code for _ in range(61)]

    assert codes == [404] * 60 + [429]
