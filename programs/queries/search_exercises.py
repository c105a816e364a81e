"""Finding an exercise by a few typed words."""

from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Greatest

from programs.engine.tables.names import folded, spelled_out
from programs.models import Exercise, ExerciseAlias
from programs.querysets import ExerciseQuerySet
from programs.scoping import coached_organizations

LEAST_LIKENESS = 0.3
MOST_WORDS = 8


def search_exercises(
    *, user: Any, text: str = "", muscle: str = "", is_home: bool = False
) -> ExerciseQuerySet[Exercise]:
    """Return the exercises the person may use, best match first; all of them without ``text``.

    Words match in any order and in part, shorthand included (``inc db press``); beyond those,
    names that look alike follow. One query, when the caller reads it.
    """
    found = Exercise.objects.visible_to(user).filter(merged_into=None)
    if muscle:
        found = found.filter(
            Q(primary_muscles__contains=[muscle]) | Q(secondary_muscles__contains=[muscle])
        )
    if is_home:
        found = found.filter(is_home_capable=True)
    words = spelled_out(text.replace("\x00", "")).split()[:MOST_WORDS]
    if not words:
        return found.order_by("name", "pk")
    aliases = ExerciseAlias.objects.filter(
        Q(organization=None) | Q(organization__in=coached_organizations(user)),
        exercise=OuterRef("pk"),
    )
    return _ranked(found, aliases, words=words, typed=folded(text.replace("\x00", "")))


def _ranked(
    found: ExerciseQuerySet[Exercise],
    aliases: QuerySet[ExerciseAlias],
    *,
    words: list[str],
    typed: str,
) -> ExerciseQuerySet[Exercise]:
    has_every_word = Q()
    for word in words:
        has_every_word &= Q(name__icontains=word)
    is_called_so = Exists(aliases.filter(name=typed))
    is_called_alike = Exists(aliases.filter(name__icontains=typed))
    likeness = Greatest(
        TrigramSimilarity("name", " ".join(words)), TrigramSimilarity("name", typed)
    )
    ranked: ExerciseQuerySet[Exercise] = (
        found.annotate(
            likeness=likeness,
            rank=Case(
                When(is_called_so, then=Value(3)),
                When(has_every_word, then=Value(2)),
                When(is_called_alike, then=Value(1)),
                default=Value(0),
                output_field=IntegerField(),
            ),
        )
        .filter(Q(rank__gt=0) | Q(likeness__gt=LEAST_LIKENESS))
        .order_by("-rank", "-likeness", "name", "pk")
    )
    return ranked
