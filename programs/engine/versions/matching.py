"""Which item of an older list is which of a newer one."""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Mapping, Sequence
from difflib import SequenceMatcher

from programs.engine.versions.tree import Value, fields_of, items_of

Identity = Callable[[Value], Hashable | None]


def matched(what: str, *, old: Sequence[Value], new: Sequence[Value]) -> dict[int, int]:
    """Return the place in ``old`` of each item of ``new`` that was there before, by place in new.

    Equal items first, then those of one name or key, then what stands in the same gap.
    ``what`` is the ``what`` of a shape.
    """
    pairs: dict[int, int] = {}
    for identity in (hashable, *_IDENTITIES[what]):
        _match_in_place(identity, old=old, new=new, pairs=pairs)
        _match_by(identity, old=old, new=new, pairs=pairs)
    if what in _ONLY_BY_IDENTITY:
        return pairs
    _match_gaps(what, old=old, new=new, pairs=pairs)
    return pairs


def moved(pairs: Mapping[int, int]) -> set[int]:
    """Return the places in the newer list of items that changed their order: as few as can be."""
    places = sorted(pairs)
    kept = _longest_rise([pairs[place] for place in places])
    return {place for index, place in enumerate(places) if index not in kept}


def _match_in_place(
    identity: Identity, *, old: Sequence[Value], new: Sequence[Value], pairs: dict[int, int]
) -> None:
    # Weeks are often alike. Counted from both ends first, an edited one leaves the others alone.
    before, after = [identity(item) for item in old], [identity(item) for item in new]
    for shift in dict.fromkeys((0, len(old) - len(new))):
        for j in range(len(new)) if shift == 0 else reversed(range(len(new))):
            i = j + shift
            is_same = 0 <= i < len(old) and before[i] is not None and before[i] == after[j]
            if is_same and j not in pairs and i not in pairs.values():
                pairs[j] = i
            elif len(old) != len(new):
                break


def _match_by(
    identity: Identity, *, old: Sequence[Value], new: Sequence[Value], pairs: dict[int, int]
) -> None:
    taken = set(pairs.values())
    before = [(i, identity(item)) for i, item in enumerate(old) if i not in taken]
    after = [(j, identity(item)) for j, item in enumerate(new) if j not in pairs]
    before = [(i, name) for i, name in before if name is not None]
    after = [(j, name) for j, name in after if name is not None]
    in_order = SequenceMatcher(
        a=[name for _, name in before], b=[name for _, name in after], autojunk=False
    )
    for block in in_order.get_matching_blocks():
        for offset in range(block.size):
            pairs[after[block.b + offset][0]] = before[block.a + offset][0]
    _match_elsewhere(before, after, pairs)


def _match_elsewhere(
    before: Sequence[tuple[int, Hashable]],
    after: Sequence[tuple[int, Hashable]],
    pairs: dict[int, int],
) -> None:
    taken = set(pairs.values())
    waiting: dict[Hashable, list[int]] = {}
    for i, name in before:
        if i not in taken:
            waiting.setdefault(name, []).append(i)
    for j, name in after:
        if j not in pairs and waiting.get(name):
            pairs[j] = waiting[name].pop(0)


def _match_gaps(
    what: str, *, old: Sequence[Value], new: Sequence[Value], pairs: dict[int, int]
) -> None:
    partner = {i: j for j, i in pairs.items()}
    waiting: dict[tuple[int | None, Hashable], list[int]] = {}
    last: int | None = None
    for i, item in enumerate(old):
        if i in partner:
            last = i
        else:
            waiting.setdefault((last, _kind(what, item)), []).append(i)
    last = None
    for j, item in enumerate(new):
        if j in pairs:
            last = pairs[j]
        elif waiting.get((last, _kind(what, item))):
            pairs[j] = waiting[last, _kind(what, item)].pop(0)


def _longest_rise(values: Sequence[int]) -> set[int]:
    """Return the indexes of a longest rising run of distinct values."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for index, value in enumerate(values):
        place = bisect_left(tails, value)
        tails[place : place + 1] = [value]
        ends[place : place + 1] = [index]
        before.append(ends[place - 1] if place else None)
    kept: set[int] = set()
    step = ends[-1] if ends else None
    while step is not None:
        kept.add(step)
        step = before[step]
    return kept


def hashable(item: Value) -> Hashable:
    """Return something equal for equal values that can stand in a set."""
    if isinstance(item, Mapping):
        return ("fields", frozenset((name, hashable(part)) for name, part in item.items()))
    if isinstance(item, tuple):
        return tuple(hashable(part) for part in item)
    return item


def _key(item: Value) -> Hashable:
    return hashable(fields_of(item).get("key"))


def _name_and_kind(item: Value) -> Hashable:
    return hashable(fields_of(item).get("name")), _kind("mesocycle", item)


def _name(item: Value) -> Hashable | None:
    return hashable(fields_of(item).get("name"))


def _number(item: Value) -> Hashable | None:
    return hashable(fields_of(item).get("day"))


def _slots(item: Value) -> Hashable:
    return frozenset(_key(slot) for slot in items_of(fields_of(item)["slots"]))


def _occasion(item: Value) -> Hashable:
    fields = fields_of(item)
    return tuple(hashable(fields.get(name)) for name in ("on", "slot", "read"))


def _kind(what: str, item: Value) -> Hashable:
    """Return what two items of a gap must have in common to be one."""
    if what != "mesocycle":
        return None
    return hashable(fields_of(fields_of(item)["schedule"]).get("kind"))


_IDENTITIES: Mapping[str, tuple[Identity, ...]] = {
    "mesocycle": (_name_and_kind,),
    "week": (),
    "day": (_name, _number, _slots),
    "slot": (_key,),
    "stage": (),
    "group": (),
    "rule": (_occasion,),
}
_ONLY_BY_IDENTITY = frozenset({"slot", "rule"})
