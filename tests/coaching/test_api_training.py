"""Training over the API: assigning, logging under own ids, finishing, changing athletes."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from athletes.models import Athlete, Plan, PlannedGroup, PlannedSession, SetLog
from coaching.accounts.models import Membership
from tests import make

pytestmark = pytest.mark.django_db

SET = UUID("01900000-0000-7000-8000-00000000000a")
OTHER = UUID("01900000-0000-7000-8000-00000000000b")


@pytest.fixture
def coach() -> Membership:
    return make.membership()


@pytest.fixture
def athlete(coach: Membership) -> Athlete:
    return make.athlete(coach=coach, user=make.user(), name="Ana")


@pytest.fixture
def session(athlete: Athlete) -> PlannedSession:
    version = make.version(organization=athlete.organization, program="russian-squat")
    plan = make.plan(athlete=athlete, version=version)
    return PlannedSession.objects.filter(plan=plan).order_by("ordinal").first()


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(client: Client, method: str, path: str, body: Any, **headers: str) -> Any:
    return client.generic(
        method, f"/api/v1/{path}", json.dumps(body), "application/json", headers=headers
    )


def codes(response: Any) -> list[str]:
    return [error["code"] for error in response.json()["errors"]]


def group_of(session: PlannedSession) -> PlannedGroup:
    return PlannedGroup.objects.filter(session=session).order_by("position").first()


def log(client: Client, session: PlannedSession, set_id: UUID = SET, **body: Any) -> Any:
    body = {"planned_group": group_of(session).pk, "reps": 2, **body}
    return send(client, "PUT", f"sessions/{session.pk}/sets/{set_id}/", body)


def test_set_sent_twice_is_logged_once(athlete: Athlete, session: PlannedSession) -> None:
    client = signed_in(athlete.user)

    first = log(client, session, load_kg="102.5", rpe="8")
    second = log(client, session, load_kg="102.5", rpe="8")

    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json() == second.json()
    assert SetLog.objects.count() == 1
    assert (first.json()["id"], first.json()["load_kg"]) == (str(SET), "102.500")
    assert group_of(session).sets_credited == 1


def test_coach_logs_for_the_athlete(
    athlete: Athlete, coach: Membership, session: PlannedSession
) -> None:
    assert log(signed_in(coach.user), session).status_code == 200
    assert SetLog.objects.get().athlete == athlete


def test_corrected_set_replaces_the_first(athlete: Athlete, session: PlannedSession) -> None:
    client = signed_in(athlete.user)
    log(client, session, reps=20)

    log(client, session, OTHER, reps=2, replaces=str(SET))

    assert [row.reps for row in SetLog.objects.standing()] == [2]


def test_set_taken_back_is_gone_from_the_session(athlete: Athlete, session: PlannedSession) -> None:
    client = signed_in(athlete.user)
    log(client, session)

    gone = client.delete(f"/api/v1/sessions/{session.pk}/sets/{SET}/")
    again = client.delete(f"/api/v1/sessions/{session.pk}/sets/{SET}/")

    assert (gone.status_code, again.status_code) == (204, 204)
    assert client.get(f"/api/v1/sessions/{session.pk}/").json()["sets"] == []
    assert group_of(session).sets_credited == 0


def test_set_of_another_session_is_not_found(athlete: Athlete, session: PlannedSession) -> None:
    client = signed_in(athlete.user)
    log(client, session)
    other = PlannedSession.objects.filter(plan=session.plan).exclude(pk=session.pk).first()

    assert client.delete(f"/api/v1/sessions/{other.pk}/sets/{SET}/").status_code == 404
    assert SetLog.objects.standing().count() == 1


def test_group_of_another_session_is_refused(athlete: Athlete, session: PlannedSession) -> None:
    other = PlannedSession.objects.filter(plan=session.plan).exclude(pk=session.pk).first()

    response = log(signed_in(athlete.user), session, planned_group=group_of(other).pk)

    assert (response.status_code, codes(response)) == (409, ["not_your_group"])
    assert SetLog.objects.count() == 0


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"reps": -1}, "reps"),
        ({"reps": "5"}, "reps"),
        ({"reps": True}, "reps"),
        ({"reps": 10_001}, "reps"),
        ({"load_kg": "-5"}, "load_kg"),
        ({"load_kg": 102.5}, "load_kg"),
        ({"load_kg": "2000.5"}, "load_kg"),
        ({"load_kg": "100\n"}, "load_kg"),
        ({"rpe": "11"}, "rpe"),
        ({"is_warmup": "yes"}, "is_warmup"),
        ({"performed_at": "yesterday"}, "performed_at"),
        ({"note": "x" * 501}, "note"),
        ({"planned_group": 2**63}, "planned_group"),
    ],
)
def test_bad_set_is_refused_by_its_field(
    athlete: Athlete, session: PlannedSession, body: dict[str, Any], field: str
) -> None:
    response = log(signed_in(athlete.user), session, **body)

    assert response.status_code == 400
    assert [error["attr"] for error in response.json()["errors"]] == [field]
    assert SetLog.objects.count() == 0


@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00:00Z", "1999-12-31T23:59:59Z", "9999-12-31T23:00:00Z"]
)
def test_set_at_an_impossible_instant_is_refused(
    athlete: Athlete, session: PlannedSession, at: str
) -> None:
    response = log(signed_in(athlete.user), session, performed_at=at)

    assert (response.status_code, codes(response)) == (422, ["instant_implausible"])
    assert SetLog.objects.count() == 0


def test_finish_closes_the_session_once(athlete: Athlete, session: PlannedSession) -> None:
    client = signed_in(athlete.user)
    log(client, session)

    first = send(client, "POST", f"sessions/{session.pk}/finish/", {"session_rpe": "7.5"})
    second = send(client, "POST", f"sessions/{session.pk}/finish/", {"session_rpe": "9"})

    assert first.status_code == 200
    assert first.json()["log"]["session_rpe"] == second.json()["log"]["session_rpe"] == "7.5"
    assert first.json()["records"] == []
    assert client.get(f"/api/v1/sessions/{session.pk}/").json()["log"]["completed_at"] is not None


def assignment(version: Any, *athletes: Athlete, **fields: Any) -> dict[str, Any]:
    today = datetime.now(UTC).date().isoformat()
    return {
        "version": version.pk,
        "athletes": [one.pk for one in athletes],
        "starts_on": today,
    } | fields


def test_assign_starts_a_plan_for_each_athlete(coach: Membership) -> None:
    ana, ben = make.athlete(coach=coach), make.athlete(coach=coach)
    version = make.version(organization=coach.organization, program="russian-squat")
    body = assignment(
        version,
        ana,
        ben,
        weekdays=[[1, 3, 5]],
        anchors=[{"athlete": ana.pk, "values": {"rm:Squat": "180"}}],
    )

    response = send(signed_in(coach.user), "POST", "plans/", body)

    assert response.status_code == 201
    plans = response.json()["plans"]
    assert {plan["athlete"] for plan in plans} == {ana.pk, ben.pk}
    assert plans[0]["weekdays"] == {"3": [1, 3, 5]}
    group = PlannedGroup.objects.filter(athlete=ana).order_by("pk").first()
    # 80 % of 180 kg = 144, and the plates make 145.
    assert str(group.load_kg) == "145.000"


def test_assign_twice_starts_one_plan(coach: Membership, athlete: Athlete) -> None:
    version = make.version(organization=coach.organization, program="russian-squat")
    client = signed_in(coach.user)
    send(client, "POST", "plans/", assignment(version, athlete))

    again = send(client, "POST", "plans/", assignment(version, athlete))

    assert (again.status_code, codes(again)) == (409, ["already_on_a_plan"])
    assert Plan.objects.count() == 1


def test_assign_with_one_foreign_athlete_starts_nothing(
    coach: Membership, athlete: Athlete
) -> None:
    version = make.version(organization=coach.organization, program="russian-squat")
    foreign = make.athlete()

    response = send(signed_in(coach.user), "POST", "plans/", assignment(version, athlete, foreign))

    assert response.status_code == 404
    assert Plan.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"starts_on": "2020-01-01"}, "start_too_early", "starts_on"),
        ({"starts_on": "9999-12-31"}, "start_too_far_ahead", "starts_on"),
        ({"weekdays": [[0, 1]]}, None, ""),
        ({"anchors": "each"}, "anchor_invalid", "anchors"),
    ],
)
def test_assignment_against_the_rules_is_refused(
    coach: Membership, athlete: Athlete, fields: dict[str, Any], code: str | None, field: str
) -> None:
    version = make.version(organization=coach.organization, program="russian-squat")
    if fields.get("anchors"):
        fields = {"anchors": [{"athlete": athlete.pk, "values": {"tm:nothing": "5"}}]}

    response = send(signed_in(coach.user), "POST", "plans/", assignment(version, athlete, **fields))

    if code is None:
        # Training days for a number of sessions that the program never has change nothing.
        assert response.status_code == 201
        return
    assert (response.status_code, codes(response)) == (422, [code])
    assert response.json()["errors"][0]["attr"] == field
    assert Plan.objects.count() == 0


def test_load_below_zero_is_refused_with_what_may_be_sent(coach: Membership) -> None:
    athlete = make.athlete(coach=coach)
    make.plan(athlete=athlete)
    session = athlete.planned_sessions.order_by("ordinal")[0]

    response = log(signed_in(coach.user), session, load_kg="-5")

    assert response.json()["errors"][0]["detail"] == (
        'Write a number from 0 to 2000 as text, such as "102.5".'
    )


def test_second_athlete_with_an_address_is_refused_at_the_address(coach: Membership) -> None:
    make.athlete(coach=coach, email="ada@example.com")

    response = send(
        signed_in(coach.user), "POST", "athletes/", {"name": "Ada", "email": "Ada@example.com"}
    )

    assert response.status_code == 409
    assert response.json()["errors"][0]["attr"] == "email"


def test_assigning_an_archived_athlete_is_refused(coach: Membership) -> None:
    version = make.version(organization=coach.organization, program="russian-squat")
    gone = make.athlete(coach=coach, is_archived=True)

    response = send(signed_in(coach.user), "POST", "plans/", assignment(version, gone))

    assert (response.status_code, codes(response)) == (409, ["athletes_archived"])
    assert Plan.objects.count() == 0


def test_athlete_changes_for_the_first_of_two_coaches_only(
    coach: Membership, athlete: Athlete
) -> None:
    client = signed_in(coach.user)
    path = f"athletes/{athlete.pk}/"

    first = send(client, "PATCH", path, {"name": "Ana Maria", "version": 1})
    stale = send(client, "PATCH", path, {"name": "Anna", "version": 1})
    by_header = send(client, "PATCH", path, {"name": "Anna"}, **{"if-match": '"1"'})
    silent = send(client, "PATCH", path, {"name": "Anna"})

    assert (first.status_code, first["ETag"]) == (200, '"2"')
    assert (stale.status_code, by_header.status_code, silent.status_code) == (409, 412, 428)
    assert stale.json()["current"]["name"] == by_header.json()["current"]["name"] == "Ana Maria"
    assert Athlete.objects.get(pk=athlete.pk).name == "Ana Maria"


def test_read_etag_is_what_a_change_takes(coach: Membership, athlete: Athlete) -> None:
    client = signed_in(coach.user)
    path = f"athletes/{athlete.pk}/"

    read = client.get(f"/api/v1/{path}")
    changed = send(client, "PATCH", path, {"units": "LB"}, **{"if-match": read["ETag"]})

    assert (changed.status_code, changed.json()["units"]) == (200, "LB")


def test_pause_and_resume_keep_the_plan(coach: Membership, session: PlannedSession) -> None:
    client, plan = signed_in(coach.user), session.plan_id

    paused = send(client, "POST", f"plans/{plan}/pause/", {"reason": "TRAVEL"})
    twice = send(client, "POST", f"plans/{plan}/pause/", {"reason": "TRAVEL"})
    resumed = send(client, "POST", f"plans/{plan}/resume/", {})
    ended = send(client, "POST", f"plans/{plan}/end/", {})

    assert [paused.json()["status"], resumed.json()["status"]] == ["PAUSED", "ACTIVE"]
    assert (twice.status_code, codes(twice)) == (409, ["plan_not_running"])
    assert ended.json()["status"] == "ENDED"
    assert ended.json()["phases"][0]["closed_at"] is not None


def test_progress_comes_as_a_file_without_foreign_athletes(
    coach: Membership, session: PlannedSession
) -> None:
    stranger = make.membership()
    make.athlete(coach=stranger, name="Zoe Elsewhere")

    response = signed_in(coach.user).get("/api/v1/progress/", headers={"accept": "text/csv"})

    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeffathlete,program,week_on,")
    assert "Elsewhere" not in text


def test_refusal_of_a_file_is_json() -> None:
    response = Client().get("/api/v1/progress/", headers={"accept": "text/csv"})

    assert response.status_code == 401
    assert response["Content-Type"] == "application/json"
    assert response.json()["type"] == "client_error"


def test_athlete_is_archived_once_the_plan_is_over(
    coach: Membership, athlete: Athlete, session: PlannedSession
) -> None:
    client, path = signed_in(coach.user), f"athletes/{athlete.pk}"

    early = send(client, "POST", f"{path}/archive/", {})
    send(client, "POST", f"plans/{session.plan_id}/end/", {})
    archived = send(client, "POST", f"{path}/archive/", {})
    restored = send(client, "POST", f"{path}/restore/", {})

    assert (early.status_code, codes(early)) == (409, ["still_on_a_plan"])
    assert (archived.json()["is_archived"], restored.json()["is_archived"]) == (True, False)
