"""Importing, composing and publishing from the console."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from programs.actions.load_catalogue import load_catalogue
from programs.models import Exercise, ProgramTemplate, ProgramVersion
from tests import make
from tests.coaching.console_rows import client_of

pytestmark = pytest.mark.django_db

IMPORT = "console:programs_programtemplate_import"
COMPOSE = "console:programs_programtemplate_compose"
PROGRAM = {
    "format": "program/1",
    "name": "One week",
    "mesocycles": [
        {
            "name": "Strength",
            "goal": "strength",
            "schedule": {"kind": "calendar"},
            "weeks": [
                {
                    "week": 1,
                    "days": [
                        {
                            "day": 1,
                            "slots": [
                                {
                                    "key": "a",
                                    "exercise": "Zercher Sqat",
                                    "main": True,
                                    "groups": [{"sets": 3, "reps": "5", "load": {"kg": 100}}],
                                }
                            ],
                        }
                    ],
                }
            ],
        }
    ],
}


@pytest.fixture
def coach():
    return make.membership()


def uploaded(program: object) -> dict[str, object]:
    text = program if isinstance(program, str) else json.dumps(program)
    return {"file": SimpleUploadedFile("program.json", text.encode())}


def test_import_malformed_file_names_every_fault_and_stores_nothing(coach):
    broken = {**PROGRAM, "mesocycles": [{"name": "A", "goal": "bulk", "weeks": "two"}]}

    response = client_of(coach.user).post(reverse(IMPORT), uploaded(broken))

    faults = response.context["form"].errors["file"]
    assert response.status_code == 422
    assert any(fault.startswith("mesocycles[0].goal") for fault in faults)
    assert not ProgramTemplate.objects.exists()


def test_import_unknown_exercise_is_asked_about_then_imported(coach):
    squat = make.exercise(name="Zercher Squat")
    client = client_of(coach.user)

    asked = client.post(reverse(IMPORT), uploaded(PROGRAM))
    form = asked.context["form"]
    sent = {name: form[name].value() for name in form.fields}
    answered = client.post(reverse(IMPORT), sent)

    version = ProgramVersion.objects.get()
    assert form["match-0"].value() == str(squat.pk)
    assert answered.url == reverse("console:programs_programversion_change", args=[version.pk])
    assert version.exercises.get().exercise == squat


def test_import_same_file_twice_leads_to_the_first(coach):
    make.exercise(name="Zercher Sqat")
    client = client_of(coach.user)

    first = client.post(reverse(IMPORT), uploaded(PROGRAM))
    second = client.post(reverse(IMPORT), uploaded(PROGRAM))

    assert second.url == first.url
    assert ProgramTemplate.objects.count() == 1


def test_compose_preview_stores_nothing_and_save_makes_a_draft(coach):
    load_catalogue()
    client = client_of(coach.user)
    form = client.get(reverse(COMPOSE)).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent |= {"name": "Six by six", "equipment": "GYM"}

    preview = client.post(reverse(COMPOSE), {**sent, "preview": "1"})
    stored = ProgramTemplate.objects.count()
    saved = client.post(reverse(COMPOSE), {**sent, "save": "1"})

    version = ProgramVersion.objects.get()
    assert [phase.goal for phase in preview.context["phases"]][:2] == ["hypertrophy", "deload"]
    assert stored == 0
    assert (version.template.name, version.status) == ("Six by six", "DRAFT")
    assert saved.url == reverse("console:programs_programversion_change", args=[version.pk])


def test_publish_freezes_and_second_click_is_told(coach):
    make.exercise(name="Zercher Sqat")
    client = client_of(coach.user)
    client.post(reverse(IMPORT), uploaded(PROGRAM))
    version = ProgramVersion.objects.get()
    publish = reverse("console:programs_programversion_publish", args=[version.pk])

    client.post(publish, {"notes": "First"})
    again = client.post(publish, {"notes": "Second"}, follow=True)

    version.refresh_from_db()
    assert (version.status, version.notes) == ("PUBLISHED", "First")
    assert "is published and stays as it is" in str(list(again.context["messages"])[-1])


def test_replace_draft_opened_before_another_save_is_refused(coach):
    make.exercise(name="Zercher Sqat")
    client = client_of(coach.user)
    client.post(reverse(IMPORT), uploaded(PROGRAM))
    version = ProgramVersion.objects.get()
    ProgramVersion.objects.update(version=2)
    replace = reverse("console:programs_programversion_replace", args=[version.pk])

    response = client.post(replace, {**uploaded({**PROGRAM, "name": "Other"}), "version": 1})

    (error,) = response.context["form"].non_field_errors()
    assert "was saved by somebody since you opened it" in error
    assert ProgramVersion.objects.get().content_hash == version.content_hash


def test_exercise_own_one_is_added_to_the_organization(coach):
    load_catalogue()

    response = client_of(coach.user).post(
        reverse("console:programs_exercise_add"),
        {
            "organization": coach.organization_id,
            "name": "Sled Push",
            "movement_pattern": "carry",
            "mechanic": "compound",
            "primary_muscles": ["quads"],
            "equipment": "other",
            "load_convention": "total",
        },
    )

    assert response.status_code == 302
    own = Exercise.objects.get(organization=coach.organization)
    assert (own.slug, own.role, own.primary_muscles) == ("sled-push", "accessory", ["quads"])
