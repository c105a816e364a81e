"""The anchors of a program that is typed: found for a bare %, added when named, dropped unused."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from programs.engine.loads.load_anchors import KINDS, UNKNOWN
from programs.engine.program.parts import (
    BODY_WEIGHT,
    TOP_PREFIX,
    Branch,
    Change,
    Group,
    Program,
    Slot,
    exercise_names,
)

MAX_OF = "rm:"


def default_anchors(program: Program, *, exercises: Iterable[str] = ()) -> dict[str, str]:
    """Return by exercise the anchor that a bare % means, so that a cell names it only if need be.

    What the program says comes first, then the maximum that most of the exercise's loads go by,
    else its one-repetition maximum, ``rm:`` and its name. ``exercises`` adds names still to come.
    """
    used = _used_by_exercise(program)
    names = dict.fromkeys((*exercise_names(program), *exercises))
    return {
        name: program.default_anchor.get(name) or _most_used(used.get(name)) or f"{MAX_OF}{name}"
        for name in names
        if name
    }


def with_its_anchors(program: Program) -> Program:
    """Return the program with every load anchor it names, and without those nothing names.

    An anchor that comes in is not known yet; one that somebody gave a value stays. Names that
    are no load's, such as counters, are left to the reader to refuse.
    """
    named = set(_named(program))
    used = {name for slot in program.slots for name in _of_slot(slot)}
    kept = {
        name: value for name, value in program.anchors.items() if value != UNKNOWN or name in named
    }
    known = {*kept, *program.derived, BODY_WEIGHT}
    fresh = {name: UNKNOWN for name in sorted(used - known) if _is_load(name)}
    exercises = set(exercise_names(program))
    anchors: dict[str, Decimal] = {**kept, **fresh}
    defaults = {
        name: anchor
        for name, anchor in program.default_anchor.items()
        if name in exercises and (anchor in anchors or anchor in program.derived)
    }
    return replace(program, anchors=anchors, default_anchor=defaults)


def _most_used(found: Counter[str] | None) -> str | None:
    return found.most_common(1)[0][0] if found else None


def _used_by_exercise(program: Program) -> Mapping[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for slot in program.slots:
        loads = (group.load for groups in slot.stages for group in groups)
        named = (load.of for load in loads if load and load.of and _is_load(load.of))
        found.setdefault(slot.exercise, Counter()).update(named)
    return found


def _is_load(name: str) -> bool:
    prefix, colon, _ = name.partition(":")
    return prefix in KINDS and bool(colon)


def _named(program: Program) -> Iterator[str]:
    """Yield every anchor that anything in the program speaks of."""
    for slot in program.slots:
        yield from _of_slot(slot)
    for derived in program.derived.values():
        yield derived.of
    for rule in program.rules:
        for band in rule.bands:
            yield from _of_changes(band.changes)
            for condition in band.conditions:
                yield condition.anchor
                yield from _text(condition.value)


def _of_slot(slot: Slot) -> Iterator[str]:
    yield from _text(slot.pick)
    yield from _text(slot.stage)
    for groups in slot.stages:
        yield from _of_groups(groups)


def _of_groups(groups: Iterable[Group]) -> Iterator[str]:
    for group in groups:
        yield from _text(group.reps_from)
        if group.ladder is not None:
            yield group.ladder.anchor
        if group.load is not None:
            of = group.load.of
            yield from () if of is None or of.startswith(TOP_PREFIX) else (of,)
            yield from _text(group.load.step)
        for branch in group.then:
            yield from _of_branch(branch)


def _of_branch(branch: Branch) -> Iterator[str]:
    yield from _of_changes((*branch.do, *branch.after))
    yield from _of_groups(branch.groups)


def _of_changes(changes: Iterable[Change]) -> Iterator[str]:
    for change in changes:
        yield change.anchor
        for said in (change.value, change.times, change.source, change.at_most):
            yield from _text(said)


def _text(said: object) -> Iterator[str]:
    if isinstance(said, str):
        yield said
