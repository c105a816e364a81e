"""Reading JSON from strangers."""

from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

UNSTORABLE = _("Text can't hold the NUL character or half a surrogate pair.")
TOO_DEEP = _("The JSON is nested too deeply.")
DEEPEST = 60


class CarefulJSONParser(JSONParser):
    """JSON whose text can be stored and whose depth can be walked."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        try:
            found = super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise ParseError(TOO_DEEP) from error
        _check(found, depth=0)
        return found


def _check(value: Any, *, depth: int) -> None:
    if depth > DEEPEST:
        raise ParseError(TOO_DEEP)
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            _check_text(key)
            _check(inner, depth=depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _check(inner, depth=depth + 1)


def _check_text(text: str) -> None:
    if "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise ParseError(UNSTORABLE)
