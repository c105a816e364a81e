"""What the names of a version mean, as the engine's checks read exercises."""

from programs.engine.tables import ExerciseRow
from programs.engine.tables.catalogue_names import ExerciseOf, catalogue_exercise
from programs.models import Exercise, ProgramVersion


def exercises_of(version: ProgramVersion) -> ExerciseOf:
    """Return what finds the exercise of a name: the version's own answer, else the catalogue's.

    One query, now.
    """
    rows = version.exercises.select_related("exercise")
    known = {row.name: exercise_row(row.exercise) for row in rows if row.exercise is not None}
    return lambda name: known.get(name) or catalogue_exercise(name)


def exercise_row(exercise: Exercise) -> ExerciseRow:
    """Return an exercise, built-in or an organization's own, as the engine's tables hold it."""
    return ExerciseRow(
        slug=exercise.slug,
        name=exercise.name,
        movement_pattern=exercise.movement_pattern,
        mechanic=exercise.mechanic,
        primary_muscles=tuple(exercise.primary_muscles),
        secondary_muscles=tuple(exercise.secondary_muscles),
        equipment=exercise.equipment,
        is_unilateral=exercise.is_unilateral,
        is_home=exercise.is_home_capable,
        is_home_strict=exercise.is_home_strict,
        extra_needs=exercise.extra_needs,
        competition_family=exercise.competition_family,
        role=exercise.role,
        load_convention=exercise.load_convention,
        bodyweight_factor=exercise.bodyweight_factor,
        measure=exercise.measure,
    )
