"""A coach ends the weekly mail by its link, without signing in (RFC 8058)."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.signing import Signer
from django.test import Client
from django.urls import reverse

from athletes.actions.send_outbox import send_outbox
from athletes.models import CheckIn
from coaching.accounts.models import Membership
from coaching.actions.queue_digests import queue_digests
from coaching.actions.stop_digest import stop_digest
from coaching.logs import hide_personal
from coaching.queries.digest_links import stop_address
from tests import make
from tests.coaching.console_rows import client_of

pytestmark = pytest.mark.django_db

# What mail programs send (RFC 8058, section 3.1).
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def coach() -> Membership:
    membership = make.membership(organization=make.organization(name="Iron & Works"))
    Membership.objects.update(created_at=make.NOW - timedelta(days=30))
    return membership


def path_of(membership: Membership) -> str:
    return stop_address(membership).removeprefix("http://localhost:8000")


def wishes() -> dict[int, bool]:
    return dict(Membership.objects.values_list("pk", "wants_digest"))


def page_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_mail_carries_the_headers_that_mail_programs_read(coach, settings) -> None:
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.DELIVERY_OPTIONS = {}
    athlete = make.athlete(coach=coach)
    CheckIn.objects.create(
        organization=coach.organization, athlete=athlete, on=make.MONDAY, has_pain=True
    )
    queue_digests(now=make.NOW)

    send_outbox(now=make.NOW)

    (sent,) = mail.outbox
    raw = sent.message().as_bytes(linesep="\r\n").decode()
    headers = re.sub(r"\r\n[ \t]", " ", raw.partition("\r\n\r\n")[0])
    address = re.escape(stop_address(coach))
    assert re.search(rf"^List-Unsubscribe: +<{address}>\r$", headers, re.M)
    assert re.search(r"^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$", headers, re.M)
    assert sent.message()["Message-ID"].startswith("<")


def test_one_click_ends_that_places_mail_only(coach) -> None:
    other = make.membership(user=coach.user)
    client = Client(enforce_csrf_checks=True)

    response = client.post(path_of(coach), ONE_CLICK)

    assert response.status_code == 200
    assert wishes() == {coach.pk: False, other.pk: True}
    text = page_of(response)
    assert "No more weekly mail" in text
    assert "You won't get the weekly mail of Iron &amp; Works any more." in text
    assert response["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert not client.cookies


def test_opening_the_link_asks_and_ends_nothing(coach) -> None:
    response = Client().get(path_of(coach))

    assert response.status_code == 200
    assert "Stop the weekly mail?" in page_of(response)
    assert wishes() == {coach.pk: True}


def test_twice_says_the_same(coach) -> None:
    first, second = (Client().post(path_of(coach), ONE_CLICK) for _ in range(2))

    assert (first.status_code, second.status_code) == (200, 200)
    assert page_of(first) == page_of(second)
    assert wishes() == {coach.pk: False}


def test_works_for_who_has_no_second_factor_yet(coach, settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True

    response = client_of(coach.user).post(path_of(coach), ONE_CLICK)

    assert response.status_code == 200
    assert wishes() == {coach.pk: False}


@pytest.mark.parametrize("fault", ["number", "signature", "other_salt", "gone"])
def test_link_that_nobody_signed_or_whose_place_is_gone_is_told(coach, fault) -> None:
    other = make.membership()
    signed = path_of(coach).rstrip("/").rpartition("/")[2]
    token = {
        "number": signed.replace(str(coach.pk), str(other.pk), 1),
        "signature": signed[:-1] + ("A" if signed[-1] != "A" else "B"),
        "other_salt": Signer(salt="another").sign(str(coach.pk)),
        "gone": signed,
    }[fault]
    if fault == "gone":
        Membership.objects.filter(pk=coach.pk).delete()
    before = wishes()

    response = Client().post(reverse("digest_stop", args=[token]), ONE_CLICK)

    assert response.status_code == 404
    assert "Check that you opened the whole link" in page_of(response)
    assert wishes() == before


def test_link_stands_in_no_log_line(coach) -> None:
    line = hide_personal(None, "info", {"event": f"GET {path_of(coach)}"})

    assert line == {"event": "GET /weekly-mail/stop/[token]/"}


def test_stop_digest_twice_is_one_change(coach) -> None:
    stop_digest(membership=coach)
    stop_digest(membership=coach)

    assert wishes() == {coach.pk: False}
