"""Writing JSON with decimals exactly as they are, never through a binary float."""

import json
import re
from decimal import Decimal

# No text of a program holds a null character, so none can be taken for a number.
_MARK = "\x00"
_MARKED = re.compile(r'"\\u0000(-?[0-9.]+)"')


def json_text(
    value: object,
    *,
    indent: int | None = None,
    separators: tuple[str, str] | None = None,
    is_ascii: bool = False,
) -> str:
    """Return ``value`` as JSON: decimals in plain digits without trailing zeros."""
    text = json.dumps(
        value, default=_marked, ensure_ascii=is_ascii, indent=indent, separators=separators
    )
    return _MARKED.sub(r"\1", text)


def _marked(value: object) -> str:
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} has no JSON")
    text = f"{value:f}"
    return _MARK + (text.rstrip("0").rstrip(".") if "." in text else text)
