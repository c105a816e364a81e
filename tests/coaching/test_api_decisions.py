"""A plan's policy, ending a phase early and taking a change back, over the API."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from athletes.actions.end_phase import end_phase
from athletes.actions.roll_due import roll_due
from athletes.models import PhaseProposal, PhaseTransition, Plan
from coaching.accounts.models import Membership
from tests import make
from tests.athletes.plans_by_hand import DUE, at_noon, day, finish, make_plan, train

pytestmark = pytest.mark.django_db

POLICY = {"asks_before_advancing": True, "confirms_after_h": 24}


@pytest.fixture
def coach() -> Membership:
    return make.membership()


@pytest.fixture
def plan(coach: Membership) -> Plan:
    return make_plan("hypertrophy", "strength", athlete=make.athlete(coach=coach))


@pytest.fixture
def running(plan: Plan) -> Iterator[Plan]:
    """It is Wednesday of the first of two weeks."""
    with time_machine.travel(at_noon(day(2)), tick=False):
        yield plan


@pytest.fixture
def change(plan: Plan) -> PhaseTransition:
    """The plan went on by itself."""
    train(plan)
    roll_due(now=DUE)
    return PhaseTransition.objects.get()


def send(coach: Membership, method: str, path: str, body: Any, **headers: str) -> Any:
    client = Client()
    client.force_login(coach.user)
    return client.generic(
        method, f"/api/v1/{path}", json.dumps(body), "application/json", headers=headers
    )


def codes(response: Any) -> list[str]:
    return [error["code"] for error in response.json()["errors"]]


def test_policy_is_set_for_the_first_of_two(coach: Membership, plan: Plan) -> None:
    path = f"plans/{plan.pk}/policy/"
    read = send(coach, "GET", f"plans/{plan.pk}/", None)

    first = send(coach, "PUT", path, POLICY, **{"if-match": read["ETag"]})
    by_header = send(coach, "PUT", path, POLICY, **{"if-match": read["ETag"]})
    by_body = send(coach, "PUT", path, {**POLICY, "version": 1})
    silent = send(coach, "PUT", path, POLICY)

    assert (read["ETag"], first["ETag"]) == ('"1"', '"2"')
    assert [one.status_code for one in (first, by_header, by_body, silent)] == [200, 412, 409, 428]
    assert by_header.json()["current"]["confirms_after_h"] == 24
    plan.refresh_from_db()
    assert (plan.asks_before_advancing, plan.confirms_after_h, plan.version) == (True, 24, 2)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"confirms_after_h": 0}, "confirms_after_h"),
        ({"confirms_after_h": 169}, "confirms_after_h"),
        ({"asks_before_advancing": None}, "asks_before_advancing"),
    ],
)
def test_policy_outside_its_range_is_refused(
    coach: Membership, plan: Plan, changed: dict[str, Any], field: str
) -> None:
    body = {**POLICY, "version": 1, **changed}

    response = send(coach, "PUT", f"plans/{plan.pk}/policy/", body)

    assert response.status_code == 400
    assert [error["attr"] for error in response.json()["errors"]] == [field]
    assert Plan.objects.get().version == 1


def test_policy_of_a_plan_that_is_over_is_refused(coach: Membership, plan: Plan) -> None:
    send(coach, "POST", f"plans/{plan.pk}/end/", {})

    response = send(coach, "PUT", f"plans/{plan.pk}/policy/", {**POLICY, "version": 1})

    assert (response.status_code, codes(response)) == (409, ["plan_already_over"])


def test_change_taken_back_waits_for_the_coach(coach: Membership, change: PhaseTransition) -> None:
    path = f"transitions/{change.pk}/undo/"

    asked = send(coach, "POST", path, {})
    twice = send(coach, "POST", path, {})

    assert asked.status_code == 200
    assert (asked.json()["decision"], asked.json()["status"]) == ("HOLD_FOR_COACH", "WAITING")
    assert asked.json()["id"] == PhaseProposal.objects.get().pk
    assert (twice.status_code, codes(twice)) == (409, ["not_the_last_change"])
    plan = send(coach, "GET", f"plans/{change.plan_id}/", None).json()
    assert plan["phase_seq"] == 1
    assert plan["transitions"][0]["undone_at"] is not None


def test_phase_ends_early_once_and_not_twice(coach: Membership, running: Plan) -> None:
    phase = running.phases.get()
    path = f"plans/{running.pk}/end-phase/"
    body = {"phase": phase.pk, "why": "A meet is near."}

    ended = send(coach, "POST", path, body)
    twice = send(coach, "POST", path, body)

    change = PhaseTransition.objects.get()
    assert ended.status_code == 200
    assert {name: ended.json()[name] for name in ("id", "from_phase", "decision", "words")} == {
        "id": change.pk,
        "from_phase": phase.pk,
        "decision": "ADVANCE",
        "words": "The coach ended Hypertrophy early: A meet is near.",
    }
    assert (change.decided_by, change.to_phase.goal) == (coach.user, "strength")
    assert (twice.status_code, codes(twice)) == (409, ["phase_not_running"])


def test_phase_of_another_plan_does_not_end(coach: Membership, running: Plan) -> None:
    other = make_plan("hypertrophy", athlete=make.athlete(coach=coach))
    body = {"phase": other.phases.get().pk, "why": "A meet is near."}

    response = send(coach, "POST", f"plans/{running.pk}/end-phase/", body)

    assert response.status_code == 404
    assert not PhaseTransition.objects.exists()


@pytest.mark.parametrize("why", [None, "", "  ", "x" * 501, 3])
def test_phase_does_not_end_without_a_reason(coach: Membership, running: Plan, why: object) -> None:
    body = {"phase": running.phases.get().pk, "why": why}

    response = send(coach, "POST", f"plans/{running.pk}/end-phase/", body)

    assert response.status_code == 400
    assert [error["attr"] for error in response.json()["errors"]] == ["why"]
    assert not PhaseTransition.objects.exists()


def test_phase_whose_end_waits_for_an_answer_does_not_end_early(
    coach: Membership, plan: Plan
) -> None:
    train(plan, sessions=2)
    roll_due(now=DUE)
    body = {"phase": plan.phases.get().pk, "why": "A meet is near."}

    response = send(coach, "POST", f"plans/{plan.pk}/end-phase/", body)

    assert (response.status_code, codes(response)) == (409, ["decision_waits"])
    assert not PhaseTransition.objects.exists()


def test_phase_that_was_ended_early_just_goes_on(coach: Membership, plan: Plan) -> None:
    change = end_phase(
        phase=plan.phases.get(), why="A meet is near.", by=coach.user, now=at_noon(day(2))
    )

    response = send(coach, "POST", f"transitions/{change.pk}/undo/", {})

    assert (response.status_code, response.content) == (204, b"")
    assert plan.phases.get().closed_at is None
    assert not PhaseProposal.objects.exists()


def test_change_that_was_trained_after_stays(coach: Membership, change: PhaseTransition) -> None:
    session = change.to_phase.sessions.order_by("ordinal")[0]
    finish(session, at=DUE + timedelta(hours=18))

    response = send(coach, "POST", f"transitions/{change.pk}/undo/", {})

    assert (response.status_code, codes(response)) == (409, ["trained_since"])
    assert PhaseTransition.objects.get().undone_at is None
