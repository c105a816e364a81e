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


def test_import_name_taken_is_said_beside_it_and_the_file_is_kept(coach):
    make.exercise(name="Zercher Sqat")
    client = client_of(coach.user)
    client.post(reverse(IMPORT), uploaded(PROGRAM))
    other = {**PROGRAM, "summary": "Another one"}

    refused = client.post(reverse(IMPORT), {**uploaded(other), "name": "One week"})
    form = refused.context["form"]
    sent = {"source": form["source"].value(), "name": "A second week"}
    client.post(reverse(IMPORT), sent)

    assert (refused.status_code, list(form.errors)) == (422, ["name"])
    assert form["name"].value() == "One week"
    assert json.loads(form["source"].value()) == other
    names = ProgramTemplate.objects.order_by("pk").values_list("name", flat=True)
    assert list(names) == ["One week", "A second week"]


def test_import_name_taken_meanwhile_keeps_name_file_and_answers(coach):
    make.exercise(name="Zercher Squat")
    client = client_of(coach.user)
    asked = client.post(reverse(IMPORT), {**uploaded(PROGRAM), "name": "Mine"}).context["form"]
    ProgramTemplate.objects.create(
        organization=coach.organization, name="Mine", created_at=make.NOW
    )
    sent = {name: asked[name].value() for name in asked.fields}

    refused = client.post(reverse(IMPORT), sent)
    form, answers = refused.context["form"], refused.context["answers"]
    again = {**answers, "source": form["source"].value(), "name": "Mine, too"}
    client.post(reverse(IMPORT), again)

    assert (list(form.errors), form["name"].value()) == (["name"], "Mine")
    assert answers == {"match-0": sent["match-0"]}
    assert ProgramVersion.objects.get().template.name == "Mine, too"


def test_import_another_file_after_a_refusal_replaces_what_was_kept(coach):
    make.exercise(name="Zercher Sqat")
    other = {**PROGRAM, "name": "Other"}

    client_of(coach.user).post(
        reverse(IMPORT), {**uploaded(other), "source": json.dumps(PROGRAM), "match-0": "own"}
    )

    assert ProgramTemplate.objects.get().name == "Other"


def test_import_another_file_that_is_broken_drops_what_was_kept(coach):
    response = client_of(coach.user).post(
        reverse(IMPORT), {**uploaded("{"), "source": json.dumps(PROGRAM)}
    )

    form = response.context["form"]
    assert (list(form.errors), form["source"].value()) == (["file"], "")
    assert not ProgramTemplate.objects.exists()


@pytest.mark.parametrize("source", ["{", "\x00", "[]"])
def test_import_kept_text_that_was_broken_is_refused(coach, source):
    response = client_of(coach.user).post(reverse(IMPORT), {"source": source})

    assert response.status_code == 422
    assert "file" in response.context["form"].errors
    assert not ProgramTemplate.objects.exists()


def test_import_name_too_long_keeps_the_file(coach):
    response = client_of(coach.user).post(
        reverse(IMPORT), {**uploaded(PROGRAM), "name": "x" * 1000}
    )

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (422, ["name"])
    assert json.loads(form["source"].value()) == PROGRAM


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
