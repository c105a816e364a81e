"""From a written slot to groups with loads, on one day of the course."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction

from programs.engine.loads.kept_effort import reps_keeping_effort
from programs.engine.program.parts import (
    BODY_WEIGHT,
    TOP_PREFIX,
    Change,
    Group,
    Ladder,
    Load,
    Result,
    Rounding,
    Slot,
)
from programs.engine.program.prescription import Reps, fixed_reps
from programs.engine.progression.easing import AS_WRITTEN, Ease
from programs.engine.resolving.anchors import Anchors, exact, share, steps_in, to_decimal
from programs.engine.resolving.lines import DayLines
from programs.engine.resolving.resolved import WHOLE, Line, LoadSource, ResolvedGroup, ResolvedSlot

MakeLoad = Callable[[str, Fraction], Decimal]
RunBranch = Callable[[tuple[Change, ...], Slot, int, Fraction], None]

EaseOf = Callable[[str], Ease]

_Made = tuple[Fraction | None, Decimal | None, Fraction | None, Fraction | None]
_NOTHING: _Made = (None, None, None, None)


def remade(
    group: ResolvedGroup, *, target_kg: Fraction, load_kg: Decimal, source: LoadSource
) -> ResolvedGroup:
    """Return the group with another load made, its repetitions following where they may."""
    return ResolvedGroup(
        group.line,
        target_kg,
        load_kg,
        source.value,
        source.step,
        _other_reps(group.line, target_kg=target_kg, load_kg=load_kg),
    )


class DayWriter:
    """Resolves the slots of one day in order, remembering each slot's first load for ``top:``."""

    __slots__ = (
        "_anchors",
        "_ease",
        "_ease_of",
        "_lines",
        "_make_load",
        "_place",
        "_rounding",
        "_run_branch",
        "_step",
        "_tops",
    )

    def __init__(
        self,
        *,
        anchors: Anchors,
        rounding: Rounding,
        make_load: MakeLoad | None,
        lines: DayLines,
        ease_of: EaseOf,
        run_branch: RunBranch,
    ) -> None:
        self._anchors = anchors
        self._rounding = rounding
        self._step = exact(rounding.step_kg)
        self._make_load = make_load
        self._lines = lines
        self._ease = AS_WRITTEN
        self._ease_of = ease_of
        self._place = 0
        self._run_branch = run_branch
        self._tops: dict[str, Fraction | None] = {}

    def write(self, slot: Slot, *, place: int, result: Result | None) -> ResolvedSlot:
        """Return the slot resolved, the day's at ``place``; ``result`` opens what it matches."""
        exercise = slot.exercise
        if slot.pick:
            exercise = slot.exercises[self._anchors.counter(slot.pick) % len(slot.exercises)]
        self._ease = self._ease_of(exercise)
        self._place = place
        groups: list[ResolvedGroup] = []
        for group in self._chosen(slot):
            self._write_group(
                group, slot=slot, exercise=exercise, result=result, out=groups, is_branch=False
            )
        return ResolvedSlot(
            key=slot.key,
            exercise=exercise,
            groups=tuple(groups),
            superset=slot.superset,
            is_main=slot.is_main,
            note=slot.note,
        )

    def _chosen(self, slot: Slot) -> tuple[Group, ...]:
        if slot.stage is None:
            return slot.groups
        stage = self._anchors.counter(slot.stage)
        return slot.stages[min(max(stage, 0), len(slot.stages) - 1)]

    def _write_group(
        self,
        group: Group,
        *,
        slot: Slot,
        exercise: str,
        result: Result | None,
        out: list[ResolvedGroup],
        is_branch: bool,
    ) -> None:
        made: _Made | None = None
        for sets, reps in self._work(group):
            line = self._lines.line(
                group,
                slot=slot,
                place=self._place,
                exercise=exercise,
                ease=self._ease,
                is_branch=is_branch,
                sets=sets,
                reps=reps,
            )
            if made is None:
                made = self._made(line, slot=slot, exercise=exercise)
            out.append(_group(line, made))
        if slot.key not in self._tops:
            self._tops[slot.key] = _top(made[1] if made else None, result)
        # Branches were meant for a full day.
        if group.then and result is not None and self._ease is AS_WRITTEN:
            self._follow(group, slot=slot, exercise=exercise, result=result, out=out)

    def _follow(
        self,
        group: Group,
        *,
        slot: Slot,
        exercise: str,
        result: Result,
        out: list[ResolvedGroup],
    ) -> None:
        read = result.read(group.report or "")
        if read is None:
            return
        for index, branch in enumerate(group.then):
            low, high = branch.when
            if (low is not None and read < low) or (high is not None and read > high):
                continue
            self._run_branch(branch.do, slot, index, read)
            for following in branch.groups:
                self._write_group(
                    following,
                    slot=slot,
                    exercise=exercise,
                    result=result,
                    out=out,
                    is_branch=True,
                )
            self._run_branch(branch.after, slot, index, read)
            return

    def _work(self, group: Group) -> Iterator[tuple[int, Reps]]:
        if group.ladder:
            yield from self._climb(group.ladder)
            return
        sets = group.sets if group.intent == "warmup" else self._ease.sets(group.sets)
        if group.reps is not None:
            yield sets, group.reps
        else:
            # A counter below 1 still asks for a set: nobody can do no repetition.
            yield sets, fixed_reps(max(1, self._anchors.counter(group.reps_from or "")))

    def _climb(self, ladder: Ladder) -> Iterator[tuple[int, Reps]]:
        passes, ahead = divmod(max(0, self._anchors.counter(ladder.anchor)), ladder.sets)
        sets = self._ease.sets(ladder.sets)
        higher = min(ladder.low + passes + 1, ladder.high)
        lower = min(ladder.low + passes, ladder.high)
        ahead = min(ahead, sets)
        if higher == lower:
            yield sets, fixed_reps(lower)
            return
        if ahead:
            yield ahead, fixed_reps(higher)
        if sets > ahead:
            yield sets - ahead, fixed_reps(lower)

    def _made(self, line: Line, *, slot: Slot, exercise: str) -> _Made:
        """Return target, load, the value and the step that they come from."""
        load = line.load
        if load is None:
            return _NOTHING
        if load.kg is not None:
            value: Fraction | None = exact(load.kg)
            step: Fraction | None = WHOLE
        else:
            value = self._value(load.of or "", slot=slot)
            step = self._step if load.step is None else self._anchors.amount(load.step)
        if value is None or step is None:
            return None, None, value, step
        base = value if load.percent is None else value * share(load.percent)
        if not load.pre and not load.post and line.scale is WHOLE:
            return base, self._lifted(load, base=base, exercise=exercise), value, step
        before = base + exact(load.pre) * step
        after = exact(load.post) * step
        target = (before + after) * line.scale
        if self._make_load is not None:
            lifted = self._added(self._make_load, load, base, target, exercise=exercise)
        elif line.scale is not WHOLE:
            lifted = self._by_program(target)
        else:
            lifted = self._by_program(before) + to_decimal(after)
        return target, lifted, value, step

    def _value(self, name: str, *, slot: Slot) -> Fraction | None:
        if name.startswith(TOP_PREFIX):
            return self._tops.get(name.removeprefix(TOP_PREFIX) or slot.key)
        return self._anchors.value(name)

    def _lifted(self, load: Load, *, base: Fraction, exercise: str) -> Decimal:
        if self._make_load is None:
            return self._by_program(base) if load.kg is None else load.kg
        return to_decimal(base) if load.of == BODY_WEIGHT else self._make_load(exercise, base)

    def _added(
        self, make: MakeLoad, load: Load, base: Fraction, target: Fraction, *, exercise: str
    ) -> Decimal:
        if load.of != BODY_WEIGHT:
            return make(exercise, target)
        # Only what hangs from the belt has to be made of plates.
        if target <= base:
            return to_decimal(target)
        return to_decimal(base) + make(exercise, target - base)

    def _by_program(self, value: Fraction) -> Decimal:
        return self._rounding.step_kg * steps_in(value, rounding=self._rounding)


def _group(line: Line, made: _Made) -> ResolvedGroup:
    target, load, value, step = made
    if target is None or load is None:
        return ResolvedGroup(line, None, None, value, step)
    other = _other_reps(line, target_kg=target, load_kg=load)
    return ResolvedGroup(line, target, load, value, step, other)


def _other_reps(line: Line, *, target_kg: Fraction, load_kg: Decimal) -> Reps | None:
    if not line.may_follow or line.rpe is None:
        return None
    reps = reps_keeping_effort(line.reps, rpe=line.rpe, target_kg=target_kg, load_kg=load_kg)
    return None if reps is line.reps else reps


def _top(load: Decimal | None, result: Result | None) -> Fraction | None:
    if load is not None:
        return exact(load)
    return result.load if result else None
