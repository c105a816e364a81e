"""Reports by the API and by command."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from python_calamine import CalamineWorkbook

from athletes.models import Athlete, PlanPhase
from tests import make
from tests.coaching.console_rows import client_of
from tests.coaching.drafts_by_hand import approved, trained

pytestmark = pytest.mark.django_db


@pytest.fixture
def coach():
    return make.membership(role="OWNER")


def address(phase):
    return reverse("api:phase_report", args=[phase.pk])


@pytest.mark.parametrize(
    ("form", "media_type", "first"),
    [
        ("pdf", "application/pdf", b"%PDF"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
        ("csv", "text/csv; charset=utf-8", b"\xef\xbb\xbfblock"),
        ("json", "application/json", b"{"),
    ],
)
def test_api_answers_with_the_format_asked(coach, form, media_type, first):
    phase = PlanPhase.objects.get(athlete=trained(coach=coach), seq=1)

    response = client_of(coach.user).get(address(phase), {"format": form})

    assert (response.status_code, response["Content-Type"]) == (200, media_type)
    assert response.content.startswith(first)


def test_api_gives_json_unless_asked_and_refuses_what_it_has_not(coach):
    phase = PlanPhase.objects.get(athlete=trained(coach=coach), seq=1)
    client = client_of(coach.user)

    assert json.loads(client.get(address(phase)).content)["kind"] == "phase"
    refused = client.get(address(phase), {"format": "exe"})
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["attr"] == "format"


def test_api_gives_what_was_approved(coach):
    draft = approved(coach=coach, name="Ana")
    Athlete.objects.update(name="Another")

    found = json.loads(client_of(coach.user).get(address(draft.phase)).content)

    assert found["about"] == "Ana"


def test_api_hides_another_gyms_phase(coach):
    phase = PlanPhase.objects.get(athlete=trained(), seq=1)

    assert client_of(coach.user).get(address(phase)).status_code == 404


def test_command_writes_the_last_phase(tmp_path):
    athlete = trained(name="Ana")
    path = tmp_path / "ana.xlsx"

    call_command("export_report", athlete=athlete.pk, format="xlsx", output=path)

    book = CalamineWorkbook.from_path(path)
    assert book.get_sheet_by_name("Report").to_python()[1][0] == "Ana"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"athlete": 0}, "No athlete has the number 0"),
        ({"phase": 999_999}, "There is no such phase"),
        ({"output": "missing/ana.pdf"}, "name another file"),
    ],
)
def test_command_says_what_is_wrong(tmp_path, fields, words):
    athlete = trained()
    told = {"athlete": athlete.pk, "output": "ana.pdf", **fields}

    with pytest.raises(CommandError, match=words):
        call_command("export_report", **{**told, "output": tmp_path / told["output"]})
