"""The numbers of a program after its exercises were swapped: renamed, scaled, found anew."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from programs.engine.loads.load_anchors import KINDS, UNKNOWN
from programs.engine.program.parts import (
    BODY_WEIGHT,
    TOP_PREFIX,
    Amount,
    Change,
    Derived,
    Group,
    Program,
    Slot,
)
from programs.engine.substitution.home_choices import Choices
from programs.engine.units import plain, rounded

# Heuristic: the smallest step that common dumbbells make. Larger steps of a machine shrink to it.
DUMBBELL_STEP_KG = Fraction(2)
# The format keeps 15 digits; a thousandth of a gram is enough of them.
PLACES = 6
LONGEST_NAME = 100
ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class LoadChange:
    """What becomes of a slot's loads.

    Scaled by ``factor`` to the substitute's own convention, found by effort in the first session,
    or dropped where nothing but the body is lifted. ``slug`` is the substitute's.
    """

    kind: Literal["same", "scaled", "found", "dropped"]
    factor: Fraction | None = None
    slug: str = ""


SAME = LoadChange(kind="same", factor=ONE)


@dataclass(frozen=True, slots=True)
class Moved:
    """An anchor under its new name. ``factor`` None: its value has to be found anew.

    ``amounts`` scales every kilogram that rules add to it or compare it with.
    """

    name: str
    slug: str
    factor: Fraction | None
    amounts: Fraction


def load_change(slot: Slot, *, choices: Choices) -> LoadChange:
    """Return what becomes of the loads of a slot."""
    swaps = choices.of_slot(slot)
    changed = [swap for swap in swaps if swap is not None]
    if not changed:
        return SAME
    slug = changed[0].to.slug
    if not any(swap.is_loadable for swap in changed):
        return LoadChange(kind="dropped", slug=slug)
    factors = {ONE if swap is None else swap.factor for swap in swaps}
    factor = factors.pop() if len(factors) == 1 else None
    return LoadChange(kind="found" if factor is None else "scaled", factor=factor, slug=slug)


class HomeAnchors:
    """Names and scales the numbers of the new program, and gathers those it has to add."""

    def __init__(self, program: Program, *, choices: Choices) -> None:
        self._program = program
        self._uses = _uses(program, choices=choices)
        self._derived: dict[str, Derived] = {}
        self._found: dict[str, Decimal] = {}
        self._names = {name: name for name in (*program.anchors, *program.derived)}
        self.moved = dict(self._moved())
        self.dropped = frozenset(self._dropped())

    def name_for(self, name: str, *, change: LoadChange) -> str:
        """Return the anchor that a slot with this change reads in place of ``name``."""
        moved = self.moved.get(_base(self._program, name))
        if change.kind == "same" or (moved and _is_shared(moved, change)):
            return self.renamed(name)
        if change.factor is None or (moved and moved.factor is None):
            return self._own(name, change)
        ratio = change.factor / (moved.factor if moved and moved.factor else ONE)
        return self.share_of(self.renamed(name), ratio, label=change.slug)

    def is_found(self, name: str) -> bool:
        """Tell whether a number of the new program has to be found in the first session."""
        base = name
        while base in self._derived:
            base = self._derived[base].of
        unknown = {moved.name for moved in self.moved.values() if moved.factor is None}
        return base in self._found or base in unknown

    def share_read(self, name: str) -> tuple[str, Fraction]:
        """Return the number below a derived one of the new program, and the share read of it."""
        share = ONE
        while name in self._derived:
            share *= Fraction(self._derived[name].percent) / 100
            name = self._derived[name].of
        return name, share

    def renamed(self, name: str) -> str:
        """Return what an anchor or derived anchor is called now."""
        if name in self.moved:
            return self.moved[name].name
        derived = self._program.derived.get(name)
        moved = self.moved.get(_base(self._program, name))
        if derived is None or moved is None:
            return name
        new = self._fresh(name, moved.slug)
        self._derived[new] = Derived(
            of=self.renamed(derived.of), percent=derived.percent, is_rounded=derived.is_rounded
        )
        return new

    def amount(self, amount: Amount, *, factor: Fraction) -> Amount:
        """Return an amount of kilograms times ``factor``; a named one by a derived anchor."""
        if isinstance(amount, Decimal):
            return scaled(amount, factor)
        own = self.amounts_of(amount)
        return self.share_of(self.renamed(amount), factor / own, label="step")

    def amounts_of(self, name: str) -> Fraction:
        """Return the scale of a number's kilograms: 1 for those that stay as they were."""
        moved = self.moved.get(_base(self._program, name))
        return moved.amounts if moved else ONE

    def share_of(self, name: str, ratio: Fraction, *, label: str) -> str:
        """Return a derived anchor that reads ``ratio`` times ``name``."""
        if ratio == ONE:
            return name
        percent = plain(rounded(ratio * 100, places=PLACES))
        new = self._fresh(name, f"{label}:{percent}")
        self._derived[new] = Derived(of=name, percent=percent)
        return new

    def values(self) -> dict[str, Decimal]:
        """Return every anchor of the new program with its first value."""
        values = {}
        for name, value in self._program.anchors.items():
            moved = self.moved.get(name)
            if name in self.dropped:
                continue
            if moved is None:
                values[name] = value
            elif moved.factor is None:
                values[moved.name] = UNKNOWN
            else:
                values[moved.name] = scaled(value, moved.factor)
        return values | self._found

    def derived(self) -> dict[str, Derived]:
        """Return every derived anchor of the new program; those of a moved one are renamed."""
        stay = {
            name: derived
            for name, derived in self._program.derived.items()
            if _base(self._program, name) not in self.moved
        }
        return stay | self._derived

    def _own(self, name: str, change: LoadChange) -> str:
        new = self._fresh(_base(self._program, name), change.slug, is_found=True)
        self._found[new] = UNKNOWN
        return new

    def _moved(self) -> Iterator[tuple[str, Moved]]:
        for base, changes in self._uses.items():
            if SAME in changes or base not in self._program.anchors:
                continue
            lifted = [change for change in changes if change.kind != "dropped"]
            if not lifted:
                continue
            owner = min(lifted, key=lambda change: change.factor is None)
            yield base, self._move(base, owner)
            for linked in _copied(self._program, base, among=self._uses):
                yield linked, self._move(linked, owner)

    def _move(self, base: str, owner: LoadChange) -> Moved:
        amounts = owner.factor
        if amounts is None:
            largest = max(_steps(self._program, base), default=Fraction(0))
            amounts = DUMBBELL_STEP_KG / largest if largest > DUMBBELL_STEP_KG else ONE
        name = self._fresh(base, owner.slug, is_found=owner.factor is None)
        return Moved(name=name, slug=owner.slug, factor=owner.factor, amounts=amounts)

    def _dropped(self) -> Iterator[str]:
        """Yield the numbers that nothing is lifted by any more, and nothing else looks at."""
        looked_at = set(_looked_at(self._program))
        for base, changes in self._uses.items():
            if all(change.kind == "dropped" for change in changes) and base not in looked_at:
                yield base

    def _fresh(self, name: str, label: str, *, is_found: bool = False) -> str:
        """Return the name of a number for another exercise, of the same kind as before.

        One to be found becomes a working weight unless it is a maximum, so that it starts unknown.
        """
        kind, _, rest = name.partition(":")
        _, _, purpose = rest.partition(":")
        if is_found and kind not in KINDS:
            kind, purpose = "w", purpose or kind
        new = ":".join(part for part in (kind, label, purpose) if part)[:LONGEST_NAME]
        if self._names.setdefault(new, name) != name:
            new = f"{new[: LONGEST_NAME - len(name) - 1]}:{name}"
            self._names[new] = name
        return new


def scaled(value: Decimal, factor: Fraction) -> Decimal:
    """Return a number of kilograms times a factor, to a thousandth of a gram."""
    return plain(rounded(Fraction(value) * factor, places=PLACES))


def groups_of(slot: Slot) -> Iterator[Group]:
    """Yield every group of a slot, those of its stages and branches too."""
    yield from _with_branches(group for stage in slot.stages for group in stage)


def _with_branches(groups: Iterable[Group]) -> Iterator[Group]:
    for group in groups:
        yield group
        for branch in group.then:
            yield from _with_branches(branch.groups)


def _uses(program: Program, *, choices: Choices) -> dict[str, list[LoadChange]]:
    uses: dict[str, list[LoadChange]] = {}
    for slot in program.slots:
        change = load_change(slot, choices=choices)
        for group in groups_of(slot):
            of = group.load.of if group.load else None
            if of and of != BODY_WEIGHT and not of.startswith(TOP_PREFIX):
                uses.setdefault(_base(program, of), []).append(change)
    return uses


def _base(program: Program, name: str) -> str:
    while name in program.derived:
        name = program.derived[name].of
    return name


def _copied(program: Program, base: str, *, among: dict[str, list[LoadChange]]) -> Iterator[str]:
    """Yield the numbers that are only kept aside for ``base``."""
    linked = set()
    for change in changes_of(program):
        if change.verb == "copy" and change.source is not None:
            linked |= (
                {change.anchor, change.source} if base in {change.anchor, change.source} else set()
            )
    yield from sorted(name for name in linked if name in program.anchors and name not in among)


def _looked_at(program: Program) -> Iterator[str | None]:
    yield from (derived.of for derived in program.derived.values())
    for rule in program.rules:
        for band in rule.bands:
            yield from (condition.anchor for condition in band.conditions)
    for change in changes_of(program):
        yield change.source
        yield from (one for one in (change.value, change.times) if isinstance(one, str))


def _is_shared(moved: Moved, change: LoadChange) -> bool:
    """Tell whether the number as moved is in the kilograms of this substitute."""
    if moved.factor is None:
        return change.slug == moved.slug
    return moved.factor == change.factor


def _steps(program: Program, base: str) -> Iterator[Fraction]:
    for change in changes_of(program):
        if change.anchor == base and change.verb in {"add", "add_per"}:
            value = change.value
            if isinstance(value, Decimal):
                yield abs(Fraction(value))
            elif value is not None and value in program.anchors:
                yield abs(Fraction(program.anchors[value]))


def changes_of(program: Program) -> Iterator[Change]:
    """Yield every step that rules and branches take."""
    for rule in program.rules:
        for band in rule.bands:
            yield from band.changes
    for slot in program.slots:
        for group in groups_of(slot):
            for branch in group.then:
                yield from (*branch.do, *branch.after)
