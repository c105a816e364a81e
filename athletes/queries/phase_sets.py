"""The sets of a phase, asked and done, as the engine counts them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import cast

from athletes.models import PlannedGroup, PlanPhase, SetLog
from programs.engine.program.parts import Intent
from programs.engine.timeline import DAYS_A_WEEK
from programs.engine.volume.clusters import places_in_clusters
from programs.engine.volume.counting import EffortSet, MuscleWork, fractional_sets, is_hard
from programs.models import Exercise


@dataclass(frozen=True, slots=True)
class PhaseSet:
    """One set, done or asked. ``week`` of the phase from 0; ``session`` tells sessions apart.

    ``rest_asked_s`` and ``rest_s`` are None where none was asked or measured.
    """

    week: int
    session: object
    exercise: int | None
    effort: EffortSet
    intent: Intent
    is_main: bool = False
    load_kg: Decimal | None = None
    rest_asked_s: int | None = None
    rest_s: int | None = None


def get_sets_asked(phase: PlanPhase) -> list[PhaseSet]:
    """Return what the phase asks, optional sets and cancelled sessions left out. 1 query."""
    rows = PlannedGroup.objects.filter(
        session__phase=phase, session__is_cancelled=False, is_optional=False
    ).order_by("session__ordinal", "position")
    found: list[PhaseSet] = []
    for row in rows.values_list(
        "session_id", "session__scheduled_on", "exercise_id", "sets", "rep_floor", "rpe",
        "intent", "is_main", named=True,
    ):  # fmt: skip
        one = PhaseSet(
            week=_week(phase, row.session__scheduled_on),
            session=row.session_id,
            exercise=row.exercise_id,
            effort=EffortSet(
                reps=row.rep_floor, prescribed_rpe=row.rpe, is_warmup=row.intent == "warmup"
            ),
            intent=cast(Intent, row.intent),
            is_main=row.is_main,
        )
        found += [one] * row.sets
    return found


def get_sets_done(phase: PlanPhase) -> list[PhaseSet]:
    """Return what was done on the phase's days, in the order performed, extras too. 1 query."""
    rows = SetLog.objects.standing().filter(
        athlete=phase.athlete_id, session_log__on__range=(phase.starts_on, phase.ends_on)
    )
    return [
        PhaseSet(
            week=_week(phase, row.session_log__on),
            session=row.session_log_id,
            exercise=row.exercise_id,
            effort=EffortSet(
                reps=row.reps,
                rpe=row.rpe,
                prescribed_rpe=row.prescribed_rpe,
                is_warmup=row.is_warmup,
            ),
            intent=cast(Intent, row.planned_group__intent or "work"),
            load_kg=row.load_kg,
            rest_asked_s=row.planned_group__rest_s,
            rest_s=row.rest_s,
        )
        for row in rows.order_by("session_log_id", "performed_at", "pk").values_list(
            "session_log_id", "session_log__on", "exercise_id", "reps", "rpe", "prescribed_rpe",
            "is_warmup", "load_kg", "rest_s", "planned_group__intent", "planned_group__rest_s",
            named=True,
        )
    ]  # fmt: skip


def sets_by_muscle(
    sets: Iterable[PhaseSet], *, exercises: Mapping[int, Exercise]
) -> dict[int, dict[str, Decimal]]:
    """Return fractional hard sets by week and muscle; a cluster counts once. Spec 3.2."""
    work: dict[int, list[MuscleWork]] = defaultdict(list)
    for week, exercise_id, hard in _hard_sets(sets):
        exercise = exercises.get(exercise_id)
        if exercise is not None:
            work[week].append(
                MuscleWork(
                    primary=tuple(exercise.primary_muscles),
                    secondary=tuple(exercise.secondary_muscles),
                    sets=hard,
                )
            )
    return {week: fractional_sets(of_week) for week, of_week in work.items()}


def _hard_sets(sets: Iterable[PhaseSet]) -> Iterable[tuple[int, int, int]]:
    """Yield of each exercise in each session its week, its id and its hard sets."""
    known = [one for one in sets if one.exercise is not None]
    known.sort(key=_by_exercise)
    for (_, exercise, week), of_exercise in groupby(known, key=_by_exercise):
        yield week, exercise, _count(list(of_exercise))


def _by_exercise(one: PhaseSet) -> tuple[str, int, int]:
    return str(one.session), one.exercise or 0, one.week


def _count(sets: Sequence[PhaseSet]) -> int:
    intents: list[Intent] = ["warmup" if one.effort.is_warmup else one.intent for one in sets]
    places = places_in_clusters(intents)
    return sum(
        place != "within" and is_hard(one.effort) for one, place in zip(sets, places, strict=True)
    )


def _week(phase: PlanPhase, on: date) -> int:
    return (on - phase.starts_on).days // DAYS_A_WEEK
