"""Where a program asks for more than the heaviest dumbbell, and what to do about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from programs.engine.loads.estimates import chart_share, is_on_chart
from programs.engine.loads.home_strength import home_strength
from programs.engine.loads.load_anchors import opening_anchors
from programs.engine.program.parts import Program
from programs.engine.resolving.preview import plain_number
from programs.engine.resolving.resolve import resolve
from programs.engine.resolving.resolved import ResolvedGroup, ResolvedSlot
from programs.engine.substitution.equipment import HANDHELD, Equipment
from programs.engine.tables import ExerciseRow
from programs.engine.tables.catalogue_names import ExerciseOf, catalogue_exercise

# A set of a percentage names no effort; most of a program's sets leave one or two in reserve.
USUAL_RPE = Decimal(8)


def too_heavy(
    program: Program, *, equipment: Equipment, exercise_of: ExerciseOf
) -> Iterator[tuple[str, str]]:
    """Yield place and sentence once for each exercise that outgrows the dumbbells. Spec 1.4.

    By the program's own numbers; an athlete's own may reach the limit sooner or later.
    """
    heaviest = equipment.heaviest_dumbbell_kg
    if heaviest is None:
        return
    told = set()
    for over in _over(program, heaviest_kg=heaviest, exercise_of=exercise_of):
        if over.row.slug not in told:
            told.add(over.row.slug)
            yield over.place, _sentence(over.row, over.group, heaviest=heaviest)


def load_limited(
    program: Program, *, heaviest_kg: Decimal, exercise_of: ExerciseOf = catalogue_exercise
) -> frozenset[str]:
    """Return the exercises, as the program calls them, that outgrow dumbbells of so many kg.

    By the program's own numbers. Spec 1.4. Raises AnchorRunsAway.
    """
    over = _over(program, heaviest_kg=heaviest_kg, exercise_of=exercise_of)
    return frozenset(one.slot.exercise for one in over)


@dataclass(frozen=True, slots=True)
class _Over:
    """The heaviest group of a slot that asks for more than the dumbbells weigh."""

    place: str
    slot: ResolvedSlot
    row: ExerciseRow
    group: ResolvedGroup


def _over(program: Program, *, heaviest_kg: Decimal, exercise_of: ExerciseOf) -> Iterator[_Over]:
    for session in resolve(program, anchors=opening_anchors(program)).sessions:
        for slot in session.slots:
            row = exercise_of(slot.exercise)
            if row is None or row.load_convention not in HANDHELD:
                continue
            most = max(slot.groups, key=lambda one: one.load_kg or Decimal(0))
            if most.load_kg is not None and most.load_kg > heaviest_kg:
                place = f"week {session.week}, day {session.day}, {slot.exercise}"
                yield _Over(place, slot, row, most)


def _sentence(row: ExerciseRow, group: ResolvedGroup, *, heaviest: Decimal) -> str:
    asked = plain_number(group.load_kg or Decimal(0))
    found = f"{asked} kg are asked for, and the heaviest dumbbell has {plain_number(heaviest)} kg."
    reps, rpe = group.reps.floor, group.rpe or USUAL_RPE
    if group.load_kg is None or group.reps.kind != "reps" or not is_on_chart(reps, rpe):
        return f"{found} Do more repetitions with it, more slowly."
    maximum = Fraction(group.load_kg) / chart_share(reps, rpe)
    advice = home_strength(exercise=row, heaviest_kg=heaviest, e1rm_kg=maximum, reps=reps, rpe=rpe)
    return " ".join((found, advice.words, *(step.words for step in advice.steps)))
