"""Exercises, templates and their versions."""

from programs.models.exercise import Exercise, ExerciseAlias, Substitution
from programs.models.template import ProgramTemplate
from programs.models.typed_sheet import TypedSheet
from programs.models.version import ProgramVersion, VersionExercise

__all__ = [
    "Exercise",
    "ExerciseAlias",
    "ProgramTemplate",
    "ProgramVersion",
    "Substitution",
    "TypedSheet",
    "VersionExercise",
]
