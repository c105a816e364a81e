"""Where a program asks for more than the heaviest dumbbell, and what to do about it."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from programs.engine.loads.estimates import chart_share, is_on_chart
from programs.engine.loads.home_strength import home_strength
from programs.engine.loads.load_anchors import opening_anchors
from programs.engine.program.parts import Program
from programs.engine.resolving.preview import plain_number
from programs.engine.resolving.resolve import resolve
from programs.engine.resolving.resolved import ResolvedGroup
from programs.engine.substitution.equipment import HANDHELD, Equipment
from programs.engine.tables import ExerciseRow
from programs.engine.tables.catalogue_names import ExerciseOf

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
    for session in resolve(program, anchors=opening_anchors(program)).sessions:
        for slot in session.slots:
            row = exercise_of(slot.exercise)
            if row is None or row.load_convention not in HANDHELD or row.slug in told:
                continue
            asked = [one for one in slot.groups if one.load_kg is not None]
            most = max(asked, key=lambda one: one.load_kg or Decimal(0), default=None)
            if most is not None and most.load_kg is not None and most.load_kg > heaviest:
                told.add(row.slug)
                place = f"week {session.week}, day {session.day}, {slot.exercise}"
                yield place, _sentence(row, most, heaviest=heaviest)


def _sentence(row: ExerciseRow, group: ResolvedGroup, *, heaviest: Decimal) -> str:
    asked = plain_number(group.load_kg or Decimal(0))
    found = f"{asked} kg are asked for, and the heaviest dumbbell has {plain_number(heaviest)} kg."
    reps, rpe = group.reps.floor, group.rpe or USUAL_RPE
    if group.load_kg is None or group.reps.kind != "reps" or not is_on_chart(reps, rpe):
        return f"{found} Do more repetitions with it, more slowly."
    maximum = Fraction(group.load_kg) / chart_share(reps, rpe)
    advice = home_strength(exercise=row, heaviest_kg=heaviest, e1rm_kg=maximum, reps=reps, rpe=rpe)
    return " ".join((found, advice.words, *(step.words for step in advice.steps)))
