"""Rewriting rules for swapped exercises: same bands, amounts in the substitutes' kilograms."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from programs.engine.program.parts import (
    Band,
    Change,
    Condition,
    Program,
    Result,
    Rule,
    Span,
)
from programs.engine.substitution.home_anchors import (
    ONE,
    SAME,
    HomeAnchors,
    LoadChange,
    load_change,
    scaled,
)
from programs.engine.substitution.home_choices import Choices

IN_KILOGRAMS = frozenset({"load", "test"})
ADDED = frozenset({"add", "add_per", "set"})


class HomeRules:
    """Rewrites what a program does with its results."""

    def __init__(self, program: Program, *, choices: Choices, anchors: HomeAnchors) -> None:
        self._program = program
        self._anchors = anchors
        self._by_slot: dict[str, LoadChange] = {}
        for slot in program.slots:
            self._by_slot.setdefault(slot.key, load_change(slot, choices=choices))

    def rules(self) -> Iterator[Rule]:
        """Yield the rules; those that only moved a load nobody lifts any more are left out."""
        for rule in self._program.rules:
            by = self._by_slot.get(rule.slot or "", SAME)
            bands = tuple(self._band(band, rule=rule, by=by) for band in rule.bands)
            if any(band.changes for band in bands) or not _has_changes(rule):
                yield replace(rule, bands=bands)

    def changes(
        self, changes: Iterable[Change], *, read: str | None, by: LoadChange
    ) -> tuple[Change, ...]:
        """Return steps rewritten; ``read`` is what they read, ``by`` the slot's change."""
        return tuple(
            self._change(change, read=read, by=by)
            for change in changes
            if change.anchor not in self._anchors.dropped
        )

    def span(self, span: Span, *, read: str | None, by: LoadChange) -> Span:
        """Return a range of what is read, in the substitute's kilograms where it is a load."""
        if read not in IN_KILOGRAMS or by.factor is None:
            return span
        low, high = span
        return (
            None if low is None else scaled(low, by.factor),
            None if high is None else scaled(high, by.factor),
        )

    def results(self) -> dict[str, tuple[Result | None, ...]]:
        """Return the example results with their loads in the substitutes' kilograms."""
        return {
            key: tuple(_result(one, by=self._by_slot.get(key, SAME)) for one in entries)
            for key, entries in self._program.example_results.items()
        }

    def default_anchors(self, names: Mapping[str, str]) -> dict[str, str]:
        """Return what a bare % means; ``names`` are the exercises' new ones by the old."""
        return {
            names.get(exercise, exercise): self._anchors.renamed(anchor)
            for exercise, anchor in self._program.default_anchor.items()
            if anchor not in self._anchors.dropped
        }

    def _band(self, band: Band, *, rule: Rule, by: LoadChange) -> Band:
        return Band(
            changes=self.changes(band.changes, read=rule.read, by=by),
            when=band.when and self.span(band.when, read=rule.read, by=by),
            conditions=tuple(map(self._condition, band.conditions)),
        )

    def _condition(self, condition: Condition) -> Condition:
        factor = self._anchors.amounts_of(condition.anchor)
        value = self._anchors.amount(condition.value, factor=factor)
        anchor = self._anchors.renamed(condition.anchor)
        return Condition(anchor=anchor, relation=condition.relation, value=value)

    def _change(self, change: Change, *, read: str | None, by: LoadChange) -> Change:
        factor = self._anchors.amounts_of(change.anchor)
        anchor = self._anchors.renamed(change.anchor)
        value, times, source = change.value, change.times, change.source
        if change.verb in ADDED and value is not None:
            value = self._anchors.amount(value, factor=factor)
        if change.verb == "set_from_result":
            ratio = self._result_ratio(change.anchor, read=read, by=by)
            times = _times(times, ratio, anchors=self._anchors)
        if source is not None:
            ratio = factor / self._anchors.amounts_of(source)
            source = self._anchors.share_of(self._anchors.renamed(source), ratio, label="copy")
        return replace(change, anchor=anchor, value=value, times=times, source=source)

    def _result_ratio(self, anchor: str, *, read: str | None, by: LoadChange) -> Fraction:
        """Return what a result must be multiplied by: lifted loads are in new kilograms already."""
        moved = self._anchors.moved.get(anchor)
        target = moved.factor if moved else ONE
        if read is not None and read not in IN_KILOGRAMS:
            return ONE if target is None else target
        if target is None or by.factor is None:
            return ONE
        return target / by.factor


def _times(
    times: Decimal | str | None, ratio: Fraction, *, anchors: HomeAnchors
) -> Decimal | str | None:
    if isinstance(times, str):
        return anchors.share_of(anchors.renamed(times), ratio, label="times")
    if ratio == ONE:
        return times
    return scaled(Decimal(1) if times is None else times, ratio)


def _result(result: Result | None, *, by: LoadChange) -> Result | None:
    if result is None or by.factor == ONE:
        return result
    factor = by.factor
    if factor is None:
        return replace(result, load=None, test=None)
    return replace(
        result,
        load=None if result.load is None else _exact(result.load, factor),
        test=None if result.test is None else _exact(result.test, factor),
    )


def _exact(value: Fraction, factor: Fraction) -> Fraction:
    # Written back as a decimal of at most 15 digits, so it has to be one.
    return Fraction(scaled(Decimal(value.numerator) / value.denominator, factor))


def _has_changes(rule: Rule) -> bool:
    return any(band.changes for band in rule.bands)
