"""Swapping, skipping and adding an exercise by plain form posts."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from athletes.models import Athlete, PlannedSession, SetLog, SlotChoice, uuid7
from tests import make

pytestmark = pytest.mark.django_db

SLOT = "bench-h"


@pytest.fixture
def athlete() -> Athlete:
    return make.athlete(user=make.user())


@pytest.fixture
def session(athlete: Athlete) -> PlannedSession:
    """Bench press at 70 kg, which dumbbells can stand in for."""
    bench = make.exercise(slug="bench-press", name="Bench Press")
    make.exercise(
        slug="dumbbell-bench-press",
        name="Dumbbell Bench Press",
        equipment="dumbbell",
        load_convention="per_hand",
    )
    version = make.version(organization=athlete.organization, exercises={"Bench Press": bench})
    anchors = {athlete.pk: {"rm:bench": Decimal(100)}}
    return make.plan(athlete=athlete, version=version, anchors=anchors).sessions.get(ordinal=1)


@pytest.fixture
def page(client: Client, athlete: Athlete) -> Client:
    client.force_login(athlete.user)
    return client


def post(page: Client, name: str, session: PlannedSession, **fields: Any) -> Any:
    return page.post(reverse(name, args=[session.pk]), {"slot": SLOT, **fields}, follow=True)


def test_swap_leads_back_to_the_session(page: Client, session: PlannedSession) -> None:
    response = post(page, "session_swap", session, exercise_name="Dumbbell Bench Press")

    assert response.redirect_chain == [(f"/sessions/{session.pk}/", 302)]
    text = response.content.decode()
    assert "in place of Bench Press" in text
    assert 'value="Dumbbell Bench Press"' in text


def test_unknown_exercise_is_refused_in_words(page: Client, session: PlannedSession) -> None:
    response = post(page, "session_swap", session, exercise_name="Cup Press")

    assert "This exercise isn&#x27;t in the catalog" in response.content.decode()
    assert not SlotChoice.objects.exists()


def test_swapped_sets_are_logged_as_what_they_were(page: Client, session: PlannedSession) -> None:
    post(page, "session_swap", session, exercise_name="Dumbbell Bench Press")
    group = session.groups.get(slot_key=SLOT)

    page.post(
        reverse("session_log_set", args=[session.pk]),
        {
            "set_id": str(uuid7()),
            "group": group.pk,
            "exercise_name": "Dumbbell Bench Press",
            "number": 1,
            "load": "28",
            "reps": "8",
        },
    )

    logged = SetLog.objects.get()
    assert (logged.exercise_name, logged.planned_group_id) == ("Dumbbell Bench Press", group.pk)


def test_skip_shows_the_reason_and_the_way_back(page: Client, session: PlannedSession) -> None:
    response = post(page, "session_skip_exercise", session, skip_reason="No time left")

    card = response.context["cards"][0]
    assert (card.block.skip_reason, card.face.is_left_out) == ("No time left", True)
    assert "Do it after all" in response.content.decode()
    response = post(page, "session_take_up", session)
    assert response.context["cards"][0].face.is_left_out is False


def test_page_of_choices_offers_substitutes_and_reasons(
    page: Client, session: PlannedSession
) -> None:
    text = page.get(reverse("session_exercises", args=[session.pk])).content.decode()

    assert 'value="Dumbbell Bench Press"' in text
    assert 'value="TAKEN"' in text
    assert "The equipment is taken<" in text


def test_exercise_beyond_the_plan_is_found_by_another_name(
    page: Client, session: PlannedSession
) -> None:
    curl = make.exercise(slug="curl", name="Dumbbell Curl", load_convention="per_hand")
    curl.aliases.create(name="biceps thing")
    url = reverse("session_extra", args=[session.pk])

    found = page.get(url, {"q": "Biceps Thing"})

    assert [one.name for one in found.context["found"]] == ["Dumbbell Curl"]
    assert "Log the first set" in page.get(url, {"exercise": curl.pk}).content.decode()


def test_first_set_beyond_the_plan_is_logged_and_shown(
    page: Client, session: PlannedSession
) -> None:
    make.exercise(slug="curl", name="Dumbbell Curl", load_convention="per_hand")
    said = {"set_id": str(uuid7()), "group": 0, "exercise_name": "Dumbbell Curl", "number": 1}

    url = reverse("session_log_set", args=[session.pk])
    response = page.post(url, {**said, "load": "12", "reps": "10"}, follow=True)

    (extra,) = response.context["extras"]
    assert extra.block.exercise_name == "Dumbbell Curl"
    logged = SetLog.objects.get()
    assert (logged.planned_group_id, logged.reps, logged.is_accepted) == (None, 10, False)


def test_refused_set_beyond_the_plan_says_why(page: Client, session: PlannedSession) -> None:
    said = {"set_id": str(uuid7()), "group": 0, "exercise_name": "Curl", "number": 1}

    url = reverse("session_log_set", args=[session.pk])
    response = page.post(url, {**said, "load": "12", "reps": "many"})

    assert response.status_code == 422
    assert "Write a whole number, such as 8." in response.content.decode()


@pytest.mark.parametrize("name", ["session_exercises", "session_extra"])
def test_strangers_session_is_not_found(page: Client, name: str) -> None:
    other = make.athlete()
    theirs = make.plan(athlete=other).sessions.get(ordinal=1)

    assert page.get(reverse(name, args=[theirs.pk])).status_code == 404


@pytest.mark.parametrize("name", ["session_swap", "session_skip_exercise", "session_take_up"])
def test_strangers_session_is_not_changed(page: Client, name: str) -> None:
    other = make.athlete()
    theirs = make.plan(athlete=other).sessions.get(ordinal=1)

    response = post(page, name, theirs, exercise_name="", skip_reason="Tired")

    assert response.status_code == 404
    assert not SlotChoice.objects.exists()
