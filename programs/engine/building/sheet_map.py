"""Where on a phase's sheet a finding lies."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from programs.engine.checks.finding import Place
from programs.engine.notation.marks import MarksInvalid, parse_marks
from programs.engine.notation.printing_mesocycle import PARTED

LABEL, EXERCISE, MARKS = range(3)

_DAY = re.compile(r"day (\d+)|session", re.IGNORECASE)
_WEEK = re.compile(r"week (\d+)", re.IGNORECASE)

Cell = tuple[int, int]
"""Line and cell of a sheet, counted from 0."""


@dataclass(slots=True)
class _Block:
    day: int | None
    titles: int
    weeks: dict[int, int] = field(default_factory=dict)
    rows: dict[str, list[int]] = field(default_factory=dict)
    named: dict[str, list[int]] = field(default_factory=dict)

    def rows_of(self, place: Place) -> Sequence[int]:
        """Return the lines of the place's exercise; none where a day or more is meant."""
        if place.slot is not None:
            return self.rows.get(place.slot, ())
        return self.named.get(place.exercise or "", ())


class SheetMap:
    """Finds the cells that a place in a phase means.

    ``lines`` are as ``sheet_of`` gives them.
    """

    def __init__(self, lines: Sequence[tuple[str, ...]]) -> None:
        self._blocks = list(_blocks(lines))

    def cells(self, places: Iterable[Place]) -> tuple[Cell, ...]:
        """Return the cells of places, each once: a set's own, else its week's or exercise's head.

        None of them where a whole phase is meant.
        """
        found = (cell for place in places for cell in self._of(place))
        return tuple(dict.fromkeys(found))

    def _of(self, place: Place) -> Iterator[Cell]:
        for block in self._blocks:
            if place.day is not None and block.day not in {None, place.day}:
                continue
            column = block.weeks.get(place.week or 0, block.weeks.get(0))
            if place.exercise is not None:
                for row in block.rows_of(place):
                    yield row, EXERCISE if place.week is None or column is None else column
            elif place.week is not None and column is not None:
                yield block.titles, column


def _blocks(lines: Sequence[tuple[str, ...]]) -> Iterator[_Block]:
    block: _Block | None = None
    for line, cells in enumerate(lines):
        first = cells[0] if cells else ""
        if (head := _DAY.fullmatch(first)) and len(cells) < 3:
            if block:
                yield block
            block = _Block(day=int(head[1]) if head[1] else None, titles=line + 1)
        elif block and line == block.titles:
            block.weeks = dict(_weeks(cells))
        elif block and len(cells) > EXERCISE and cells[EXERCISE]:
            block.rows.setdefault(_key(cells), []).append(line)
            for name in cells[EXERCISE].split(PARTED):
                block.named.setdefault(name, []).append(line)
    if block:
        yield block


def _weeks(titles: Sequence[str]) -> Iterator[tuple[int, int]]:
    for column, title in enumerate(titles):
        if head := _WEEK.match(title):
            yield int(head[1]), column
        elif title.lower() == "every time":
            yield 0, column


def _key(cells: Sequence[str]) -> str:
    try:
        key = parse_marks(cells[MARKS] if len(cells) > MARKS else "").key
    except MarksInvalid:
        key = None
    return key or cells[EXERCISE].split(PARTED)[0]
