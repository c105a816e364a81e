"""Publishing, drafting, archiving and reading versions."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import InternalError, transaction
from django.db.utils import Error

from coaching.accounts.models import Membership
from programs.actions.archive_template import archive_template
from programs.actions.import_program import (
    ProgramInvalid,
    UnknownExercises,
)
from programs.actions.publish_version import VersionIsPublished, publish_version
from programs.actions.save_draft import StaleVersion, save_draft
from programs.actions.start_draft import start_draft
from programs.engine.program import canonical_text, read_program
from programs.models import ProgramTemplate, ProgramVersion
from programs.queries.program_of import program_of
from tests import make
from tests.programs.importing import AS_WRITTEN, imported, program, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


def test_publish_version_freezes_and_keeps_who_and_what(coach: Membership) -> None:
    version = publish_version(
        version=imported(coach),
        by=coach.user,
        now=make.NOW,
        reasons=[AS_WRITTEN],
        notes="First block.",
    )

    row = ProgramVersion.objects.get(pk=version.pk)
    assert (row.status, row.published_at, row.published_by) == (
        "PUBLISHED",
        make.NOW,
        coach.user,
    )
    assert (row.notes, row.version) == ("First block.", 2)


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
