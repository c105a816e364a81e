"""What a coach does on a plan's page about its changes: take the last one back, set the policy."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from athletes.actions.roll_due import roll_due
from athletes.models import PhaseProposal, PhaseTransition, Plan, PlanPhase
from coaching.accounts.models import Membership
from tests import make
from tests.athletes.plans_by_hand import DUE, finish, make_plan, train
from tests.coaching.console_rows import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def coach() -> Membership:
    return make.membership()


@pytest.fixture
def advanced(coach) -> Plan:
    """A plan of the coach's that went on to its second phase."""
    plan = make_plan("hypertrophy", "strength", athlete=make.athlete(coach=coach))
    train(plan)
    roll_due(now=DUE)
    plan.refresh_from_db()
    return plan


def page(plan: Plan) -> str:
    return reverse("console:athletes_plan_change", args=[plan.pk])


def undo(client, plan: Plan, *, transition: int | None = None):
    key = transition or PhaseTransition.objects.order_by("-sequence").first().pk
    address = reverse("console:athletes_plan_undo", args=[plan.pk])
    return client.post(address, {"transition": key}, follow=True)


def test_last_change_is_offered_and_taken_back(coach, advanced):
    client = client_of(coach.user)
    offered = client.get(page(advanced)).content.decode()

    answer = undo(client, advanced)

    change = PhaseTransition.objects.get()
    body = answer.content.decode()
    assert "Take back the last change" in offered
    assert change.undone_by == coach.user
    assert PhaseProposal.objects.get().decision == "HOLD_FOR_COACH"
    assert "taken back" in body
    # A hold that was asked for has the week repeated, and offers what to do.
    assert "its last week is repeated provisionally" in body
    assert "Take back the last change" not in body


def test_change_after_which_was_trained_stays_and_says_why(coach, advanced):
    finish(PlanPhase.objects.order_by("seq").last().sessions.order_by("ordinal").first())

    answer = undo(client_of(coach.user), advanced)

    assert "Something was logged after this change" in answer.content.decode()
    assert PhaseTransition.objects.get().undone_at is None


def test_change_of_another_plan_is_not_found(coach, advanced):
    other = make_plan("hypertrophy", athlete=make.athlete(coach=coach))

    answer = undo(client_of(coach.user), other)

    assert answer.status_code == 404
    assert PhaseTransition.objects.get().undone_at is None


def test_change_is_not_taken_back_by_opening_its_address(coach, advanced):
    address = reverse("console:athletes_plan_undo", args=[advanced.pk])

    assert client_of(coach.user).get(address).status_code == 405


@pytest.mark.parametrize("name", ["undo", "policy", "end_phase"])
def test_assistant_may_neither_take_back_nor_set_the_policy(coach, advanced, name):
    assistant = make.membership(organization=coach.organization, role="ASSISTANT")
    advanced.athlete.engagements.create(
        organization=coach.organization, membership=assistant, started_at=make.NOW
    )
    change = PhaseTransition.objects.get()
    said = {"transition": change.pk, "version": advanced.version, "confirms_after_h": 72}

    answer = client_of(assistant.user).post(
        reverse(f"console:athletes_plan_{name}", args=[advanced.pk]), said
    )

    advanced.refresh_from_db()
    change.refresh_from_db()
    assert answer.status_code == 403
    assert (change.undone_at, advanced.confirms_after_h) == (None, None)


@pytest.mark.parametrize("name", ["undo", "policy", "end_phase"])
def test_plan_of_another_coach_is_not_found(coach, advanced, name):
    stranger = make.membership(organization=coach.organization)
    said = {"transition": PhaseTransition.objects.get().pk, "version": advanced.version}

    answer = client_of(stranger.user).post(
        reverse(f"console:athletes_plan_{name}", args=[advanced.pk]), said
    )

    assert answer.status_code == 404
    assert PhaseTransition.objects.get().undone_at is None


def test_policy_is_set_and_told_on_the_page(coach, advanced):
    said = {"asks_before_advancing": "on", "confirms_after_h": "72", "version": advanced.version}

    answer = client_of(coach.user).post(
        reverse("console:athletes_plan_policy", args=[advanced.pk]), said, follow=True
    )

    advanced.refresh_from_db()
    body = answer.content.decode()
    assert (advanced.asks_before_advancing, advanced.confirms_after_h) == (True, 72)
    assert "Every change asks you first." in body
    assert "carried out after 72 hours." in " ".join(body.split())


def test_policy_with_an_unknown_choice_is_refused_beside_its_field(coach, advanced):
    answer = client_of(coach.user).post(
        reverse("console:athletes_plan_policy", args=[advanced.pk]),
        {"confirms_after_h": "1000", "version": advanced.version},
    )

    advanced.refresh_from_db()
    assert answer.status_code == 422
    assert list(answer.context["policy_form"].errors) == ["confirms_after_h"]
    assert advanced.confirms_after_h is None


def test_policy_of_an_older_page_is_told(coach, advanced):
    client = client_of(coach.user)
    address = reverse("console:athletes_plan_policy", args=[advanced.pk])

    client.post(address, {"confirms_after_h": "72", "version": advanced.version})
    again = client.post(address, {"version": advanced.version}, follow=True)

    advanced.refresh_from_db()
    assert "Somebody else changed this plan meanwhile" in again.content.decode()
    assert advanced.confirms_after_h == 72


def test_page_says_when_the_plan_goes_on_without_an_answer(coach):
    plan = make_plan("hypertrophy", "strength", athlete=make.athlete(coach=coach))
    Plan.objects.update(confirms_after_h=72)
    train(plan, sessions=2)
    roll_due(now=DUE)
    PhaseProposal.objects.update(goes_on_at=timezone.now() + timedelta(days=1))

    body = client_of(coach.user).get(page(plan)).content.decode()

    assert "Without your answer the plan goes on at" in body
