"""The forms about programs: what they accept, and the words beside each field."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from programs.actions.match_names import OWN
from programs.engine.composing.composition import Composition
from programs.engine.goals import Goal
from programs.forms import ComposeForm, MatchExercisesForm, ProgramFileForm
from programs.queries.match_exercises import Match
from tests import make

PUBLISHED = Path(__file__).resolve().parents[2] / "programs" / "data" / "published"
BBB = (PUBLISHED / "531-bbb.json").read_bytes()

CHOICES = {
    "name": "Winter",
    "equipment": "HOME",
    "first_goal": "strength",
    "weeks_per_phase": "5",
    "repeats": "2",
    "hypertrophy_days": "3",
    "strength_days": "3",
    "has_deload": "on",
}


def upload(content: bytes, **fields: str) -> ProgramFileForm:
    return ProgramFileForm(fields, {"file": SimpleUploadedFile("program.json", content)})


def test_program_file_form_reads_the_program() -> None:
    form = upload(BBB, name="Mine")

    assert form.is_valid()
    assert form.program.week_count == 8
    assert form.cleaned_data == {"file": BBB, "name": "Mine"}


def test_program_file_form_shows_every_fault_beside_the_file() -> None:
    body = json.loads(BBB)
    body["format"] = "program/9"
    body["mesocycles"][0]["goal"] = "strenght"

    form = upload(json.dumps(body).encode())

    assert form.errors == {
        "file": [
            "format: is “program/9”; this version reads “program/1”.",
            "mesocycles[0].goal: is “strenght”; did you mean “strength”.",
        ]
    }


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        (ProgramFileForm({}, {}), "Choose the file of the program."),
        (upload(b""), "The file is empty; choose the file of a program."),
    ],
    ids=["none", "empty"],
)
def test_program_file_form_without_content_asks_for_it(
    form: ProgramFileForm, sentence: str
) -> None:
    assert form.errors == {"file": [sentence]}


def test_program_file_form_beyond_the_limit_is_refused_unread(settings: Any) -> None:
    settings.PROGRAM_FILE_MAX_BYTES = 1000

    form = upload(b"x" * 1001)

    assert form.errors == {
        "file": ["The file has 1,001 bytes; a program may have 1,000. Split it into two programs."]
    }


def test_compose_form_gives_the_composition() -> None:
    form = ComposeForm(CHOICES)

    assert form.is_valid()
    assert form.composition == Composition(
        name="Winter",
        equipment="HOME",
        first_goal=Goal.STRENGTH,
        weeks_per_phase=5,
        repeats=2,
        has_deload=True,
        hypertrophy_days=3,
        strength_days=3,
    )


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ({"name": ""}, {"name": ["This field is required."]}),
        (
            {"weeks_per_phase": "2"},
            {"weeks_per_phase": ["Ensure this value is greater than or equal to 3."]},
        ),
        (
            {"hypertrophy_days": "4"},
            {"hypertrophy_days": ["Hypertrophy at home comes with 3 days a week."]},
        ),
        (
            {"equipment": "GYM"},
            {"hypertrophy_days": ["Hypertrophy in the gym comes with 4 days a week."]},
        ),
    ],
)
def test_compose_form_bad_choice_is_named_beside_its_field(
    change: dict[str, str], errors: dict[str, list[str]]
) -> None:
    form = ComposeForm({**CHOICES, **change})

    assert form.errors == errors
    assert form.composition is None


@pytest.mark.django_db
def test_match_exercises_form_offers_suggestions_first_and_gives_answers() -> None:
    organization = make.organization()
    squat = make.exercise(name="Zercher Squat")
    own = make.exercise(organization=organization, name="Our Drag")
    theirs = make.exercise(organization=make.organization(), name="Their Drag")
    matches = {"Zerchr": Match(None, (squat,)), "Drag": Match(None), "Sled": Match(None)}
    fields = {"source": "{}", "match-0": str(squat.pk), "match-1": str(own.pk), "match-2": "own"}

    form = MatchExercisesForm(fields, matches=matches, organization=organization)

    assert form.is_valid()
    assert form.answers == {"Zerchr": squat.pk, "Drag": own.pk, "Sled": OWN}
    assert [form[field].label for field in ("match-0", "match-1", "match-2")] == list(matches)
    assert form["match-0"].initial == str(squat.pk)
    shown = str(form["match-1"])
    assert "Our Drag" in shown
    assert theirs.name not in shown


@pytest.mark.django_db
@pytest.mark.parametrize("answer", ["", "7654321"])
def test_match_exercises_form_without_a_usable_answer_asks_for_one(answer: str) -> None:
    form = MatchExercisesForm(
        {"source": "{}", "match-0": answer},
        matches={"Sled": Match(None)},
        organization=make.organization(),
    )

    assert list(form.errors) == ["match-0"]
    if not answer:
        assert form.errors["match-0"] == [
            "Choose the exercise that it means, or keep it as your own."
        ]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_match_exercises_form_takes_one_query(count: int, django_assert_num_queries: Any) -> None:
    organization = make.organization()

    with django_assert_num_queries(1):
        MatchExercisesForm(
            matches={f"Lift {place}": Match(None) for place in range(count)},
            organization=organization,
        )
