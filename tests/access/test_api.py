"""Every address of the API with every method as everybody: one table says what comes back."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.access.api_rows import ApiWorld, build_api_world, path_of, routes

pytestmark = pytest.mark.django_db

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
SEES = {"owner", "head coach", "coach", "assistant", "athlete"}
EDITS = {"owner", "head coach", "coach"}
SEES_PROGRAMS = {
    "owner",
    "head coach",
    "coach",
    "assistant",
    "coach of another athlete",
    "coach whose engagement ended",
}
EDITS_PROGRAMS = SEES_PROGRAMS - {"assistant"}
MEMBERS_OF_HOME = {"athlete", "another athlete", *SEES_PROGRAMS}


@dataclass(frozen=True, slots=True)
class Rule:
    """``does``: who gets ``status``; ``sees``: who gets 403; everybody else gets ``otherwise``."""

    status: int
    does: set[str] | None = None
    sees: frozenset[str] | set[str] = frozenset()
    otherwise: int = 404
    body: Callable[[ApiWorld], Any] | None = None


def assignment(api: ApiWorld) -> dict[str, Any]:
    return {
        "version": api.bodies["version"],
        "athletes": [api.world.athlete.pk],
        "starts_on": api.bodies["starts_on"],
    }


def program(api: ApiWorld) -> dict[str, Any]:
    return {
        "program": json.loads(api.bodies["body"]),
        "organization": api.bodies["organization"],
        "matches": {"Squat": None},
    }


def saved(api: ApiWorld) -> dict[str, Any]:
    return {"program": json.loads(api.bodies["body"]), "version": api.bodies["draft_version"]}


def added(api: ApiWorld) -> dict[str, Any]:
    return {"name": "Cleo", "organization": api.bodies["organization"]}


def changed(api: ApiWorld) -> dict[str, Any]:
    return {"name": "Ana Maria", "version": 1}


def lifted(api: ApiWorld) -> dict[str, Any]:
    return {"planned_group": api.bodies["group"], "reps": 5}


def ended(api: ApiWorld) -> dict[str, Any]:
    return {"phase": api.bodies["phase"], "why": "A meet is near."}


def pushed(api: ApiWorld) -> dict[str, Any]:
    return api.bodies["push"]


def dismissed(api: ApiWorld) -> dict[str, Any]:
    return api.bodies["dismiss"]


def commented(api: ApiWorld) -> dict[str, Any]:
    session = str(api.keys["session"]["pk"])
    return {"athlete": api.bodies["athlete"], "about": "session", "about_id": session, "text": "Ok"}


def same(body: Any) -> Callable[[ApiWorld], Any]:
    return lambda api: body


POLICY = {"asks_before_advancing": True, "confirms_after_h": 24, "version": 1}

READ = Rule(200, SEES)
OPEN = Rule(200)
EDIT = Rule(200, EDITS, sees=SEES)
EDIT_PROGRAM = Rule(200, EDITS_PROGRAMS, sees=SEES_PROGRAMS)

RULES: dict[tuple[str, str], Rule] = {
    ("athlete", "GET"): READ,
    ("athlete", "PATCH"): Rule(200, EDITS, sees=SEES, body=changed),
    # Her plan runs, so who may archive her is told to end it first.
    ("athlete_archive", "POST"): Rule(409, EDITS, sees=SEES),
    ("athlete_restore", "POST"): EDIT,
    ("athletes", "GET"): OPEN,
    ("athletes", "POST"): Rule(201, EDITS_PROGRAMS, otherwise=404, body=added),
    ("check_ins", "GET"): OPEN,
    ("comment_read", "POST"): READ,
    ("comments", "GET"): OPEN,
    ("comments", "POST"): Rule(201, SEES, body=commented),
    ("docs", "GET"): OPEN,
    ("exercise", "GET"): Rule(200, MEMBERS_OF_HOME),
    ("exercises", "GET"): OPEN,
    ("me", "GET"): OPEN,
    ("measurements", "GET"): OPEN,
    ("phase_report", "GET"): READ,
    ("phases", "GET"): OPEN,
    ("plan", "GET"): READ,
    ("plan_end", "POST"): EDIT,
    # Its end waits for the coach, so who may end it sooner is told to answer first.
    ("plan_end_phase", "POST"): Rule(409, EDITS, sees=SEES, body=ended),
    ("plan_pause", "POST"): Rule(200, EDITS, sees=SEES, body=same({"reason": "TRAVEL"})),
    # The plan runs, so who may resume it is told that there is nothing to resume.
    ("plan_resume", "POST"): Rule(409, EDITS, sees=SEES),
    ("plans", "GET"): OPEN,
    # Ana follows a plan: who may assign one is told so.
    ("plans", "POST"): Rule(409, EDITS, body=assignment),
    ("plan_policy", "PUT"): Rule(200, EDITS, sees=SEES, body=same(POLICY)),
    ("progress", "GET"): OPEN,
    ("proposal", "GET"): READ,
    ("proposal_accept", "POST"): EDIT,
    ("proposal_decline", "POST"): Rule(200, EDITS, sees=SEES, body=same({})),
    ("proposals", "GET"): OPEN,
    ("schema", "GET"): OPEN,
    ("session", "GET"): READ,
    ("session_finish", "POST"): Rule(200, SEES, body=same({"session_rpe": "7"})),
    ("sessions", "GET"): OPEN,
    ("set", "DELETE"): Rule(204, SEES),
    ("set", "PUT"): Rule(200, SEES, body=lifted),
    ("sets", "GET"): OPEN,
    ("sync_device", "DELETE"): Rule(204, {"athlete"}),
    ("sync_devices", "GET"): OPEN,
    ("sync_devices", "POST"): Rule(201, body=same({"name": "Phone"})),
    ("sync_dismiss", "POST"): Rule(200, {"athlete"}, otherwise=403, body=dismissed),
    ("sync_export", "GET"): Rule(200, {"athlete"}, otherwise=403),
    ("sync_pull", "GET"): Rule(200, {"athlete"}, otherwise=403),
    ("sync_push", "POST"): Rule(200, {"athlete"}, otherwise=403, body=pushed),
    ("template", "GET"): Rule(200, SEES_PROGRAMS),
    ("template_archive", "POST"): EDIT_PROGRAM,
    ("template_draft", "POST"): EDIT_PROGRAM,
    ("templates", "GET"): OPEN,
    ("token", "DELETE"): Rule(204, {"coach"}),
    ("tokens", "GET"): OPEN,
    ("tokens", "POST"): Rule(201, body=same({"name": "Mine"})),
    # A proposal waits, so who may take the change back is told that it isn't the last.
    ("transition_undo", "POST"): Rule(409, EDITS, sees=SEES),
    ("version", "GET"): Rule(200, SEES_PROGRAMS),
    ("version", "PUT"): Rule(200, EDITS_PROGRAMS, sees=SEES_PROGRAMS, body=saved),
    ("version_findings", "GET"): Rule(200, SEES_PROGRAMS),
    ("version_preview", "GET"): Rule(200, SEES_PROGRAMS),
    ("version_publish", "POST"): Rule(
        200, EDITS_PROGRAMS, sees=SEES_PROGRAMS, body=same({"reasons": [{"reason": "Meant so."}]})
    ),
    ("versions", "GET"): OPEN,
    ("versions", "POST"): Rule(201, EDITS_PROGRAMS, otherwise=404, body=program),
    ("weeks", "GET"): OPEN,
}

# An address of nothing answers every method like a row that doesn't exist.
NOWHERE = "missing"


@pytest.fixture
def api() -> ApiWorld:
    return build_api_world()


def expected(rule: Rule | None, *, name: str, person: str) -> int:
    if person == "nobody":
        return 401
    if name == NOWHERE:
        return 404
    if rule is None:
        return 405
    if rule.does is None or person in rule.does:
        return rule.status
    return 403 if person in rule.sees else rule.otherwise


def ask(client: Client, *, path: str, method: str, body: Any) -> int:
    """Return the status of one request, and put everything back as it was."""
    with transaction.atomic():
        response = client.generic(method, path, json.dumps(body), content_type="application/json")
        transaction.set_rollback(True)
    return response.status_code


def test_every_route_has_a_row() -> None:
    assert {name for name, _ in RULES} == set(routes()) - {NOWHERE}


@pytest.fixture(autouse=True)
def unthrottled(settings: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.db"


def wrong_answers(api: ApiWorld, *, person: str, methods: Iterable[tuple[str, str]]) -> list[str]:
    """Return what one person got that the table doesn't say."""
    client = Client(raise_request_exception=False)
    if person != "nobody":
        client.force_login(api.world.people[person])
    wrong = []
    for name, method in methods:
        rule = RULES.get((name, method))
        body = rule.body(api) if rule and rule.body else {}
        path = path_of(name, keys=api.keys)
        status = ask(client, path=path, method=method, body=body)
        if status != expected(rule, name=name, person=person):
            wrong.append(f"{method} {path} as {person}: {status}")
    return wrong


def test_every_person_gets_what_the_table_says(api: ApiWorld) -> None:
    wrong = [
        mistake
        for person in api.world.people
        for mistake in wrong_answers(api, person=person, methods=RULES)
    ]

    assert wrong == []


@pytest.mark.parametrize("person", ["coach", "nobody"])
def test_methods_that_no_row_names_are_refused(api: ApiWorld, person: str) -> None:
    unnamed = [
        (name, method) for name in routes() for method in METHODS if (name, method) not in RULES
    ]

    assert len(unnamed) > 100
    assert wrong_answers(api, person=person, methods=unnamed) == []


def test_foreign_row_answers_like_one_that_does_not_exist(api: ApiWorld) -> None:
    client = Client()
    client.force_login(api.world.people["owner elsewhere"])
    nothing = {
        row: {name: 2**62 if name == "pk" else value for name, value in key.items()}
        for row, key in api.keys.items()
    }
    nothing["token"] = {"token_id": "pw_0123456789"}
    named = [name for name in routes() if _names_a_row(name, api)]

    different = [
        name
        for name in named
        if answer(client, path_of(name, keys=api.keys))
        != answer(client, path_of(name, keys=nothing))
    ]

    assert len(named) > 10
    assert different == []


def _names_a_row(name: str, api: ApiWorld) -> bool:
    return any(name == row or name.startswith(f"{row}_") for row in api.keys)


def answer(client: Client, path: str) -> tuple[int, bytes]:
    response = client.get(path)
    return response.status_code, response.content


@pytest.mark.parametrize(
    "name",
    [
        "athletes", "plans", "sessions", "sets", "weeks", "proposals", "comments", "check_ins",
        "measurements",
    ],
)  # fmt: skip
def test_list_holds_the_athletes_rows_for_those_who_see_her_only(api: ApiWorld, name: str) -> None:
    key = "id" if name == "athletes" else "athlete"
    held = set()
    for person, user in api.world.people.items():
        client = Client()
        if person == "nobody":
            continue
        client.force_login(user)
        rows = client.get(path_of(name, keys=api.keys)).json()["results"]
        if any(row[key] == api.world.athlete.pk for row in rows):
            held.add(person)

    assert held == (set() if name == "weeks" else SEES)


@pytest.mark.parametrize("name", ["sets", "sessions", "plans"])
def test_filter_by_a_foreign_athlete_finds_nothing(api: ApiWorld, name: str) -> None:
    client = Client()
    client.force_login(api.world.people["owner elsewhere"])

    found = client.get(path_of(name, keys=api.keys), {"athlete": api.world.athlete.pk}).json()

    assert (found["count"], found["results"]) == (0, [])
