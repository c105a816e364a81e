"""Logging sets by plain form posts."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from athletes.models import Athlete, CheckIn, Plan, PlannedGroup, PlannedSession, SetLog, uuid7
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def athlete() -> Athlete:
    return make.athlete(user=make.user())


@pytest.fixture
def group(athlete: Athlete) -> PlannedGroup:
    """Bench press, 3 sets of 6-8 at 70 kg, the first group of the first session."""
    plan = make.plan(athlete=athlete, anchors={athlete.pk: {"rm:bench": Decimal(100)}})
    return first_session(plan).groups.order_by("position").first()


@pytest.fixture
def page(client: Client, athlete: Athlete) -> Client:
    client.force_login(athlete.user)
    return client


def first_session(plan: Plan) -> PlannedSession:
    return plan.sessions.order_by("ordinal").first()


def posted(group: PlannedGroup, /, **fields: Any) -> dict[str, Any]:
    """What the browser sends for the first set, accepted as prescribed unless told otherwise."""
    return {
        "set_id": str(uuid7()),
        "group": group.pk,
        "number": 1,
        "asked_reps": "6",
        "asked_kg": "70.000",
        "load": "70",
        "reps": "6",
        "after": f"set-{group.pk}-2",
        **fields,
    }


def log(page: Client, group: PlannedGroup, **fields: Any) -> Any:
    url = reverse("session_log_set", args=[group.session_id])
    return page.post(url, posted(group, **fields))


def test_session_page_asks_what_was_planned(page: Client, group: PlannedGroup) -> None:
    response = page.get(reverse("session", args=[group.session_id]))

    first = response.context["cards"][0].groups[0].rows[0]
    assert (first.load, first.reps, first.is_next) == ("70", "6", True)
    assert [len(card.groups[0].rows) for card in response.context["cards"]] == [3, 3, 2, 2]
    assert [card.block.label for card in response.context["cards"]] == ["1", "2", "A1", "A2"]


def test_set_as_prescribed_is_accepted_and_leads_to_the_next(
    page: Client, group: PlannedGroup
) -> None:
    response = log(page, group)

    assert response.status_code == 302
    assert response["Location"] == f"/sessions/{group.session_id}/#set-{group.pk}-2"
    logged = SetLog.objects.get()
    assert (logged.reps, logged.load_kg, logged.rpe, logged.is_accepted) == (
        6,
        Decimal("70.000"),
        None,
        True,
    )


def test_set_with_a_comma_and_reserve_is_read(page: Client, group: PlannedGroup) -> None:
    log(page, group, load="72,5", reps="7", rir="2")

    logged = SetLog.objects.get()
    assert (logged.reps, logged.load_kg, logged.rpe, logged.is_accepted) == (
        7,
        Decimal("72.500"),
        Decimal("8.0"),
        False,
    )


def test_same_form_sent_twice_is_one_set(page: Client, group: PlannedGroup) -> None:
    set_id = str(uuid7())

    log(page, group, set_id=set_id)
    log(page, group, set_id=set_id)

    assert [row.pk for row in SetLog.objects.all()] == [UUID(set_id)]


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        (
            {"load": "-5"},
            "load",
            "A load can&#x27;t be below 0: enter the weight lifted, or leave it empty.",
        ),
        ({"load": "heavy"}, "load", "Write a number, such as 102.5."),
        ({"load": "2001"}, "load", "More than 2000 kg can&#x27;t be logged: check the weight."),
        ({"load": "123456789"}, "load", "This number has too many digits: check it."),
        ({"reps": ""}, "reps", "Write how many you did."),
        ({"reps": "six"}, "reps", "Write a whole number, such as 8."),
        (
            {"reps": "10001"},
            "reps",
            "One set has at most 10000 repetitions or seconds: check it.",
        ),
    ],
)
def test_bad_input_gets_a_sentence_and_is_kept_and_not_stored(
    page: Client, group: PlannedGroup, typed: dict[str, str], field: str, sentence: str
) -> None:
    response = log(page, group, **typed)

    assert response.status_code == 422
    row = response.context["cards"][0].groups[0].rows[0]
    assert getattr(row, field) == typed[field]
    assert row.wrong == (field,)
    assert sentence in response.content.decode()
    assert not SetLog.objects.exists()


def test_set_of_a_page_out_of_date_is_said_at_the_top(page: Client, group: PlannedGroup) -> None:
    response = page.post(
        reverse("session_log_set", args=[group.session_id]), posted(group, group=group.pk + 9999)
    )

    assert response.status_code == 422
    assert (
        "This set isn&#x27;t in your plan any more: open the session again."
        in response.content.decode()
    )
    assert not SetLog.objects.exists()


def test_change_edits_the_set_in_place(page: Client, group: PlannedGroup) -> None:
    log(page, group)
    old = SetLog.objects.get()

    log(page, group, replaces=str(old.pk), reps="8", asked_reps="")

    edited = SetLog.objects.get()
    assert (edited.pk, edited.reps, edited.performed_at) == (old.pk, 8, old.performed_at)
    assert (old.is_accepted, edited.is_accepted) == (True, False)


def test_note_and_pain_are_kept_with_the_set(page: Client, group: PlannedGroup) -> None:
    log(page, group)
    old = SetLog.objects.get()

    log(page, group, replaces=str(old.pk), note="left knee, 4", pain="1")

    edited = SetLog.objects.get()
    assert (edited.note, edited.has_pain, edited.is_accepted) == ("left knee, 4", True, True)
    # The coach reads of it where pain is told of.
    check_in = CheckIn.objects.get()
    assert (check_in.on, check_in.has_pain) == (edited.session_log.on, True)
    performed = page.get(reverse("session", args=[group.session_id])).context["cards"][0]
    row = performed.groups[0].rows[0]
    assert (row.note, row.has_pain) == ("left knee, 4", True)


def test_refused_change_keeps_the_set_and_what_was_typed(page: Client, group: PlannedGroup) -> None:
    log(page, group)
    old = SetLog.objects.get()

    response = log(page, group, replaces=str(old.pk), reps="many")

    row = response.context["cards"][0].groups[0].rows[0]
    assert response.status_code == 422
    assert (row.reps, row.is_open, row.logged_id) == ("many", True, str(old.pk))
    assert SetLog.objects.standing().get() == old


def test_set_taken_back_no_longer_stands(page: Client, group: PlannedGroup) -> None:
    log(page, group)
    old = SetLog.objects.get()
    url = reverse("session_undo_set", args=[group.session_id, old.pk])

    response = page.post(url, {"after": f"set-{group.pk}-1"})

    assert response["Location"] == f"/sessions/{group.session_id}/#set-{group.pk}-1"
    assert not SetLog.objects.standing().exists()


def test_way_back_leads_nowhere_else(page: Client, group: PlannedGroup) -> None:
    response = log(page, group, after="https://example.com/")

    assert response["Location"] == f"/sessions/{group.session_id}/#session-count"


def test_pounds_as_shown_stay_exactly_what_was_asked(
    page: Client, athlete: Athlete, group: PlannedGroup
) -> None:
    Athlete.objects.filter(pk=athlete.pk).update(units="LB")

    # 70 kg reads 154.3 lb; turned back it would be 69.989 kg.
    log(page, group, load="154.3")

    logged = SetLog.objects.get()
    assert (logged.load_kg, logged.is_accepted) == (Decimal("70.000"), True)


def test_pounds_typed_are_stored_in_kilograms(
    page: Client, athlete: Athlete, group: PlannedGroup
) -> None:
    Athlete.objects.filter(pk=athlete.pk).update(units="LB")

    log(page, group, load="155")

    # 155 x 0.45359237 = 70.30681735
    assert SetLog.objects.get().load_kg == Decimal("70.307")


def test_exercises_done_in_turn_are_walked_in_turn(page: Client, group: PlannedGroup) -> None:
    response = page.get(reverse("session", args=[group.session_id]))

    fly, curl = (card.groups[0] for card in response.context["cards"][2:])
    assert [row.after for row in fly.rows] == [row.anchor for row in curl.rows]
    assert curl.rows[0].after == fly.rows[1].anchor


def test_stranger_finds_no_session_and_logs_nothing(client: Client, group: PlannedGroup) -> None:
    stranger = make.athlete(user=make.user())
    client.force_login(stranger.user)

    assert client.get(reverse("session", args=[group.session_id])).status_code == 404
    assert log(client, group).status_code == 404
    assert not SetLog.objects.exists()


def test_stranger_takes_no_set_back(client: Client, page: Client, group: PlannedGroup) -> None:
    log(page, group)
    old = SetLog.objects.get()
    other = Client()
    other.force_login(make.athlete(user=make.user()).user)

    response = other.post(reverse("session_undo_set", args=[group.session_id, old.pk]))

    assert response.status_code == 404
    assert SetLog.objects.standing().get() == old


def test_log_answers_only_to_a_post(page: Client, group: PlannedGroup) -> None:
    assert page.get(reverse("session_log_set", args=[group.session_id])).status_code == 405


def test_signed_out_is_led_to_sign_in(client: Client, group: PlannedGroup) -> None:
    response = client.get(reverse("session", args=[group.session_id]))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("sets", [1, 3])
def test_session_page_asks_the_same_queries_for_one_and_three_sets(
    page: Client, group: PlannedGroup, sets: int, django_assert_num_queries: Any
) -> None:
    for number in range(1, sets + 1):
        log(page, group, number=number)

    with django_assert_num_queries(8):
        response = page.get(reverse("session", args=[group.session_id]))

    assert response.context["page"].sets_done == sets


def test_logging_asks_the_same_queries_for_the_second_and_third_set(
    page: Client, group: PlannedGroup, django_assert_num_queries: Any
) -> None:
    log(page, group)

    for number in (2, 3):
        # The user, the place, five of the action and one savepoint, set and released; that one is
        # the transaction itself outside a test.
        with django_assert_num_queries(9):
            log(page, group, number=number)
