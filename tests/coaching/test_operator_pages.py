"""What the operator does: see what failed without seeing training, and let it be tried again."""

from smtplib import SMTPRecipientsRefused

import pytest
from django.urls import reverse

from athletes.actions.error_in_words import error_in_words
from athletes.models import Outbox, Plan
from coaching.accounts.models import User
from tests import make
from tests.coaching.console_rows import client_of

pytestmark = pytest.mark.django_db

FAILED = "operator:athletes_plan_changelist"


class Boom(Exception):
    """Whatever went wrong."""


@pytest.fixture
def stopped():
    plan = make.plan(athlete=make.athlete(coach=make.membership(), name="Anna Secret"))
    error = error_in_words(Boom("Anna Secret, 140 kg"))
    Plan.objects.update(failures=5, quarantined_at=make.NOW, last_error=error)
    return plan


def test_operator_sees_what_failed_and_no_name(stopped):
    body = client_of(make.user(is_staff=True)).get(reverse(FAILED)).content.decode()

    assert f"#{stopped.pk}" in body
    assert "Boom" in body
    assert "Secret" not in body


@pytest.mark.parametrize("page", ["change", "history"])
def test_operator_page_of_one_failed_plan_is_closed(stopped, page):
    address = reverse(f"operator:athletes_plan_{page}", args=[stopped.pk])

    response = client_of(make.user(is_staff=True)).get(address)

    assert response.status_code == 403
    assert "Secret" not in response.content.decode()


@pytest.mark.parametrize("page", ["changelist", "change"])
def test_operator_sees_why_mail_waits_and_no_address(page):
    row = Outbox.objects.create(
        key="invitation:1",
        message={"to": "anna.secret@example.com"},
        queued_at=make.NOW,
        run_after=make.NOW,
        last_error=error_in_words(
            SMTPRecipientsRefused({"anna.secret@example.com": (550, b"unknown")})
        ),
    )
    args = [row.pk] if page == "change" else []

    response = client_of(make.user(is_staff=True)).get(
        reverse(f"operator:athletes_outbox_{page}", args=args)
    )

    body = response.content.decode()
    assert "SMTPRecipientsRefused: code 550" in body
    assert "anna.secret" not in body


def test_operator_releases_a_stopped_plan_once(stopped):
    client = client_of(make.user(is_staff=True))
    sent = {"action": "release", "_selected_action": [stopped.pk]}

    client.post(reverse(FAILED), sent)
    stopped.refresh_from_db()

    assert (stopped.quarantined_at, stopped.retry_at, stopped.failures) == (None, None, 0)


def test_operator_without_all_rights_makes_no_operator():
    person = make.user()
    address = reverse("operator:accounts_user_change", args=[person.pk])

    response = client_of(make.user(is_staff=True)).post(address, {"is_staff": "on"})

    assert response.status_code == 403
    assert not User.objects.get(pk=person.pk).is_staff


def test_operator_with_all_rights_switches_an_account_off_but_not_their_own():
    chief, person = make.user(is_staff=True, is_superuser=True), make.user()
    client = client_of(chief)

    client.post(reverse("operator:accounts_user_change", args=[person.pk]), {})
    own = client.post(reverse("operator:accounts_user_change", args=[chief.pk]), {})

    assert not User.objects.get(pk=person.pk).is_active
    assert (own.status_code, User.objects.get(pk=chief.pk).is_active) == (403, True)
