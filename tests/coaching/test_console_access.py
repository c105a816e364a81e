"""Who gets into the console and the operator's pages."""

import pytest
from django.test import Client

from coaching.accounts.models import Membership
from tests import make
from tests.coaching.console_rows import client_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", Membership.Role.values)
def test_console_member_opens(role):
    member = make.membership(role=role)

    response = client_of(member.user).get("/console/")

    assert response.status_code == 200


def test_console_former_member_is_refused():
    member = make.membership(is_active=False)

    response = client_of(member.user).get("/console/", follow=True)

    assert response.status_code == 403


def test_console_athlete_is_refused():
    person = make.user()
    make.athlete(user=person)

    response = client_of(person).get("/console/", follow=True)

    assert response.status_code == 403


def test_console_operator_without_membership_is_refused():
    operator = make.user(is_staff=True, is_superuser=True)

    response = client_of(operator).get("/console/", follow=True)

    assert response.status_code == 403


def test_console_stranger_signs_in_first():
    response = Client().get("/console/athletes/athlete/", follow=True)

    assert response.redirect_chain[-1][0] == "/accounts/login/?next=/console/athletes/athlete/"


def test_operator_coach_is_refused():
    response = client_of(make.membership(role="OWNER").user).get("/operator/", follow=True)

    assert response.status_code == 403


OPERATOR_PAGES = (
    "",
    "accounts/user/",
    "accounts/organization/",
    "accounts/membership/",
    "athletes/plan/",
    "athletes/outbox/",
    "athletes/job/",
    "athletes/heartbeat/",
)


@pytest.mark.parametrize("page", OPERATOR_PAGES)
def test_operator_staff_opens(page):
    operator = make.user(is_staff=True)

    response = client_of(operator).get(f"/operator/{page}")

    assert response.status_code == 200


@pytest.mark.parametrize("page", ["r/1/1/", "password_change/"])
@pytest.mark.parametrize("site", ["console", "operator"])
def test_console_shortcut_and_password_addresses_are_gone(site, page):
    member = make.membership(user=make.user(is_staff=True))

    response = client_of(member.user).get(f"/{site}/{page}")

    assert response.status_code == 404
