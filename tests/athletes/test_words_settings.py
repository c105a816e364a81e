"""Reminders with devices, what wasn't saved and invitations are in the catalogs too."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from athletes.actions.subscribe_push import subscribe_push
from athletes.models import Athlete, PlannedGroup, SyncOperation
from coaching.actions.invite_athlete import invite_athlete
from coaching.models import Invitation
from tests import make
from tests.athletes.crawl import faults_at, faults_of, text_of
from tests.athletes.push_server import Browser
from tests.athletes.sync.phone import Phone
from tests.coaching.mails import last_mail, link_in

pytestmark = pytest.mark.django_db

KEY = "A" * 42 + "E"
ENDPOINT = "https://fcm.googleapis.com/fcm/send/ana"
ADDRESS = "ana@example.com"


@pytest.fixture
def athlete() -> Athlete:
    athlete = make.athlete(user=make.user(name="Mara Lind"), name="Mara Lind")
    make.plan(athlete=athlete, anchors={athlete.pk: {"rm:bench": Decimal(100)}})
    return athlete


@pytest.fixture
def page(client: Client, athlete: Athlete) -> Client:
    client.force_login(athlete.user)
    return client


def test_reminders_are_translated_with_and_without_devices(
    page: Client, athlete: Athlete, settings: Settings
) -> None:
    settings.VAPID_PRIVATE_KEY = KEY
    address = reverse("reminders")
    assert faults_at(page, [address]) == {}
    subscribe_push(
        athlete=athlete,
        user=athlete.user,
        now=datetime(2026, 3, 2, tzinfo=UTC),
        endpoint=ENDPOINT,
        device="",
        **Browser().keys,
    )

    assert faults_at(page, [address]) == {}
    late = {"by_mail": "on", "at": "23:30", "quiet_from": "22:00", "quiet_to": "07:00"}
    assert faults_of(lambda: [(address, text_of(page.post(address, late)))]) == {}


def test_what_was_not_saved_is_translated(page: Client, athlete: Athlete) -> None:
    group = PlannedGroup.objects.filter(athlete=athlete).earliest("pk")
    phone = Phone(athlete)
    assert faults_at(page, [reverse("unsaved")]) == {}

    phone.push(
        phone.put(group, reps=1, load_kg="5000"),
        phone.op("slot", "999999:x", skip_reason="TIRED"),
        phone.op("check_in", "2026-03-02", sleep=99),
        phone.op("session", group.session_id, session_rpe="77"),
    )
    # Sentences are stored in the language in which the phone was answered.
    SyncOperation.objects.update(message="")

    address = reverse("unsaved")
    assert faults_at(page, [address, reverse("athlete_settings")]) == {}


def test_invitations_are_translated_for_everybody_who_opens_them(client: Client) -> None:
    cache.clear()
    coach = make.membership()
    athlete = make.athlete(coach=coach, email=ADDRESS, name="Ana Petrova")
    now = timezone.now()
    invite_athlete(athlete=athlete, by=coach.user, now=now)
    link = link_in(last_mail()["text"], part="/invitation/")
    addresses = [link, reverse("invitation", args=["x" * 43])]

    def opened(browser: Client) -> dict[str, list[str]]:
        return faults_of(lambda: [(one, text_of(browser.get(one))) for one in addresses])

    found = [opened(client)]
    person = make.account(email=ADDRESS)
    found.append(opened(client))
    client.force_login(person)
    found.append(opened(client))
    client.force_login(make.account())
    found.append(opened(client))
    Invitation.objects.update(accepted_at=now)
    found.append(opened(client))

    assert found == [{}, {}, {}, {}, {}]
