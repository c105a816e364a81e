"""Importing, drafting, publishing and archiving programs."""

import hashlib
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import InternalError, transaction
from django.db.utils import Error

from coaching.accounts.models import Membership, Organization
from programs.actions.add_starter_templates import add_starter_templates
from programs.actions.archive_template import archive_template
from programs.actions.import_program import (
    AlreadyImported,
    ProgramInvalid,
    ProgramTooLarge,
    UnknownExercises,
    import_program,
)
from programs.actions.match_names import OWN
from programs.actions.publish_version import VersionIsPublished, publish_version
from programs.actions.save_draft import StaleVersion, save_draft
from programs.actions.start_draft import start_draft
from programs.actions.version_rows import TemplateNameInvalid, TemplateNameTaken
from programs.engine.program import canonical_text, content_hash, read_program
from programs.models import Exercise, ExerciseAlias, ProgramTemplate, ProgramVersion
from programs.queries.program_of import program_of
from programs.queries.required_anchors import required_anchors
from tests import make

PUBLISHED = Path(__file__).resolve().parents[2] / "programs" / "data" / "published"
BBB = (PUBLISHED / "531-bbb.json").read_bytes()

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


@pytest.fixture
def coach() -> Membership:
    return make.membership(role=Membership.Role.COACH)


def program(*exercises: str, name: str = "Two Days") -> str:
    """Return a file of one week with one slot an exercise."""
    slots = [
        {"key": f"slot-{place}", "exercise": exercise, "groups": [{"sets": 3, "reps": "5"}]}
        for place, exercise in enumerate(exercises or ("Squat",))
    ]
    week = {"week": 1, "days": [{"day": 1, "slots": slots}]}
    mesocycle = {
        "name": "Only",
        "goal": "strength",
        "schedule": {"kind": "calendar"},
        "weeks": [week],
    }
    return json.dumps({"format": "program/1", "name": name, "mesocycles": [mesocycle]})


def imported(coach: Membership, source: str | bytes | None = None, **fields: Any) -> ProgramVersion:
    return import_program(
        organization=coach.organization,
        source=program() if source is None else source,
        by=coach.user,
        now=make.NOW,
        **fields,
    )


def published(coach: Membership, **fields: Any) -> ProgramVersion:
    return publish_version(version=imported(coach, **fields), by=coach.user, now=make.NOW)


# --- import


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


@pytest.mark.parametrize("name", ["   ", "x" * 201])
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


# --- publish


def test_publish_version_freezes_and_keeps_who_and_what(coach: Membership) -> None:
    version = publish_version(
        version=imported(coach),
        by=coach.user,
        now=make.NOW,
        acknowledged=["ST10"],
        notes="First block.",
    )

    row = ProgramVersion.objects.get(pk=version.pk)
    assert (row.status, row.published_at, row.published_by) == (
        "PUBLISHED",
        make.NOW,
        coach.user,
    )
    assert (row.acknowledged_warnings, row.notes, row.version) == (["ST10"], "First block.", 2)


def test_publish_version_twice_is_refused_and_changes_nothing(coach: Membership) -> None:
    version = published(coach)

    with pytest.raises(VersionIsPublished) as raised:
        publish_version(version=version, by=coach.user, now=make.NOW + timedelta(days=1))

    assert str(raised.value) == (
        "Version 1 of “Two Days” is published and stays as it is; "
        "start a new draft to change the program."
    )
    assert ProgramVersion.objects.get().published_at == make.NOW


def test_publish_version_with_an_open_name_is_refused(coach: Membership) -> None:
    draft = imported(coach)
    save_draft(version=draft, body=program("Qqqq"), expected_version=1, by=coach.user)

    with pytest.raises(UnknownExercises):
        publish_version(version=draft, by=coach.user, now=make.NOW)

    assert ProgramVersion.objects.get().status == "DRAFT"


@pytest.mark.parametrize("column", ["status", "body", "content_hash", "number"])
def test_published_version_raw_update_is_refused_by_the_database(
    coach: Membership, column: str
) -> None:
    version = published(coach)
    value = {"status": "DRAFT", "number": 7}.get(column, "something else")

    with pytest.raises((InternalError, Error), match="Cannot update"), transaction.atomic():
        ProgramVersion.objects.filter(pk=version.pk).update(**{column: value})

    assert getattr(ProgramVersion.objects.get(), column) == getattr(version, column)


def test_published_version_notes_may_still_change(coach: Membership) -> None:
    version = published(coach)

    ProgramVersion.objects.filter(pk=version.pk).update(notes="Read this first.")

    assert ProgramVersion.objects.get().notes == "Read this first."


@pytest.mark.parametrize("act", ["publish", "save", "start", "archive"])
@pytest.mark.parametrize("who", ["stranger", "assistant"])
def test_version_is_not_found_by_who_may_not_edit_it(coach: Membership, act: str, who: str) -> None:
    draft = imported(coach)
    organization = make.organization() if who == "stranger" else coach.organization
    role = Membership.Role.OWNER if who == "stranger" else Membership.Role.ASSISTANT
    person = make.membership(organization=organization, role=role).user
    missing = ProgramTemplate if act in {"start", "archive"} else ProgramVersion

    with pytest.raises(missing.DoesNotExist):
        _act(act, draft, person)

    row = ProgramVersion.objects.select_related("template").get()
    assert (row.status, row.version, row.template.is_archived) == ("DRAFT", 1, False)


def _act(act: str, draft: ProgramVersion, person: Any) -> None:
    if act == "publish":
        publish_version(version=draft, by=person, now=make.NOW)
    elif act == "save":
        save_draft(version=draft, body=program("Row"), expected_version=1, by=person)
    elif act == "start":
        start_draft(template=draft.template, by=person, now=make.NOW)
    else:
        archive_template(template=draft.template, by=person)


# --- drafts


def test_save_draft_replaces_program_figures_and_names(coach: Membership) -> None:
    draft = imported(coach, program("Squat", "Bench"))

    saved = save_draft(
        version=draft, body=program("Row", "Qqqq"), expected_version=1, by=coach.user
    )

    row = ProgramVersion.objects.get()
    assert row.version == saved.version == 2
    assert row.body == canonical_text(read_program(program("Row", "Qqqq")))
    tied = dict(row.exercises.values_list("name", "exercise__slug"))
    assert tied == {"Row": "barbell-row", "Qqqq": None}
    assert program_of(row) == read_program(program("Row", "Qqqq"))


def test_save_draft_that_somebody_saved_is_refused(coach: Membership) -> None:
    draft = imported(coach)
    save_draft(version=draft, body=program("Row"), expected_version=1, by=coach.user)

    with pytest.raises(StaleVersion) as raised:
        save_draft(version=draft, body=program("Dips"), expected_version=1, by=coach.user)

    assert str(raised.value) == (
        "“Two Days” was saved by somebody since you opened it; "
        "open it again and make your change there."
    )
    assert program_of(ProgramVersion.objects.get()) == read_program(program("Row"))


def test_save_draft_of_a_bad_program_keeps_the_old_one(coach: Membership) -> None:
    draft = imported(coach)

    with pytest.raises(ProgramInvalid):
        save_draft(version=draft, body="{", expected_version=1, by=coach.user)

    assert ProgramVersion.objects.get().body == draft.body


def test_save_draft_of_a_published_version_is_refused(coach: Membership) -> None:
    version = published(coach)

    with pytest.raises(VersionIsPublished):
        save_draft(version=version, body=program("Row"), expected_version=2, by=coach.user)


def test_start_draft_copies_the_newest_version(coach: Membership) -> None:
    version = published(coach)

    draft = start_draft(template=version.template, by=coach.user, now=make.NOW)

    assert (draft.number, draft.status, draft.body) == (2, "DRAFT", version.body)
    assert list(draft.exercises.values_list("name", "exercise__slug")) == [
        ("Squat", "back-squat-high-bar")
    ]


def test_start_draft_twice_gives_the_same_draft(coach: Membership) -> None:
    version = published(coach)

    first = start_draft(template=version.template, by=coach.user, now=make.NOW)
    second = start_draft(template=version.template, by=coach.user, now=make.NOW)

    assert first == second
    assert ProgramVersion.objects.count() == 2


def test_archive_template_twice_is_archived_once(coach: Membership) -> None:
    template = imported(coach).template

    archive_template(template=template, by=coach.user)
    again = archive_template(template=template, by=coach.user)

    assert (again.is_archived, again.version) == (True, 2)


# --- reading


def test_program_of_equal_content_is_read_once(coach: Membership) -> None:
    first = published(coach)
    draft = start_draft(template=first.template, by=coach.user, now=make.NOW)

    assert program_of(first) is program_of(ProgramVersion.objects.get(pk=draft.pk))


def test_program_of_a_known_version_needs_no_body(
    coach: Membership, django_assert_num_queries: Any
) -> None:
    version = imported(coach)
    program_of(version)
    row = ProgramVersion.objects.defer("body").get()

    with django_assert_num_queries(0):
        program_of(row)


def test_required_anchors_names_training_maxes_and_their_exercises(
    coach: Membership, django_assert_num_queries: Any
) -> None:
    version = imported(coach, BBB)

    with django_assert_num_queries(1):
        anchors = required_anchors(version)

    asked = [(a.name, a.label, a.exercise.slug, str(a.default), a.kind) for a in anchors]
    assert asked == [
        (
            "tm:Overhead Press",
            "Training max, Overhead Press",
            "overhead-press-standing",
            "67.5",
            "tm",
        ),
        ("tm:Deadlift", "Training max, Deadlift", "conventional-deadlift", "190", "tm"),
        ("tm:Bench Press", "Training max, Bench Press", "bench-press", "107.5", "tm"),
        ("tm:Squat", "Training max, Squat", "back-squat-high-bar", "160", "tm"),
    ]


# --- starters


def test_add_starter_templates_publishes_five(coach: Membership) -> None:
    versions = add_starter_templates(organization=coach.organization, by=coach.user, now=make.NOW)

    rows = ProgramVersion.objects.select_related("template").order_by("pk")
    assert list(rows) == versions
    assert [(row.template.name, row.template.equipment, row.goals) for row in rows] == [
        (
            "Build, then lift heavy",
            "GYM",
            "hypertrophy 4, deload 1, strength 4, deload 1",
        ),
        (
            "Strength first, then size",
            "GYM",
            "strength 4, deload 1, hypertrophy 4, deload 1",
        ),
        (
            "Two rounds: size and strength",
            "GYM",
            "hypertrophy 4, deload 1, strength 4, deload 1, "
            "hypertrophy 4, deload 1, strength 4, deload 1",
        ),
        (
            "At home: build, then lift heavy",
            "HOME",
            "hypertrophy 4, deload 1, strength 4, deload 1",
        ),
        (
            "At home: strength first",
            "HOME",
            "strength 4, deload 1, hypertrophy 4, deload 1",
        ),
    ]
    # Gym: 5 weeks of 4 days and 5 of 3; home: 10 weeks of 3 days.
    assert [row.session_count for row in rows] == [35, 35, 70, 30, 30]
    assert all(row.is_published and row.published_at == make.NOW for row in rows)
    assert not any(row.exercises.filter(exercise=None).exists() for row in rows)


def test_add_starter_templates_twice_adds_nothing(coach: Membership) -> None:
    add_starter_templates(organization=coach.organization, by=coach.user, now=make.NOW)

    again = add_starter_templates(organization=coach.organization, by=coach.user, now=make.NOW)

    assert again == []
    assert ProgramTemplate.objects.count() == 5


def test_add_starter_templates_without_the_catalogue_is_refused() -> None:
    Exercise.objects.update(parent=None, percent_of_parent=None)
    Exercise.objects.all().delete()
    organization: Organization = make.organization()

    with pytest.raises(UnknownExercises):
        add_starter_templates(organization=organization, by=None, now=make.NOW)

    assert not ProgramTemplate.objects.exists()


def test_add_starter_templates_takes_nine_queries(
    coach: Membership, django_assert_num_queries: Any
) -> None:
    add_starter_templates(organization=make.organization(), by=None, now=make.NOW)

    with django_assert_num_queries(9):
        add_starter_templates(organization=coach.organization, by=coach.user, now=make.NOW)


def test_required_anchors_of_a_starter_are_unknown_and_read_apart(coach: Membership) -> None:
    versions = add_starter_templates(organization=coach.organization, by=coach.user, now=make.NOW)

    anchors = required_anchors(versions[0])

    assert {anchor.default for anchor in anchors} == {None}
    assert len({anchor.label for anchor in anchors}) == len(anchors)
    assert all(anchor.exercise for anchor in anchors)
    maxima = [anchor.name for anchor in anchors if anchor.kind == "rm"]
    assert maxima == [
        "rm:back-squat-high-bar",
        "rm:bench-press",
        "rm:conventional-deadlift",
        "rm:overhead-press-standing",
    ]
