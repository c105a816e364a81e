"""Reading what a request sends."""

from typing import Any

from rest_framework.request import Request


def validated(serializer_class: Any, request: Request) -> dict[str, Any]:
    """Return what the body says; raise ValidationError with every fault by its field."""
    serializer = serializer_class(data=request.data)
    serializer.is_valid(raise_exception=True)
    given: dict[str, Any] = serializer.validated_data
    return given
