"""Load the built-in exercises, their aliases and their home substitutes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.db import transaction

from programs.engine import tables
from programs.engine.tables.names import folded
from programs.models import Exercise, ExerciseAlias, Substitution

_EXERCISE_FIELDS = [
    "name",
    "movement_pattern",
    "mechanic",
    "primary_muscles",
    "secondary_muscles",
    "equipment",
    "is_unilateral",
    "is_home_capable",
    "is_home_strict",
    "extra_needs",
    "competition_family",
    "role",
    "load_convention",
    "bodyweight_factor",
    "measure",
]


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows the catalogue has after loading."""

    exercises: int
    aliases: int
    substitutions: int


def load_catalogue() -> Loaded:
    """Bring the built-in catalogue to what the tables say, however often it is run.

    Exercises keep their ids, so nothing that names them changes. Six queries.
    """
    with transaction.atomic():
        exercises = _load_exercises()
        _load_parents(exercises)
        return Loaded(
            exercises=len(exercises),
            aliases=_load_aliases(exercises),
            substitutions=_load_substitutions(exercises),
        )


def _load_exercises() -> dict[str, Exercise]:
    rows = [_exercise(row) for row in tables.exercises().values()]
    saved = Exercise.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["organization", "slug"],
        update_fields=_EXERCISE_FIELDS,
    )
    return {exercise.slug: exercise for exercise in saved}


def _exercise(row: tables.ExerciseRow) -> Exercise:
    fields = asdict(row)
    fields["is_home_capable"] = fields.pop("is_home")
    fields["primary_muscles"] = list(row.primary_muscles)
    fields["secondary_muscles"] = list(row.secondary_muscles)
    fields["measure"] = row.measure.replace("metres", "meters")
    fields["extra_needs"] = "" if row.extra_needs == "none" else row.extra_needs
    return Exercise(organization=None, **fields)


def _load_parents(exercises: Mapping[str, Exercise]) -> None:
    """A variation's maximum as a percent of its parent's. Spec 7, lift_ratios.csv."""
    variations: dict[str, Exercise] = {}
    for ratio in tables.lift_ratios():
        # The table names the closest lift first.
        if ratio.to_lift not in variations:
            variation = variations[ratio.to_lift] = exercises[ratio.to_lift]
            variation.parent = exercises[ratio.from_lift]
            variation.percent_of_parent = ratio.ratio * 100
    Exercise.objects.filter(organization=None, parent__isnull=False).exclude(
        slug__in=variations
    ).update(parent=None, percent_of_parent=None)
    Exercise.objects.bulk_update(variations.values(), ["parent", "percent_of_parent"])


def _load_aliases(exercises: Mapping[str, Exercise]) -> int:
    by_name = {
        folded(alias.name): ExerciseAlias(
            name=folded(alias.name), exercise=exercises[alias.exercise]
        )
        for alias in tables.aliases()
    }
    ExerciseAlias.objects.filter(organization=None).exclude(name__in=by_name).delete()
    ExerciseAlias.objects.bulk_create(
        by_name.values(),
        update_conflicts=True,
        unique_fields=["organization", "name"],
        update_fields=["exercise"],
    )
    return len(by_name)


def _load_substitutions(exercises: Mapping[str, Exercise]) -> int:
    rows = [
        Substitution(
            exercise=exercises[entry.exercise],
            substitute=exercises[substitute],
            rank=rank,
            # The table's share is worked out for the first substitute's convention.
            start_load_fraction=entry.start_load_fraction if rank == 1 else None,
            fraction_basis=entry.fraction_basis if rank == 1 else "",
            note=entry.note,
        )
        for entry in tables.substitutions().values()
        for rank, substitute in enumerate(entry.substitutes, start=1)
    ]
    Substitution.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["exercise", "rank"],
        update_fields=["substitute", "start_load_fraction", "fraction_basis", "note"],
    )
    return len(rows)
