"""Making a line's load from the numbers of one athlete."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from programs.engine.loads.kept_effort import reps_keeping_effort
from programs.engine.program.parts import BODY_WEIGHT, TOP_PREFIX, Load, Result, Rounding
from programs.engine.program.prescription import Reps
from programs.engine.resolving.anchors import Anchors, exact, steps_in, to_decimal
from programs.engine.resolving.lines import Recipe
from programs.engine.resolving.resolved import WHOLE, Line, ResolvedGroup

MakeLoad = Callable[[str, Fraction], Decimal]
Tops = Mapping[str, tuple[Decimal | None, Result | None]]
"""By slot, the first load of the day and what was reported."""


class GroupLoads:
    """Makes the groups of a course, each with its load as the anchors are just then.

    ``make_first`` makes the loads of an exercise that comes for the first time in a later phase.
    """

    __slots__ = ("_anchors", "_make", "_make_first", "_rounding", "_step")

    def __init__(
        self,
        anchors: Anchors,
        *,
        rounding: Rounding,
        make: MakeLoad | None,
        make_first: MakeLoad | None,
    ) -> None:
        self._anchors = anchors
        self._rounding = rounding
        self._step = exact(rounding.step_kg)
        self._make = make
        self._make_first = make if make_first is None else make_first

    def group(
        self, recipe: Recipe, *, slot: str, exercise: str, is_new: bool, tops: Tops
    ) -> ResolvedGroup:
        """Return the line with its load; ``tops`` are of the slots done before it that day."""
        line = recipe.line
        if line.load is None:
            return ResolvedGroup(line)
        value, step = self._numbers(recipe, line.load, slot=slot, tops=tops)
        if value is None or step is None:
            return ResolvedGroup(line, None, None, value, step)
        # Two whole numbers are multiplied sooner than two fractions.
        top, bottom = value.as_integer_ratio()
        target = Fraction(top * recipe.top, bottom * recipe.bottom)
        make = self._make_first if is_new else self._make
        if recipe.is_plain:
            lifted = self._by_program(target) if make is None else make(exercise, target)
        else:
            target, lifted = self._changed(line, line.load, target, step, make, exercise)
        other = _other_reps(line, target_kg=target, load_kg=lifted) if line.may_follow else None
        return ResolvedGroup(line, target, lifted, value, step, other)

    def _numbers(
        self, recipe: Recipe, load: Load, *, slot: str, tops: Tops
    ) -> tuple[Fraction | None, Fraction | None]:
        """Return the value that the load is a share of, and the step that is added to it."""
        if recipe.is_plain:
            return self._anchors.value(recipe.anchor), self._step
        if load.kg is not None:
            return exact(load.kg), WHOLE
        name = load.of or ""
        step = self._step if load.step is None else self._anchors.amount(load.step)
        if name.startswith(TOP_PREFIX):
            return _top(tops, name.removeprefix(TOP_PREFIX) or slot), step
        return self._anchors.value(name), step

    def _changed(
        self,
        line: Line,
        load: Load,
        base: Fraction,
        step: Fraction,
        make: MakeLoad | None,
        exercise: str,
    ) -> tuple[Fraction, Decimal]:
        """Return target and load where the share isn't all, or the load is given otherwise."""
        before = base + exact(load.pre) * step
        after = exact(load.post) * step
        target = (before + after) * line.scale
        if self._make is not None and load.of == BODY_WEIGHT:
            return target, _from_the_belt(self._make, base, target, exercise=exercise)
        if make is not None:
            return target, make(exercise, target)
        if line.scale is not WHOLE:
            return target, self._by_program(target)
        if load.kg is not None:
            return target, load.kg
        return target, self._by_program(before) + to_decimal(after)

    def _by_program(self, value: Fraction) -> Decimal:
        return self._rounding.step_kg * steps_in(value, rounding=self._rounding)


def _from_the_belt(make: MakeLoad, body: Fraction, target: Fraction, *, exercise: str) -> Decimal:
    """Return the body with what hangs from the belt: only that has to be made of plates."""
    if target <= body:
        return to_decimal(target)
    return to_decimal(body) + make(exercise, target - body)


def _other_reps(line: Line, *, target_kg: Fraction, load_kg: Decimal) -> Reps | None:
    if line.rpe is None:
        return None
    reps = reps_keeping_effort(line.reps, rpe=line.rpe, target_kg=target_kg, load_kg=load_kg)
    return None if reps is line.reps else reps


def _top(tops: Tops, slot: str) -> Fraction | None:
    load, result = tops.get(slot, (None, None))
    if load is not None:
        return exact(load)
    return result.load if result else None
