"""From a written slot to groups with loads, on one day of the course."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

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
from programs.engine.resolving.resolved import LoadSource, ResolvedGroup, ResolvedSlot

MakeLoad = Callable[[str, Fraction], Decimal]
RunBranch = Callable[[tuple[Change, ...], Slot, int, Fraction], None]

EaseOf = Callable[[str], Ease]
WHOLE = Fraction(1)


def remade(
    group: ResolvedGroup, *, target_kg: Fraction, load_kg: Decimal, source: LoadSource
) -> ResolvedGroup:
    """Return the group with another load made, its repetitions following where they may."""
    reps = group.reps
    if group.asked is not None and group.rpe is not None:
        reps = reps_keeping_effort(group.asked, rpe=group.rpe, target_kg=target_kg, load_kg=load_kg)
    return replace(group, target_kg=target_kg, load_kg=load_kg, source=source, reps=reps)


class DayWriter:
    """Resolves the slots of one day in order, remembering each slot's first load for ``top:``."""

    __slots__ = (
        "_anchors",
        "_counts_reps",
        "_ease",
        "_ease_of",
        "_keeps_effort",
        "_make_load",
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
        counts_reps: Callable[[str], bool],
        is_deload: bool,
        ease_of: EaseOf,
        run_branch: RunBranch,
    ) -> None:
        self._anchors = anchors
        self._rounding = rounding
        self._step = exact(rounding.step_kg)
        self._make_load = make_load
        self._counts_reps = counts_reps
        self._ease = AS_WRITTEN
        self._ease_of = ease_of
        # A deload's effort is a limit, not a target.
        self._keeps_effort = make_load is not None and not is_deload
        self._run_branch = run_branch
        self._tops: dict[str, Fraction | None] = {}

    def write(self, slot: Slot, *, result: Result | None) -> ResolvedSlot:
        """Return the slot resolved; ``result`` opens the branches it matches."""
        exercise = slot.exercise
        if slot.pick:
            exercise = slot.exercises[self._anchors.counter(slot.pick) % len(slot.exercises)]
        self._ease = self._ease_of(exercise)
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
        source, target, load = self._load(group.load, slot=slot, exercise=exercise)
        percent = self._percent(group)
        rpe, given_as = self._effort(group)
        is_kept = rpe is not None and self._may_follow(group, slot=slot)
        for sets, asked in self._work(group):
            reps = asked
            if is_kept and rpe is not None and target is not None and load is not None:
                reps = reps_keeping_effort(asked, rpe=rpe, target_kg=target, load_kg=load)
            out.append(
                ResolvedGroup(
                    sets=sets,
                    reps=reps,
                    percent=percent,
                    target_kg=target,
                    load_kg=load,
                    rpe=rpe,
                    effort_given_as=given_as,
                    rest_s=slot.rest_s if group.rest_s is None else group.rest_s,
                    tempo=slot.tempo if group.tempo is None else group.tempo,
                    intent=group.intent,
                    is_optional=group.is_optional,
                    is_result=group.is_result,
                    is_branch=is_branch,
                    report=group.report,
                    source=source,
                    asked=asked if is_kept and load is not None else None,
                )
            )
        if slot.key not in self._tops:
            self._tops[slot.key] = _top(load, result)
        # Branches were meant for a full day.
        if group.then and result is not None and self._ease is AS_WRITTEN:
            self._follow(group, slot=slot, exercise=exercise, result=result, out=out)

    def _may_follow(self, group: Group, *, slot: Slot) -> bool:
        """Whether other repetitions may keep the effort: not where something counts them."""
        is_counted = group.intent == "test" or bool(group.then) or self._counts_reps(slot.key)
        is_target = self._keeps_effort and self._ease is AS_WRITTEN
        return is_target and not is_counted

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

    def _effort(self, group: Group) -> tuple[Decimal | None, Literal["rpe", "rir"] | None]:
        rpe = group.rpe if group.rir is None else 10 - group.rir
        given_as: Literal["rpe", "rir"] | None = None
        if rpe is not None:
            given_as = "rpe" if group.rir is None else "rir"
        cap = self._ease.rpe_cap
        if cap is None or group.intent == "warmup":
            return rpe, given_as
        return self._ease.rpe(rpe), given_as or "rir"

    def _percent(self, group: Group) -> Decimal | None:
        percent = group.load.percent if group.load else None
        if group.has_shown_percent:
            percent = group.shown_percent
        if percent is None or self._ease.load_share == 1:
            return percent
        return to_decimal(exact(percent) * exact(self._ease.load_share))

    def _load(
        self, load: Load | None, *, slot: Slot, exercise: str
    ) -> tuple[LoadSource | None, Fraction | None, Decimal | None]:
        if load is None:
            return None, None, None
        source = self._source(load, slot=slot)
        if source.value is None or source.step is None:
            return source, None, None
        base = source.value
        if source.percent is not None:
            base *= share(source.percent)
        if not source.pre and not source.post and source.scale is WHOLE:
            return source, base, self._lifted(load, base=base, exercise=exercise)
        before = base + exact(source.pre) * source.step
        after = exact(source.post) * source.step
        lifted = self._added(source, base=base, before=before, after=after, exercise=exercise)
        return source, (before + after) * source.scale, lifted

    def _source(self, load: Load, *, slot: Slot) -> LoadSource:
        scale = WHOLE if self._ease.load_share == 1 else exact(self._ease.load_share)
        if load.kg is not None:
            return LoadSource(anchor=None, value=exact(load.kg), step=WHOLE, scale=scale)
        name = load.of or ""
        if name.startswith(TOP_PREFIX):
            # The top set was already made lighter.
            scale = WHOLE
            value = self._tops.get(name.removeprefix(TOP_PREFIX) or slot.key)
        else:
            value = self._anchors.value(name)
        return LoadSource(
            anchor=name,
            value=value,
            percent=load.percent,
            pre=load.pre,
            post=load.post,
            step=self._step if load.step is None else self._anchors.amount(load.step),
            scale=scale,
        )

    def _lifted(self, load: Load, *, base: Fraction, exercise: str) -> Decimal:
        if load.of == BODY_WEIGHT and self._make_load:
            return to_decimal(base)
        if self._make_load:
            return self._make_load(exercise, base)
        return self._by_program(base) if load.kg is None else load.kg

    def _added(
        self,
        source: LoadSource,
        *,
        base: Fraction,
        before: Fraction,
        after: Fraction,
        exercise: str,
    ) -> Decimal:
        target = (before + after) * source.scale
        if self._make_load is not None and source.anchor == BODY_WEIGHT:
            # Only what hangs from the belt has to be made of plates.
            if target <= base:
                return to_decimal(target)
            return to_decimal(base) + self._make_load(exercise, target - base)
        if self._make_load is not None:
            return self._make_load(exercise, target)
        if source.scale is not WHOLE:
            return self._by_program(target)
        return self._by_program(before) + to_decimal(after)

    def _by_program(self, value: Fraction) -> Decimal:
        return self._rounding.step_kg * steps_in(value, rounding=self._rounding)


def _top(load: Decimal | None, result: Result | None) -> Fraction | None:
    if load is not None:
        return exact(load)
    return result.load if result else None
