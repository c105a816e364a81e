"""A reason is stored as a code and read by everybody in their own language."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from athletes.models import PlannedSession, SlotChoice
from athletes.models.reasons import reason_as_code, reason_in_words
from coaching.accounts.models import Membership
from programs.engine.timeline import local_date
from tests import make
from tests.athletes.sync.phone import Phone

pytestmark = pytest.mark.django_db
MIGRATION = import_module("athletes.migrations.0030_reason_codes")


@pytest.fixture
def session() -> PlannedSession:
    """A session of today; its athlete reads German, the gym's owner English."""
    athlete = make.athlete(user=make.user(locale="de"))
    now = timezone.now()
    plan = make.plan(athlete=athlete, starts_on=local_date(now, zone=athlete.time_zone), now=now)
    return plan.sessions.order_by("ordinal").first()


def seen_by_athlete(session: PlannedSession, name: str, *args: int) -> str:
    client = Client()
    client.force_login(session.athlete.user)
    return client.get(reverse(name, args=args)).content.decode()


def seen_by_owner(session: PlannedSession) -> str:
    owner = make.membership(organization=session.organization, role=Membership.Role.OWNER)
    client = Client()
    client.force_login(owner.user)
    url = reverse("console:athletes_plannedsession_change", args=[session.pk])
    return client.get(url).content.decode()


@pytest.mark.parametrize(
    ("language", "reason", "words"),
    [
        ("en", "NO_TIME", "No time left"),
        ("de", "NO_TIME", "Keine Zeit mehr"),
        ("es", "ILLNESS: Fever", "Enfermedad: Fever"),
        ("de", "Wedding", "Wedding"),
        ("de", "ILLNESSES: two", "ILLNESSES: two"),
        ("de", "", ""),
    ],
)
def test_reason_in_words(language: str, reason: str, words: str) -> None:
    with translation.override(language):
        assert reason_in_words(reason) == words


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Keine Zeit mehr", "NO_TIME"),
        ("Enfermedad: fiebre", "ILLNESS: fiebre"),
        ("Illness", "ILLNESS"),
        ("TAKEN", "TAKEN"),
        ("My sister: illness", "My sister: illness"),
        ("", ""),
    ],
)
def test_words_of_an_older_page_become_a_code(words: str, code: str) -> None:
    assert reason_as_code(words) == code


def test_skipped_exercise_is_read_in_each_reader_s_language(session: PlannedSession) -> None:
    client = Client()
    client.force_login(session.athlete.user)
    slot = session.groups.order_by("position").first().slot_key
    page = client.get(reverse("session_exercises", args=[session.pk])).content.decode()
    assert page.count('value="NO_TIME"') == len(
        set(session.groups.values_list("slot_key", flat=True))
    )

    url = reverse("session_skip_exercise", args=[session.pk])
    client.post(url, {"slot": slot, "skip_reason": "NO_TIME"})

    assert SlotChoice.objects.get().skip_reason == "NO_TIME"
    assert "Keine Zeit mehr</p>" in seen_by_athlete(session, "session", session.pk)
    assert "No time left" in seen_by_owner(session)


def test_skipped_session_is_read_in_each_reader_s_language(session: PlannedSession) -> None:
    client = Client()
    client.force_login(session.athlete.user)

    client.post(reverse("session_skip", args=[session.pk]), {"reason": "ILLNESS", "note": "Fieber"})

    session.refresh_from_db()
    assert session.excused_for == "ILLNESS: Fieber"
    assert "Krankheit: Fieber" in seen_by_athlete(session, "week")
    assert "Illness: Fieber" in seen_by_owner(session)


def test_phone_with_a_page_of_before_says_words(session: PlannedSession) -> None:
    phone = Phone(session.athlete)

    phone.push(phone.op("session", session.pk, skip_reason="Krankheit: Fieber"))

    session.refresh_from_db()
    assert session.excused_for == "ILLNESS: Fieber"


@pytest.mark.parametrize(
    ("before", "after", "back"),
    [
        ("Reise: im Zug", "TRAVEL: im Zug", "Travel: im Zug"),
        ("Otro", "OTHER", "Other"),
        ("Worked late", "Worked late", "Worked late"),
        ("Reise: " + 193 * "x", "TRAVEL: " + 192 * "x", "Travel: " + 192 * "x"),
    ],
)
def test_migration_puts_codes_for_words_and_back(
    session: PlannedSession, before: str, after: str, back: str
) -> None:
    PlannedSession.objects.filter(pk=session.pk).update(excused_for=before)

    MIGRATION.to_codes(apps, None)
    session.refresh_from_db()
    coded: Any = session.excused_for
    MIGRATION.to_words(apps, None)

    session.refresh_from_db()
    assert (coded, session.excused_for) == (after, back)
