"""The builder's addresses: whose draft, what they answer, how many queries they take."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coaching.accounts.models import Membership
from programs.actions.load_catalogue import load_catalogue
from programs.actions.publish_version import publish_version
from programs.engine.building.sheet import sheet_of
from programs.models import ProgramVersion
from programs.queries.program_of import program_of
from tests import make
from tests.coaching.console_rows import client_of
from tests.engine.published import PUBLISHED
from tests.programs.importing import AS_WRITTEN, imported

pytestmark = pytest.mark.django_db

PROGRAM = (PUBLISHED / "alternating-10wk.json").read_bytes()
# The first line of the first training day: the bench press in weeks 1 to 4.
BENCH = 6


@pytest.fixture
def coach() -> Membership:
    load_catalogue()
    return make.membership()


@pytest.fixture
def draft(coach: Membership) -> ProgramVersion:
    return imported(coach, PROGRAM)


@pytest.fixture
def client(coach: Membership) -> Client:
    return client_of(coach.user)


def asked(draft: ProgramVersion, *, athlete: int = 0) -> list[tuple[str, str]]:
    """Return every address of a draft with the method it takes."""
    one, phase = [draft.pk], [draft.pk, 0]
    return [
        ("get", reverse("builder", args=one)),
        ("post", reverse("builder", args=one)),
        ("post", reverse("builder_phases", args=one)),
        ("get", reverse("builder_program", args=one)),
        ("post", reverse("builder_program", args=one)),
        ("get", reverse("builder_exercises", args=one)),
        ("post", reverse("builder_fill", args=one)),
        ("post", reverse("builder_save", args=phase)),
        ("get", reverse("builder_panel", args=phase)),
        ("get", reverse("builder_loads", args=phase) + f"?athlete={athlete}"),
    ]


def save(client: Client, draft: ProgramVersion, **fields: Any) -> Any:
    body = {"version": draft.version, "lines": cells(draft), **fields}
    address = reverse("builder_save", args=[draft.pk, 0])
    return client.post(address, json.dumps(body), content_type="application/json")


def cells(draft: ProgramVersion) -> list[list[str]]:
    return [list(line) for line in sheet_of(program_of(draft), phase=0)]


@pytest.mark.parametrize("role", ["stranger", "assistant", "athlete"])
def test_draft_that_is_not_ones_to_change_is_not_found(draft: ProgramVersion, role: str) -> None:
    people = {
        "stranger": lambda: make.membership().user,
        "assistant": lambda: (
            make.membership(organization=draft.organization, role=Membership.Role.ASSISTANT).user
        ),
        "athlete": lambda: make.athlete(coach=Membership.objects.get(), user=make.user()).user,
    }
    client = client_of(people[role]())
    before = ProgramVersion.objects.values().get()

    found = {getattr(client, method)(address).status_code for method, address in asked(draft)}

    assert found == {404}
    assert ProgramVersion.objects.values().get() == before


def test_who_is_not_signed_in_is_led_to_the_sign_in(draft: ProgramVersion) -> None:
    answers = [getattr(Client(), method)(address) for method, address in asked(draft)]
    assert {answer.status_code for answer in answers} == {302}
    assert {answer["Location"].split("?")[0] for answer in answers} == {"/accounts/login/"}


def test_athletes_of_others_are_neither_listed_nor_loaded(
    client: Client, draft: ProgramVersion, coach: Membership
) -> None:
    own = make.athlete(coach=coach, name="Own Olga")
    other = make.athlete(coach=make.membership(), name="Foreign Fred")

    page = client.get(reverse("builder", args=[draft.pk])).content.decode()
    loads = reverse("builder_loads", args=[draft.pk, 0])

    assert "Own Olga" in page
    assert "Foreign Fred" not in page
    assert client.get(loads, {"athlete": own.pk}).status_code == 200
    assert client.get(loads, {"athlete": other.pk}).status_code == 404


def test_saved_cells_come_back_as_the_notation_has_them(
    client: Client, draft: ProgramVersion
) -> None:
    lines = cells(draft)
    lines[BENCH][3] = "3 x 6-8 @ 72.5% RIR 3"
    answer = save(client, draft, lines=lines).json()

    assert (answer["version"], answer["faults"], answer["problem"]) == (draft.version + 1, [], "")
    assert answer["lines"][BENCH][3] == "3x6-8@72.5% @RIR3"


def test_fault_is_told_with_its_line_and_cell_from_nought(
    client: Client, draft: ProgramVersion
) -> None:
    lines = cells(draft)
    lines[BENCH][4] = "eight"
    [fault] = save(client, draft, lines=lines).json()["faults"]
    assert (fault["line"], fault["cell"]) == (BENCH, 4)
    assert fault["sentence"].startswith("“eight” is not sets and reps; ")


def test_outdated_page_is_told_what_is_there_now(client: Client, draft: ProgramVersion) -> None:
    lines = cells(draft)
    lines[BENCH][3] = "5x5@70%"
    save(client, draft, lines=lines)

    answer = save(client, draft)

    assert answer.status_code == 409
    assert answer.json()["lines"][BENCH][3] == "5x5@70%"
    assert answer.json()["version"] == draft.version + 1


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"lines": 1}', b'{"version": "x"}'])
def test_nonsense_is_refused_and_changes_nothing(
    client: Client, draft: ProgramVersion, body: bytes
) -> None:
    address = reverse("builder_save", args=[draft.pk, 0])
    answer = client.post(address, body, content_type="application/json")
    assert answer.status_code in {409, 422}
    assert ProgramVersion.objects.get().version == draft.version


def test_panel_marks_the_very_cells_that_break_a_rule(
    client: Client, draft: ProgramVersion
) -> None:
    lines = cells(draft)
    # Two repetitions in a phase of hypertrophy.
    lines[BENCH][3] = "3x2@70% @RIR3"
    save(client, draft, lines=lines)

    answer = client.get(reverse("builder_panel", args=[draft.pk, 0])).json()

    marked = [mark for mark in answer["marks"] if "2 reps" in mark["sentence"]]
    assert {(mark["line"], mark["cell"]) for mark in marked} == {(BENCH, 3)}
    assert len(answer["volumes"]) == len(program_of(draft).mesocycles)


def test_row_is_filled_to_the_right(client: Client, draft: ProgramVersion) -> None:
    body = {"text": "3x5@70%", "exercise": "Bench Press", "count": 3, "step": "percent"}
    address = reverse("builder_fill", args=[draft.pk])

    def fill(**more: object) -> Any:
        return client.post(address, json.dumps({**body, **more}), content_type="application/json")

    assert fill(size="2,5").json() == {"cells": ["3x5@70%", "3x5@72.5%", "3x5@75%"]}
    assert fill(text="3x5", size="2.5").status_code == 422
    assert fill(size="lots").json() == {"cells": ["3x5@70%"] * 3}


def test_published_version_opens_read_only(
    client: Client, draft: ProgramVersion, coach: Membership
) -> None:
    publish_version(version=draft, by=coach.user, now=make.NOW, reasons=[AS_WRITTEN])
    answer = client.get(reverse("builder", args=[draft.pk]))
    page = reverse("console:programs_programversion_change", args=[draft.pk])
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert save(client, draft).status_code == 404


def test_program_that_was_there_before_is_put_back_unless_somebody_changed_the_draft(
    client: Client, draft: ProgramVersion
) -> None:
    address = reverse("builder_program", args=[draft.pk])
    before = client.get(address).json()
    lines = cells(draft)
    lines[BENCH][3] = "5x5@70%"
    version = save(client, draft, lines=lines).json()["version"]

    def put(**fields: Any) -> Any:
        body = {"program": before["program"], "version": version, **fields}
        return client.post(address, json.dumps(body), content_type="application/json")

    assert [put(version=version - 1).status_code, put(program="{").status_code] == [409, 422]
    assert cells(ProgramVersion.objects.get())[BENCH][3] == "5x5@70%"
    assert put().json() == {**before, "version": version + 1}
    assert ProgramVersion.objects.get().body == draft.body


@pytest.mark.parametrize(
    ("place", "queries"),
    [("page", 4), ("panel", 3)],
)
def test_pages_take_the_same_queries_whatever_the_draft_holds(
    client: Client,
    draft: ProgramVersion,
    coach: Membership,
    place: str,
    queries: int,
    django_assert_num_queries: Any,
) -> None:
    address = {
        "page": reverse("builder", args=[draft.pk]),
        "panel": reverse("builder_panel", args=[draft.pk, 0]),
    }[place]
    client.get(address)
    for _ in range(2):
        with django_assert_num_queries(queries):
            client.get(address)
        for _ in range(3):
            make.athlete(coach=coach)
