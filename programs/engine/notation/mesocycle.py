"""Reading a whole mesocycle as a coach pastes it: exercises down, weeks across."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from programs.engine.errors import TrainingError
from programs.engine.notation.cells import CellInvalid, parse_cell
from programs.engine.notation.heads import Head, read_head
from programs.engine.notation.marks import Marks, MarksInvalid, parse_marks
from programs.engine.notation.printing_mesocycle import OR, print_mesocycle
from programs.engine.notation.sheets import parse_sheet
from programs.engine.notation.terms import NO_EXERCISE
from programs.engine.notation.text_faults import TextFault, TextFaults
from programs.engine.program import Day, Group, Mesocycle, Rounding, Slot, Week
from programs.engine.program.reading import Reader
from programs.engine.program.reading_mesocycles import read_mesocycle
from programs.engine.program.writing import mesocycle_to_dict

__all__ = ["MesocycleTextInvalid", "TextFault", "parse_mesocycle", "print_mesocycle"]

MOST_CHARACTERS = 1_000_000
TITLES = ("Label", "Exercise", "Marks", "Every time", "Week 1", "Note")

_DAY = re.compile(r"day\s*(\d{1,3})|session(?:\s*\d{1,3})?", re.IGNORECASE | re.ASCII)
_WEEK = re.compile(r"week\s*(\d{1,3})(\s*,?\s*deload)?", re.IGNORECASE | re.ASCII)
_LABEL = re.compile(r"([A-Za-z]+)\s*\d{0,3}|\d{1,3}", re.ASCII)


class MesocycleTextInvalid(TrainingError):
    """A pasted mesocycle that cannot be read; ``faults`` lists everything wrong with it."""

    def __init__(self, faults: Iterable[TextFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass(frozen=True, slots=True)
class _Terms:
    rounding: Rounding
    default_anchor: Mapping[str, str]
    faults: TextFaults


@dataclass(frozen=True, slots=True)
class _Columns:
    """In which cell things stand. ``weeks`` maps each week, 0 for every time, to its cell."""

    label: int | None = None
    exercise: int | None = None
    marks: int | None = None
    note: int | None = None
    weeks: Mapping[int, int] = field(default_factory=dict)
    deloads: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Block:
    """One training day as pasted: its slots by week."""

    number: int | None
    name: str
    line: int
    columns: _Columns = field(default_factory=_Columns)
    slots: dict[int, list[Slot]] = field(default_factory=dict)


def parse_mesocycle(
    text: str,
    *,
    rounding: Rounding,
    default_anchor: Mapping[str, str] | None = None,
) -> Mesocycle:
    """Return the mesocycle a text asks for; raise MesocycleTextInvalid with every fault.

    A blank cell is as the week before, “-” leaves the exercise out of a week. Weeks bear the
    numbers of their columns. ``default_anchor`` maps an exercise to what a bare % means. Which
    anchors there are is the program's matter, not seen here.
    """
    faults = TextFaults()
    if len(text) > MOST_CHARACTERS:
        faults.add(1, 1, 1, "the text is too long", "paste one mesocycle at a time")
        raise MesocycleTextInvalid(faults.found)
    lines = parse_sheet(text.removeprefix("\ufeff"))
    starts = [i for i, cells in enumerate(lines) if _DAY.fullmatch(cells[0])]
    head = read_head(lines[: starts[0] if starts else len(lines)], faults)
    terms = _Terms(rounding, default_anchor or {}, faults)
    ends = [*starts[1:], len(lines)]
    blocks = [_block(lines, start, end, terms) for start, end in zip(starts, ends, strict=False)]
    if not blocks:
        faults.add(len(lines), 1, 1, "there is no training day", "begin one with a line Day 1")
    mesocycle = _mesocycle(head, blocks, faults)
    _check(mesocycle, faults)
    if faults.found:
        raise MesocycleTextInvalid(faults.found)
    return mesocycle


def _check(mesocycle: Mesocycle, faults: TextFaults) -> None:
    if faults.found:
        return
    reader = Reader()
    first = mesocycle.weeks[0].week if mesocycle.weeks else 1
    read_mesocycle(reader, mesocycle_to_dict(mesocycle), "", weeks_before=first - 1)
    for fault in reader.faults:
        faults.add(1, 1, 1, f"{fault.path} {fault.problem}", fault.remedy)


def _mesocycle(head: Head, blocks: Sequence[_Block], faults: TextFaults) -> Mesocycle:
    whole = Mesocycle(
        name=head.name,
        goal=head.goal,
        kind="rotation" if head.is_rotation else "calendar",
        rotation_per_week=head.per_week,
        sessions=head.sessions,
        ends=head.ends,
        priority=head.priority,
    )
    _check_columns(blocks, faults, is_rotation=head.is_rotation)
    if head.is_rotation:
        days = tuple(
            Day(tuple(block.slots.get(0, ())), day=block.number, name=block.name)
            for block in blocks
        )
        return replace(whole, days=days)
    return replace(whole, weeks=_weeks(blocks, faults))


def _check_columns(blocks: Sequence[_Block], faults: TextFaults, *, is_rotation: bool) -> None:
    for block in blocks:
        line = block.line + 1
        weeks = block.columns.weeks
        if is_rotation and weeks and set(weeks) != {0}:
            faults.add(line, 1, 1, "a rotation has no weeks", "name the one column Every time")
        elif not is_rotation and 0 in weeks:
            fix = "name the columns Week 1, Week 2, or write Schedule rotation"
            faults.add(line, 1, 1, "a calendar has no column for every time", fix)
        if not is_rotation and block.number is None:
            faults.add(block.line, 1, 1, "the day has no number", "write Day 1, Day 2")


def _weeks(blocks: Sequence[_Block], faults: TextFaults) -> tuple[Week, ...]:
    numbers = sorted({week for block in blocks for week in block.columns.weeks if week})
    deloads = frozenset[int]().union(*(block.columns.deloads for block in blocks))
    weeks = []
    for number in range(numbers[0], numbers[-1] + 1) if numbers else ():
        days = tuple(
            Day(tuple(block.slots[number]), day=block.number, name=block.name)
            for block in blocks
            if block.slots.get(number)
        )
        if number not in numbers and not faults.found:
            fix = "add it, with - in each cell where nobody trains, or number the weeks on"
            faults.add(blocks[0].line + 1, 1, 1, f"week {number} has no column", fix)
        weeks.append(Week(week=number, days=days, is_deload=number in deloads))
    return tuple(weeks)


def _block(lines: Sequence[tuple[str, ...]], start: int, end: int, terms: _Terms) -> _Block:
    head = _DAY.fullmatch(lines[start][0])
    number = int(head[1]) if head and head[1] else None
    block = _Block(number, _cell(lines[start], 1), start + 1)
    rows = [(i + 1, lines[i]) for i in range(start + 1, end) if any(lines[i])]
    if not rows:
        terms.faults.add(start + 1, 1, 1, "the day is empty", f"give it columns: {_titles()}")
        return block
    block.columns = _columns(*rows[0], terms.faults)
    for row in _with_stages(rows[1:], block.columns, terms.faults):
        _read_row(block, row, terms)
    return block


def _columns(line: int, cells: Sequence[str], faults: TextFaults) -> _Columns:
    places: dict[str, int] = {}
    weeks: dict[int, int] = {}
    deloads = set()
    for place, title in enumerate(cells):
        word = " ".join(title.lower().split())
        if match := _WEEK.fullmatch(word):
            weeks[int(match[1])] = place
            deloads |= {int(match[1])} if match[2] else set()
        elif word == "every time":
            weeks[0] = place
        elif word in {"label", "exercise", "marks", "note"}:
            places[word] = place
        elif word:
            faults.add(line, place + 1, 1, f"“{title[:40]}” is no column", _title_fix(title))
    if "exercise" not in places:
        faults.add(line, 1, 1, "no column is named Exercise", f"name the columns: {_titles()}")
    if not weeks:
        fix = "add Week 1, Week 2, or Every time in a rotation"
        faults.add(line, 1, 1, "no column is a week", fix)
    return _Columns(**places, weeks=weeks, deloads=frozenset(deloads))


def _titles() -> str:
    return ", ".join(TITLES)


def _title_fix(title: str) -> str:
    if number := re.search(r"\d{1,3}", title):
        return f"did you mean “Week {number[0]}”"
    close = get_close_matches(title.capitalize(), TITLES, n=1)
    return f"did you mean “{close[0]}”" if close else f"use {_titles()}"


Row = list[tuple[int, tuple[str, ...]]]


def _with_stages(
    rows: Sequence[tuple[int, tuple[str, ...]]], columns: _Columns, faults: TextFaults
) -> list[Row]:
    """Return each exercise's line with the lines of its further stages."""
    together: list[Row] = []
    for line, cells in rows:
        if _cell(cells, columns.label).lower() != OR:
            together.append([(line, cells)])
        elif together:
            together[-1].append((line, cells))
        else:
            faults.add(line, 1, 1, "nothing stands before “or”", "begin with the exercise")
    return together


def _read_row(block: _Block, row: Row, terms: _Terms) -> None:
    line, cells = row[0]
    columns, faults = block.columns, terms.faults
    if not _cell(cells, columns.exercise):
        if columns.exercise is not None:
            faults.add(line, columns.exercise + 1, 1, "the exercise is missing", "name it")
        return
    slot = _slot(line, cells, columns, faults)
    if slot.stage is None and len(row) > 1:
        problem = "further stages stand without a counter"
        faults.add(row[1][0], 1, 1, problem, f"write stage=… in Marks of line {line}")
    by_week = [_stages(slot, columns, one, terms) for one in row]
    for week in columns.weeks:
        stages = tuple(found[week] for found in by_week if found.get(week))
        if not stages:
            continue
        slots = block.slots.setdefault(week, [])
        if any(slot.key == other.key for other in slots):
            problem = f"“{slot.key[:40]}” is there already"
            where = 1 if columns.exercise is None else columns.exercise + 1
            faults.add(line, where, 1, problem, "give it a key of its own: key=… in Marks")
        slots.append(replace(slot, stages=stages))


def _stages(
    slot: Slot, columns: _Columns, row: tuple[int, tuple[str, ...]], terms: _Terms
) -> dict[int, tuple[Group, ...]]:
    line, cells = row
    found: dict[int, tuple[Group, ...]] = {}
    before: tuple[Group, ...] | None = None
    for week in sorted(columns.weeks):
        place = columns.weeks[week]
        text = _cell(cells, place)
        if text or before is None:
            before = _groups(text, slot, (line, place + 1), terms)
        found[week] = before
    return found


def _groups(text: str, slot: Slot, at: tuple[int, int], terms: _Terms) -> tuple[Group, ...]:
    if not text:
        fix = f"write the sets, or {NO_EXERCISE} for no exercise"
        terms.faults.add(*at, 1, "the cell is blank and no week stands before it", fix)
        return ()
    try:
        return parse_cell(
            text,
            rounding=terms.rounding,
            default_anchor=terms.default_anchor.get(slot.exercise),
            slot=slot.key,
        )
    except CellInvalid as error:
        terms.faults.add(*at, error.position + 1, error.problem, error.fix)
        return ()


def _slot(line: int, cells: Sequence[str], columns: _Columns, faults: TextFaults) -> Slot:
    marks = Marks()
    try:
        marks = parse_marks(_cell(cells, columns.marks))
    except MarksInvalid as error:
        place = (columns.marks or 0) + 1
        faults.add(line, place, error.position + 1, error.problem, error.fix)
    exercises = _exercises(_cell(cells, columns.exercise), is_ladder=marks.pick is not None)
    return Slot(
        key=exercises[0] if marks.key is None else marks.key,
        exercises=exercises,
        stages=(),
        pick=marks.pick,
        stage=marks.stage,
        superset=marks.superset or _superset(line, cells, columns, faults),
        is_main=marks.is_main,
        rest_s=marks.rest_s,
        tempo=marks.tempo,
        note=_cell(cells, columns.note),
        substitutes=marks.substitutes,
    )


def _superset(line: int, cells: Sequence[str], columns: _Columns, faults: TextFaults) -> str | None:
    label = _cell(cells, columns.label)
    match = _LABEL.fullmatch(label)
    if label and not match:
        problem = f"“{label[:40]}” is no label"
        fix = "write A1 and A2 for a superset, or leave it blank"
        faults.add(line, (columns.label or 0) + 1, 1, problem, fix)
    return match[1] if match else None


def _exercises(text: str, *, is_ladder: bool) -> tuple[str, ...]:
    if not is_ladder:
        return (text,)
    if text.startswith("["):
        try:
            names = json.loads(text)
        except (json.JSONDecodeError, RecursionError):
            names = None
        if isinstance(names, list) and names:
            return tuple(map(str, names))
    return tuple(name.strip() for name in text.split("|"))


def _cell(cells: Sequence[str], place: int | None) -> str:
    return "" if place is None or place >= len(cells) else cells[place]
