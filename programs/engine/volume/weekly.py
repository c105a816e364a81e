"""Volume by week: sets by muscle and region, and what each lift amounted to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from programs.engine.loads.conventions import lift_of
from programs.engine.program.parts import Intent
from programs.engine.tables import ExerciseRow, muscle_groups
from programs.engine.volume.clusters import places_in_clusters
from programs.engine.volume.counting import (
    EffortSet,
    MuscleSets,
    MuscleWork,
    is_hard,
    muscle_sets,
    time_under_tension,
    volume_load,
)
from programs.engine.volume.metrics import average_relative_intensity, inol


@dataclass(frozen=True, slots=True)
class TrainedSet:
    """A set done or planned. ``session`` is any number that tells sessions of the week apart.

    ``effort.reps`` are seconds or metres where the exercise is measured so. ``load_kg`` is as
    logged. ``percent_of_max`` (0-100) None where the maximum is unknown.
    """

    week: int
    session: int
    exercise: ExerciseRow
    effort: EffortSet
    load_kg: Decimal | None = None
    tempo: str | None = None
    percent_of_max: Fraction | None = None
    intent: Intent = "work"

    @property
    def is_work(self) -> bool:
        """Spec 3.2: not a warm-up, and at least one repetition."""
        is_warmup = self.effort.is_warmup or self.intent == "warmup"
        return not is_warmup and self.effort.reps >= 1


@dataclass(frozen=True, slots=True)
class LiftVolume:
    """One exercise's week. ``sets`` are work sets, a cluster counting once.

    None where nothing is known to add up: a load, a tempo, a share of the maximum.
    ``inol_by_session`` follows the sessions trained; ``inol`` is their sum.
    """

    exercise: str
    sets: int
    hard_sets: int
    volume_load_kg: Decimal | None
    time_under_tension_s: int | None
    average_relative_intensity: Fraction | None
    inol: Fraction | None
    inol_by_session: tuple[tuple[int, Fraction], ...]


@dataclass(frozen=True, slots=True)
class WeekVolume:
    """A week: hard sets in all, by muscle and by region, and each lift in order of training.

    In a region a set counts once, at its largest share.
    """

    week: int
    hard_sets: int
    muscles: Mapping[str, MuscleSets]
    regions: Mapping[str, MuscleSets]
    lifts: tuple[LiftVolume, ...]


def weekly_volume(
    sets: Iterable[TrainedSet], *, bodyweight_kg: Decimal | None = None
) -> tuple[WeekVolume, ...]:
    """Return the volume of each week that has work sets, ascending. Spec 3.2.

    ``sets`` in the order performed. Warm-ups are left out, and so is a set of no repetitions.
    """
    weeks: dict[int, dict[str, list[TrainedSet]]] = {}
    for one in sets:
        if one.is_work:
            weeks.setdefault(one.week, {}).setdefault(one.exercise.slug, []).append(one)
    return tuple(
        _week(week, lifts=weeks[week], bodyweight_kg=bodyweight_kg) for week in sorted(weeks)
    )


def _week(
    week: int, *, lifts: Mapping[str, list[TrainedSet]], bodyweight_kg: Decimal | None
) -> WeekVolume:
    volumes = tuple(_lift(sets, bodyweight_kg=bodyweight_kg) for sets in lifts.values())
    work = [
        MuscleWork(sets[0].exercise.primary_muscles, sets[0].exercise.secondary_muscles, hard)
        for sets, volume in zip(lifts.values(), volumes, strict=True)
        if (hard := volume.hard_sets)
    ]
    return WeekVolume(
        week=week,
        hard_sets=sum(volume.hard_sets for volume in volumes),
        muscles=MappingProxyType(muscle_sets(work)),
        regions=MappingProxyType(muscle_sets(_by_region(one) for one in work)),
        lifts=volumes,
    )


def _by_region(work: MuscleWork) -> MuscleWork:
    region = {muscle: group.region for muscle, group in muscle_groups().items()}
    primary = {region[muscle]: None for muscle in work.primary}
    secondary = {region[muscle]: None for muscle in work.secondary}
    return MuscleWork(
        primary=tuple(primary),
        secondary=tuple(name for name in secondary if name not in primary),
        sets=work.sets,
    )


def _lift(sets: list[TrainedSet], *, bodyweight_kg: Decimal | None) -> LiftVolume:
    counted = [one for session in _sessions(sets).values() for one in _counted(session)]
    loaded = [(one.effort.reps, one.load_kg) for one in sets if one.load_kg is not None]
    relative = _relative(sets)
    by_session = tuple(
        (number, inol(_relative(session)))
        for number, session in _sessions(sets).items()
        if _relative(session)
    )
    return LiftVolume(
        exercise=sets[0].exercise.slug,
        sets=len(counted),
        hard_sets=sum(is_hard(one.effort) for one in counted),
        volume_load_kg=volume_load(
            loaded, lift=lift_of(sets[0].exercise, bodyweight_kg=bodyweight_kg)
        )
        if loaded
        else None,
        time_under_tension_s=_sum_known(sets, of=_seconds),
        average_relative_intensity=average_relative_intensity(relative),
        inol=sum((one for _, one in by_session), Fraction(0)) if by_session else None,
        inol_by_session=by_session,
    )


def _sessions(sets: Iterable[TrainedSet]) -> dict[int, list[TrainedSet]]:
    sessions: dict[int, list[TrainedSet]] = {}
    for one in sets:
        sessions.setdefault(one.session, []).append(one)
    return sessions


def _counted(sets: list[TrainedSet]) -> list[TrainedSet]:
    places = places_in_clusters(one.intent for one in sets)
    return [one for one, place in zip(sets, places, strict=True) if place != "within"]


def _relative(sets: Iterable[TrainedSet]) -> list[tuple[int, Fraction]]:
    return [
        (one.effort.reps, one.percent_of_max)
        for one in sets
        if one.percent_of_max is not None and one.exercise.measure == "reps"
    ]


def _seconds(one: TrainedSet) -> int | None:
    if one.exercise.measure == "seconds":
        return one.effort.reps
    if one.tempo is None or one.exercise.measure != "reps":
        return None
    return time_under_tension(one.tempo, reps=one.effort.reps)


def _sum_known(sets: Iterable[TrainedSet], *, of: Callable[[TrainedSet], int | None]) -> int | None:
    known = [value for one in sets if (value := of(one)) is not None]
    return sum(known) if known else None
