"""Comparing two versions of a program, part by part."""

from collections.abc import Iterator

from programs.engine.program import Program
from programs.engine.versions.diff import Change, Diff
from programs.engine.versions.matching import matched, moved
from programs.engine.versions.tree import (
    PROGRAM,
    Path,
    Shape,
    Step,
    Value,
    fields_of,
    items_of,
    step_to,
    tree_of,
)


def compare(old: Program, new: Program) -> Diff:
    """Return what turns ``old`` into ``new``, empty for equal programs.

    Phases are matched by name, days by name or number, slots by key, weeks and groups by what
    they hold and then by their place.
    """
    return Diff(tuple(_compared(PROGRAM, old=tree_of(old), new=tree_of(new), path=())))


def _compared(shape: Shape, *, old: Value, new: Value, path: Path) -> Iterator[Change]:
    if old == new:
        return
    if shape.kind == "fields":
        yield from _by_field(shape, old=old, new=new, path=path)
    elif shape.kind == "items":
        yield from _by_item(shape, old=items_of(old), new=items_of(new), path=path)
    else:
        yield Change("changed", path, old=old, new=new)


def _by_field(shape: Shape, *, old: Value, new: Value, path: Path) -> Iterator[Change]:
    before, after = fields_of(old), fields_of(new)
    for name in dict.fromkeys((*before, *after)):
        here = (*path, name)
        if name not in after:
            yield Change("removed", here, old=before[name])
        elif name not in before:
            yield Change("added", here, new=after[name])
        else:
            yield from _compared(shape.part(name), old=before[name], new=after[name], path=here)


def _by_item(
    shape: Shape, *, old: tuple[Value, ...], new: tuple[Value, ...], path: Path
) -> Iterator[Change]:
    pairs = matched(shape.what, old=old, new=new)
    stayed = set(pairs.values())
    for index, item in enumerate(old):
        if index not in stayed:
            yield Change("removed", (*path, step_to(shape, item, index)), old=item)
    out_of_order = moved(pairs)
    last: Step | None = None
    for place, item in enumerate(new):
        origin = pairs.get(place)
        if origin is None:
            step = step_to(shape, item, place) if shape.key else f"+{place}"
            yield Change("added", (*path, step), new=item, after=last)
        else:
            step = step_to(shape, item, origin)
            here = (*path, step)
            if place in out_of_order:
                yield Change("moved", here, after=last)
            yield from _compared(shape.part(step), old=old[origin], new=item, path=here)
        last = step
