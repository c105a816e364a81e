"""Which anchors of a program stand for an athlete's loads, and for which exercise."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from programs.engine.program.parts import (
    BODY_WEIGHT,
    TOP_PREFIX,
    Change,
    Group,
    Program,
    Slot,
)

LoadKind = Literal["tm", "rm", "pm", "five", "w"]
KINDS: tuple[LoadKind, ...] = ("tm", "rm", "pm", "five", "w")

UNKNOWN = Decimal(0)
"""What a program writes for a load that no athlete can start with: not known yet."""


@dataclass(frozen=True, slots=True)
class LoadAnchor:
    """An anchor that becomes a load. ``exercise`` is as the program names it, None if none uses it.

    ``default`` is the program's own value, None where it says the load is not known yet.
    Anything without a known prefix is of kind ``w``, a working weight.
    """

    name: str
    kind: LoadKind
    exercise: str | None
    default: Decimal | None


def load_anchors(program: Program) -> tuple[LoadAnchor, ...]:
    """Return the anchors whose value an athlete brings or leaves unknown.

    Maxima come first, then by first use. A number without a known prefix that starts at nothing
    is the program's own to fill.
    """
    used = _exercises_by_anchor(program)
    by_use = {name: place for place, name in enumerate(used)}
    found = [
        LoadAnchor(
            name=name,
            kind=kind_of(name),
            exercise=_best(name, used.get(name, ())),
            default=None if value == UNKNOWN else value,
        )
        for name, value in program.anchors.items()
        if _prefix(name) in KINDS or (name in used and value != UNKNOWN)
    ]
    found.sort(key=lambda anchor: (KINDS.index(anchor.kind), by_use.get(anchor.name, len(by_use))))
    return tuple(found)


def opening_anchors(program: Program) -> dict[str, Decimal | None]:
    """Return the initial values for a preview: None for loads that are not known yet."""
    return {
        **program.anchors,
        **{anchor.name: anchor.default for anchor in load_anchors(program)},
    }


def kind_of(name: str) -> LoadKind:
    """Return what a load's anchor means: training max, maximum, ... or working weight."""
    prefix = _prefix(name)
    for kind in KINDS:
        if prefix == kind:
            return kind
    return "w"


def _prefix(name: str) -> str:
    return name.split(":")[0]


def _exercises_by_anchor(program: Program) -> dict[str, dict[str, None]]:
    used: dict[str, dict[str, None]] = {}
    for slot in program.slots:
        for name in _anchors_lifted(slot):
            base = _underived(program, name)
            if base in program.anchors:
                used.setdefault(base, {}).update(dict.fromkeys(slot.exercises))
    # A load that is copied from another number rests on that number.
    changes = list(_changes(program))
    for _ in changes:
        grown = [
            change
            for change in changes
            if change.source in program.anchors
            and change.anchor in used
            and change.source not in used
        ]
        if not grown:
            break
        for change in grown:
            used[change.source or ""] = used[change.anchor]
    return used


def _anchors_lifted(slot: Slot) -> Iterator[str]:
    for group in _all_groups(group for stage in slot.stages for group in stage):
        of = group.load.of if group.load else None
        if of and of != BODY_WEIGHT and not of.startswith(TOP_PREFIX):
            yield of


def _all_groups(groups: Iterable[Group]) -> Iterator[Group]:
    for group in groups:
        yield group
        for branch in group.then:
            yield from _all_groups(branch.groups)


def _underived(program: Program, name: str) -> str:
    while name in program.derived:
        name = program.derived[name].of
    return name


def _changes(program: Program) -> Iterator[Change]:
    for rule in program.rules:
        for band in rule.bands:
            yield from (change for change in band.changes if change.verb == "copy")


def _best(name: str, exercises: Iterable[str] | Mapping[str, None]) -> str | None:
    candidates = list(exercises)
    wanted = _words(name.partition(":")[2])
    named = [exercise for exercise in candidates if wanted and wanted <= _words(exercise)]
    if named:
        # “Deadlift” is nearer to rm:deadlift than “Deadlift to Knees”.
        return min(named, key=lambda exercise: len(_words(exercise)))
    return next(iter(candidates), None)


def _words(text: str) -> set[str]:
    return set(text.casefold().replace("-", " ").replace("(", " ").replace(")", " ").split())
