"""What was trained in a session beyond its plan, in the shape of what was planned."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from athletes.models import SetLog
from athletes.queries.loads import Loads
from athletes.queries.performed import done
from athletes.queries.session_blocks import ExerciseBlock, GroupBlock, SetRow
from programs.models import Exercise

LABEL = "+"


def extra_blocks(sets: Iterable[SetLog], *, loads: Loads) -> tuple[ExerciseBlock, ...]:
    """Return a block for each exercise of the sets, in the order trained.

    Their groups have ids below 0: no row stands behind them. 1 query, 0 without sets.
    """
    first_at: dict[str, int] = {}
    ordered = list(sets)
    for place, one in enumerate(ordered):
        first_at.setdefault(one.exercise_name, place)
    ordered.sort(key=lambda one: first_at[one.exercise_name])
    exercises = Exercise.objects.in_bulk({one.exercise_id for one in ordered if one.exercise_id})
    return tuple(
        _block(name, list(found), place=place, exercises=exercises, loads=loads)
        for place, (name, found) in enumerate(
            groupby(ordered, key=lambda one: one.exercise_name), start=1
        )
    )


def _block(
    name: str,
    sets: Sequence[SetLog],
    *,
    place: int,
    exercises: dict[int, Exercise],
    loads: Loads,
) -> ExerciseBlock:
    exercise = exercises.get(sets[0].exercise_id or 0)
    return ExerciseBlock(
        slot_key="",
        label=LABEL,
        exercise_id=exercise.pk if exercise else None,
        exercise_name=name,
        is_main=False,
        note="",
        superset="",
        load_convention=exercise.load_convention if exercise else "",
        planned_name="",
        skip_reason="",
        warm_ups=(),
        groups=(_group(sets, place=place, loads=loads),),
    )


def _group(sets: Sequence[SetLog], *, place: int, loads: Loads) -> GroupBlock:
    return GroupBlock(
        id=-place,
        sets=0,
        reps="",
        work="",
        load_kg=None,
        target_load=None,
        percent=None,
        rpe=None,
        rir=None,
        rest_s=None,
        tempo="",
        intent="",
        is_warmup=False,
        is_optional=True,
        decides=False,
        top=None,
        explanation="",
        plates=None,
        rows=tuple(_row(one, number=number, loads=loads) for number, one in enumerate(sets, 1)),
    )


def _row(one: SetLog, *, number: int, loads: Loads) -> SetRow:
    return SetRow(
        number=number,
        target_reps="",
        target_load=None,
        reps=one.reps,
        load=loads.shown_or_none(one.load_kg),
        load_kg=one.load_kg,
        performed=done(one, loads=loads),
        last=None,
        asks_effort=False,
        is_next=False,
        is_extra=True,
    )
