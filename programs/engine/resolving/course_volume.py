"""The sets of a resolved course and of its logs, as volume is counted from them."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from programs.engine.loads.estimates import chart_share, is_on_chart
from programs.engine.resolving.anchors import exact
from programs.engine.resolving.resolved import (
    Resolution,
    ResolvedGroup,
    ResolvedSession,
    ResolvedSlot,
)
from programs.engine.resolving.results import PerformedSet
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


def logged_sets(
    slot: ResolvedSlot,
    sets: Iterable[PerformedSet],
    *,
    week: int,
    session: int,
    exercise: ExerciseRow,
    maximum: Number | None = None,
) -> Iterator[TrainedSet]:
    """Yield the sets logged for a slot, in the order performed, as volume is counted from them.

    ``exercise`` is the one done, also where it stood in for the slot's. ``maximum`` is in
    kilograms as loaded; without it the share of the maximum goes by the RPE logged. What was
    logged beyond the slot's groups is passed over.
    """
    for done in sets:
        if not 0 <= done.group < len(slot.groups):
            continue
        group = slot.groups[done.group]
        rpe = group.rpe if done.rpe is None else done.rpe
        yield TrainedSet(
            week=week,
            session=session,
            exercise=exercise,
            effort=EffortSet(
                reps=done.reps, rpe=done.rpe, prescribed_rpe=group.rpe, is_warmup=done.is_warmup
            ),
            load_kg=done.load_kg,
            tempo=group.tempo,
            percent_of_max=_share(done.reps, load_kg=done.load_kg, rpe=rpe, maximum=maximum),
            intent=group.intent,
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
            percent_of_max=_planned_share(group, maximum=maximum),
            intent=group.intent,
        )
        for _ in range(group.sets):
            yield one


def _planned_share(group: ResolvedGroup, *, maximum: Number | None) -> Fraction | None:
    if group.reps.kind != "reps":
        return None
    # Nobody knows beforehand how many as many as possible are.
    rpe = None if group.reps.is_max else group.rpe
    return _share(group.reps.floor, load_kg=group.load_kg, rpe=rpe, maximum=maximum)


def _share(
    reps: int, *, load_kg: Decimal | None, rpe: Decimal | None, maximum: Number | None
) -> Fraction | None:
    """Return the percent (0-100) of the maximum."""
    if load_kg is not None and maximum:
        return exact(load_kg) / Fraction(maximum) * 100
    if rpe is None or not is_on_chart(reps, rpe):
        return None
    return chart_share(reps, rpe) * 100
