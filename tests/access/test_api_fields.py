"""Sending every field of a row changes only the ones that may be written."""

import json
from typing import Any

import pytest
from django.db.models import Model
from django.forms.models import model_to_dict
from django.test import Client

from athletes.models import Athlete, SessionLog, SetLog
from programs.models import ProgramVersion
from tests import make
from tests.access.api_rows import LOGGED, NEW_SET, ApiWorld, build_api_world, path_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def api() -> ApiWorld:
    return build_api_world()


def values(row: Model) -> dict[str, Any]:
    """Return every column, those that no form may touch included."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def everything(row: Model, **said: Any) -> dict[str, Any]:
    """Return a body with each field of the row's model as somebody hostile would send it."""
    hostile = {field.name: 1 for field in row._meta.concrete_fields}
    hostile |= {field.attname: 1 for field in row._meta.concrete_fields}
    hostile |= {name: True for name in model_to_dict(row) if name.startswith(("is_", "has_"))}
    return hostile | said


def send(api: ApiWorld, method: str, path: str, body: dict[str, Any], *, person: str) -> Any:
    client = Client()
    client.force_login(api.world.people[person])
    return client.generic(method, path, json.dumps(body, default=str), "application/json")


def changed(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    return {name for name, value in after.items() if before[name] != value}


def test_athlete_changes_in_writable_fields_only(api: ApiWorld) -> None:
    athlete = api.world.athlete
    before = values(Athlete.objects.get(pk=athlete.pk))
    body = everything(
        athlete, name="New", email="new@example.org", units="LB", week_start=2, version=1
    )

    response = send(api, "PATCH", path_of("athlete", keys=api.keys), body, person="coach")

    assert response.status_code == 200
    after = values(Athlete.objects.get(pk=athlete.pk))
    assert changed(before, after) == {
        "name", "email", "units", "week_start", "version"
    }  # fmt: skip


def test_version_changes_in_its_program_only(api: ApiWorld) -> None:
    pk = api.keys["version"]["pk"]
    before = values(ProgramVersion.objects.get(pk=pk))
    program = json.loads(api.bodies["body"])
    body = everything(
        ProgramVersion.objects.get(pk=pk), program=program, version=1, status="PUBLISHED"
    )

    response = send(api, "PUT", path_of("version", keys=api.keys), body, person="coach")

    assert response.status_code == 200
    after = values(ProgramVersion.objects.get(pk=pk))
    assert changed(before, after) == {
        "body", "content_hash", "week_count", "session_count", "goals", "version"
    }  # fmt: skip


def test_logged_set_belongs_to_the_athlete_whatever_is_sent(api: ApiWorld) -> None:
    row = SetLog.objects.get(pk=LOGGED)
    path = path_of("set", keys={"set": {**api.keys["set"], "set_id": NEW_SET}})
    neighbor = api.world.neighbor.pk
    body = everything(row, planned_group=api.bodies["group"], reps=3) | {
        "id": str(LOGGED), "athlete": neighbor, "athlete_id": neighbor, "rpe": None,
        "load_kg": None, "rest_s": None, "note": "", "exercise_name": "Other",
        "performed_at": make.NOW.isoformat(), "position": 2, "pain_place": "KNEE",
        "pain_side": "", "pain_severity": None,
    }  # fmt: skip

    response = send(api, "PUT", path, body, person="athlete")

    assert response.status_code == 200
    made = SetLog.objects.get(pk=NEW_SET)
    assert made.athlete == api.world.athlete
    assert made.organization == api.world.organization
    assert made.session_log == row.session_log
    assert (made.deleted_at, made.prescribed_reps) == (None, row.prescribed_reps)


def test_finish_changes_only_what_it_asks_for(api: ApiWorld) -> None:
    log = SessionLog.objects.get()
    before = values(log)
    body = everything(log, session_rpe="7", note="Fine.", on="2001-01-01", time_zone="Mars/Base")

    response = send(api, "POST", path_of("session_finish", keys=api.keys), body, person="athlete")

    assert response.status_code == 200
    after = values(SessionLog.objects.get())
    assert changed(before, after) <= {
        "completed_at", "on", "session_rpe", "note", "clocks", "rev"
    }  # fmt: skip
    assert after["on"].year > 2001
