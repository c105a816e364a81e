"""Logs carry ids: no address, no name, no link's token."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coaching.actions.invite_athlete import invite_athlete
from coaching.logs import hide_personal
from programs.actions.load_catalogue import load_catalogue
from tests import make
from tests.coaching.mails import last_mail, link_in, link_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the console handler of the settings writes."""
    root = logging.getLogger()
    formatter = next(
        handler.formatter
        for handler in root.handlers
        if isinstance(handler.formatter, structlog.stdlib.ProcessorFormatter)
    )
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    root.addHandler(handler)
    cache.clear()
    yield stream
    root.removeHandler(handler)


def test_sign_up_sign_in_and_reset_leave_nothing_personal(lines: io.StringIO) -> None:
    load_catalogue()
    client = Client()
    client.post(
        reverse("account_signup"),
        {
            "purpose": "COACH",
            "name": "Sentinel Person",
            "organization_name": "Sentinel Gym",
            "email": "sentinel@example.com",
            "password1": "sentinel password",
            "time_zone": "UTC",
        },
    )
    confirm = link_in(last_mail()["text"], part="/confirm-email/")
    client.post(confirm)
    client.get(reverse("account_signup") + "?email=sentinel@example.com")
    client.post(
        reverse("account_login"), {"login": "sentinel@example.com", "password": "wrong sentinel"}
    )
    client.post(reverse("account_reset_password"), {"email": "sentinel@example.com"})
    reset = link_in(last_mail()["text"], part="/password/reset/key/")
    client.get(reset)

    text = lines.getvalue()
    assert "/accounts/login/" in text
    assert "sentinel" not in text.lower()
    assert confirm.split("/")[3] not in text
    assert reset.split("/")[5] not in text


def test_invitation_leaves_nothing_personal(lines: io.StringIO) -> None:
    coach = make.membership()
    athlete = make.athlete(coach=coach, name="Sentinel Person", email="sentinel@example.com")
    invite_athlete(athlete=athlete, by=coach.user, now=timezone.now())
    path = link_in(last_mail()["text"], part="/invitation/")

    Client().get(path)
    Client().post(path, {"name": "Sentinel Person", "password": "chalk and iron"})
    Client().get(path)

    text = lines.getvalue()
    assert "/invitation/[token]/" in text
    assert link_token(last_mail()["text"]) not in text
    assert "sentinel" not in text.lower()


def test_planted_address_in_an_error_is_hidden(lines: io.StringIO) -> None:
    try:
        raise ValueError("Key (email)=(sentinel@example.com) already exists.")
    except ValueError:
        logging.getLogger("planted").exception("Mail to sentinel@example.com failed")

    text = lines.getvalue()
    assert "planted" in text
    assert "sentinel" not in text
    assert json.loads(text)["event"].startswith("Mail to [address] failed")


def test_hiding_leaves_ids_and_numbers() -> None:
    event = {
        "request": "GET /api/v1/sets/0190a3c4-7e3b-7d2a-9c1f-2b3c4d5e6f70/?q=x",
        "user_id": 7,
        "event": "5 x 3 @ 8",
    }

    assert hide_personal(None, "info", event) == {
        "request": "GET /api/v1/sets/0190a3c4-7e3b-7d2a-9c1f-2b3c4d5e6f70/?[query]",
        "user_id": 7,
        "event": "5 x 3 @ 8",
    }
