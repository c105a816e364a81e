"""Lifting one slot: which load is taken, how many repetitions come, how hard they were."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import floor

from programs.engine.program.parts import TOP_PREFIX, Result
from programs.engine.resolving.resolved import ResolvedGroup, ResolvedSlot
from programs.engine.resolving.results import PerformedSet, result_from_sets
from programs.engine.simulating.strength import (
    Strength,
    load_for,
    logged_rpe,
    most_reps,
    true_rpe,
)

# Spec 7: a load nobody knows is found at this effort.
FINDING_RPE = Decimal(7)
# Heuristic: an open set ends with one repetition in reserve, unless it names an effort.
OPEN_RESERVE = 1
UNKNOWN_OPEN_REPS = 10

ChooseLoad = Callable[[str, Fraction], Decimal]
"""Makes a load that the athlete picks alone: exercise and target, rounded down."""


@dataclass(frozen=True, slots=True)
class LiftedSlot:
    """A slot as prescribed in the end, and the sets done for it in order of its groups."""

    slot: ResolvedSlot
    sets: tuple[PerformedSet, ...]
    result: Result


class VirtualLifter:
    """Performs a session slot by slot, by what the athlete can lift today."""

    def __init__(
        self,
        strength: Strength,
        *,
        rpe_bias: Decimal,
        choose_load: ChooseLoad,
        is_tested: bool = False,
    ) -> None:
        self.lifted: list[LiftedSlot] = []
        self._strength = strength
        self._bias = rpe_bias
        self._choose_load = choose_load
        self._is_tested = is_tested
        self._begun: dict[int, tuple[PerformedSet, ...]] = {}
        self._first = Result()

    def begin(self, slot: ResolvedSlot) -> Result:
        """Lift every group whose load doesn't wait for another one's."""
        self._begun = {
            place: tuple(self._sets(group, place=place, exercise=slot.exercise))
            for place, group in enumerate(slot.groups)
            if not _waits(group)
        }
        sets = [one for done in self._begun.values() for one in done]
        self._first = result_from_sets(slot.groups, sets, is_tested=self._is_tested)
        return self._first

    def finish(self, slot: ResolvedSlot) -> Result:
        """Lift what waited and what the branches added; return what the rules read."""
        sets: list[PerformedSet] = []
        begun = 0
        for place, group in enumerate(slot.groups):
            done = None
            if not group.is_branch:
                done = self._begun.get(begun)
                begun += 1
            if done is None:
                done = tuple(self._sets(group, place=place, exercise=slot.exercise))
            sets.extend(replace(one, group=place) for one in done)
        whole = result_from_sets(slot.groups, sets, is_tested=self._is_tested)
        result = self._as_read(slot, whole)
        self.lifted.append(LiftedSlot(slot=slot, sets=tuple(sets), result=result))
        return result

    def _as_read(self, slot: ResolvedSlot, whole: Result) -> Result:
        """Return the whole result with what already decided how the slot went on."""
        if any(group.is_branch for group in slot.groups):
            return replace(self._first, ok=whole.ok)
        load = whole.load if self._first.load is None else self._first.load
        return replace(whole, load=load)

    def _sets(self, group: ResolvedGroup, *, place: int, exercise: str) -> Iterator[PerformedSet]:
        maximum = self._strength.maximum(exercise)
        load = self._load(group, exercise=exercise, maximum=maximum)
        for _ in range(group.sets):
            reps, rpe = self._lift(group, load=load, maximum=maximum)
            yield PerformedSet(
                group=place,
                reps=reps,
                load_kg=load,
                is_warmup=group.intent == "warmup",
                rpe=rpe,
            )

    def _load(
        self, group: ResolvedGroup, *, exercise: str, maximum: Decimal | None
    ) -> Decimal | None:
        if group.load_kg is not None or maximum is None or group.reps.kind != "reps":
            return group.load_kg
        if group.rpe is None and group.source is None:
            return None
        rpe = FINDING_RPE if group.rpe is None else group.rpe
        target = load_for(group.reps.floor, rpe=rpe, max_kg=maximum)
        return self._choose_load(exercise, target)

    def _lift(
        self, group: ResolvedGroup, *, load: Decimal | None, maximum: Decimal | None
    ) -> tuple[int, Decimal | None]:
        if load is None or maximum is None or group.reps.kind != "reps":
            return _as_asked(group), None
        possible = most_reps(load, max_kg=maximum)
        reps = _reps(group, possible=possible)
        if load <= 0 or reps < 1:
            return reps, None
        true = true_rpe(load, reps=reps, max_kg=maximum)
        return reps, logged_rpe(true, bias=self._bias)


def _waits(group: ResolvedGroup) -> bool:
    anchor = group.source.anchor if group.source else None
    return group.load_kg is None and anchor is not None and anchor.startswith(TOP_PREFIX)


def _as_asked(group: ResolvedGroup) -> int:
    if group.reps.is_max:
        return group.reps.cap or UNKNOWN_OPEN_REPS
    return group.reps.floor


def _reps(group: ResolvedGroup, *, possible: int) -> int:
    """Return the repetitions done: what is asked, more where that is open, less at the limit."""
    asked = group.reps
    reserve = OPEN_RESERVE if asked.is_open else 0
    if group.rpe is not None:
        reserve = floor(10 - group.rpe)
    least = min(asked.floor, possible)
    if asked.is_open:
        most = max(least, possible - reserve)
        return most if asked.cap is None else min(most, asked.cap)
    return min(asked.ceiling or asked.floor, max(least, possible - reserve))
