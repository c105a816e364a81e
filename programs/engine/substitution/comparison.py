"""What a substitute keeps of the exercise it replaces, and what is lost, in words."""

from collections.abc import Iterable

from programs.engine.substitution.equipment import LOADABLE
from programs.engine.tables import ExerciseRow

NO_FAMILY = "none"
SPOKEN_MEASURE = {"reps": "repetitions", "seconds": "seconds", "metres": "meters"}
SPOKEN_LOAD = {
    "total": "a bar or machine loaded in all",
    "per_hand": "one dumbbell in each hand",
    "single_db": "a single dumbbell",
    "stack": "a weight stack",
    "bodyweight": "body weight alone",
    "bodyweight_plus": "body weight and more",
    "bodyweight_minus": "body weight less assistance",
    "band": "a band",
}


def kept(original: ExerciseRow, substitute: ExerciseRow) -> tuple[str, ...]:
    """Return what stays the same: muscles, movement, joints, family."""
    words = []
    if muscles := shared_muscles(original, substitute):
        words.append(f"trains {_spoken(muscles)}")
    if original.movement_pattern == substitute.movement_pattern:
        words.append(f"same movement ({_spoken([original.movement_pattern])})")
    if original.mechanic == substitute.mechanic:
        words.append(f"still {_spoken([original.mechanic])}")
    if original.competition_family == substitute.competition_family != NO_FAMILY:
        words.append(f"still of the {_spoken([original.competition_family])} family")
    return tuple(words)


def lost(original: ExerciseRow, substitute: ExerciseRow) -> tuple[str, ...]:
    """Return what changes for the worse, or has to be learned anew."""
    return tuple(
        words
        for words in (
            _muscles_lost(original, substitute),
            _movement_lost(original, substitute),
            _load_lost(original, substitute),
            _sides_lost(original, substitute),
            _measure_lost(original, substitute),
        )
        if words
    )


def shared_muscles(original: ExerciseRow, substitute: ExerciseRow) -> tuple[str, ...]:
    """Return the original's primary muscles that the substitute trains, primary or secondary."""
    trained = {*substitute.primary_muscles, *substitute.secondary_muscles}
    return tuple(muscle for muscle in original.primary_muscles if muscle in trained)


def _muscles_lost(original: ExerciseRow, substitute: ExerciseRow) -> str:
    trained = {*substitute.primary_muscles, *substitute.secondary_muscles}
    before = (*original.primary_muscles, *original.secondary_muscles)
    gone = [muscle for muscle in before if muscle not in trained]
    less = [one for one in original.primary_muscles if one in substitute.secondary_muscles]
    parts = [f"{_spoken(gone)} no longer trained"] if gone else []
    parts += [f"{_spoken(less)} only helping"] if less else []
    return ", ".join(parts)


def _movement_lost(original: ExerciseRow, substitute: ExerciseRow) -> str:
    parts = []
    if original.movement_pattern != substitute.movement_pattern:
        patterns = [original.movement_pattern, substitute.movement_pattern]
        parts.append(" becomes ".join(_spoken([pattern]) for pattern in patterns))
    if original.mechanic == "compound" != substitute.mechanic:
        parts.append("an isolation in place of a compound lift")
    if original.competition_family not in {NO_FAMILY, substitute.competition_family}:
        parts.append(f"not of the {_spoken([original.competition_family])} family")
    return ", ".join(parts)


def _load_lost(original: ExerciseRow, substitute: ExerciseRow) -> str:
    if original.load_convention == substitute.load_convention:
        return ""
    if original.load_convention in LOADABLE and substitute.load_convention not in LOADABLE:
        return "no load to add: progress by repetitions, range and tempo"
    return f"{SPOKEN_LOAD[substitute.load_convention]} in place of what it was loaded with"


def _sides_lost(original: ExerciseRow, substitute: ExerciseRow) -> str:
    if substitute.is_unilateral and not original.is_unilateral:
        return "one side at a time, so a set takes longer"
    return ""


def _measure_lost(original: ExerciseRow, substitute: ExerciseRow) -> str:
    if original.measure == substitute.measure:
        return ""
    return f"counted in {SPOKEN_MEASURE[substitute.measure]}"


def _spoken(words: Iterable[str]) -> str:
    return ", ".join(word.replace("_", " ") for word in words)
