"""The athlete's pages: whose they are, each calm state, and their numbers of queries."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from athletes.actions.finish_session import finish_session
from athletes.actions.skip_session import skip_session
from athletes.models import Absence, Athlete, Plan, PlannedSession, SessionLog
from programs.engine.timeline import local_date
from tests import make
from tests.athletes.logging import whole_session

pytestmark = pytest.mark.django_db

NUMBERS = {"rm:bench": Decimal(100), "rm:squat": Decimal(150)}


@pytest.fixture
def athlete() -> Athlete:
    return make.athlete(user=make.user())


@pytest.fixture
def page(client: Client, athlete: Athlete) -> Client:
    client.force_login(athlete.user)
    return client


def plan_from(athlete: Athlete, *, days_ago: int, **fields: Any) -> Plan:
    """Return a plan that began so many days before today, today being the clock's."""
    now = timezone.now()
    start = local_date(now, zone=athlete.time_zone) - timedelta(days=days_ago)
    return make.plan(
        athlete=athlete,
        starts_on=start,
        weekdays={2: [start.weekday(), (start.weekday() + 3) % 7]},
        now=now - timedelta(days=days_ago),
        anchors={athlete.pk: NUMBERS},
        **fields,
    )


def first_session(plan: Plan) -> PlannedSession:
    sessions = plan.sessions.select_related("athlete")
    return sessions.order_by("ordinal").first()


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_today_without_a_plan_says_what_to_do(page: Client) -> None:
    response = page.get(reverse("today"))

    assert response.context["today"].state == "no_plan"
    assert "Your coach has not given you a plan yet" in text_of(response)


def test_today_with_a_session_starts_it_in_one_tap(page: Client, athlete: Athlete) -> None:
    plan = plan_from(athlete, days_ago=0)
    session = first_session(plan)

    response = page.get(reverse("today"))

    assert response.context["today"].state == "training"
    assert response.context["banner"].question == "How hard can you make the muscle work?"
    assert text_of(response).count(f'href="{reverse("session", args=[session.pk])}">Start</a>') == 1


def test_today_after_a_missed_day_offers_to_make_it_up(page: Client, athlete: Athlete) -> None:
    plan = plan_from(athlete, days_ago=1)
    session = first_session(plan)

    response = page.get(reverse("today"))

    assert response.context["today"].state == "missed"
    assert [card.id for card in response.context["today"].missed] == [session.pk]
    assert "Skip it, with a reason" in text_of(response)


def test_today_once_trained_says_done(page: Client, athlete: Athlete) -> None:
    session = first_session(plan_from(athlete, days_ago=0))
    whole_session(athlete, session, at=timezone.now())
    finish_session(
        planned_session=session,
        session_rpe=Decimal(7),
        note="",
        by=athlete.user,
        now=timezone.now() + timedelta(hours=1),
    )

    response = page.get(reverse("today"))

    assert response.context["today"].state == "done"
    assert "Done for today" in text_of(response)


def test_today_while_paused_is_calm(page: Client, athlete: Athlete) -> None:
    plan = plan_from(athlete, days_ago=0)
    Plan.objects.filter(pk=plan.pk).update(status="PAUSED", due_at=None)

    response = page.get(reverse("today"))

    assert response.context["today"].state == "paused"
    assert "Your plan is paused" in text_of(response)


def test_today_rolls_a_phase_that_is_over(page: Client, athlete: Athlete) -> None:
    # The first phase lasts four weeks, by the calendar; the sweep has not come by.
    plan = plan_from(athlete, days_ago=28, roll_mode=Plan.RollMode.CALENDAR)

    response = page.get(reverse("today"))

    transition = plan.transitions.get()
    assert (transition.decision, transition.cause) == ("ADVANCE", "READ")
    assert response.context["today"].phase.name == "Deload"
    assert response.context["banner"].question == "How fresh can you leave the gym?"


def test_nobodys_athlete_reads_where_to_go(client: Client) -> None:
    client.force_login(make.user())

    response = client.get(reverse("today"))

    assert "No coach has added you as an athlete" in text_of(response)


def test_person_of_two_places_switches_between_them(page: Client, athlete: Athlete) -> None:
    other = make.athlete(user=athlete.user)

    page.post(reverse("switch_place"), {"athlete": other.pk})

    assert page.get(reverse("today")).context["athlete"] == other


def test_switch_to_somebody_elses_place_is_not_found(page: Client, athlete: Athlete) -> None:
    stranger = make.athlete(user=make.user())

    response = page.post(reverse("switch_place"), {"athlete": stranger.pk})

    assert response.status_code == 404
    assert page.get(reverse("today")).context["athlete"] == athlete


def test_finish_keeps_what_was_said_and_shows_what_improved(page: Client, athlete: Athlete) -> None:
    session = first_session(plan_from(athlete, days_ago=0))
    whole_session(athlete, session, at=timezone.now())
    said = {"session_rpe": "8", "note": "Good bar speed", "body_weight": "81,4", "readiness": "4"}

    response = page.post(reverse("session_finish", args=[session.pk]), said, follow=True)

    log = SessionLog.objects.get()
    check_in = athlete.check_ins.get()
    assert response.redirect_chain == [(reverse("session_finished", args=[session.pk]), 302)]
    assert (log.session_rpe, log.note) == (Decimal("8.0"), "Good bar speed")
    assert (check_in.body_weight_kg, check_in.readiness) == (Decimal("81.400"), 4)
    assert "Well done" in text_of(response)


def test_finish_with_an_impossible_weight_keeps_what_was_typed(
    page: Client, athlete: Athlete
) -> None:
    session = first_session(plan_from(athlete, days_ago=0))

    response = page.post(
        reverse("session_finish", args=[session.pk]), {"body_weight": "814", "note": "Heavy"}
    )

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "body_weight": ["Body weight goes up to 500 kg: check it."]
    }
    assert 'value="814"' in response.content.decode()
    assert not SessionLog.objects.exists()


def test_finished_session_leads_to_what_it_improved(page: Client, athlete: Athlete) -> None:
    session = first_session(plan_from(athlete, days_ago=0))
    page.post(reverse("session_finish", args=[session.pk]), {})

    response = page.get(reverse("session_finish", args=[session.pk]))

    assert response["Location"] == reverse("session_finished", args=[session.pk])


def test_skip_with_a_reason_excuses_the_session(page: Client, athlete: Athlete) -> None:
    session = first_session(plan_from(athlete, days_ago=0))
    url = reverse("session_skip", args=[session.pk])

    response = page.post(url, {"reason": Absence.Reason.TRAVEL, "note": "Late train"})

    session.refresh_from_db()
    assert response["Location"] == reverse("today")
    assert session.excused_for == "TRAVEL: Late train"


def test_skip_without_a_reason_asks_for_one(page: Client, athlete: Athlete) -> None:
    session = first_session(plan_from(athlete, days_ago=0))

    response = page.post(reverse("session_skip", args=[session.pk]), {"note": "Late train"})

    session.refresh_from_db()
    assert response.status_code == 422
    assert response.context["form"].errors == {
        "reason": ["Choose a reason: your coach plans by it."]
    }
    assert session.excused_for == ""


def test_week_shows_each_session_in_neutral_words(page: Client, athlete: Athlete) -> None:
    plan = plan_from(athlete, days_ago=0)
    session = first_session(plan)
    skip_session(planned_session=session, reason="Travel", by=athlete.user, now=timezone.now())

    response = page.get(reverse("week"))

    assert "Excused" in text_of(response)
    assert "failed" not in text_of(response).lower()


@pytest.mark.parametrize("on", ["2026-02-30", "yesterday", "9999-12-31", "0001-01-01"])
def test_week_of_no_day_is_not_found(page: Client, on: str) -> None:
    assert page.get(reverse("week", args=[on])).status_code == 404


@pytest.mark.parametrize("asked", ["0", "99", "-1", "x", "9" * 40])
def test_history_of_no_page_is_a_page(page: Client, asked: str) -> None:
    assert page.get(reverse("history"), {"page": asked}).status_code == 200


@pytest.mark.parametrize("sessions", [1, 3])
def test_history_asks_the_same_queries_for_one_and_three(
    page: Client, athlete: Athlete, sessions: int, django_assert_num_queries: Any
) -> None:
    plan = plan_from(athlete, days_ago=0)
    for session in plan.sessions.order_by("ordinal")[:sessions]:
        whole_session(athlete, session, at=timezone.now())
    page.get(reverse("history"))

    with django_assert_num_queries(5):
        response = page.get(reverse("history"))

    assert len(response.context["page"].sessions) == sessions


@pytest.mark.parametrize("days_ago", [0, 1, 3])
def test_today_asks_the_same_queries_whatever_it_shows(
    page: Client, athlete: Athlete, days_ago: int, django_assert_num_queries: Any
) -> None:
    plan_from(athlete, days_ago=days_ago)
    page.get(reverse("today"))

    with django_assert_num_queries(6):
        page.get(reverse("today"))


def test_pages_of_a_stranger_are_not_found(client: Client, athlete: Athlete) -> None:
    session = first_session(plan_from(athlete, days_ago=0))
    client.force_login(make.athlete(user=make.user()).user)

    for name in ("session", "session_finish", "session_finished", "session_skip"):
        assert client.get(reverse(name, args=[session.pk])).status_code == 404, name


def test_exercise_of_another_organization_is_not_found(page: Client) -> None:
    foreign = make.exercise(organization=make.organization())

    assert page.get(reverse("exercise_history", args=[foreign.pk])).status_code == 404


def test_exercise_page_without_sets_says_so(page: Client) -> None:
    exercise = make.exercise()

    response = page.get(reverse("exercise_history", args=[exercise.pk]))

    assert "You have not logged this exercise yet" in text_of(response)
