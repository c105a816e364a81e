"""Ending a phase early from the plan's page: what follows is shown before, and why is asked."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from athletes.models import PhaseTransition, Plan, PlanPhase
from coaching.accounts.models import Membership
from coaching.queries.plan_page import get_plan_page
from tests import make
from tests.athletes import plans_by_hand as by_hand
from tests.athletes.plans_by_hand import at_noon, day, make_plan
from tests.coaching.console_rows import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def coach() -> Membership:
    return make.membership()


def running_today(coach: Membership, *goals: str) -> Plan:
    """Return a plan whose first phase, of two weeks, began a week ago."""
    athlete = make.athlete(coach=coach)
    version = by_hand.version(organization=athlete.organization, mesocycles=by_hand.cycles(*goals))
    plan = by_hand.plan(
        athlete=athlete,
        version=version,
        starts_on=timezone.now().date() - timedelta(days=7),
        weekdays={"2": [0, 3]},
    )
    by_hand.begin(plan, weeks=2, now=timezone.now(), name="Build", goal=goals[0])
    return plan


def page(plan: Plan) -> str:
    return reverse("console:athletes_plan_change", args=[plan.pk])


def send(client, plan: Plan, **said: object):
    address = reverse("console:athletes_plan_end_phase", args=[plan.pk])
    return client.post(address, {"phase": plan.phases.get().pk, **said}, follow=True)


def test_page_shows_what_follows_before_the_phase_is_ended(coach) -> None:
    plan = running_today(coach, "hypertrophy", "strength")

    text = " ".join(client_of(coach.user).get(page(plan)).content.decode().split())

    today = timezone.now().date()
    last_on, planned_on = (date_format(on, "j M Y") for on in (today - timedelta(1), _last(plan)))
    assert f"Build ends on {last_on} instead of {planned_on}." in text
    assert "sessions that lie ahead are taken out. Then follows:" in text
    assert f"{date_format(today, 'j M')} – {date_format(today + timedelta(13), 'j M Y')}" in text


def _last(plan: Plan):
    return plan.phases.get().ends_on


def test_last_phase_says_that_the_plan_is_over_then(coach) -> None:
    plan = running_today(coach, "hypertrophy")

    text = client_of(coach.user).get(page(plan)).content.decode()

    assert "It is the last one, so the plan is over then." in text


def test_phase_is_ended_with_its_reason(coach) -> None:
    plan = running_today(coach, "hypertrophy", "strength")

    answer = send(client_of(coach.user), plan, why="A meet is near.")

    change = PhaseTransition.objects.get()
    assert (change.decided_by, change.words) == (
        coach.user,
        "The coach ended Build early: A meet is near.",
    )
    text = answer.content.decode()
    assert "Ended: the plan has gone on from here." in text
    assert "The coach ended Build early: A meet is near." in text
    assert "The phase before it goes on to its own end." in text


@pytest.mark.parametrize("why", ["", "x" * 501, "at\x00sea"])
def test_without_a_reason_nothing_ends_and_what_was_typed_is_kept(coach, why) -> None:
    plan = running_today(coach, "hypertrophy", "strength")

    answer = send(client_of(coach.user), plan, why=why)

    form = answer.context["end_phase_form"]
    assert (answer.status_code, list(form.errors)) == (422, ["why"])
    assert form["why"].value() == why
    assert not PhaseTransition.objects.exists()


def test_phase_that_ended_meanwhile_is_told(coach) -> None:
    plan = running_today(coach, "hypertrophy", "strength", "test")
    shown = plan.phases.get().pk
    client = client_of(coach.user)
    send(client, plan, why="A meet is near.")

    address = reverse("console:athletes_plan_end_phase", args=[plan.pk])
    again = client.post(address, {"phase": shown, "why": "Again."}, follow=True)

    assert "run any more, or ends today" in again.content.decode()
    assert PhaseTransition.objects.count() == 1


def test_phase_of_another_plan_is_not_found(coach) -> None:
    plan = running_today(coach, "hypertrophy", "strength")
    other = make_plan("hypertrophy", athlete=make.athlete(coach=coach))

    answer = send(client_of(coach.user), plan, phase=other.phases.get().pk, why="A meet is near.")

    assert answer.status_code == 404
    assert not PhaseTransition.objects.exists()


def test_opening_the_address_ends_nothing(coach) -> None:
    plan = running_today(coach, "hypertrophy", "strength")
    address = reverse("console:athletes_plan_end_phase", args=[plan.pk])

    assert client_of(coach.user).get(address).status_code == 405
    assert not PhaseTransition.objects.exists()


@pytest.mark.parametrize(
    ("on", "status", "is_offered"),
    [(2, "ACTIVE", True), (-1, "ACTIVE", False), (14, "ACTIVE", False), (2, "PAUSED", False)],
)
def test_is_offered_only_where_the_phase_runs(coach, on, status, is_offered) -> None:
    plan = make_plan("hypertrophy", "strength", athlete=make.athlete(coach=coach))
    plan.status = status

    early = get_plan_page(plan=plan, now=at_noon(day(on))).early

    assert (early is not None) is is_offered


def test_deload_before_a_repeat_is_followed_by_the_repeat(coach) -> None:
    plan = make_plan("hypertrophy", "strength", athlete=make.athlete(coach=coach))
    first = plan.phases.get()
    deload = by_hand.phase(
        plan, weeks=1, seq=2, starts_on=day(14), kind="INSERTED_DELOAD", goal="deload"
    )
    PhaseTransition.objects.create(
        organization=plan.organization,
        athlete=plan.athlete,
        plan=plan,
        sequence=1,
        from_phase=first,
        to_phase=deload,
        decision="DELOAD_THEN_REPEAT",
        reason="fatigue",
        words="",
        evidence={},
        due_at=at_noon(day(14)),
        applied_at=at_noon(day(14)),
        cause="SWEEP",
    )

    early = get_plan_page(plan=plan, now=at_noon(day(16))).early

    assert early is not None
    assert [(step.name, step.starts_on) for step in early.steps] == [
        ("Hypertrophy", day(16)),
        ("Strength", day(30)),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_its_queries(coach, count, django_assert_num_queries) -> None:
    plan = make_plan("hypertrophy", *["strength"] * count, athlete=make.athlete(coach=coach))
    plan = Plan.objects.select_related("athlete", "program_version__template").get(pk=plan.pk)

    with django_assert_num_queries(10):
        get_plan_page(plan=plan, now=at_noon(day(2)))

    assert PlanPhase.objects.count() == 1
