"""The API's document: valid, complete, readable, and shown under the strict policy."""

from io import StringIO
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.test import Client
from django.urls import resolve
from drf_spectacular.generators import SchemaGenerator

from coaching.accounts.models import User
from tests import make

OPERATIONS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return SchemaGenerator().get_schema(request=None, public=True)


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if method in OPERATIONS
    ]


def test_document_is_valid_without_a_warning() -> None:
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=StringIO())


def test_every_operation_has_a_plain_name_and_a_summary(document: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, _, operation in operations(document)]

    assert len(names) == len(set(names)) > 30
    assert [name for name in names if "api" in name or name.count("_") > 2] == []
    assert all(operation["summary"] for _, _, operation in operations(document))


def test_every_operation_names_its_refusals(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        named = set(operation["responses"])
        assert {"401", "403", "405", "429"} <= named, (method, path)
        if "{" in path:
            assert "404" in named, (method, path)


def test_every_list_is_paged(document: dict[str, Any]) -> None:
    lists = {
        path: operation
        for path, method, operation in operations(document)
        if operation["operationId"].startswith("list_")
    }

    assert len(lists) == 15
    for operation in lists.values():
        named = {parameter["name"]: parameter["schema"] for parameter in operation["parameters"]}
        assert named["page_size"] == {
            "type": "integer",
            "minimum": 1,
            "maximum": 200,
            "default": 50,
        }
        assert "page" in named


@pytest.mark.django_db
class TestPages:
    def sign_in(self) -> tuple[Client, User]:
        client, user = Client(), make.user()
        client.force_login(user)
        return client, user

    def test_document_needs_a_sign_in(self) -> None:
        assert Client().get("/api/v1/schema/").status_code == 401
        assert Client().get("/api/v1/docs/").status_code == 401

    def test_document_is_served(self) -> None:
        client, _ = self.sign_in()

        response = client.get(
            "/api/v1/schema/", headers={"accept": "application/vnd.oai.openapi+json"}
        )

        assert response.status_code == 200
        assert response.json()["info"]["title"] == "Phasewise"

    def test_page_keeps_the_strict_policy_and_inlines_nothing(self) -> None:
        client, _ = self.sign_in()

        response = client.get("/api/v1/docs/")

        page = response.content.decode()
        assert response.status_code == 200
        assert "unsafe" not in response["Content-Security-Policy"]
        assert "<style" not in page
        assert page.count("<script src=") == page.count("<script")
        assert "//" not in page.replace("<!DOCTYPE html>", "")

    def test_script_of_the_page_is_a_script(self) -> None:
        client, _ = self.sign_in()

        response = client.get("/api/v1/docs/?script=")

        assert response.status_code == 200
        assert response["Content-Type"] == "application/javascript"

    def test_address_of_nothing_answers_in_json(self, settings: LazySettings) -> None:
        client, _ = self.sign_in()

        response = client.get("/api/v1/no-such-thing/")

        assert response.status_code == 404
        assert response.json() == {
            "type": "client_error",
            "errors": [{"code": "not_found", "detail": "Not found.", "attr": None}],
        }
        assert resolve("/api/v1/no-such-thing/").url_name == "missing"
