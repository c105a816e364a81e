"""What the document says beyond what the framework finds out by itself."""

from typing import Any

from drf_spectacular.authentication import SessionScheme
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_standardized_errors.openapi import AutoSchema
from rest_framework.serializers import Serializer

from coaching.api.errors import ErrorResponseSerializer, StaleResponseSerializer
from coaching.api.idempotency_key import IDEMPOTENCY_KEY
from programs.api.locking import IF_MATCH

WRITES = {"POST", "PUT", "PATCH", "DELETE"}
LOCKED = {"412", "428"}
# What a phone's push may be too much, or too old, for.
OF_A_PUSH = {"413", "426"}


class ApiTokenScheme(OpenApiAuthenticationExtension):
    target_class = "coaching.api.authentication.ApiTokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "An API token, `pw_...`; POST /api/v1/tokens/ makes one.",
        }


class SignedInHereScheme(SessionScheme):
    target_class = "athletes.api.sync.SignedInHere"
    name = "signedInHere"


class OurSchema(AutoSchema):
    """One shape for every error; keys and conflicts only where something is changed."""

    def get_override_parameters(self) -> list[Any]:
        return [IDEMPOTENCY_KEY] if self.method in WRITES else []

    def _should_add_error_response(self, responses: dict[str, Any], status_code: str) -> bool:
        if status_code in LOCKED:
            return self._is_locked()
        if status_code in OF_A_PUSH:
            return self.path.endswith("/sync/push/")
        if status_code in {"409", "422"}:
            return self.method in WRITES or self.path.endswith("/preview/")
        if status_code == "415":
            return self.method in WRITES
        return bool(super()._should_add_error_response(responses, status_code))

    def _should_add_http403_error_response(self) -> bool:
        # A role that may only read, a form without its token, a missing second factor.
        return bool(self.get_auth())

    def _should_add_validation_error_response(self) -> bool:
        # The key is checked wherever it is taken.
        is_write = self.method in WRITES
        return (
            is_write
            or self._get_paginator() is not None
            or super()._should_add_validation_error_response()
        )

    def _should_add_parse_error_response(self) -> bool:
        return self.method in WRITES and super()._should_add_parse_error_response()

    def _get_error_response_serializer(self, status_code: str) -> type[Serializer]:
        is_stale = self._is_locked() and status_code in {"409", "412"}
        return StaleResponseSerializer if is_stale else ErrorResponseSerializer

    def _is_locked(self) -> bool:
        return any(given.name == IF_MATCH.name for given in self.get_override_parameters())
