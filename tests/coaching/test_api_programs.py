"""Programs over the API: importing with every fault named, drafts, publishing, previews."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from coaching.accounts.models import Membership
from programs.api.examples import IMPORT_EXAMPLE
from programs.models import ProgramVersion
from tests import make

pytestmark = pytest.mark.django_db

REASONS = {"reasons": [{"reason": "As its author wrote it."}]}
SQUATS: dict[str, Any] = json.loads((make.PUBLISHED / "russian-squat.json").read_text("utf-8"))
PREVIEW: Path = make.PUBLISHED / "russian-squat.csv"


@pytest.fixture
def coach() -> Membership:
    return make.membership()


@pytest.fixture
def client(coach: Membership) -> Client:
    make.exercise(name="Squat", slug="squat")
    client = Client()
    client.force_login(coach.user)
    return client


def send(client: Client, method: str, path: str, body: Any, **headers: str) -> Any:
    return client.generic(
        method, f"/api/v1/{path}", json.dumps(body), "application/json", headers=headers
    )


def errors(response: Any) -> list[tuple[str, str | None]]:
    return [(error["code"], error["attr"]) for error in response.json()["errors"]]


def test_import_makes_a_draft_with_the_program_unchanged(client: Client) -> None:
    response = send(client, "POST", "versions/", {"program": SQUATS, "name": "Squats"})

    assert response.status_code == 201
    made = response.json()
    assert (made["status"], made["template_name"], made["number"]) == ("DRAFT", "Squats", 1)
    assert (made["week_count"], made["session_count"]) == (6, 18)
    assert [row["name"] for row in made["exercises"]] == ["Squat"]
    assert [(anchor["name"], anchor["default"]) for anchor in made["anchors"]] == [
        ("rm:Squat", "180")
    ]


def test_example_of_the_document_can_be_imported(client: Client) -> None:
    assert send(client, "POST", "versions/", IMPORT_EXAMPLE.value).status_code == 201


def test_import_under_a_name_that_is_taken_says_so_of_the_name(client: Client) -> None:
    send(client, "POST", "versions/", {"program": SQUATS, "name": "Squats"})
    other = {**SQUATS, "summary": "Another one"}

    again = send(client, "POST", "versions/", {"program": other, "name": "Squats"})

    assert (again.status_code, errors(again)) == (409, [("template_name_taken", "name")])


def test_import_of_the_same_program_is_refused(client: Client) -> None:
    send(client, "POST", "versions/", {"program": SQUATS})

    again = send(client, "POST", "versions/", {"program": SQUATS, "name": "Other"})

    assert (again.status_code, errors(again)) == (409, [("already_imported", None)])
    assert ProgramVersion.objects.count() == 1


def test_import_names_every_fault_by_its_path(client: Client) -> None:
    program = SQUATS | {"rounding": {"step_kg": -1}, "mesocycles": []}

    response = send(client, "POST", "versions/", {"program": program})

    assert response.status_code == 422
    assert {code for code, _ in errors(response)} == {"program_invalid"}
    named = {attr for _, attr in errors(response)}
    assert len(named) >= 2
    assert all(attr is not None and attr.startswith("program.") for attr in named)
    assert ProgramVersion.objects.count() == 0


def test_import_with_an_unknown_exercise_suggests_and_takes_the_answer(client: Client) -> None:
    program = json.loads(json.dumps(SQUATS).replace('"exercise": "Squat"', '"exercise": "Sqat"'))

    asked = send(client, "POST", "versions/", {"program": program})
    answered = send(client, "POST", "versions/", {"program": program, "matches": {"Sqat": None}})

    assert (asked.status_code, errors(asked)) == (
        422,
        [("unknown_exercises", "matches.Sqat")],
    )
    assert "(Squat)" in asked.json()["errors"][0]["detail"]
    assert answered.status_code == 201


@pytest.mark.parametrize("program", [None, [], "text", 7])
def test_import_of_something_else_is_refused_by_its_field(client: Client, program: Any) -> None:
    response = send(client, "POST", "versions/", {"program": program})

    assert response.status_code == 400
    assert [attr for _, attr in errors(response)] == ["program"]


@pytest.mark.parametrize(
    "body",
    [
        b'{"program": {"name": "a\\u0000b"}}',
        b'{"program": {"name": "\\ud800"}}',
        b'{"program": ' + b"[" * 100 + b"]" * 100 + b"}",
        b'{"program": ' + b"[" * 100_000 + b"}",
        b'{"program": NaN}',
        b'{"program": ' + b"9" * 5000 + b"}",
        b"{",
        b"\xff",
    ],
)
def test_body_that_cannot_be_kept_is_refused(client: Client, body: bytes) -> None:
    response = client.post("/api/v1/versions/", body, "application/json")

    assert response.status_code == 400
    assert errors(response) == [("parse_error", None)]


def test_draft_is_saved_for_the_first_of_two_only(client: Client) -> None:
    made = send(client, "POST", "versions/", {"program": SQUATS}).json()
    path = f"versions/{made['id']}/"
    lighter = SQUATS | {"anchors": {"rm:Squat": 150}}

    first = send(client, "PUT", path, {"program": lighter, "version": made["version"]})
    stale = send(client, "PUT", path, {"program": SQUATS, "version": made["version"]})
    unsaid = send(client, "PUT", path, {"program": SQUATS})

    assert (first.status_code, first["ETag"]) == (200, f'"{made["version"] + 1}"')
    assert stale.status_code == 409
    assert stale.json()["current"]["program"]["anchors"] == {"rm:Squat": 150}
    assert (unsaid.status_code, errors(unsaid)) == (428, [("version_missing", None)])


def test_published_version_stays_as_it_is(client: Client) -> None:
    made = send(client, "POST", "versions/", {"program": SQUATS}).json()

    first = send(client, "POST", f"versions/{made['id']}/publish/", {"notes": "First.", **REASONS})
    again = send(client, "POST", f"versions/{made['id']}/publish/", {})

    assert (first.json()["status"], first.json()["notes"]) == ("PUBLISHED", "First.")
    assert (again.status_code, errors(again)) == (409, [("version_is_published", None)])


def test_preview_prints_the_published_table(coach: Membership, client: Client) -> None:
    version = make.version(organization=coach.organization, program="russian-squat")
    expected = [line.split(",") for line in PREVIEW.read_text("utf-8").splitlines()[1:]]

    rows: list[list[str]] = []
    path: str | None = f"/api/v1/versions/{version.pk}/preview/?page_size=50"
    while path:
        page = client.get(path).json()
        rows += [[plain(cell) for cell in row.values()] for row in page["results"]]
        path = page["next"]

    assert page["count"] == len(expected) > 50
    assert rows == expected


def plain(cell: Any) -> str:
    text = "" if cell is None else str(cell)
    return text.rstrip("0").rstrip(".") if "." in text else text


def test_draft_of_a_template_is_started_once(coach: Membership, client: Client) -> None:
    version = make.version(organization=coach.organization, program="russian-squat")
    path = f"templates/{version.template_id}/draft/"

    first = send(client, "POST", path, {}).json()
    second = send(client, "POST", path, {}).json()

    assert first["id"] == second["id"]
    assert (first["status"], first["number"]) == ("DRAFT", 2)


def test_person_of_two_organizations_says_which_one(coach: Membership, client: Client) -> None:
    other = make.membership(user=coach.user)

    unsaid = send(client, "POST", "athletes/", {"name": "Ada"})
    said = send(client, "POST", "athletes/", {"name": "Ada", "organization": other.organization.pk})

    assert (unsaid.status_code, errors(unsaid)) == (400, [("required", "organization")])
    assert said.json()["organization"] == other.organization.pk
