"""Importing programs."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from coaching.accounts.models import Membership
from programs.actions.archive_template import archive_template
from programs.actions.import_program import (
    AlreadyImported,
    ProgramInvalid,
    ProgramTooLarge,
    UnknownExercises,
)
from programs.actions.match_names import OWN
from programs.actions.version_rows import TemplateNameInvalid, TemplateNameTaken
from programs.engine.program import content_hash, read_program
from programs.models import Exercise, ExerciseAlias, ProgramTemplate, ProgramVersion
from programs.queries.program_of import program_of
from tests import make
from tests.programs.importing import BBB, PUBLISHED, imported, program

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


def test_import_program_keeps_draft_one_with_its_figures(coach: Membership) -> None:
    version = imported(coach, BBB)

    assert (version.number, version.status, version.published_at) == (1, "DRAFT", None)
    # Two cycles of four weeks, four days each.
    assert (version.week_count, version.session_count) == (8, 32)
    assert version.content_hash == content_hash(read_program(BBB))
    assert version.content_hash == hashlib.sha256(version.body.encode()).hexdigest()
    assert version.created_by == coach.user
    assert version.template.name == read_program(BBB).name
    assert version.template.equipment == "GYM"
    assert program_of(ProgramVersion.objects.get(pk=version.pk)) == read_program(BBB)


@pytest.mark.parametrize("file", sorted(PUBLISHED.glob("*.json")), ids=lambda file: file.stem)
def test_import_program_takes_every_published_program(coach: Membership, file: Path) -> None:
    version = imported(coach, file.read_bytes())

    assert not version.exercises.filter(exercise=None).exists()


def test_import_program_ties_names_to_the_catalogue(coach: Membership) -> None:
    version = imported(coach, program("Squat", "OHP"))

    tied = dict(version.exercises.values_list("name", "exercise__slug"))
    assert tied == {"Squat": "back-squat-high-bar", "OHP": "overhead-press-standing"}


def test_import_program_for_dumbbells_only_is_for_home(coach: Membership) -> None:
    version = imported(coach, program("DB Bench Press", "Goblet Squat"))

    assert version.template.equipment == "HOME"


def test_import_program_under_another_name_keeps_the_programs_own(coach: Membership) -> None:
    version = imported(coach, name="  Off-season  ")

    assert version.template.name == "Off-season"
    assert program_of(version).name == "Two Days"


def test_import_program_reports_every_fault_at_once_and_stores_nothing(coach: Membership) -> None:
    body = json.loads(program("Squat", "Bench"))
    slots = body["mesocycles"][0]["weeks"][0]["days"][0]["slots"]
    slots[0]["groups"][0]["reps"] = "five"
    slots[1]["groups"][0]["rpe"] = 11

    with pytest.raises(ProgramInvalid) as raised:
        imported(coach, json.dumps(body))

    slot = "mesocycles[0].weeks[0].days[0].slots"
    assert [fault.path for fault in raised.value.faults] == [
        f"{slot}[0].groups[0].reps",
        f"{slot}[1].groups[0].rpe",
    ]
    assert not ProgramTemplate.objects.exists()


def test_import_program_of_the_same_content_names_the_template(coach: Membership) -> None:
    first = imported(coach)

    with pytest.raises(AlreadyImported) as raised:
        imported(coach, name="Another name")

    assert raised.value.version == first
    assert str(raised.value) == (
        "This is the same program as “Two Days”, version 1; open that one instead."
    )
    assert ProgramTemplate.objects.count() == 1


def test_import_program_of_the_same_content_reformatted_is_refused(coach: Membership) -> None:
    imported(coach)

    with pytest.raises(AlreadyImported):
        imported(coach, json.dumps(json.loads(program()), indent=4, sort_keys=True))


def test_import_program_of_the_same_content_in_another_gym_is_its_own(coach: Membership) -> None:
    imported(coach)

    version = imported(make.membership())

    assert version.number == 1


def test_import_program_after_archiving_is_taken_again(coach: Membership) -> None:
    archive_template(template=imported(coach).template, by=coach.user)

    version = imported(coach)

    assert version.template.name == "Two Days"


def test_import_program_with_a_taken_name_is_refused(coach: Membership) -> None:
    imported(coach)

    with pytest.raises(TemplateNameTaken) as raised:
        imported(coach, program("Deadlift"))

    assert str(raised.value) == (
        "There is already a template called “Two Days”; choose another name."
    )


@pytest.mark.parametrize("name", ["   ", "x" * 201, "two\x00days"])
def test_import_program_with_a_bad_name_is_refused(coach: Membership, name: str) -> None:
    with pytest.raises(TemplateNameInvalid) as raised:
        imported(coach, name=name)

    assert str(raised.value) == "Give the template a name of 1 to 200 characters."


def test_import_program_beyond_the_size_limit_is_refused(coach: Membership, settings: Any) -> None:
    settings.PROGRAM_FILE_MAX_BYTES = len(program()) - 1

    with pytest.raises(ProgramTooLarge):
        imported(coach)

    settings.PROGRAM_FILE_MAX_BYTES += 1
    assert imported(coach).number == 1


def test_import_program_with_unknown_exercises_suggests_and_stores_nothing(
    coach: Membership,
) -> None:
    with pytest.raises(UnknownExercises) as raised:
        imported(coach, program("Squat", "Zerchr Squat", "Qqqq"))

    assert list(raised.value.matches) == ["Zerchr Squat", "Qqqq"]
    assert raised.value.matches["Zerchr Squat"].suggestions[0].slug == "zercher-squat"
    assert "“Zerchr Squat” (did you mean Zercher Squat" in str(raised.value)
    assert "“Qqqq”" in str(raised.value)
    assert not ProgramTemplate.objects.exists()


def test_import_program_with_answers_follows_and_remembers_them(coach: Membership) -> None:
    zercher = Exercise.objects.get(slug="zercher-squat")

    version = imported(
        coach,
        program("Zerchr Squat", "Sled Drag"),
        matches={"Zerchr Squat": zercher.pk, "Sled Drag": OWN},
    )

    tied = {row.name: row.exercise for row in version.exercises.select_related("exercise")}
    assert tied["Zerchr Squat"] == zercher
    assert tied["Sled Drag"].organization == coach.organization
    assert tied["Sled Drag"].name == "Sled Drag"
    aliases = ExerciseAlias.objects.filter(organization=coach.organization)
    assert sorted(aliases.values_list("name", flat=True)) == ["sled drag", "zerchr squat"]
    # Remembered: the next file needs no answer.
    again = imported(coach, program("Zerchr Squat", "Sled Drag", name="Next"))
    assert again.exercises.get(name="Sled Drag").exercise == tied["Sled Drag"]


def test_import_program_answer_overrules_the_catalogue(coach: Membership) -> None:
    low_bar = Exercise.objects.get(slug="back-squat-low-bar")

    version = imported(coach, program("Squat"), matches={"Squat": low_bar.pk})

    assert version.exercises.get().exercise == low_bar


def test_import_program_answer_with_a_strangers_exercise_is_no_answer(coach: Membership) -> None:
    theirs = make.exercise(organization=make.organization(), name="Qqqq", slug="qqqq")

    with pytest.raises(UnknownExercises):
        imported(coach, program("Qqqq"), matches={"Qqqq": theirs.pk})


def test_import_program_own_exercise_without_latin_letters_gets_a_slug(coach: Membership) -> None:
    version = imported(coach, program("深蹲"), matches={"深蹲": OWN})

    assert version.exercises.get().exercise.slug == "own-e6b7b1e8b9b2"


def test_imported_version_is_seen_by_its_coaches_only(coach: Membership) -> None:
    version = imported(coach)
    colleague = make.membership(organization=coach.organization)
    assistant = make.membership(organization=coach.organization, role=Membership.Role.ASSISTANT)
    stranger = make.membership()

    assert ProgramVersion.objects.visible_to(colleague.user).get() == version
    assert ProgramVersion.objects.visible_to(assistant.user).get() == version
    assert not ProgramVersion.objects.editable_by(assistant.user).exists()
    assert not ProgramVersion.objects.visible_to(stranger.user).exists()
