"""docs/api.md names what there is, and the command that makes a token."""

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import resolve
from drf_spectacular.generators import SchemaGenerator

from coaching.models import ApiToken
from tests import make

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "api.md").read_text(encoding="utf-8")
NO_OPERATION = {"/api/v1/schema/", "/api/v1/docs/"}


def rows_of_the_table() -> dict[str, set[str]]:
    rows = re.findall(r"^\| `(/api/v1/[^`]*)` \| ([A-Z, ]+) \|", PAGE, flags=re.MULTILINE)
    return {path: set(methods.split(", ")) for path, methods in rows}


def test_table_names_every_address_with_its_methods() -> None:
    document: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    there = {
        re.sub(r"\{token_id\}", "{id}", path): {method.upper() for method in methods}
        for path, methods in document["paths"].items()
    }

    named = rows_of_the_table()

    assert {path: named[path] for path in named if path not in NO_OPERATION} == there
    assert named.keys() >= NO_OPERATION


def test_every_example_leads_to_an_address() -> None:
    examples = re.findall(r'"\$API(/[^"?]*)', PAGE) + re.findall(
        r"localhost:8000/api/v1(/\S*)", PAGE
    )

    led = [resolve(f"/api/v1{path}").url_name for path in examples if path]

    assert len(led) > 12
    assert "missing" not in led


@pytest.mark.django_db
def test_command_prints_a_token_that_works() -> None:
    user = make.user(email="coach@example.com")
    out = StringIO()

    call_command("create_token", "Coach@example.com", "--name", "Script", stdout=out)

    text = out.getvalue().strip()
    response = Client().get("/api/v1/me/", headers={"authorization": f"Bearer {text}"})
    assert response.json()["id"] == user.pk


@pytest.mark.django_db
@pytest.mark.parametrize(
    "arguments",
    [("nobody@example.com", "--name", "X"), ("coach@example.com", "--name", "X", "--days", "400")],
)
def test_command_refuses_in_a_sentence(arguments: tuple[str, ...]) -> None:
    make.user(email="coach@example.com")

    with pytest.raises(CommandError, match=r"[.]$"):
        call_command("create_token", *arguments)

    assert ApiToken.objects.count() == 0
