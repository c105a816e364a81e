"""What lists of templates and versions read, in one query each plus one a relation."""

from typing import Any

from django.db.models import Prefetch

from programs.models import Exercise, ProgramTemplate, ProgramVersion, Substitution, VersionExercise
from programs.querysets import CoachedRowQuerySet, ExerciseQuerySet, ProgramVersionQuerySet


def browse_exercises(*, user: Any) -> ExerciseQuerySet[Exercise]:
    """Return the exercises with their substitutes, best first. Two queries."""
    substitutes = Substitution.objects.select_related("substitute").order_by("rank", "pk")
    return (
        Exercise.objects.visible_to(user)
        .prefetch_related(Prefetch("substitutions", queryset=substitutes))
        .order_by("name", "pk")
    )


def browse_templates(*, user: Any) -> CoachedRowQuerySet[ProgramTemplate]:
    """Return the templates with their versions, newest first, but not the programs. Two queries."""
    versions = ProgramVersion.objects.defer("body").order_by("-number")
    return (
        ProgramTemplate.objects.visible_to(user)
        .prefetch_related(Prefetch("versions", queryset=versions))
        .order_by("name", "pk")
    )


def browse_versions(*, user: Any) -> ProgramVersionQuerySet[ProgramVersion]:
    """Return the versions with their template, newest first, but not the programs. One query."""
    return (
        ProgramVersion.objects.visible_to(user)
        .select_related("template")
        .defer("body")
        .order_by("-created_at", "-pk")
    )


def read_version(*, user: Any) -> ProgramVersionQuerySet[ProgramVersion]:
    """Return the versions with program and exercises, for reading one. Two queries."""
    exercises = VersionExercise.objects.select_related("exercise").order_by("pk")
    return (
        ProgramVersion.objects.visible_to(user)
        .select_related("template")
        .prefetch_related(Prefetch("exercises", queryset=exercises))
    )
