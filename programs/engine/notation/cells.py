"""Reading a cell of the builder's grid: what a coach types becomes groups."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import get_args

from programs.engine.errors import TrainingError
from programs.engine.notation.printing import print_cell
from programs.engine.notation.suggesting import corrected, slip_of
from programs.engine.notation.terms import (
    KG_PER_LB,
    NO_EXERCISE,
    anchor_named,
    top_anchor,
)
from programs.engine.program.parts import BODY_WEIGHT, Group, Intent, Load, Rounding
from programs.engine.program.prescription import Reps, RepsInvalid, parse_reps
from programs.engine.program.reading import ProgramInvalid, Reader, exact_number
from programs.engine.program.reading_groups import (
    KILOGRAMS,
    MOST_GROUPS,
    MOST_REST_S,
    MOST_SETS,
    PERCENT,
    STEPS,
    read_group,
)
from programs.engine.program.reading_json import parse_json

__all__ = ["CellInvalid", "normalize_cell", "parse_cell", "print_cell"]

MOST_CHARACTERS = 20_000
EXAMPLE = "write sets x repetitions @ load, such as 3x8-12@80% or 1x3@RPE8"

_INTENTS: tuple[Intent, ...] = get_args(Intent)
_FLAGS = re.IGNORECASE | re.ASCII
_NUMBER = r"\d{1,9}(?:\.\d{1,12})?"
_NAME = r"[A-Za-z][A-Za-z0-9_]*|\([^()]+\)"
_WORK = re.compile(
    r"(?:(?P<sets>\d{1,6})\s*[xX×*]\s*)?"
    r"(?P<reps>max\d*|\d{1,6}\+|\d{1,6}(?:\s*[-–]\s*\d{1,6})?[sm]?)(?![\w.%])",
    _FLAGS,
)
_AT = re.compile(r"\s*(?P<at>@?)\s*")
_EFFORT = re.compile(rf"(?P<kind>rpe|rir)\s*(?P<number>{_NUMBER})", _FLAGS)
_REST = re.compile(r"rest\s*(?P<number>\d{1,5})(?P<unit>s|min|m)?(?!\w)", _FLAGS)
_TEMPO = re.compile(r"tempo\s*(?P<tempo>[0-9X]{4})(?!\w)", _FLAGS)
_WORD = re.compile(r"[a-z]+(?:-pause)?(?![\w%-])", _FLAGS)
_WEIGHT = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<unit>kg|lbs?)(?!\w)", _FLAGS)
_PERCENT = re.compile(rf"(?P<number>{_NUMBER})\s*%(?P<name>{_NAME})?", _FLAGS)
_BARE = re.compile(rf"(?P<number>{_NUMBER})(?![\w.])", _FLAGS)
_BODY_WEIGHT = re.compile(r"bw(?!\w)", _FLAGS)
_TOP = re.compile(rf"top(?:\s*(?P<sign>[-+])\s*(?P<number>{_NUMBER})\s*%)?(?!\w)", _FLAGS)
_ANCHOR = re.compile(_NAME)
_ADDITION = re.compile(
    rf"\s*(?P<sign>[-+])\s*(?P<number>{_NUMBER})\s*(?P<unit>inc|kg)(?!\w)", _FLAGS
)


class CellInvalid(TrainingError):
    """A cell that cannot be read. ``position`` is the character at fault, from 0.

    ``suggestion`` is the cell that was most likely meant, None where that can't be told.
    """

    def __init__(
        self, position: int, problem: str, fix: str, *, suggestion: str | None = None
    ) -> None:
        super().__init__(f"Character {position + 1}: {problem}; {fix}.")
        self.position = position
        self.problem = problem
        self.fix = fix
        self.suggestion = suggestion


@dataclass(frozen=True, slots=True)
class _Terms:
    rounding: Rounding
    default_anchor: str | None
    slot: str


def parse_cell(
    text: str, *, rounding: Rounding, default_anchor: str | None = None, slot: str = ""
) -> tuple[Group, ...]:
    """Return the groups a cell asks for, () for “-”; raise CellInvalid.

    ``default_anchor`` is what a bare % means, ``rm`` without one. ``slot`` is the key that
    ``top`` refers to; empty means the slot the group stands in.
    """
    terms = _Terms(rounding, default_anchor, slot)
    try:
        return _parsed(text, terms)
    except CellInvalid as error:
        meant = corrected(text, error.position, fault_at=lambda other: _fault_at(other, terms))
        if meant is None:
            raise
        raise CellInvalid(
            error.position, error.problem, f"did you mean “{meant}”", suggestion=meant
        ) from error


def normalize_cell(
    text: str, *, rounding: Rounding, default_anchor: str | None = None, slot: str = ""
) -> str:
    """Return the cell as it is printed, however it was typed; raise CellInvalid."""
    groups = parse_cell(text, rounding=rounding, default_anchor=default_anchor, slot=slot)
    return print_cell(groups, rounding=rounding, default_anchor=default_anchor, slot=slot)


def _parsed(text: str, terms: _Terms) -> tuple[Group, ...]:
    if not text.strip():
        fix = "write - for no exercise, or leave the cell out to repeat the week before"
        raise CellInvalid(0, "the cell is empty", fix)
    if len(text) > MOST_CHARACTERS:
        raise CellInvalid(MOST_CHARACTERS, "the cell is too long", "split the exercise in two")
    if text.strip() == NO_EXERCISE:
        return ()
    groups = tuple(_groups(text, terms))
    if len(groups) > MOST_GROUPS:
        raise CellInvalid(0, f"{len(groups)} groups in a cell", f"keep to {MOST_GROUPS}")
    return groups


def _fault_at(text: str, terms: _Terms) -> int | None:
    try:
        _parsed(text, terms)
    except CellInvalid as error:
        return error.position
    return None


def _groups(text: str, terms: _Terms) -> Iterator[Group]:
    position = 0
    while True:
        position = _past_space(text, position)
        if text[position : position + 1] == "{":
            group, position = _written_out(text, position)
        else:
            group, position = _group(text, position, terms)
        yield group
        position = _past_space(text, position)
        if position == len(text):
            return
        if text[position] != ",":
            raise _not_understood(text, position)
        position += 1


def _written_out(text: str, position: int) -> tuple[Group, int]:
    try:
        _, end = json.JSONDecoder().raw_decode(text, position)
        reader = Reader(knows_the_day=False)
        group = read_group(reader, parse_json(text[position:end]), "")
    except (json.JSONDecodeError, RecursionError, ProgramInvalid) as error:
        problem = "what stands in braces is not a group"
        raise CellInvalid(position, problem, "edit it in the panel") from error
    if reader.faults:
        fault = reader.faults[0]
        raise CellInvalid(position, f"{fault.path} {fault.problem}".strip(), fault.remedy)
    return group, end


def _group(text: str, position: int, terms: _Terms) -> tuple[Group, int]:
    match = _WORK.match(text, position)
    if match is None:
        raise CellInvalid(position, f"{_shown(text, position)} is not sets and reps", EXAMPLE)
    sets = int(match["sets"] or 1)
    if not 1 <= sets <= MOST_SETS:
        raise CellInvalid(position, f"{sets} sets", f"give 1 to {MOST_SETS} sets")
    group = Group(sets=sets, reps=_reps(match))
    position = match.end()
    while True:
        at = _AT.match(text, position)
        start = at.end() if at else position
        has_at = bool(at and at["at"])
        if text[start : start + 1] in {"", ","}:
            if has_at:
                raise CellInvalid(start, "nothing follows the @", "write a load: @80% or @60kg")
            return group, start
        group, position = _option(group, text, start, terms, has_at=has_at)


def _reps(match: re.Match[str]) -> Reps:
    written = re.sub(r"\s", "", match["reps"]).replace("–", "-").lower()
    try:
        return parse_reps(written)
    except RepsInvalid as error:
        fix = "write 5, 8-12, 5+, max, max10, 60s or 20m"
        raise CellInvalid(match.start("reps"), f"“{written}” is no target", fix) from error


def _option(
    group: Group, text: str, start: int, terms: _Terms, *, has_at: bool
) -> tuple[Group, int]:
    if match := _EFFORT.match(text, start):
        return _with_effort(group, match), match.end()
    if match := _REST.match(text, start):
        return _with_rest(group, match), match.end()
    if match := _TEMPO.match(text, start):
        _refuse_second(group.tempo is not None, start, "tempo")
        return replace(group, tempo=match["tempo"].upper()), match.end()
    if not has_at and (match := _WORD.match(text, start)):
        worded = _with_word(group, match)
        if worded is not None:
            return worded, match.end()
    load, end = _load(text, start, terms, has_at=has_at)
    _refuse_second(group.load is not None, start, "load")
    return replace(group, load=load), end


def _with_effort(group: Group, match: re.Match[str]) -> Group:
    _refuse_second(group.rpe is not None or group.rir is not None, match.start(), "effort")
    kind = match["kind"].lower()
    low, high = (1, 10) if kind == "rpe" else (0, 9)
    number = _within(match, low=Decimal(low), high=Decimal(high), what=kind.upper())
    return replace(group, rpe=number) if kind == "rpe" else replace(group, rir=number)


def _with_rest(group: Group, match: re.Match[str]) -> Group:
    _refuse_second(group.rest_s is not None, match.start(), "rest")
    is_minutes = (match["unit"] or "s").lower().startswith("m")
    rest_s = int(match["number"]) * (60 if is_minutes else 1)
    if rest_s > MOST_REST_S:
        raise CellInvalid(match.start(), f"a rest of {rest_s} s", f"rest at most {MOST_REST_S} s")
    return replace(group, rest_s=rest_s)


def _with_word(group: Group, match: re.Match[str]) -> Group | None:
    word = match[0].lower()
    if word == "optional":
        return replace(group, is_optional=True)
    if word == "result":
        return replace(group, is_result=True)
    for intent in _INTENTS:
        if word == intent:
            _refuse_second(group.intent != "work", match.start(), "intent")
            return replace(group, intent=intent)
    return None


def _load(text: str, start: int, terms: _Terms, *, has_at: bool) -> tuple[Load, int]:
    if match := _WEIGHT.match(text, start):
        return Load(kg=_kilograms(match)), match.end()
    load, end = _relative(text, start, terms, has_at=has_at)
    match = _ADDITION.match(text, end)
    if match is None:
        return load, end
    size = _within(match, low=Decimal(0), high=STEPS[1], what="an addition")
    post = -size if match["sign"] == "-" else size
    step = terms.rounding.step_kg if match["unit"].lower() == "inc" else Decimal(1)
    return replace(load, post=post, step=step if post else None), match.end()


def _relative(text: str, start: int, terms: _Terms, *, has_at: bool) -> tuple[Load, int]:
    if match := _PERCENT.match(text, start):
        percent = _within(match, low=PERCENT[0], high=PERCENT[1], what="a percent")
        return Load(of=_anchor(match["name"], terms), percent=percent), match.end()
    if (match := _TOP.match(text, start)) and (has_at or match["number"]):
        return _share_of_top(match, terms), match.end()
    if match := _BODY_WEIGHT.match(text, start):
        return Load(of=BODY_WEIGHT, percent=Decimal(100)), match.end()
    if has_at and (match := _BARE.match(text, start)):
        percent = _within(match, low=PERCENT[0], high=PERCENT[1], what="a percent")
        return Load(of=_anchor(None, terms), percent=percent), match.end()
    if has_at and (match := _ANCHOR.match(text, start)) and slip_of(match[0]) is None:
        return Load(of=_anchor(match[0], terms)), match.end()
    raise _not_understood(text, start)


def _share_of_top(match: re.Match[str], terms: _Terms) -> Load:
    percent = None
    if match["number"]:
        size = _within(match, low=Decimal(0), high=PERCENT[1], what="a percent")
        percent = 100 - size if match["sign"] == "-" else 100 + size
        if not PERCENT[0] <= percent <= PERCENT[1]:
            raise CellInvalid(match.start(), f"{size}% off the top", "take off at most 100%")
    return Load(of=top_anchor(terms.slot), percent=percent)


def _anchor(name: str | None, terms: _Terms) -> str:
    return anchor_named(name, default_anchor=terms.default_anchor, slot=terms.slot)


def _kilograms(match: re.Match[str]) -> Decimal:
    number = _within(match, low=KILOGRAMS[0], high=Decimal(5000), what="a load")
    kg = number if match["unit"].lower() == "kg" else number * KG_PER_LB
    if exact_number(kg) is None or kg > KILOGRAMS[1]:
        raise CellInvalid(match.start(), f"a load of {match[0]}", "give at most 2000 kg")
    return kg


def _within(match: re.Match[str], *, low: Decimal, high: Decimal, what: str) -> Decimal:
    number = exact_number(Decimal(match["number"]))
    if number is None or not low <= number <= high:
        fix = f"give {low.normalize():f} to {high.normalize():f}"
        raise CellInvalid(match.start("number"), f"{what} of {match['number']}", fix)
    return number


def _refuse_second(is_second: bool, position: int, what: str) -> None:
    if is_second:
        raise CellInvalid(position, f"a second {what}", "keep one, or put a comma between groups")


def _not_understood(text: str, position: int) -> CellInvalid:
    problem = f"{_shown(text, position)} is not understood"
    if text[position].isdigit():
        return CellInvalid(position, problem, "write @80% for a percent, @60kg for a load")
    return CellInvalid(position, problem, EXAMPLE)


def _shown(text: str, position: int) -> str:
    words = text[position : position + 20].split()
    return f"“{words[0]}”" if words else "the end"


def _past_space(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position
