"""Running rules: what was read, the band that fits, the changes now or at a week's end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from programs.engine.program.parts import Band, Change, Condition, Result, Rule, Verb
from programs.engine.resolving.anchors import Anchors, exact
from programs.engine.resolving.resolved import AnchorChange, RuleRun


@dataclass(frozen=True, slots=True)
class _Step:
    """A change with its amount fixed."""

    verb: Verb
    anchor: str
    amount: Fraction | None
    source: str | None


@dataclass(frozen=True, slots=True)
class _Deferred:
    week: int
    run: int
    steps: tuple[_Step, ...]


class RuleBook:
    """Runs a program's rules against the anchors and keeps every run."""

    def __init__(self, rules: Iterable[Rule], *, anchors: Anchors) -> None:
        self.runs: list[RuleRun] = []
        self._anchors = anchors
        self._deferred: list[_Deferred] = []
        self._by_event: dict[str, list[tuple[int, Rule]]] = {"slot": [], "session": [], "week": []}
        self._by_slot: dict[str, list[tuple[int, Rule]]] = {}
        for index, rule in enumerate(rules):
            self._by_event[rule.on].append((index, rule))

    def run(
        self,
        on: Literal["session", "week"],
        *,
        ordinal: int,
        week: int,
        results: Mapping[str, Result | None],
    ) -> None:
        """Run the session or week rules; ``results`` holds the slots that were performed."""
        for index, rule in self._by_event[on]:
            if rule.slot is None:
                self._run(index, rule, ordinal=ordinal, week=week, slot=None, result=None)
            elif rule.slot in results:
                result = results[rule.slot]
                self._run(index, rule, ordinal=ordinal, week=week, slot=rule.slot, result=result)

    def run_slot(self, slot: str, *, ordinal: int, week: int, result: Result | None) -> None:
        """Run the rules of one performed slot, in file order."""
        for index, rule in self._of_slot(slot):
            if result is None and rule.read is not None:
                continue
            self._run(index, rule, ordinal=ordinal, week=week, slot=slot, result=result)

    def _of_slot(self, slot: str) -> list[tuple[int, Rule]]:
        rules = self._by_slot.get(slot)
        if rules is None:
            every = self._by_event["slot"]
            rules = [(index, rule) for index, rule in every if rule.slot in {None, slot}]
            self._by_slot[slot] = rules
        return rules

    def run_branch(
        self, changes: tuple[Change, ...], *, ordinal: int, slot: str, branch: int, read: Fraction
    ) -> None:
        """Apply what a branch inside the session does, at once."""
        if changes:
            done = self._apply(changes, read=read)
            self.runs.append(RuleRun(ordinal, None, slot, read, branch, done))

    def end_week(self, week: int) -> None:
        """Apply what was deferred to this week or an earlier one, in order of arrival."""
        waiting = self._deferred
        self._deferred = [deferred for deferred in waiting if deferred.week > week]
        for deferred in waiting:
            if deferred.week <= week:
                changes = self._change(deferred.steps)
                run = replace(self.runs[deferred.run], changes=changes, applied_at=week)
                self.runs[deferred.run] = run

    def _run(
        self,
        index: int,
        rule: Rule,
        *,
        ordinal: int,
        week: int,
        slot: str | None,
        result: Result | None,
    ) -> None:
        if rule.weeks is not None and week not in rule.weeks:
            return
        read = None
        if rule.read is not None:
            read = _reading(rule, week=week, result=result)
            if read is None:
                return
        band_index = self._fitting(rule.bands, read=read)
        due = "now" if band_index is None else _due(rule, week=week)
        changes: tuple[AnchorChange, ...] = ()
        if band_index is not None:
            band = rule.bands[band_index]
            if due == "now":
                changes = self._apply(band.changes, read=read)
            else:
                steps = tuple(self._fixed(change, read=read) for change in band.changes)
                self._deferred.append(_Deferred(week=due, run=len(self.runs), steps=steps))
        self.runs.append(RuleRun(ordinal, index, slot, read, band_index, changes, due))

    def _fitting(self, bands: tuple[Band, ...], *, read: Fraction | None) -> int | None:
        for index, band in enumerate(bands):
            if _within(band, read=read) and all(map(self._holds, band.conditions)):
                return index
        return None

    def _holds(self, condition: Condition) -> bool:
        value = self._anchors.value(condition.anchor)
        bound = self._anchors.amount(condition.value)
        if value is None or bound is None:
            return False
        if condition.relation == "<":
            return value < bound
        return value >= bound if condition.relation == ">=" else value == bound

    def _apply(
        self, changes: tuple[Change, ...], *, read: Fraction | None
    ) -> tuple[AnchorChange, ...]:
        # One at a time: a later amount may name an anchor that an earlier step changed.
        return _merged(
            done for change in changes for done in self._change((self._fixed(change, read=read),))
        )

    def _fixed(self, change: Change, *, read: Fraction | None) -> _Step:
        amount = self._anchors.amount(change.value)
        if change.verb == "add_per" and amount is not None and read is not None:
            count = max(read, Fraction(0))
            if change.at_most is not None:
                most = self._anchors.amount(change.at_most)
                count = count if most is None else min(count, most)
            return _Step("add", change.anchor, count * amount, None)
        if change.verb == "set_from_result" and read is not None:
            times = Fraction(1) if change.times is None else self._anchors.amount(change.times)
            amount = None if times is None else read * times
            return _Step("set", change.anchor, amount, None)
        return _Step(change.verb, change.anchor, amount, change.source)

    def _change(self, steps: tuple[_Step, ...]) -> tuple[AnchorChange, ...]:
        done = []
        for step in steps:
            before = self._anchors.value(step.anchor)
            after = self._after(step, before=before)
            self._anchors.put(step.anchor, after)
            done.append(AnchorChange(step.anchor, before, after))
        return _merged(done)

    def _after(self, step: _Step, *, before: Fraction | None) -> Fraction | None:
        if step.verb == "copy":
            return self._anchors.value(step.source or "")
        if step.verb == "round":
            return None if before is None else self._anchors.rounded(before)
        if step.amount is None:
            return before
        if step.verb == "set":
            return step.amount
        if before is None:
            return None
        return before * step.amount if step.verb == "multiply" else before + step.amount


def _reading(rule: Rule, *, week: int, result: Result | None) -> Fraction | None:
    if result is None or rule.read is None:
        return None
    if rule.read not in {"surplus", "diff"}:
        return result.read(rule.read)
    table = rule.minimum if rule.read == "surplus" else rule.target
    if result.reps is None or week not in table:
        return None
    return result.reps - exact(table[week])


def _within(band: Band, *, read: Fraction | None) -> bool:
    if band.when is None or read is None:
        return True
    low, high = band.when
    return (low is None or read >= low) and (high is None or read <= high)


def _due(rule: Rule, *, week: int) -> Literal["now"] | int:
    if rule.apply == "now":
        return "now"
    if rule.apply == "week_end":
        return week
    return next(end for end in rule.apply if end >= week)


def _merged(changes: Iterable[AnchorChange]) -> tuple[AnchorChange, ...]:
    merged: dict[str, AnchorChange] = {}
    for change in changes:
        first = merged.get(change.anchor)
        merged[change.anchor] = change if first is None else replace(first, after=change.after)
    return tuple(merged.values())
