"""Applying changes to the version they were found in."""

from collections.abc import Iterable, Mapping, Sequence

from programs.engine.errors import TrainingError
from programs.engine.program import Program
from programs.engine.versions.diff import Change, Diff
from programs.engine.versions.tree import (
    PROGRAM,
    Path,
    Shape,
    Step,
    Value,
    fields_of,
    items_of,
    program_of,
    step_to,
    tree_of,
)


class DiffDoesNotFit(TrainingError):
    """A change of something that this program does not have, or has otherwise."""

    def __init__(self, path: Path) -> None:
        place = ", ".join(str(step) for step in path)
        super().__init__(
            f"The program is not the one that was compared: it differs at {place}. "
            "Compare it with the newer version again."
        )
        self.path = path


def apply_diff(old: Program, diff: Diff) -> Program:
    """Return the newer version that ``diff`` was found in.

    Raises DiffDoesNotFit where ``old`` is another program, ProgramInvalid where the result is none.
    """
    return program_of(fields_of(applied(tree_of(old), diff.changes)))


def applied(
    value: Value, changes: Sequence[Change], *, shape: Shape = PROGRAM, path: Path = ()
) -> Value:
    """Return a part of the tree with the changes made to it; ``path`` leads to the part."""
    if not changes:
        return value
    if shape.kind == "items":
        return _items(items_of(value), changes, shape=shape, path=path)
    if shape.kind == "fields":
        return _fields(fields_of(value), changes, shape=shape, path=path)
    raise DiffDoesNotFit(path)


def _fields(
    value: Mapping[str, Value], changes: Sequence[Change], *, shape: Shape, path: Path
) -> Value:
    result = dict(value)
    for step, (here, below) in _by_step(changes, path).items():
        name = str(step)
        if below:
            _expect(name in result, (*path, name))
            part = shape.part(step)
            result[name] = applied(result[name], below, shape=part, path=(*path, name))
        for change in here:
            _expect(change.kind != "moved", change.path)
            _expect((name in value) == (change.kind != "added"), change.path)
            _expect(change.kind == "added" or value[name] == change.old, change.path)
            if change.kind == "removed":
                del result[name]
            else:
                result[name] = change.new
    return result


def _items(
    value: tuple[Value, ...], changes: Sequence[Change], *, shape: Shape, path: Path
) -> Value:
    parts = {step_to(shape, item, index): item for index, item in enumerate(value)}
    order: list[Step] = list(parts)
    origin = tuple(order)
    for step, (here, below) in _by_step(changes, path).items():
        for change in here:
            _expect((step in parts) == (change.kind != "added"), change.path)
            is_replaced = change.kind in {"removed", "changed"}
            _expect(not is_replaced or parts[step] == change.old, change.path)
        if below:
            _expect(step in parts, (*path, step))
            parts[step] = applied(parts[step], below, shape=shape.part(step), path=(*path, step))
    direct = [change for change in changes if len(change.path) == len(path) + 1]
    for change in direct:
        if change.kind in {"removed", "moved"}:
            _expect(change.path[-1] in order, change.path)
            order.remove(change.path[-1])
        else:
            parts[change.path[-1]] = change.new
    for change in direct:
        if change.kind in {"added", "moved"}:
            _expect(change.path[-1] not in order, change.path)
            order.insert(_place(change, order=order, origin=origin), change.path[-1])
    return tuple(parts[step] for step in order)


def _place(change: Change, *, order: list[Step], origin: Sequence[Step]) -> int:
    """Return where an added or moved item goes: behind what it follows, or what stood before."""
    step = change.after
    # Only in a merge can the item it follows be gone: the other side took it out.
    while step is not None and step not in order:
        _expect(step in origin, change.path)
        place = origin.index(step)
        step = origin[place - 1] if place else None
    return 0 if step is None else order.index(step) + 1


def _by_step(
    changes: Iterable[Change], path: Path
) -> dict[Step, tuple[list[Change], list[Change]]]:
    found: dict[Step, tuple[list[Change], list[Change]]] = {}
    for change in changes:
        _expect(len(change.path) > len(path), change.path)
        here, below = found.setdefault(change.path[len(path)], ([], []))
        (here if len(change.path) == len(path) + 1 else below).append(change)
    return found


def _expect(is_so: bool, path: Path) -> None:
    if not is_so:
        raise DiffDoesNotFit(path)
