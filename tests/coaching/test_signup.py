"""Signing up as a coach or to train alone."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from athletes.models import Athlete
from coaching.accounts.models import Membership, Organization, User
from programs.actions.load_catalogue import load_catalogue
from programs.models import ProgramVersion
from tests import make
from tests.coaching.mails import last_mail, link_in

pytestmark = pytest.mark.django_db

COACH = {
    "purpose": "COACH",
    "name": "Hanna Lindqvist",
    "organization_name": "Iron Hall",
    "email": "Hanna@Example.com",
    "password1": "chalk and iron",
    "time_zone": "Europe/Stockholm",
}


@pytest.fixture(autouse=True)
def _catalogue() -> None:
    cache.clear()
    load_catalogue()


def sign_up(client: Client, **fields: str) -> str:
    response = client.post(reverse("account_signup"), {**COACH, **fields})
    return response.content.decode() if response.status_code == 200 else response["Location"]


def test_coach_gets_organization_they_own(client: Client) -> None:
    where = sign_up(client)

    hanna = User.objects.get()
    membership = Membership.objects.select_related("organization").get()
    assert where == reverse("account_email_verification_sent")
    assert (hanna.email, hanna.name) == ("hanna@example.com", "Hanna Lindqvist")
    assert hanna.time_zone == "Europe/Stockholm"
    assert (membership.user, membership.role) == (hanna, "OWNER")
    assert membership.organization.name == "Iron Hall"
    assert membership.organization.time_zone == "Europe/Stockholm"
    assert not Athlete.objects.exists()
    starters = ProgramVersion.objects.visible_to(hanna).published()
    assert starters.count() >= 4


def test_who_trains_alone_is_owner_and_athlete(client: Client) -> None:
    sign_up(client, purpose="TRAIN", organization_name="")

    hanna = User.objects.get()
    athlete = Athlete.objects.get()
    assert Membership.objects.get().role == "OWNER"
    assert Organization.objects.get().name == "Hanna Lindqvist"
    assert (athlete.user, athlete.name, athlete.is_new) == (hanna, "Hanna Lindqvist", True)
    assert athlete.time_zone == "Europe/Stockholm"
    assert list(Athlete.objects.coached_by(hanna)) == [athlete]


def test_address_is_confirmed_by_mail_before_the_first_sign_in(client: Client) -> None:
    sign_up(client)
    credentials = {"login": "hanna@example.com", "password": "chalk and iron"}
    path = link_in(last_mail()["text"], part="/confirm-email/")

    too_early = client.post(reverse("account_login"), credentials)
    shown = client.get(path)
    client.post(path)
    signed_in = Client().post(reverse("account_login"), credentials)

    assert too_early["Location"] == reverse("account_email_verification_sent")
    assert "Is hanna@example.com yours?" in shown.content.decode()
    assert signed_in["Location"] == reverse("home")


def test_dead_mail_server_breaks_no_page(client: Client, settings: Settings) -> None:
    settings.DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.DELIVERY_OPTIONS = {"host": "127.0.0.1", "port": 1, "timeout": 1}

    where = sign_up(client)

    assert where == reverse("account_email_verification_sent")
    assert last_mail()["to"] == "hanna@example.com"


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("organization_name", " ", "Enter the name under which your athletes know you."),
        ("name", "", "This field is required."),
        ("email", "hanna", "Enter a valid email address."),
        ("password1", "short", "It must contain at least 10 characters."),
        ("time_zone", "", "This field is required."),
        ("time_zone", "Europe/Atlantis", "Europe/Atlantis is not one of the available choices."),
        ("purpose", "OWN", "OWN is not one of the available choices."),
    ],
)
def test_bad_field_gets_its_sentence_and_keeps_the_rest(
    client: Client, field: str, value: str, error: str
) -> None:
    html = sign_up(client, **{field: value})

    kept = COACH["name"] if field != "name" else COACH["email"]
    assert html.count(error) == 2
    assert f'value="{kept}"' in html
    assert not User.objects.exists()
    assert not Organization.objects.exists()


def test_known_address_looks_like_a_new_one_and_changes_nothing(client: Client) -> None:
    known = make.account(email="hanna@example.com", name="Hanna")

    where = sign_up(client)

    known.refresh_from_db()
    assert where == reverse("account_email_verification_sent")
    assert known.name == "Hanna"
    assert known.check_password("a long enough password")
    assert not Organization.objects.exists()
    assert last_mail()["subject"] == "You have an account already"


def test_page_marks_the_purpose_asked_for(client: Client) -> None:
    html = client.get(reverse("account_signup") + "?as=TRAIN").content.decode()

    (marked,) = [part for part in html.split("<input") if "checked" in part]
    assert 'value="TRAIN"' in marked


def test_page_takes_no_unknown_purpose(client: Client) -> None:
    html = client.get(reverse("account_signup") + "?as=OWNER").content.decode()

    (marked,) = [part for part in html.split("<input") if "checked" in part]
    assert 'value="COACH"' in marked
