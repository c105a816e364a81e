"""Where two sets of changes to one version touch the same thing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from programs.engine.versions.diff import Change
from programs.engine.versions.matching import hashable
from programs.engine.versions.tree import Path, Step, shape_at


@dataclass(frozen=True, slots=True)
class Clash:
    """Changes of both sides that can't all be made; ``path`` leads to what they touch."""

    path: Path
    theirs: tuple[Change, ...]
    ours: tuple[Change, ...]


def set_apart(*, theirs: Sequence[Change], ours: Iterable[Change]) -> tuple[Change, ...]:
    """Return ``ours`` without what ``theirs`` does too, new items known by steps of their own."""
    done = {_effect(change): change.path[-1] for change in theirs if _is_new_item(change)}
    known = set(map(_effect, theirs))
    steps: dict[tuple[Path, Step | None], Step] = {}
    kept = []
    for change in ours:
        own = replace(change, after=steps.get((change.path[:-1], change.after), change.after))
        if not _is_new_item(own):
            if _effect(own) not in known:
                kept.append(own)
            continue
        parent, step = own.path[:-1], own.path[-1]
        steps[parent, step] = done.get(_effect(own), f"+{step}")
        if _effect(own) not in done:
            kept.append(replace(own, path=(*parent, steps[parent, step])))
    return tuple(kept)


def clashes(*, theirs: Sequence[Change], ours: Sequence[Change]) -> tuple[Clash, ...]:
    """Return what both sides touch, in the order of ``ours``."""
    found: dict[Path, tuple[dict[int, Change], dict[int, Change]]] = {}
    for path, one, other in _meetings(theirs, ours):
        together = found.setdefault(path, ({}, {}))
        together[0][id(one)] = one
        together[1][id(other)] = other
    return tuple(
        Clash(path, tuple(one.values()), tuple(other.values()))
        for path, (one, other) in found.items()
        if not all(change.kind == "removed" for change in (*one.values(), *other.values()))
    )


def _meetings(
    theirs: Sequence[Change], ours: Sequence[Change]
) -> Iterator[tuple[Path, Change, Change]]:
    by_path: dict[Path, list[Change]] = {}
    above: dict[Path, list[Change]] = {}
    for change in theirs:
        by_path.setdefault(change.path, []).append(change)
        for depth in range(1, len(change.path)):
            above.setdefault(change.path[:depth], []).append(change)
    for other in ours:
        for one in by_path.get(other.path, ()):
            yield other.path, one, other
        if other.kind == "removed":
            for one in above.get(other.path, ()):
                yield other.path, one, other
        for depth in range(1, len(other.path)):
            for one in by_path.get(other.path[:depth], ()):
                if one.kind == "removed":
                    yield one.path, one, other


def _effect(change: Change) -> tuple[object, ...]:
    path = change.path[:-1] if _is_new_item(change) else change.path
    return change.kind, path, hashable(change.new), change.after


def _is_new_item(change: Change) -> bool:
    parent = shape_at(change.path[:-1])
    return change.kind == "added" and parent.kind == "items" and not parent.key
