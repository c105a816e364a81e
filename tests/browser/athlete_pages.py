"""Every page of an athlete, found by its address, with something on it."""

from decimal import Decimal
from itertools import product
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from athletes import urls
from athletes.actions.finish_session import finish_session
from athletes.models import Athlete, Plan
from programs.models import Exercise
from tests.athletes.logging import whole_session

NOBODY_S = UUID("00000000-0000-7000-8000-000000000000")


def train_once(plan: Plan) -> None:
    """Finish the plan's first session as asked; the second stays to be done. Photos are on."""
    Athlete.objects.filter(pk=plan.athlete_id).update(keeps_photos=True)
    now = timezone.now()
    session = plan.sessions.order_by("ordinal").first()
    whole_session(plan.athlete, session, at=now, rpe=Decimal(8))
    finish_session(
        planned_session=session, session_rpe=Decimal(7), note="Went well", by=None, now=now
    )


def _addresses_of(plan: Plan) -> list[str]:
    """Return every address of an athlete: those of a session for one done and one to do."""
    sessions = plan.sessions.order_by("ordinal").values_list("pk", flat=True)[:2]
    values: dict[str, Any] = {
        "session_id": sessions,
        "phase_id": plan.phases.order_by("seq").values_list("pk", flat=True)[:1],
        "exercise_id": Exercise.objects.filter(name="Bench Press").values_list("pk", flat=True)[:1],
        "set_id": [NOBODY_S],
        "photo_id": [NOBODY_S],
        "device_id": [1],
        "op_id": [NOBODY_S],
        "token": ["nobodys"],
        "on": [f"{plan.starts_on:%Y-%m-%d}"],
        "month": [f"{plan.starts_on:%Y-%m}"],
    }
    return [
        reverse(str(route.name), kwargs=dict(zip(names, chosen, strict=True)))
        for route in urls.urlpatterns
        if isinstance(route, URLPattern)
        for names in [tuple(route.pattern.converters)]
        for chosen in product(*(values[name] for name in names))
    ]


def pages_of(plan: Plan) -> list[str]:
    """Return the addresses that answer with a page; others lead on, only take posts, or wait."""
    client = Client()
    client.force_login(plan.athlete.user)
    answers = {address: client.get(address) for address in _addresses_of(plan)}
    statuses = {address: answer.status_code for address, answer in answers.items()}
    assert set(statuses.values()) <= {200, 302, 404, 405}, statuses
    return [
        address
        for address, answer in answers.items()
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
    ]
