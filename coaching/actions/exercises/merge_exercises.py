"""Make one exercise of two that mean the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, ForeignKey, Model, OuterRef, QuerySet, UniqueConstraint
from django.utils.translation import gettext as _

from programs.engine.errors import TrainingError
from programs.engine.tables.names import folded
from programs.models import Exercise, ExerciseAlias


class NotYoursToMerge(TrainingError):
    """Built-in exercises stay as they are; so does one that was merged already."""

    def __init__(self) -> None:
        super().__init__(_("Only an exercise of your own can be merged into another."))


class MergeOfUnlike(TrainingError):
    """Numbers of the one would mean something else with the other."""

    def __init__(self) -> None:
        super().__init__(
            _("These count differently: load convention and measure must be the same to merge.")
        )


@dataclass(frozen=True, slots=True)
class Naming:
    """Rows of one kind that name the exercise: ``moves`` will name the other, ``stays`` won't.

    A row stays where the other exercise has one in its place already: nothing is lost.
    """

    label: str
    moves: int
    stays: int


def preview_merge(*, exercise: Exercise, into: Exercise) -> tuple[Naming, ...]:
    """Return what names the exercise. Two queries a kind. Raises as ``merge_exercises``."""
    _check(exercise, into=into)
    found = []
    for model, field in _naming():
        rows = model._default_manager.filter(**{field: exercise})
        if count := rows.count():
            moves = _movable(rows, field, into=into).count()
            label = str(model._meta.verbose_name_plural)
            found.append(Naming(label=label, moves=moves, stays=count - moves))
    return tuple(found)


def merge_exercises(*, exercise: Exercise, into: Exercise) -> None:
    """Let everything that names the exercise name the other, its written name included.

    Programs keep their words: what a word means changes. The exercise stays as a row that no list
    shows. Raises NotYoursToMerge, MergeOfUnlike.
    """
    with transaction.atomic():
        pair = Exercise.objects.select_for_update().filter(pk__in=(exercise.pk, into.pk))
        by_key = {row.pk: row for row in pair.order_by("pk")}
        exercise, into = by_key[exercise.pk], by_key[into.pk]
        _check(exercise, into=into)
        for model, field in _naming():
            rows = model._default_manager.filter(**{field: exercise})
            _movable(rows, field, into=into).update(**{field: into})
        ExerciseAlias.objects.update_or_create(
            organization=exercise.organization,
            name=folded(exercise.name),
            defaults={"exercise": into},
        )
        Exercise.objects.filter(pk=exercise.pk).update(merged_into=into)


def _check(exercise: Exercise, *, into: Exercise) -> None:
    is_usable = into.organization_id in (None, exercise.organization_id)
    if exercise.organization_id is None or exercise.merged_into_id or exercise == into:
        raise NotYoursToMerge
    if into.merged_into_id or not is_usable:
        raise NotYoursToMerge
    if (exercise.load_convention, exercise.measure) != (into.load_convention, into.measure):
        raise MergeOfUnlike


def _naming() -> Iterator[tuple[type[Model], str]]:
    """Yield every model that names an exercise, with the field."""
    for relation in Exercise._meta.get_fields(include_hidden=True):
        field = getattr(relation, "field", None)
        if relation.auto_created and isinstance(field, ForeignKey):
            yield field.model, field.name


def _movable(rows: QuerySet[Any], field: str, *, into: Exercise) -> QuerySet[Any]:
    """Return the rows that can name the other without being there twice."""
    model = rows.model
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and field in constraint.fields:
            rest = [name for name in constraint.fields if name != field]
            there = model._default_manager.filter(
                **{field: into}, **{name: OuterRef(name) for name in rest}
            )
            rows = rows.exclude(Exists(there))
    own_too = {"substitute": "exercise", "exercise": "substitute"}.get(field)
    if own_too and any(one.name == own_too for one in model._meta.fields):
        # An exercise is no substitute for itself.
        rows = rows.exclude(**{own_too: into})
    return rows
