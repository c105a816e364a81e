"""The API against its own document: nothing breaks, and every answer is one that it names."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.conf import LazySettings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, transaction
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as how
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig

from coaching.actions.create_token import create_token
from coaching.wsgi import application
from tests import make
from tests.access.api_rows import ApiWorld, build_api_world

pytestmark = pytest.mark.django_db

DUMMY = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
FEWEST, FEW, SOME, MANY = 1, 5, 30, 200
CHECKS = {
    # What is well formed may still be refused: to who may not, by the rules of training, as stale.
    "positive_data_acceptance": {
        "expected-statuses": ["2xx", 401, 403, 404, 409, 412, 413, 422, 426, 428],
    },
    "negative_data_rejection": {
        "expected-statuses": [400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422, 426, 428],
    },
}


def load_document() -> Any:
    """Return the document with the product behind it, as schemathesis calls it."""
    document = schemathesis.openapi.from_dict(
        SchemaGenerator().get_schema(request=None, public=True),
        config=SchemathesisConfig.from_dict({"checks": CHECKS, "generation": {"allow-x00": False}}),
    )
    document.app = application
    return document


def find_failures(
    document: Any, *, api: ApiWorld, headers: dict[str, str], count: int
) -> list[str]:
    """Return a line for each operation and mode in which a check failed."""
    failures = []
    for result in document.get_all_operations():
        operation = result.ok()
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                _try_operation(operation, mode=mode, api=api, headers=headers, count=count)
            # Whatever a check raises is a finding; hypothesis groups several of them.
            except BaseException as error:
                failures.append(f"{operation.label} {mode.value}: {_words(error)}")
    return failures


def _try_operation(
    operation: Any, *, mode: GenerationMode, api: ApiWorld, headers: dict[str, str], count: int
) -> None:
    @seed(20260302)
    @how(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def run(case: Any) -> None:
        if mode is GenerationMode.POSITIVE:
            _aim(case, api)
        elif any(value in ({}, []) for value in (case.query or {}).values()):
            # Nothing of it would be sent.
            return
        with transaction.atomic():
            try:
                case.call_and_validate(headers=headers)
            finally:
                transaction.set_rollback(True)

    run()


def _aim(case: Any, api: ApiWorld) -> None:
    """Name the rows there are: made-up keys would meet nothing but 404."""
    parts = case.operation.path.removeprefix("/api/v1/").split("/")
    row = {"sync": "sync_device"}.get(parts[0], parts[0].removesuffix("s"))
    keys = api.keys.get("set" if "sets" in parts[1:] else row, {})
    for name in case.path_parameters or {}:
        case.path_parameters[name] = str(keys["pk" if name == "id" else name])
    if isinstance(case.body, dict):
        _aim_body(case.body, api)


def _aim_body(body: dict[str, Any], api: ApiWorld) -> None:
    named: dict[str, Any] = {
        "organization": api.bodies["organization"],
        "planned_group": api.bodies["group"],
        "phase": api.bodies["phase"],
        "athletes": [api.world.athlete.pk],
    }
    if body.get("email"):
        # Of what the format allows, mail servers take little.
        named["email"] = "fuzz@example.com"
    if "athletes" in body:
        named["version"] = api.bodies["version"]
    body.update({name: value for name, value in named.items() if name in body})


def _words(error: BaseException) -> str:
    inner = getattr(error, "exceptions", [error])
    return " | ".join(f"{type(one).__name__}: {str(one)[:1500]}" for one in inner)


@pytest.fixture
def api(settings: LazySettings) -> Iterator[ApiWorld]:
    """A row behind every address; the connection with the test's transaction stays open."""
    settings.CACHES = DUMMY
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    with connection.cursor() as cursor:
        # On a busy machine it takes longer to think up a request than the database waits.
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
    yield build_api_world()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def headers_of(api: ApiWorld, person: str) -> dict[str, str]:
    """Return what names the person; nobody sends nothing."""
    if person == "nobody":
        return {}
    _, text = create_token(user=api.world.people[person], name="Fuzz", now=make.NOW)
    return {"Authorization": f"Bearer {text}"}


@pytest.mark.parametrize(("person", "count"), [("coach", FEW), ("athlete", FEWEST)])
def test_no_operation_fails_a_check(api: ApiWorld, person: str, count: int) -> None:
    headers = headers_of(api, person)

    failures = find_failures(load_document(), api=api, headers=headers, count=count)

    assert failures == [], "\n\n".join(failures)


@pytest.mark.nightly
@pytest.mark.parametrize(
    ("person", "count"), [("coach", MANY), ("athlete", SOME), ("nobody", SOME)]
)
def test_no_operation_fails_a_check_in_many_tries(api: ApiWorld, person: str, count: int) -> None:
    headers = headers_of(api, person)

    failures = find_failures(load_document(), api=api, headers=headers, count=count)

    assert failures == [], "\n\n".join(failures)
