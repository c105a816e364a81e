"""A forgotten session is finished later, with the time at which it ended."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from athletes.actions.close_forgotten_sessions import close_forgotten_sessions
from athletes.models import Athlete, PlannedSession, SessionLog
from tests import make
from tests.athletes.logging import whole_session

pytestmark = pytest.mark.django_db

NEXT_DAY = datetime(2026, 3, 3, 12, tzinfo=UTC)


@pytest.fixture
def athlete() -> Athlete:
    return make.athlete(user=make.user(), time_zone="Europe/Berlin")


@pytest.fixture
def session(athlete: Athlete) -> PlannedSession:
    """Trained on Monday at 8:00 UTC, ten sets a minute apart, and left open."""
    session = make.plan(athlete=athlete).sessions.get(ordinal=1)
    whole_session(athlete, session, at=make.NOW)
    return session


@pytest.fixture
def page(client: Client, athlete: Athlete) -> Client:
    client.force_login(athlete.user)
    return client


def finish(page: Client, session: PlannedSession, **fields: Any) -> Any:
    return page.post(reverse("session_finish", args=[session.pk]), fields)


@time_machine.travel(NEXT_DAY)
def test_true_time_is_asked_and_kept(page: Client, session: PlannedSession) -> None:
    form = page.get(reverse("session_finish", args=[session.pk])).content.decode()
    assert 'value="2026-03-02T09:09"' in form

    finish(page, session, finished_at="2026-03-02T09:30", session_rpe="7")

    log = SessionLog.objects.get()
    assert (log.completed_at, log.on) == (make.NOW + timedelta(minutes=30), make.MONDAY)
    assert log.session_rpe == 7


@time_machine.travel(make.NOW + timedelta(hours=1))
def test_nobody_is_asked_right_after_training(page: Client, session: PlannedSession) -> None:
    response = page.get(reverse("session_finish", args=[session.pk]))

    # There for the phone only, which may open the page much later without signal.
    assert response.context["is_late"] is False
    assert re.search(r'data-late="\d+"[^>]* hidden>', response.content.decode())


@time_machine.travel(NEXT_DAY)
def test_guessed_end_is_corrected_once(page: Client, session: PlannedSession) -> None:
    close_forgotten_sessions(now=NEXT_DAY)
    finished = reverse("session_finished", args=[session.pk])
    assert "closed as of its last set" in page.get(finished).content.decode()

    finish(page, session, finished_at="2026-03-02T09:30", session_rpe="7")
    finish(page, session, finished_at="2026-03-02T10:30", session_rpe="2")

    log = SessionLog.objects.get()
    assert (log.completed_at, log.session_rpe) == (make.NOW + timedelta(minutes=30), 7)
    assert "closed as of its last set" not in page.get(finished).content.decode()


@time_machine.travel(NEXT_DAY)
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("soon", "Write a day and a time, such as 2026-03-02 18:30."),
        ("2026-04-02T09:30", "Training can be logged from 2000 until now"),
    ],
)
def test_time_that_cannot_be_is_refused(
    page: Client, session: PlannedSession, typed: str, sentence: str
) -> None:
    response = finish(page, session, finished_at=typed)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert SessionLog.objects.get().completed_at is None
