"""Reading one value of an operation; what can't be read is refused with a sentence."""

import math
from collections.abc import Callable, Collection
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from programs.engine.errors import TrainingError

LARGEST_KEY = 2**63 - 1
LARGEST_NUMBER = 10**9

Reader = Callable[[Any], Any]


class ValueUnreadable(TrainingError):
    """A value of another kind than its field holds."""

    def __init__(self, *, name: str) -> None:
        super().__init__(
            _("This entry couldn't be read (%(name)s): log it once more.") % {"name": name}
        )
        self.field = name


class FieldUnknown(TrainingError):
    """A field that such a thing doesn't have."""

    def __init__(self, *, name: str) -> None:
        super().__init__(
            _("This app sent something the server doesn't know (%(name)s): reload the page.")
            % {"name": name}
        )
        self.field = name


class _Mistaken(Exception):
    """The value isn't what the reader reads."""


def read_value(name: str, given: Any, *, read: Reader) -> Any:
    """Return the value; raise ValueUnreadable."""
    try:
        return read(given)
    except _Mistaken as error:
        raise ValueUnreadable(name=name) from error


def whole(lowest: int, highest: int) -> Reader:
    """Read a whole number within the limits, both included."""

    def read(given: Any) -> int:
        if isinstance(given, bool) or not isinstance(given, int):
            raise _Mistaken
        if not lowest <= given <= highest:
            raise _Mistaken
        return given

    return read


def text(longest: int) -> Reader:
    """Read text, without the spaces around it."""

    def read(given: Any) -> str:
        if not isinstance(given, str) or len(given.strip()) > longest:
            raise _Mistaken
        return given.strip()

    return read


def one_of(choices: Collection[str]) -> Reader:
    """Read one of the words, or empty text."""

    def read(given: Any) -> str:
        if not isinstance(given, str) or (given and given not in choices):
            raise _Mistaken
        return given

    return read


def number(places: int) -> Reader:
    """Read a decimal, as text or as a number, with at most so many places."""

    def read(given: Any) -> Decimal:
        if isinstance(given, bool) or not isinstance(given, (str, int, float)):
            raise _Mistaken
        if isinstance(given, float) and not math.isfinite(given):
            raise _Mistaken
        try:
            found = Decimal(str(given))
        except InvalidOperation as error:
            raise _Mistaken from error
        if not found.is_finite() or abs(found) > LARGEST_NUMBER:
            raise _Mistaken
        if found != round(found, places):
            raise _Mistaken
        return round(found, places)

    return read


def flag(given: Any) -> bool:
    """Read true or false."""
    if not isinstance(given, bool):
        raise _Mistaken
    return given


def instant(given: Any) -> datetime:
    """Read an instant with its offset."""
    try:
        found = parse_datetime(given) if isinstance(given, str) else None
    except ValueError as error:
        raise _Mistaken from error
    if found is None or found.tzinfo is None:
        raise _Mistaken
    return found


def day(given: Any) -> date:
    """Read a local day."""
    try:
        found = parse_date(given) if isinstance(given, str) else None
    except ValueError as error:
        raise _Mistaken from error
    if found is None:
        raise _Mistaken
    return found


def optional(read: Reader) -> Reader:
    """Read the same, or null."""
    return lambda given: None if given is None else read(given)
