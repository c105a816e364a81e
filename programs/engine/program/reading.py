"""Reading untrusted values: every fault is collected with its path, and reading goes on."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from typing import TypeVar

from programs.engine.errors import TrainingError

MOST_DIGITS = 15
MOST_FAULTS = 200

C = TypeVar("C", bound=str)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a program: where, what, and what would be right."""

    path: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.path}: " if self.path else ""
        return f"{place}{self.problem}; {self.remedy}."


class ProgramInvalid(TrainingError):
    """A program that cannot be used; ``faults`` lists everything wrong with it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class JsonObject(dict[str, object]):
    """A JSON object that remembers which of its keys were written twice."""

    __slots__ = ("repeated",)

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        self.repeated: tuple[str, ...] = ()
        if len(self) != len(pairs):
            names = [name for name, _ in pairs]
            self.repeated = tuple(name for name in self if names.count(name) > 1)


@dataclass(slots=True)
class Reader:
    """Collects faults, and every use of an anchor or a slot to check once all are known."""

    faults: list[Fault] = field(default_factory=list)
    anchor_uses: list[tuple[str, str]] = field(default_factory=list)
    anchor_writes: list[tuple[str, str]] = field(default_factory=list)
    slot_uses: list[tuple[str, str]] = field(default_factory=list)
    keys_today: dict[str, None] = field(default_factory=dict)
    knows_the_day: bool = True

    def fault(self, at: str, problem: str, remedy: str) -> None:
        """Keep a fault; beyond a few hundred more would help nobody."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(at, problem, remedy))

    def fields_of(
        self, value: object, at: str, *, known: Mapping[str, bool], what: str
    ) -> Mapping[str, object]:
        """Return the fields of an object; ``known`` says of each key whether it is required."""
        if not isinstance(value, Mapping):
            self.fault(at, f"is {describe(value)}", f"give {what} as an object {{...}}")
            return {}
        self.refuse_repeated(value, at)
        for key in value:
            if key not in known:
                self.fault(join_name(at, str(key)), "is not a known key", _instead(str(key), known))
        for key, is_required in known.items():
            if is_required and key not in value:
                self.fault(join(at, key), "is missing", f"add “{key}” to {what}")
        return value

    def names(
        self, fields: Mapping[str, object], key: str, at: str, *, most: int
    ) -> Iterator[tuple[str, object, str]]:
        """Yield name, value and path of a map whose keys are free names."""
        value = fields.get(key)
        if value is None and key not in fields:
            return
        here = join(at, key)
        if not isinstance(value, Mapping):
            self.fault(here, f"is {describe(value)}", 'give an object of names, {"name": ...}')
            return
        self.refuse_repeated(value, here)
        if len(value) > most:
            self.fault(here, f"has {len(value)} names", f"give at most {most}")
            return
        for name, item in value.items():
            if not isinstance(name, str) or not name.strip() or len(name) > 100:
                self.fault(here, "has an empty or overlong name", "name each with 1-100 characters")
            elif "\x00" in name or not is_unicode(name):
                self.fault(here, "has a name that cannot be stored", "write it in plain letters")
            else:
                yield name, item, join_name(here, name)

    def refuse_repeated(self, value: Mapping[str, object], at: str) -> None:
        """Fault each key that the JSON text gave twice."""
        if isinstance(value, JsonObject):
            for key in value.repeated:
                self.fault(join_name(at, key), "is written twice", "keep one of the two")

    def items(
        self,
        fields: Mapping[str, object],
        key: str,
        at: str,
        *,
        most: int,
        least: int = 1,
    ) -> list[tuple[object, str]]:
        """Return each item of a list with its path; [] when the key is absent."""
        if key not in fields:
            return []
        return self.listed(fields[key], join(at, key), most=most, least=least)

    def listed(
        self, value: object, at: str, *, most: int, least: int = 1
    ) -> list[tuple[object, str]]:
        """Return each item of the list ``value`` with its path."""
        if not isinstance(value, list | tuple):
            self.fault(at, f"is {describe(value)}", "give a list [...]")
            return []
        if len(value) < least:
            self.fault(at, "is empty", "give at least one")
        if len(value) > most:
            self.fault(at, f"has {len(value)} entries", f"give at most {most}")
            return []
        return [(item, f"{at}[{index}]") for index, item in enumerate(value)]

    def text(
        self, fields: Mapping[str, object], key: str, at: str, *, most: int = 200, least: int = 0
    ) -> str:
        """Return a text, "" when absent."""
        return (
            self.words(fields[key], join(at, key), most=most, least=least) if key in fields else ""
        )

    def words(self, value: object, at: str, *, most: int = 200, least: int = 1) -> str:
        """Return ``value`` as a text."""
        if not isinstance(value, str):
            self.fault(at, f"is {describe(value)}", "give a text in quotes")
            return ""
        if len(value.strip()) < least:
            self.fault(at, "is empty", "write something")
        if len(value) > most:
            self.fault(at, f"has {len(value)} characters", f"shorten it to {most}")
        if "\x00" in value:
            self.fault(at, "contains a null character", "take it out")
        if not is_unicode(value):
            self.fault(at, "contains half a character", "type it again")
        return value

    def flag(self, fields: Mapping[str, object], key: str, at: str) -> bool:
        """Return true or false, false when absent."""
        value = fields.get(key, False)
        if not isinstance(value, bool):
            self.fault(join(at, key), f"is {describe(value)}", "give true or false")
            return False
        return value

    def choice(
        self,
        fields: Mapping[str, object],
        key: str,
        at: str,
        *,
        among: tuple[C, ...],
        default: C,
    ) -> C:
        """Return one of ``among``, ``default`` when absent."""
        if key not in fields:
            return default
        value = fields[key]
        for option in among:
            if value == option:
                return option
        self.fault(join(at, key), f"is {describe(value)}", _instead(str(value), among))
        return default

    def whole(
        self, fields: Mapping[str, object], key: str, at: str, *, low: int, high: int, default: int
    ) -> int:
        """Return a whole number from ``low`` to ``high``, ``default`` when absent."""
        if key not in fields:
            return default
        number = self.whole_number(fields[key], join(at, key), low=low, high=high)
        return default if number is None else number

    def whole_number(self, value: object, at: str, *, low: int, high: int) -> int | None:
        """Return ``value`` if it is a whole number from ``low`` to ``high``, else None."""
        if type(value) is int and low <= value <= high:
            return value
        number = exact_number(value)
        if number is None or number != int(number) or not low <= number <= high:
            remedy = f"give a whole number from {low} to {high}"
            self.fault(at, f"is {describe(value)}", remedy)
            return None
        return int(number)

    def number(
        self, fields: Mapping[str, object], key: str, at: str, *, low: Decimal, high: Decimal
    ) -> Decimal | None:
        """Return the decimal as written, None when absent."""
        if key not in fields:
            return None
        return self.decimal(fields[key], join(at, key), low=low, high=high)

    def decimal(self, value: object, at: str, *, low: Decimal, high: Decimal) -> Decimal | None:
        """Return ``value`` as the decimal written, None with a fault if it is none in range."""
        number = exact_number(value)
        if number is None or not low <= number <= high:
            remedy = f"give a number from {low.normalize():f} to {high.normalize():f}"
            if number is None and isinstance(value, Decimal) and value.is_finite():
                remedy += f", of at most {MOST_DIGITS} digits"
            self.fault(at, f"is {describe(value)}", remedy)
            return None
        return number


def is_unicode(text: str) -> bool:
    """False for a text with half of a character written as an escape, which has no bytes."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def exact_number(value: object) -> Decimal | None:
    """Return the finite decimal of at most 15 digits that was written, else None.

    A binary float (from a stored JSON body) stands for its shortest text, which is what was stored.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return Decimal(value) if abs(value) < 10**MOST_DIGITS else None
    if isinstance(value, float):
        value = Decimal(repr(value)) if math.isfinite(value) else None
    if not isinstance(value, Decimal) or not value.is_finite():
        return None
    if value.adjusted() >= MOST_DIGITS or value.adjusted() < -MOST_DIGITS:
        return Decimal(0) if value == 0 else None
    short = value.normalize()
    if len(short.as_tuple().digits) > MOST_DIGITS:
        return None
    return short if short != short.to_integral_value() else Decimal(int(short))


def join(at: str, key: str) -> str:
    """Return the path of a key of the format inside ``at``."""
    return f"{at}.{key}" if at else key


def join_name(at: str, name: str) -> str:
    """Return the path of a free name inside ``at``, quoted where its dots would mislead."""
    if any(mark in name for mark in ".[]"):
        return f"{at}[{name!r}]"
    return join(at, name)


def describe(value: object) -> str:
    """Say in a word or two what a JSON value is."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"“{value[:40]}”" if value else "an empty text"
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list | tuple):
        return "a list"
    return _describe_number(value)


def _describe_number(value: object) -> str:
    if isinstance(value, int) and abs(value) >= 10**MOST_DIGITS:
        return "a very large number"
    text = str(value)
    return text if len(text) <= 24 else f"a number of {len(text)} characters"


def _instead(name: str, known: Iterable[str]) -> str:
    options = list(known)
    close = get_close_matches(name[:100], options, n=1)
    if close:
        return f"did you mean “{close[0]}”"
    return f"use one of {', '.join(options)}"
