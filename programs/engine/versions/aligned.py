"""Two versions of a program beside each other: the grid's cells, each as it was and as it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from programs.engine.notation.cells import print_cell
from programs.engine.program import Day, Mesocycle, Program, Slot
from programs.engine.versions.grouped import with_defaults_of
from programs.engine.versions.matching import matched
from programs.engine.versions.tree import Value, fields_of, items_of, tree_of

Pair = tuple[int | None, int | None]
"""The place of an item in the older and the newer list; None where it isn't in one of them."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One exercise in one week as it was and as it is; empty where it isn't trained."""

    old: str
    new: str

    @property
    def is_changed(self) -> bool:
        return self.old != self.new


@dataclass(frozen=True, slots=True)
class Row:
    """One slot; ``exercise`` is what it was and is called, empty where it isn't."""

    exercise: Cell
    cells: tuple[Cell, ...]

    @property
    def is_changed(self) -> bool:
        return self.exercise.is_changed or any(cell.is_changed for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Session:
    """One training day over the weeks."""

    name: str
    rows: tuple[Row, ...]

    @property
    def is_changed(self) -> bool:
        return any(row.is_changed for row in self.rows)


@dataclass(frozen=True, slots=True)
class Phase:
    """One mesocycle; ``weeks`` are pairs of their numbers, one of None where sessions rotate."""

    name: str
    goal: str
    weeks: tuple[Pair, ...]
    sessions: tuple[Session, ...]

    @property
    def changed(self) -> tuple[Session, ...]:
        return tuple(session for session in self.sessions if session.is_changed)


def aligned(old: Program, new: Program) -> tuple[Phase, ...]:
    """Return the phases of both programs in the newer one's order, cells beside each other.

    Phases, weeks, days and slots are matched as ``compare`` matches them.
    """
    old = with_defaults_of(old, new)
    new = with_defaults_of(new, old)
    trees = (items_of(tree_of(old)["mesocycles"]), items_of(tree_of(new)["mesocycles"]))
    return tuple(
        _phase((old, new), pair, trees=(_at(trees[0], pair[0]), _at(trees[1], pair[1])))
        for pair in _pairs("mesocycle", *trees)
    )


def _phase(programs: tuple[Program, Program], pair: Pair, *, trees: tuple[Value, Value]) -> Phase:
    phases = tuple(
        None if place is None else program.mesocycles[place]
        for program, place in zip(programs, pair, strict=True)
    )
    newest = phases[1] or phases[0]
    assert newest is not None
    columns = list(_columns(trees))
    days = [_days(phases, trees, column) for column in columns]
    names = list(dict.fromkeys(name for found in days for name in found))
    return Phase(
        name=newest.name,
        goal=str(newest.goal),
        weeks=tuple(
            (_week(phases[0], before), _week(phases[1], after)) for before, after in columns
        ),
        sessions=tuple(
            _session(programs, [found.get(name, (None, None)) for found in days]) for name in names
        ),
    )


def _columns(trees: tuple[Value, Value]) -> Iterator[Pair]:
    weeks = tuple(items_of(fields_of(tree).get("weeks")) for tree in trees)
    yield from _pairs("week", *weeks) if any(weeks) else [(None, None)]


_Days = Mapping[Pair, tuple[Day | None, Day | None]]


def _days(phases: Sequence[Mesocycle | None], trees: tuple[Value, Value], column: Pair) -> _Days:
    """Return the days of a week, matched, by the places that they had and have."""
    bodies, days = [], []
    for phase, tree, week in zip(phases, trees, column, strict=True):
        fields = fields_of(tree)
        is_rotation = "days" in fields
        holder = fields if is_rotation else fields_of(_at(items_of(fields.get("weeks")), week))
        bodies.append(items_of(holder.get("days")))
        days.append(_days_of(phase, week, is_rotation=is_rotation))
    pairs = _pairs("day", *bodies)
    return {
        (before if after is None else None, after): (_day(days[0], before), _day(days[1], after))
        for before, after in pairs
    }


def _days_of(phase: Mesocycle | None, week: int | None, *, is_rotation: bool) -> tuple[Day, ...]:
    if phase is None:
        return ()
    if is_rotation:
        return phase.days
    return () if week is None else phase.weeks[week].days


def _session(
    programs: tuple[Program, Program], days: Sequence[tuple[Day | None, Day | None]]
) -> Session:
    named = [day for side in (1, 0) for pair in days if (day := pair[side]) is not None]
    keys = dict.fromkeys(slot.key for day in named for slot in day.slots)
    name = next((day.name for day in named if day.name), "")
    number = next((day.day for day in named if day.day), None)
    return Session(
        name=name or (f"Day {number}" if number else "Session"),
        rows=tuple(_row(programs, key, days) for key in keys),
    )


def _row(
    programs: tuple[Program, Program], key: str, days: Sequence[tuple[Day | None, Day | None]]
) -> Row:
    slots = [(_slot(old, key), _slot(new, key)) for old, new in days]
    before, after = (
        next((" / ".join(slot.exercises) for pair in slots if (slot := pair[side])), "")
        for side in (0, 1)
    )
    return Row(
        exercise=Cell(before, after),
        cells=tuple(Cell(_text(programs[0], old), _text(programs[1], new)) for old, new in slots),
    )


def _slot(day: Day | None, key: str) -> Slot | None:
    return next((slot for slot in (day.slots if day else ()) if slot.key == key), None)


def _text(program: Program, slot: Slot | None) -> str:
    if slot is None:
        return ""
    return " | ".join(
        print_cell(
            stage,
            rounding=program.rounding,
            default_anchor=program.default_anchor.get(slot.exercises[0]),
            slot=slot.key,
        )
        for stage in slot.stages
    )


def _pairs(what: str, old: Sequence[Value], new: Sequence[Value]) -> list[Pair]:
    """Return the places of items in both lists: the newer's order, what is gone where it was."""
    pairs = matched(what, old=old, new=new)
    gone = [place for place in range(len(old)) if place not in pairs.values()]
    found: list[Pair] = []
    for place in range(len(new)):
        before = pairs.get(place)
        while before is not None and gone and gone[0] < before:
            found.append((gone.pop(0), None))
        found.append((before, place))
    return [*found, *((place, None) for place in gone)]


def _at(items: Sequence[Value], place: int | None) -> Value:
    return None if place is None else items[place]


def _day(days: Sequence[Day], place: int | None) -> Day | None:
    return None if place is None else days[place]


def _week(phase: Mesocycle | None, place: int | None) -> int | None:
    return None if phase is None or place is None else phase.weeks[place].week
