"""The athlete's pages open, for the right person, with the same number of queries."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from athletes.models import Athlete, Plan, PlannedSession
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def athlete() -> Athlete:
    return make.athlete(user=make.user(), name="Mara")


@pytest.fixture
def plan(athlete: Athlete) -> Plan:
    return make.plan(athlete=athlete)


@pytest.fixture
def page(client: Client, athlete: Athlete) -> Client:
    client.force_login(athlete.user)
    return client


def first_session(plan: Plan) -> PlannedSession:
    return plan.sessions.order_by("ordinal").first()


def test_smoke(page: Client, plan: Plan) -> None:
    session = first_session(plan)
    for url in [reverse("today"), reverse("session", args=[session.pk]), reverse("week"), reverse("history"), reverse("athlete_settings"), reverse("session_finish", args=[session.pk]), reverse("session_skip", args=[session.pk])]:
        response = page.get(url)
        assert response.status_code == 200, url
