"""The sets of a resolved course, as volume is counted from them."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from programs.engine.loads.estimates import chart_share, is_on_chart
from programs.engine.resolving.anchors import exact
from programs.engine.resolving.resolved import (
    Resolution,
    ResolvedGroup,
    ResolvedSession,
    ResolvedSlot,
)
from programs.engine.tables import ExerciseRow
from programs.engine.tables.catalogue_names import ExerciseOf, catalogue_exercise
from programs.engine.units import Number
from programs.engine.volume.counting import EffortSet
from programs.engine.volume.weekly import TrainedSet


def course_sets(
    resolution: Resolution,
    *,
    exercise_of: ExerciseOf = catalogue_exercise,
    maxima: Mapping[str, Number] | None = None,
) -> Iterator[TrainedSet]:
    """Yield every set owed, in training order; exercises that nobody knows are passed over.

    Weeks count from 1 over the course, an extra week anew. Repetitions are the fewest asked.
    ``maxima`` by exercise name, in kilograms as loaded; without one the share of the maximum
    goes by the chart, where an effort is asked.
    """
    week, last = 0, None
    for session in resolution.sessions:
        place = session.course_index, session.week, session.occurrence
        week += place != last
        last = place
        for slot in session.slots:
            exercise = exercise_of(slot.exercise)
            if exercise is not None:
                maximum = (maxima or {}).get(slot.exercise)
                yield from _slot_sets(
                    slot, exercise=exercise, session=session, week=week, maximum=maximum
                )


def _slot_sets(
    slot: ResolvedSlot,
    *,
    exercise: ExerciseRow,
    session: ResolvedSession,
    week: int,
    maximum: Number | None,
) -> Iterator[TrainedSet]:
    for group in slot.groups:
        if group.is_optional:
            continue
        one = TrainedSet(
            week=week,
            session=session.ordinal,
            exercise=exercise,
            effort=EffortSet(
                reps=group.reps.floor,
                prescribed_rpe=group.rpe,
                is_warmup=group.intent == "warmup",
            ),
            load_kg=group.load_kg,
            tempo=group.tempo,
            percent_of_max=_percent(group, maximum),
            intent=group.intent,
        )
        for _ in range(group.sets):
            yield one


def _percent(group: ResolvedGroup, maximum: Number | None) -> Fraction | None:
    if group.load_kg is not None and maximum:
        return exact(group.load_kg) / Fraction(maximum) * 100
    if group.rpe is None or group.reps.kind != "reps" or group.reps.is_max:
        return None
    if not is_on_chart(group.reps.floor, group.rpe):
        return None
    return chart_share(group.reps.floor, group.rpe) * 100
