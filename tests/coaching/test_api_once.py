"""Idempotency-Key: a request sent twice does its work once, and who sends it reads the same."""

import json
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from athletes.models import Athlete, Plan
from coaching.accounts.models import Membership
from coaching.actions.answer_once import Answer, answer_once
from coaching.actions.create_token import create_token
from coaching.actions.forget_answers import KEPT_FOR, ForgetReport, forget_answers
from coaching.models import ApiToken, KeptAnswer
from tests import make
from tests.chaos.threads import at_once

pytestmark = pytest.mark.django_db

KEY = "9f0c1d1e-6a52-4c5e-8f0e-2b7f6f1f4c11"
ADA = {"name": "Ada"}


@pytest.fixture
def coach() -> Membership:
    return make.membership()


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(client: Client, path: str, body: Any, *, key: str = KEY, method: str = "POST") -> Any:
    headers = {"idempotency-key": key}
    return client.generic(
        method, f"/api/v1/{path}", json.dumps(body), "application/json", headers=headers
    )


def codes(response: Any) -> list[str]:
    return [error["code"] for error in response.json()["errors"]]


def test_request_sent_twice_is_done_once_and_answered_alike(coach: Membership) -> None:
    client = signed_in(coach.user)

    first = send(client, "athletes/", ADA)
    second = send(client, "athletes/", ADA)

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert second["ETag"] == first["ETag"] == '"1"'
    assert second["Content-Type"] == first["Content-Type"] == "application/json"
    assert (first.get("Idempotency-Replayed"), second["Idempotency-Replayed"]) == (None, "true")
    assert Athlete.objects.count() == 1


@pytest.mark.parametrize(
    ("path", "body", "method"),
    [("athletes/", {"name": "Bea"}, "POST"), ("athletes/?x=1", ADA, "POST")],
)
def test_key_of_another_request_is_refused(
    coach: Membership, path: str, body: Any, method: str
) -> None:
    client = signed_in(coach.user)
    send(client, "athletes/", ADA)

    other = send(client, path, body, method=method)

    assert (other.status_code, codes(other)) == (422, ["key_used_otherwise"])
    assert other.json()["errors"][0]["detail"] == (
        "This key came with another request before: make a new one for each request."
    )
    assert Athlete.objects.count() == 1


def test_key_belongs_to_the_person(coach: Membership) -> None:
    other = make.membership(organization=coach.organization)

    statuses = [send(signed_in(one.user), "athletes/", ADA).status_code for one in (coach, other)]

    assert statuses == [201, 201]
    assert Athlete.objects.count() == 2


def test_key_counts_for_the_token_as_for_the_sign_in(coach: Membership) -> None:
    _, text = create_token(user=coach.user, name="Script", now=timezone.now())
    headers = {"authorization": f"Bearer {text}", "idempotency-key": KEY}
    path = "/api/v1/athletes/"

    first = send(signed_in(coach.user), "athletes/", ADA)
    second = Client().post(path, json.dumps(ADA), "application/json", headers=headers)

    assert (second.status_code, second.content) == (201, first.content)
    assert Athlete.objects.count() == 1


def test_refusal_is_repeated_though_the_reason_is_gone(coach: Membership) -> None:
    athlete = make.athlete(coach=coach)
    plan = make.plan(athlete=athlete)
    client, path = signed_in(coach.user), f"athletes/{athlete.pk}/archive/"

    early = send(client, path, {})
    Plan.objects.filter(pk=plan.pk).update(status="ENDED", due_at=None)
    late = send(client, path, {})

    assert (early.status_code, late.status_code) == (409, 409)
    assert early.content == late.content
    assert not Athlete.objects.get().is_archived


@pytest.mark.parametrize(("body", "status"), [({}, 400), ({"name": "A", "organization": 1}, 404)])
def test_what_could_not_be_tried_leaves_the_key_free(
    coach: Membership, body: dict[str, Any], status: int
) -> None:
    client = signed_in(coach.user)

    refused = send(client, "athletes/", body)

    assert refused.status_code == status
    assert send(client, "athletes/", ADA).status_code == 201


def test_what_breaks_leaves_nothing_and_the_key_free(coach: Membership) -> None:
    def broken() -> Answer:
        make.athlete(coach=coach)
        return Answer(500, {}, "")

    answer_once(
        user=coach.user, key=KEY, request_hash="", is_secret=False, act=broken, now=make.NOW
    )

    assert (Athlete.objects.count(), KeptAnswer.objects.count()) == (0, 0)


@pytest.mark.parametrize("key", ["", " ", "two words", "x" * 256, "ключ"])
def test_unreadable_key_is_refused_by_its_name(coach: Membership, key: str) -> None:
    response = send(signed_in(coach.user), "athletes/", ADA, key=key)

    assert response.status_code == 400
    assert response.json()["errors"][0]["attr"] == "Idempotency-Key"
    assert Athlete.objects.count() == 0


def test_nobody_is_refused_and_leaves_no_key() -> None:
    assert send(Client(), "athletes/", ADA).status_code == 401
    assert KeptAnswer.objects.count() == 0


def test_reading_with_a_key_keeps_nothing(coach: Membership) -> None:
    client = signed_in(coach.user)

    response = client.get("/api/v1/athletes/", headers={"idempotency-key": KEY})

    assert response.status_code == 200
    assert KeptAnswer.objects.count() == 0


def test_new_token_is_shown_once_and_never_kept(coach: Membership) -> None:
    client = signed_in(coach.user)

    first = send(client, "tokens/", {"name": "Script"})
    second = send(client, "tokens/", {"name": "Script"})

    assert first.json()["token"] not in str(list(KeptAnswer.objects.values()))
    assert (second.status_code, codes(second)) == (409, ["answer_shown_once"])
    assert ApiToken.objects.count() == 1


def test_deletion_is_answered_alike(coach: Membership) -> None:
    client = signed_in(coach.user)
    row, _ = create_token(user=coach.user, name="Script", now=timezone.now())

    answers = [send(client, f"tokens/{row.token_key}/", {}, method="DELETE") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [204, 204]


@pytest.mark.django_db(transaction=True)
def test_repeat_while_the_first_is_at_work_is_told_to_wait(coach: Membership) -> None:
    is_at_work, is_refused = threading.Event(), threading.Event()

    def act() -> Answer:
        is_at_work.set()
        is_refused.wait(timeout=30)
        return Answer(201, {}, "done")

    def first() -> Any:
        return answer_once(
            user=coach.user, key=KEY, request_hash="", is_secret=False, act=act, now=make.NOW
        )

    def second() -> Any:
        is_at_work.wait(timeout=30)
        try:
            return send(signed_in(coach.user), "athletes/", ADA)
        finally:
            is_refused.set()

    done, told = at_once([first, second])

    assert done == Answer(201, {}, "done")
    assert (told.status_code, codes(told), told["Retry-After"]) == (409, ["still_running"], "1")
    assert told.json()["errors"][0]["detail"].endswith("send it again in a second.")
    assert Athlete.objects.count() == 0


def test_claim_of_a_dead_server_is_free_again(coach: Membership) -> None:
    with pytest.raises(ZeroDivisionError):
        answer_once(
            user=coach.user, key=KEY, request_hash="", is_secret=False, act=crash, now=make.NOW
        )

    assert send(signed_in(coach.user), "athletes/", ADA).status_code == 201


def crash() -> Answer:
    raise ZeroDivisionError


def test_answers_are_forgotten_after_thirty_days(coach: Membership) -> None:
    client = signed_in(coach.user)
    send(client, "athletes/", ADA)
    kept_at = KeptAnswer.objects.get().kept_at
    moment = timedelta(microseconds=1)

    early = forget_answers(now=kept_at + KEPT_FOR - moment)

    assert timedelta(days=30) == KEPT_FOR
    assert (early, KeptAnswer.objects.count()) == (ForgetReport(), 1)
    assert forget_answers(now=kept_at + KEPT_FOR) == ForgetReport(forgotten=1)
    assert forget_answers(now=kept_at + KEPT_FOR) == ForgetReport()
    assert send(client, "athletes/", ADA).status_code == 201
    assert Athlete.objects.count() == 2
