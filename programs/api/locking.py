"""Optimistic locking: who changes a row says which state of it they saw."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import APIException
from rest_framework.request import Request

IF_MATCH = OpenApiParameter(
    "If-Match",
    {"type": "string", "pattern": r'^"[0-9]{1,9}"$'},
    location=OpenApiParameter.HEADER,
    description="The `ETag` that you read, in quotes; or send `version` in the body.",
    required=False,
)
ETAG = OpenApiParameter(
    "ETag",
    str,
    location=OpenApiParameter.HEADER,
    description="The row's `version`, for `If-Match`.",
    response=[200],
)


class VersionMissing(APIException):
    """Neither header nor body says which state is to be changed."""

    status_code = 428
    default_code = "version_missing"
    default_detail = "Say which state you change: If-Match with the ETag you read, or `version`."


class Stale(APIException):
    """Somebody else changed the row; ``current`` is how it is now."""

    default_code = "stale"
    default_detail = "Somebody changed this since you read it: look at `current`, then try again."

    def __init__(self, *, status_code: int, current: Any) -> None:
        super().__init__()
        self.status_code = status_code
        self.current = current


def expected_version(request: Request, *, given: int | None) -> int:
    """Return the version that the caller saw, from the header or else from the body.

    Raises VersionMissing. A header that is no version of ours matches nothing: -1.
    """
    header = request.headers.get("If-Match")
    if header is not None:
        text = header.strip().removeprefix("W/").strip('"')
        return int(text) if text.isdecimal() and len(text) < 10 else -1
    if given is None:
        raise VersionMissing
    return given


def stale_status(request: Request) -> int:
    """Return 412 where the header was wrong, 409 where the body was."""
    return 412 if "If-Match" in request.headers else 409


def etag(row: Any) -> dict[str, str]:
    """Return the header that names the state of a row."""
    return {"ETag": f'"{row.version}"'}
