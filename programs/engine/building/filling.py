"""Filling a row to the right: each week's cell made from the first, with a progression."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from programs.engine.errors import TrainingError
from programs.engine.notation.cells import parse_cell, print_cell
from programs.engine.program.parts import Group, Rounding
from programs.engine.program.prescription import Reps

WAVE_WEEKS = 3
MOST_CELLS = 52


class Step(StrEnum):
    """What grows from week to week."""

    SAME = "same"
    LOAD = "kg"
    PERCENT = "percent"
    SETS = "sets"
    REPS = "reps"
    EFFORT = "effort"


class StepDoesNotFit(TrainingError):
    """A progression of something that the cell doesn't say."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Progression:
    """What to add each week: kilograms, percent points, sets, repetitions, or effort.

    Effort is in repetitions: 1 takes one from RIR, or adds one to RPE. A wave goes three weeks
    up and begins again one step higher: 0, 1, 2, 1, 2, 3.
    """

    step: Step = Step.SAME
    size: Decimal = Decimal(0)
    is_wave: bool = False

    def steps(self, week: int) -> int:
        """Return how many steps are added in a week, counted from 0."""
        return week // WAVE_WEEKS + week % WAVE_WEEKS if self.is_wave else week


def filled(
    text: str,
    *,
    count: int,
    progression: Progression,
    rounding: Rounding,
    default_anchor: str | None = None,
    slot: str = "",
) -> tuple[str, ...]:
    """Return ``count`` cells, the first as it is; warm-ups and what has no such number stay.

    Raises CellInvalid, and StepDoesNotFit where nothing in the cell can grow so, or grows out of
    what a cell may say.
    """
    groups = parse_cell(text, rounding=rounding, default_anchor=default_anchor, slot=slot)
    grow = _GROWERS[progression.step]
    if progression.step is not Step.SAME and not any(_grows(group, grow) for group in groups):
        raise StepDoesNotFit(_NOTHING[progression.step])
    cells = []
    for week in range(min(count, MOST_CELLS)):
        size = progression.size * progression.steps(week)
        grown = [_grown(group, grow, size) for group in groups]
        cells.append(print_cell(grown, rounding=rounding, default_anchor=default_anchor, slot=slot))
    _check(cells, rounding=rounding, default_anchor=default_anchor, slot=slot)
    return tuple(cells)


Grow = Callable[[Group, Decimal], Group | None]


def _grows(group: Group, grow: Grow) -> bool:
    return group.intent != "warmup" and grow(group, Decimal(1)) is not None


def _grown(group: Group, grow: Grow, size: Decimal) -> Group:
    if not size or group.intent == "warmup":
        return group
    return grow(group, size) or group


def _check(
    cells: Sequence[str], *, rounding: Rounding, default_anchor: str | None, slot: str
) -> None:
    for place, cell in enumerate(cells, start=1):
        try:
            parse_cell(cell, rounding=rounding, default_anchor=default_anchor, slot=slot)
        except TrainingError as error:
            raise StepDoesNotFit(f"In week {place} of these it would be {cell}. {error}") from error


def _same(group: Group, size: Decimal) -> Group | None:
    return group


def _heavier(group: Group, size: Decimal) -> Group | None:
    load = group.load
    if load is None:
        return None
    if load.kg is not None:
        return replace(group, load=replace(load, kg=load.kg + size))
    if load.post and load.step != 1:
        return None
    post = load.post + size
    return replace(group, load=replace(load, post=post, step=Decimal(1) if post else None))


def _higher_percent(group: Group, size: Decimal) -> Group | None:
    load = group.load
    if load is None or load.of is None or load.percent is None:
        return None
    return replace(group, load=replace(load, percent=load.percent + size))


def _more_sets(group: Group, size: Decimal) -> Group | None:
    return replace(group, sets=group.sets + int(size))


def _more_reps(group: Group, size: Decimal) -> Group | None:
    reps, more = group.reps, int(size)
    if reps is None or reps.kind == "seconds" or reps.is_max:
        return None
    return replace(group, reps=_longer(reps, more))


def _longer(reps: Reps, more: int) -> Reps:
    return replace(
        reps,
        floor=reps.floor + more,
        ceiling=None if reps.ceiling is None else reps.ceiling + more,
    )


def _harder(group: Group, size: Decimal) -> Group | None:
    if group.rir is not None:
        return replace(group, rir=group.rir - size)
    return None if group.rpe is None else replace(group, rpe=group.rpe + size)


_GROWERS: dict[Step, Grow] = {
    Step.SAME: _same,
    Step.LOAD: _heavier,
    Step.PERCENT: _higher_percent,
    Step.SETS: _more_sets,
    Step.REPS: _more_reps,
    Step.EFFORT: _harder,
}
_NOTHING = {
    Step.LOAD: "The cell has no load to add to: write one, such as @60kg.",
    Step.PERCENT: "The cell has no percent to add to: write one, such as @75%.",
    Step.SETS: "The cell has no sets to add to.",
    Step.REPS: "The cell has no repetitions to add to.",
    Step.EFFORT: "The cell has no effort to raise: write one, such as @RIR3 or @RPE7.",
}
