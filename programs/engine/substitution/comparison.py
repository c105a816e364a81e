"""What a substitute keeps of the exercise it replaces, and what is lost, in words."""

from collections.abc import Iterator

from programs.engine.substitution.equipment import LOADABLE
from programs.engine.tables import ExerciseRow
from programs.engine.tables.spoken import spoken
from programs.engine.wording import Words

NO_FAMILY = "none"
SPOKEN_MEASURE = {
    "reps": Words("counted in repetitions"),
    "seconds": Words("counted in seconds"),
    "metres": Words("counted in meters"),
}
SPOKEN_LOAD = {
    "total": Words("a bar or machine loaded in all in place of what it was loaded with"),
    "per_hand": Words("one dumbbell in each hand in place of what it was loaded with"),
    "single_db": Words("a single dumbbell in place of what it was loaded with"),
    "stack": Words("a weight stack in place of what it was loaded with"),
    "bodyweight": Words("body weight alone in place of what it was loaded with"),
    "bodyweight_plus": Words("body weight and more in place of what it was loaded with"),
    "bodyweight_minus": Words("body weight less assistance in place of what it was loaded with"),
    "band": Words("a band in place of what it was loaded with"),
}


def kept(original: ExerciseRow, substitute: ExerciseRow) -> tuple[Words, ...]:
    """Return what stays the same: muscles, movement, joints, family."""
    return tuple(_kept(original, substitute))


def lost(original: ExerciseRow, substitute: ExerciseRow) -> tuple[Words, ...]:
    """Return what changes for the worse, or has to be learned anew."""
    return (
        *_muscles_lost(original, substitute),
        *_movement_lost(original, substitute),
        *_load_lost(original, substitute),
        *_sides_lost(original, substitute),
        *_measure_lost(original, substitute),
    )


def shared_muscles(original: ExerciseRow, substitute: ExerciseRow) -> tuple[str, ...]:
    """Return the original's primary muscles that the substitute trains, primary or secondary."""
    trained = {*substitute.primary_muscles, *substitute.secondary_muscles}
    return tuple(muscle for muscle in original.primary_muscles if muscle in trained)


def _kept(original: ExerciseRow, substitute: ExerciseRow) -> Iterator[Words]:
    if muscles := shared_muscles(original, substitute):
        yield Words("trains {muscles}", {"muscles": spoken(muscles)})
    if original.movement_pattern == substitute.movement_pattern:
        yield Words("same movement ({movement})", {"movement": _one(original.movement_pattern)})
    if original.mechanic == substitute.mechanic:
        yield Words("still {mechanic}", {"mechanic": _one(original.mechanic)})
    if original.competition_family == substitute.competition_family != NO_FAMILY:
        yield Words("still of the {family} family", {"family": _one(original.competition_family)})


def _muscles_lost(original: ExerciseRow, substitute: ExerciseRow) -> Iterator[Words]:
    trained = {*substitute.primary_muscles, *substitute.secondary_muscles}
    before = (*original.primary_muscles, *original.secondary_muscles)
    if gone := [muscle for muscle in before if muscle not in trained]:
        yield Words("{muscles} no longer trained", {"muscles": spoken(gone)})
    if less := [one for one in original.primary_muscles if one in substitute.secondary_muscles]:
        yield Words("{muscles} only helping", {"muscles": spoken(less)})


def _movement_lost(original: ExerciseRow, substitute: ExerciseRow) -> Iterator[Words]:
    if original.movement_pattern != substitute.movement_pattern:
        values = {
            "before": _one(original.movement_pattern),
            "after": _one(substitute.movement_pattern),
        }
        yield Words("{before} becomes {after}", values)
    if original.mechanic == "compound" != substitute.mechanic:
        yield Words("an isolation in place of a compound lift")
    if original.competition_family not in {NO_FAMILY, substitute.competition_family}:
        yield Words("not of the {family} family", {"family": _one(original.competition_family)})


def _load_lost(original: ExerciseRow, substitute: ExerciseRow) -> Iterator[Words]:
    if original.load_convention == substitute.load_convention:
        return
    if original.load_convention in LOADABLE and substitute.load_convention not in LOADABLE:
        yield Words("no load to add: progress by repetitions, range and tempo")
    else:
        yield SPOKEN_LOAD[substitute.load_convention]


def _sides_lost(original: ExerciseRow, substitute: ExerciseRow) -> Iterator[Words]:
    if substitute.is_unilateral and not original.is_unilateral:
        yield Words("one side at a time, so a set takes longer")


def _measure_lost(original: ExerciseRow, substitute: ExerciseRow) -> Iterator[Words]:
    if original.measure != substitute.measure:
        yield SPOKEN_MEASURE[substitute.measure]


def _one(name: str) -> tuple[Words, ...]:
    return spoken([name])
