"""From JSON text to plain values, decimals as written."""

import json
from decimal import Decimal, InvalidOperation

from programs.engine.program.reading import Fault, JsonObject, ProgramInvalid

MOST_BYTES = 2_000_000


def parse_json(source: str | bytes) -> object:
    """Return the value of a JSON text; raise ProgramInvalid with one fault if it is none."""
    if len(source) > MOST_BYTES:
        raise _refused("the file is larger than 2 MB", "split the program")
    text = source if isinstance(source, str) else _decoded(source)
    try:
        return json.loads(
            text.removeprefix("\ufeff"),
            parse_float=_as_written,
            parse_constant=_as_written,
            object_pairs_hook=JsonObject,
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise _refused(f"not valid JSON at {place} ({error.msg})", "correct it there") from error
    except RecursionError as error:
        raise _refused("the file is nested too deeply", "flatten it") from error
    except ValueError as error:
        raise _refused("a number in the file is too long", "shorten it") from error


def _as_written(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")


def _decoded(source: bytes) -> str:
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem = f"the file is not UTF-8 text (byte {error.start + 1})"
        raise _refused(problem, "save it as UTF-8") from error


def _refused(problem: str, remedy: str) -> ProgramInvalid:
    return ProgramInvalid([Fault("", problem, remedy)])
