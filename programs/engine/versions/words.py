"""What changed between two versions, in words a coach reads."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby, pairwise

from programs.engine.notation.cells import print_cell
from programs.engine.program import Group, Program
from programs.engine.program.reading import Reader
from programs.engine.program.reading_groups import read_groups
from programs.engine.versions.apply import applied
from programs.engine.versions.diff import Change, Diff
from programs.engine.versions.places import Place, exercise_of, place_of
from programs.engine.versions.tree import (
    SLOT,
    Path,
    Value,
    fields_of,
    group_body,
    items_of,
    part_at,
    tree_of,
)

ARROW = "->"
NONE = "none"
# mesocycles, phase, weeks, week, days, day, slots, key; a rotation has no week.
SLOT_DEPTHS = (6, 8)

_FIELD_NAMES = {
    "main": "main lift",
    "rest_s": "rest in seconds",
    "movement": "exercise",
    "deload": "deload week",
    "schedule.sessions_per_week": "sessions a week",
    "schedule.sessions": "sessions",
    "day": "day of the week",
    "stage": "stage by",
}
_PARTS = {
    "anchors": "Number",
    "derived": "Derived number",
    "default_anchor": "Plain % of",
    "rounding": "Rounding",
    "example_results": "Example results of",
}


@dataclass(frozen=True, slots=True)
class Described:
    """Changes that make one line: where, and what was and is there."""

    place: Place
    what: str

    @property
    def text(self) -> str:
        """Return the whole line: “Week 3, Upper A, Bench Press: 3x8@70% -> 4x8@72.5%”."""
        return f"{self.place.words}: {self.what}" if self.place.words else self.what


def describe_diff(diff: Diff, *, base: Program) -> tuple[Described, ...]:
    """Return the changes in words, one for each cell, field or part; ``base`` is the older version.

    Raises DiffDoesNotFit where the changes are of another program.
    """
    tree = tree_of(base)
    return tuple(_described(diff.changes, tree=tree, base=base))


def diff_lines(diff: Diff, *, base: Program) -> tuple[str, ...]:
    """Return the changes as lines; a change that is alike in weeks that follow stands once."""
    told: dict[tuple[Place, str], list[int]] = {}
    for described in describe_diff(diff, base=base):
        alike = (replace(described.place, week=None, mesocycle=None), described.what)
        told.setdefault(alike, []).append(described.place.week or 0)
    return tuple(
        Described(place, what).text
        if not any(weeks)
        else f"{weeks_in_words(weeks)}{_rest(place, what)}"
        for (place, what), weeks in told.items()
    )


def describe_changes(changes: Sequence[Change], *, tree: Mapping[str, Value], base: Program) -> str:
    """Return what a few changes of one place do, in one line without the place."""
    lines = dict.fromkeys(one.what for one in _described(changes, tree=tree, base=base))
    return "; ".join(lines)


def describe_part(path: Path, *, tree: Mapping[str, Value], base: Program) -> str:
    """Return what stands at ``path`` in the older version: the slot's cell, or the value."""
    cell = cell_path(path) or (path if len(path) in SLOT_DEPTHS and path[-2] == "slots" else None)
    return _plain(part_at(tree, path)) if cell is None else _cell(part_at(tree, cell), base)


def _described(
    changes: Sequence[Change], *, tree: Mapping[str, Value], base: Program
) -> Iterator[Described]:
    for path, together in groupby(changes, key=lambda change: cell_path(change.path)):
        of_one = tuple(together)
        if path is not None:
            place = replace(place_of(tree, path), stage=None, group=None, field="")
            yield Described(place, _cell_change(of_one, tree=tree, path=path, base=base))
            continue
        for change in of_one:
            yield _one(change, tree=tree, base=base)


def cell_path(path: Path) -> Path | None:
    """Return the path of the slot whose cell ``path`` lies in, None where it is in none."""
    for depth in SLOT_DEPTHS:
        if len(path) > depth and path[depth - 2] == "slots" and path[depth] == "stages":
            return path[:depth]
    return None


def _cell_change(
    changes: Sequence[Change], *, tree: Mapping[str, Value], path: Path, base: Program
) -> str:
    slot = part_at(tree, path)
    after = applied(slot, changes, shape=SLOT, path=path)
    return f"{_cell(slot, base)} {ARROW} {_cell(after, base)}"


def _cell(slot: Value, base: Program) -> str:
    fields = fields_of(slot)
    exercise = exercise_of(fields)
    return " | ".join(
        print_cell(
            _groups(stage),
            rounding=base.rounding,
            default_anchor=base.default_anchor.get(exercise),
            slot=str(fields.get("key", "")),
        )
        for stage in items_of(fields.get("stages"))
    )


def _groups(stage: Value) -> tuple[Group, ...]:
    bodies = tuple(group_body(group) for group in items_of(stage))
    return read_groups(Reader(knows_the_day=False), bodies, "", least=0)


def _one(change: Change, *, tree: Mapping[str, Value], base: Program) -> Described:
    place = place_of(tree, change.path, item=change.new)
    if place.mesocycle is None:
        return Described(Place(), _of_program(change))
    if not place.field:
        return _whole(change, place=place, tree=tree, base=base)
    name = _FIELD_NAMES.get(place.field, place.field)
    return Described(place, f"{name} {_from_to(change)}")


def _whole(change: Change, *, place: Place, tree: Mapping[str, Value], base: Program) -> Described:
    verb = change.kind if change.kind != "moved" else f"moved {_behind(change, tree)}"
    if place.slot is not None:
        cell = _cell(change.new, base) if change.kind == "added" else ""
        what = f"{place.exercise} {verb}"
        return Described(replace(place, exercise=""), f"{what}, {cell}" if cell else what)
    if place.day is not None:
        named = place.day_words
        return Described(replace(place, day=None), f"{named[0].upper()}{named[1:]} {verb}")
    if place.week is not None:
        return Described(replace(place, week=None), f"week {place.week} {verb}")
    return Described(Place(), f"Phase {place.phase} {verb}")


def _behind(change: Change, tree: Mapping[str, Value]) -> str:
    if change.after is None:
        return "to the front"
    path = (*change.path[:-1], change.after)
    if isinstance(change.after, str) and change.after.startswith("+"):
        return "behind a new one"
    place = place_of(tree, path)
    named = place.exercise or (place.day_words if place.day is not None else "")
    return f"behind {named or (f'week {place.week}' if place.week else place.phase)}"


def _of_program(change: Change) -> str:
    part = str(change.path[0])
    if part == "rules":
        return _rule(change)
    if len(change.path) == 1:
        return f"{part.capitalize()} {_from_to(change)}"
    return f"{_PARTS.get(part, part)} {change.path[1]} {_from_to(change)}"


def _rule(change: Change) -> str:
    step = change.path[1]
    number = step + 1 if isinstance(step, int) else int(step.lstrip("+") or 0) + 1
    slot = fields_of(change.new or change.old).get("slot")
    named = f"Rule {number}" + (f" of {slot}" if slot else "")
    if change.kind != "changed":
        return f"{named} {change.kind}"
    old, new = fields_of(change.old), fields_of(change.new)
    parts = [name for name in dict.fromkeys((*old, *new)) if old.get(name) != new.get(name)]
    return f"{named} changed in {', '.join(parts)}"


def _from_to(change: Change) -> str:
    if change.path[0] == "example_results":
        return change.kind
    # A flag that isn't written is off.
    nothing = "no" if True in (change.old, change.new) else NONE
    before = nothing if change.kind == "added" else _plain(change.old)
    after = nothing if change.kind == "removed" else _plain(change.new)
    return f"{before} {ARROW} {after}"


def _plain(value: Value) -> str:
    if value is None or value == "":
        return NONE
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, tuple):
        return ", ".join(_plain(item) for item in value)
    if isinstance(value, Mapping):
        return _plain_fields(value)
    return str(value)


def _plain_fields(value: Mapping[str, Value]) -> str:
    if set(value) <= {"exercise", "exercises", "pick"}:
        chosen = f" by {value['pick']}" if "pick" in value else ""
        return f"{exercise_of({'movement': value})}{chosen}"
    return " ".join(f"{name} {_plain(item)}" for name, item in value.items())


def weeks_in_words(weeks: Sequence[int]) -> str:
    """Return weeks as a line begins with them: Week 3; Weeks 1-3, 5."""
    runs: list[list[int]] = [[min(weeks), min(weeks)]]
    for last, week in pairwise(sorted(set(weeks))):
        if week == last + 1:
            runs[-1][1] = week
        else:
            runs.append([week, week])
    named = ", ".join(str(low) if low == high else f"{low}-{high}" for low, high in runs)
    return f"Week {named}" if runs[0] == [max(weeks)] * 2 else f"Weeks {named}"


def _rest(place: Place, what: str) -> str:
    words = ", ".join(part for part in (place.day_words, place.exercise) if part)
    return f", {words}: {what}" if words else f": {what}"
