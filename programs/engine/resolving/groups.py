"""From a written slot to groups with loads, on one day of the course."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from programs.engine.program.parts import Change, Group, Ladder, Result, Slot
from programs.engine.program.prescription import Reps, fixed_reps
from programs.engine.progression.easing import AS_WRITTEN, LIGHT_WEEK, Ease
from programs.engine.resolving.anchors import Anchors
from programs.engine.resolving.group_loads import GroupLoads
from programs.engine.resolving.lines import DayLines, Recipe, sets_of
from programs.engine.resolving.resolved import ResolvedGroup, ResolvedSlot

RunBranch = Callable[[tuple[Change, ...], Slot, int, Fraction], None]
Eases = Mapping[str, Ease]
"""What is made lighter in a session, by exercise."""


class DayWriter:
    """Resolves the slots of one day in order, remembering each slot's first load for ``top:``."""

    __slots__ = (
        "_anchors",
        "_ease",
        "_eases",
        "_exercise",
        "_groups",
        "_is_light",
        "_is_new",
        "_is_new_here",
        "_lines",
        "_loads",
        "_place",
        "_run_branch",
        "_slot",
        "_tops",
    )

    _slot: Slot
    _place: int
    _exercise: str
    _ease: Ease
    _is_new_here: bool
    _groups: list[ResolvedGroup]

    def __init__(
        self,
        *,
        anchors: Anchors,
        loads: GroupLoads,
        lines: DayLines,
        eases: Eases,
        is_light: bool,
        is_new: Callable[[str], bool],
        run_branch: RunBranch,
    ) -> None:
        self._anchors = anchors
        self._loads = loads
        self._lines = lines
        self._eases = eases
        self._is_light = is_light
        self._is_new = is_new
        self._run_branch = run_branch
        self._tops: dict[str, tuple[Decimal | None, Result | None]] = {}

    def write(self, slot: Slot, *, place: int, result: Result | None) -> ResolvedSlot:
        """Return the slot resolved, the day's at ``place``; ``result`` opens what it matches."""
        self._slot, self._place = slot, place
        self._exercise = exercise = self._chosen(slot)
        self._ease = ease = self._ease_of(exercise)
        self._is_new_here = self._is_new(exercise)
        self._groups = []
        stage = self._stage(slot)
        # Only what was reported opens branches.
        fixed = None
        if result is None:
            fixed = self._lines.of_slot(place, stage=stage, exercise=exercise, ease=ease)
        if fixed is not None:
            for recipe in fixed:
                self._add(recipe)
                self._remember(result=None)
        else:
            for group in slot.stages[stage]:
                self._write_group(group, result=result, is_branch=False)
        return ResolvedSlot(
            slot.key,
            exercise,
            tuple(self._groups),
            slot.superset,
            slot.is_main,
            slot.note,
            self._is_new_here,
        )

    def _chosen(self, slot: Slot) -> str:
        if slot.pick is None:
            return slot.exercises[0]
        return slot.exercises[self._anchors.counter(slot.pick) % len(slot.exercises)]

    def _ease_of(self, exercise: str) -> Ease:
        ease = self._eases.get(exercise, AS_WRITTEN) if self._eases else AS_WRITTEN
        return LIGHT_WEEK.and_then(ease) if self._is_light else ease

    def _stage(self, slot: Slot) -> int:
        if slot.stage is None:
            return 0
        return min(max(self._anchors.counter(slot.stage), 0), len(slot.stages) - 1)

    def _add(self, recipe: Recipe) -> None:
        group = self._loads.group(
            recipe,
            slot=self._slot.key,
            exercise=self._exercise,
            is_new=self._is_new_here,
            tops=self._tops,
        )
        self._groups.append(group)

    def _remember(self, *, result: Result | None) -> None:
        if self._slot.key not in self._tops:
            self._tops[self._slot.key] = self._groups[0].load_kg, result

    def _write_group(self, group: Group, *, result: Result | None, is_branch: bool) -> None:
        for sets, reps in self._work(group):
            recipe = self._lines.recipe(
                group,
                place=self._place,
                exercise=self._exercise,
                ease=self._ease,
                is_branch=is_branch,
                sets=sets,
                reps=reps,
            )
            self._add(recipe)
        self._remember(result=result)
        # Branches were meant for a full day.
        if group.then and result is not None and self._ease is AS_WRITTEN:
            self._follow(group, result=result)

    def _follow(self, group: Group, *, result: Result) -> None:
        read = result.read(group.report or "")
        if read is None:
            return
        for index, branch in enumerate(group.then):
            low, high = branch.when
            if (low is not None and read < low) or (high is not None and read > high):
                continue
            self._run_branch(branch.do, self._slot, index, read)
            for following in branch.groups:
                self._write_group(following, result=result, is_branch=True)
            self._run_branch(branch.after, self._slot, index, read)
            return

    def _work(self, group: Group) -> Iterator[tuple[int, Reps]]:
        if group.ladder:
            yield from self._climb(group.ladder)
            return
        sets = sets_of(group, self._ease)
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
