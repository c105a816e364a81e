"""Other repetitions where the load can't be made: the effort stays, not the number."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from programs.engine.loads.estimates import chart_share, is_on_chart
from programs.engine.loads.loading import needs_other_reps, reps_at
from programs.engine.program.prescription import Reps


def reps_keeping_effort(reps: Reps, *, rpe: Decimal, target_kg: Fraction, load_kg: Decimal) -> Reps:
    """Return the repetitions at which the load made is as hard as the target was.

    The maximum is what the target says at its own repetitions and RPE; both ends of a range
    move together, by its lower end. Unchanged within 2.5 % of the target, for times and open
    sets, off the chart, and where not one repetition keeps the effort. At most 12. Spec 2.5.
    """
    if reps.kind != "reps" or reps.is_open or target_kg.numerator <= 0 or load_kg <= 0:
        return reps
    if not needs_other_reps(load_kg, target_kg=target_kg) or not is_on_chart(reps.floor, rpe):
        return reps
    maximum = target_kg / chart_share(reps.floor, rpe)
    floor = reps_at(load_kg, e1rm_kg=maximum, rpe=rpe)
    if floor is None or floor == reps.floor:
        return reps
    width = (reps.ceiling or reps.floor) - reps.floor
    return replace(reps, floor=floor, ceiling=floor + width)
