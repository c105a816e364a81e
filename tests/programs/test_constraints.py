"""What the database itself refuses of exercises, templates and versions."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from coaching.accounts.models import Organization
from programs.models import (
    Exercise,
    ExerciseAlias,
    ProgramTemplate,
    ProgramVersion,
    Substitution,
    TypedSheet,
    VersionExercise,
)
from tests import make

pytestmark = pytest.mark.django_db


def template(organization: Organization, **fields: Any) -> ProgramTemplate:
    fields = {"name": "Winter", "created_at": make.NOW, **fields}
    return ProgramTemplate.objects.create(organization=organization, **fields)


def version(row: ProgramTemplate, **fields: Any) -> ProgramVersion:
    fields = {
        "organization": row.organization,
        "number": 1,
        "body": "{}",
        "content_hash": "0" * 64,
        "week_count": 1,
        "session_count": 1,
        "goals": "strength 1",
        "created_at": make.NOW,
        **fields,
    }
    return ProgramVersion.objects.create(template=row, **fields)


def refused(constraint: str) -> Any:
    return pytest.raises(IntegrityError, match=constraint)


def test_exercise_slug_is_once_among_the_built_in_and_once_per_organization() -> None:
    gym = make.organization()
    make.exercise(slug="squat")
    make.exercise(slug="squat", organization=gym)
    make.exercise(slug="squat", organization=make.organization())

    for organization in (None, gym):
        with refused("exercise_slug_once_per_organization"), transaction.atomic():
            make.exercise(slug="squat", organization=organization)

    assert Exercise.objects.count() == 3


def test_exercise_parent_comes_with_its_percent_only() -> None:
    parent = make.exercise()
    make.exercise(parent=parent, percent_of_parent=80)

    for fields in ({"parent": parent}, {"percent_of_parent": 80}):
        with refused("exercise_parent_comes_with_percent"), transaction.atomic():
            make.exercise(**fields)
    with refused("exercise_parent_comes_with_percent"), transaction.atomic():
        make.exercise(parent=parent, percent_of_parent=0)


def test_exercise_video_is_https_and_merged_is_own() -> None:
    gym = make.organization()
    kept = make.exercise(organization=gym, video_url="https://example.com/1")
    make.exercise(organization=gym, merged_into=kept)

    with refused("exercise_video_is_https"), transaction.atomic():
        make.exercise(video_url="http://example.com/1")
    with refused("exercise_merged_is_own"), transaction.atomic():
        make.exercise(merged_into=kept)


def test_alias_is_once_among_the_built_in_and_once_per_organization() -> None:
    gym, exercise = make.organization(), make.exercise()
    ExerciseAlias.objects.create(exercise=exercise, name="ohp")
    ExerciseAlias.objects.create(exercise=exercise, name="ohp", organization=gym)

    for organization in (None, gym):
        with refused("exercise_alias_once_per_organization"), transaction.atomic():
            ExerciseAlias.objects.create(exercise=exercise, name="ohp", organization=organization)


def test_substitution_is_another_exercise_and_its_rank_is_once() -> None:
    bench, press = make.exercise(), make.exercise()
    Substitution.objects.create(exercise=bench, substitute=press, rank=1)

    with refused("substitution_rank_once"), transaction.atomic():
        Substitution.objects.create(exercise=bench, substitute=press, rank=1)
    with refused("substitution_is_another_one"), transaction.atomic():
        Substitution.objects.create(exercise=bench, substitute=bench, rank=2)


def test_template_name_is_once_unless_archived() -> None:
    gym = make.organization()
    template(gym, is_archived=True)
    template(gym)
    template(make.organization())

    with refused("template_name_once_per_organization"), transaction.atomic():
        template(gym)


def test_version_number_is_once_and_a_template_has_one_draft() -> None:
    row = template(make.organization())
    version(row, number=1, status="PUBLISHED", published_at=make.NOW)
    version(row, number=2)

    with refused("version_number_once"), transaction.atomic():
        version(row, number=1, status="PUBLISHED", published_at=make.NOW)
    with refused("version_one_draft_per_template"), transaction.atomic():
        version(row, number=3)


@pytest.mark.parametrize(
    "fields", [{"status": "PUBLISHED"}, {"published_at": make.NOW}], ids=["no instant", "a draft"]
)
def test_version_published_has_its_instant(fields: dict[str, Any]) -> None:
    row = template(make.organization())

    with refused("version_published_has_its_instant"), transaction.atomic():
        version(row, **fields)


def test_version_exercise_is_once() -> None:
    row = version(template(make.organization()))
    fields = {"organization": row.organization, "program_version": row, "name": "Squat"}
    VersionExercise.objects.create(**fields)

    with refused("version_exercise_once"), transaction.atomic():
        VersionExercise.objects.create(**fields)


def test_typed_phase_is_once() -> None:
    row = version(template(make.organization()))
    fields = {"organization": row.organization, "program_version": row, "phase": 0}
    TypedSheet.objects.create(**fields, lines=[["a"]], typed_at=make.NOW)

    with refused("typed_sheet_once"), transaction.atomic():
        TypedSheet.objects.create(**fields, lines=[["b"]], typed_at=make.NOW)


def test_version_and_its_exercises_stay_in_the_templates_organization() -> None:
    row, other = template(make.organization()), make.organization()
    kept = version(row)

    with refused("programs_programversion_template_id_tenant"), transaction.atomic():
        version(row, number=2, organization=other, status="PUBLISHED", published_at=make.NOW)
    with refused("programs_versionexercise_program_version_id_tenant"), transaction.atomic():
        VersionExercise.objects.create(organization=other, program_version=kept, name="Squat")
