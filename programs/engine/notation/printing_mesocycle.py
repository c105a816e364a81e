"""Printing a whole mesocycle as a grid: exercises down, weeks across, a block a training day."""

import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from programs.engine.notation.marks import is_label, print_marks
from programs.engine.notation.printing import print_cell
from programs.engine.notation.sheets import print_sheet
from programs.engine.notation.terms import NO_EXERCISE
from programs.engine.program.parts import Day, Mesocycle, Rounding, Slot, Week

EVERY_TIME = "Every time"
OR = "or"
PARTED = " | "

Line = tuple[str, ...]
S = TypeVar("S", bound=Hashable)


@dataclass(frozen=True, slots=True)
class _Terms:
    rounding: Rounding
    default_anchor: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Block:
    """One training day over the weeks; None where a week has no such day."""

    day: Day
    days: tuple[Day | None, ...]
    titles: tuple[str, ...]


def print_mesocycle(
    mesocycle: Mesocycle,
    *,
    rounding: Rounding,
    default_anchor: Mapping[str, str] | None = None,
) -> str:
    """Return the mesocycle as text in cells parted by tabs, which ``parse_mesocycle`` reads back.

    ``default_anchor`` maps an exercise to what a bare % means. Every cell is written in full.
    """
    terms = _Terms(rounding, default_anchor or {})
    lines = _head(mesocycle)
    for block in _blocks(mesocycle):
        lines += [(), *_block_lines(block, terms)]
    return print_sheet(lines)


def _head(mesocycle: Mesocycle) -> list[Line]:
    lines: list[Line] = [("Mesocycle", mesocycle.name), ("Goal", mesocycle.goal.value)]
    if mesocycle.kind == "calendar":
        lines.append(("Schedule", "calendar"))
    else:
        per_week, sessions = mesocycle.rotation_per_week, mesocycle.sessions
        lines.append(("Schedule", "rotation", f"{per_week} a week", f"{sessions} sessions"))
    if mesocycle.ends != "weeks":
        lines.append(("Ends", mesocycle.ends))
    if mesocycle.priority:
        lines.append(("Priority", *mesocycle.priority))
    return lines


def _blocks(mesocycle: Mesocycle) -> list[_Block]:
    if mesocycle.kind == "rotation":
        return [_Block(day, (day,), (EVERY_TIME,)) for day in mesocycle.days]
    heads = [[(day.day, day.name) for day in week.days] for week in mesocycle.weeks]
    order, places = _lined_up(heads)
    titles = tuple(map(_title, mesocycle.weeks))
    return [
        _Block(
            Day((), day=number, name=name),
            tuple(_at(week.days, row) for week, row in _rows_at(mesocycle, places, index)),
            titles,
        )
        for index, (number, name) in enumerate(order)
    ]


def _rows_at(
    mesocycle: Mesocycle, places: Sequence[Sequence[int]], index: int
) -> list[tuple[Week, int | None]]:
    return [
        (week, row.index(index) if index in row else None)
        for week, row in zip(mesocycle.weeks, places, strict=True)
    ]


def _at(days: Sequence[Day], place: int | None) -> Day | None:
    return None if place is None else days[place]


def _title(week: Week) -> str:
    return f"Week {week.week} deload" if week.is_deload else f"Week {week.week}"


def _lined_up(sequences: Sequence[Sequence[S]]) -> tuple[list[S], list[list[int]]]:
    """Return one order that holds each sequence, and where in it their items are.

    An item that would have to turn back stands in the order a second time.
    """
    order: list[tuple[int, S]] = []
    places: list[list[int]] = []
    for sequence in sequences:
        last, row = -1, []
        for item in sequence:
            there = (i for i in range(last + 1, len(order)) if order[i][1] == item)
            place = next(there, None)
            if place is None:
                place = last + 1
                order.insert(place, (len(order), item))
            row.append(order[place][0])
            last = place
        places.append(row)
    rank = {number: place for place, (number, _) in enumerate(order)}
    return [item for _, item in order], [[rank[number] for number in row] for row in places]


def _block_lines(block: _Block, terms: _Terms) -> list[Line]:
    head = "Session" if block.day.day is None else f"Day {block.day.day}"
    written = [() if day is None else day.slots for day in block.days]
    order, places = _lined_up([[_row_of(slot) for slot in slots] for slots in written])
    note = ("Note",) if any(row.note for row in order) else ()
    titles = ("Label", "Exercise", "Marks", *block.titles, *note)
    lines: list[Line] = [(head, block.day.name), titles]
    for index, row in enumerate(order):
        slots = [
            found[places[week].index(index)] if index in places[week] else None
            for week, found in enumerate(written)
        ]
        lines += _slot_lines(row, slots, label=_label(row, order), terms=terms)
    return lines


def _row_of(slot: Slot) -> Slot:
    return replace(slot, stages=())


def _label(row: Slot, order: Sequence[Slot]) -> str:
    if row.superset is None or not is_label(row.superset):
        return ""
    keys = list(dict.fromkeys(other.key for other in order if other.superset == row.superset))
    return f"{row.superset}{keys.index(row.key) + 1}"


def _slot_lines(
    row: Slot, slots: Sequence[Slot | None], *, label: str, terms: _Terms
) -> list[Line]:
    count = max(len(slot.stages) for slot in slots if slot is not None)
    cells = [tuple(_cell(slot, stage, terms) for slot in slots) for stage in range(count)]
    first = (label, _exercises(row), print_marks(row), *cells[0], row.note)
    return [first, *((OR, "", "", *more) for more in cells[1:])]


def _cell(slot: Slot | None, stage: int, terms: _Terms) -> str:
    if slot is None or stage >= len(slot.stages):
        return NO_EXERCISE
    return print_cell(
        slot.stages[stage],
        rounding=terms.rounding,
        default_anchor=terms.default_anchor.get(slot.exercise),
        slot=slot.key,
    )


def _exercises(slot: Slot) -> str:
    if slot.pick is None:
        return slot.exercise
    names = slot.exercises
    if any("|" in name or name != name.strip() for name in names) or names[0].startswith("["):
        return json.dumps(names, ensure_ascii=False)
    return PARTED.join(names)
