"""Merging a new version with what was changed for one athlete."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from programs.engine.program import Program, ProgramInvalid
from programs.engine.versions.apply import applied
from programs.engine.versions.clashes import Clash, clashes, set_apart
from programs.engine.versions.compare import compare
from programs.engine.versions.diff import Change, Diff
from programs.engine.versions.places import Place, place_of
from programs.engine.versions.tree import Fields, Path, fields_of, program_of, tree_of
from programs.engine.versions.words import describe_changes, describe_part

Choice = Literal["new", "override"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What the new version and the athlete's own changes disagree about.

    ``choice`` is which of the two the merged program holds. ``path`` names the conflict in
    ``choices``. Where ``can_keep`` is false the override has no place in the new version.
    """

    path: Path
    place: Place
    base: str
    new: str
    override: str
    choice: Choice
    can_keep: bool = True

    @property
    def text(self) -> str:
        """Return the whole conflict in a sentence."""
        where = f"{self.place.words}: " if self.place.words else ""
        return f"{where}the new version has {self.new}, this athlete's plan has {self.override}"


@dataclass(frozen=True, slots=True)
class Merge:
    """The merged program, and what has to be decided."""

    program: Program
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sides:
    """What is being merged: the base as a tree, the changes of both sides, and the choices."""

    base: Program
    tree: Fields
    theirs: tuple[Change, ...]
    choices: Mapping[Path, Choice] = field(default_factory=dict)
    unresolved: Choice = "override"


def merge(
    *,
    base: Program,
    new: Program,
    overrides: Diff,
    choices: Mapping[Path, Choice] | None = None,
    unresolved: Choice = "override",
) -> Merge:
    """Return ``new`` with the ``overrides`` of ``base`` made to it, and the conflicts.

    Without overrides that is ``new``; without a new version, ``base`` with its overrides.
    ``choices`` decide conflicts by their path; the others go as ``unresolved`` says. What both
    sides did alike is no conflict. Raises DiffDoesNotFit where ``overrides`` are of another base.
    """
    tree = tree_of(base)
    applied(tree, overrides.changes)
    theirs = compare(base, new).changes
    ours = set_apart(theirs=theirs, ours=overrides.changes)
    sides = _Sides(base, tree, theirs, choices or {}, unresolved)
    program = _merged(sides, ours)
    if program is not None:
        return Merge(program, tuple(_conflicts(sides, ours)))
    return _one_by_one(sides, ours, new=new)


def _merged(sides: _Sides, ours: Sequence[Change]) -> Program | None:
    """Return the merged program, None where both sides together make none."""
    kept_theirs, kept_ours = list(sides.theirs), list(ours)
    for clash in clashes(theirs=sides.theirs, ours=ours):
        _settle(clash, _choice(sides, clash.path), theirs=kept_theirs, ours=kept_ours)
    try:
        return program_of(fields_of(applied(sides.tree, (*kept_theirs, *kept_ours))))
    except ProgramInvalid:
        return None


def _settle(clash: Clash, choice: Choice, *, theirs: list[Change], ours: list[Change]) -> None:
    if choice == "new":
        ours[:] = [change for change in ours if change not in clash.ours]
        return
    first, own = clash.theirs[0], clash.ours[0]
    if first.kind == own.kind == "added":
        # In its place, since what else is new may follow it.
        theirs[theirs.index(first)] = replace(first, new=own.new)
        ours.remove(own)
    else:
        theirs[:] = [change for change in theirs if change not in clash.theirs]


def _choice(sides: _Sides, path: Path) -> Choice:
    return sides.choices.get(path, sides.unresolved)


def _conflicts(sides: _Sides, ours: Sequence[Change]) -> Iterator[Conflict]:
    for clash in clashes(theirs=sides.theirs, ours=ours):
        yield Conflict(
            path=clash.path,
            place=place_of(sides.tree, clash.path, item=clash.ours[0].new),
            base=describe_part(clash.path, tree=sides.tree, base=sides.base),
            new=describe_changes(clash.theirs, tree=sides.tree, base=sides.base),
            override=describe_changes(clash.ours, tree=sides.tree, base=sides.base),
            choice=_choice(sides, clash.path),
        )


def _one_by_one(sides: _Sides, ours: Sequence[Change], *, new: Program) -> Merge:
    """Make the overrides one after another, and leave out those that the version can't hold."""
    waiting = _units(ours)
    held: tuple[Change, ...] = ()
    program, is_going_on = new, True
    while is_going_on:
        is_going_on = False
        for unit in tuple(waiting):
            tried = _merged(sides, _in_order((*held, *unit), ours))
            if tried is not None:
                program, held, is_going_on = tried, (*held, *unit), True
                waiting.remove(unit)
    misfits = tuple(_misfit(sides, unit) for unit in waiting)
    return Merge(program, (*_conflicts(sides, _in_order(held, ours)), *misfits))


def _units(ours: Sequence[Change]) -> list[tuple[Change, ...]]:
    """Return the changes in groups that stand or fall together: all of one slot's are one."""
    units: dict[Path, tuple[Change, ...]] = {}
    for change in ours:
        name = change.path
        if "slots" in change.path[:-1]:
            name = (change.path[change.path.index("slots") + 1],)
        units[name] = (*units.get(name, ()), change)
    return list(units.values())


def _in_order(changes: Sequence[Change], ours: Sequence[Change]) -> tuple[Change, ...]:
    return tuple(change for change in ours if change in changes)


def _misfit(sides: _Sides, unit: tuple[Change, ...]) -> Conflict:
    path = unit[0].path
    return Conflict(
        path=path,
        place=place_of(sides.tree, path, item=unit[0].new),
        base=describe_part(path, tree=sides.tree, base=sides.base),
        new="no place for it",
        override=describe_changes(unit, tree=sides.tree, base=sides.base),
        choice="new",
        can_keep=False,
    )
