"""Which catalogue exercise a written name means, or could mean."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from rapidfuzz import fuzz, process

from programs.engine.tables.names import folded, spelled_out
from programs.models import Exercise, ExerciseAlias

MOST_SUGGESTIONS = 3
LEAST_LIKENESS = 55


@dataclass(frozen=True, slots=True)
class Match:
    """The exercise a name means; if None, ``suggestions`` are the most alike, best first."""

    exercise: Exercise | None
    suggestions: tuple[Exercise, ...] = ()


def match_exercises(*, names: Iterable[str], organization: Any) -> dict[str, Match]:
    """Return what each name means to the organization, in the order given.

    Its own words come first: its aliases, its exercises, then the built-in names and aliases.
    Two queries.
    """
    catalogue = _Catalogue(organization)
    return {name: catalogue.match(name) for name in names}


class _Catalogue:
    """Everything usable in an organization, by the ways to write it."""

    def __init__(self, organization: Any) -> None:
        exercises = Exercise.objects.usable_in(organization).order_by("pk")
        self._by_id = {exercise.pk: exercise for exercise in exercises}
        self._by_name: dict[str, Exercise] = {}
        aliases = ExerciseAlias.objects.filter(
            Q(organization=None) | Q(organization=organization)
        ).order_by("pk")
        built_in = [alias for alias in aliases if alias.organization_id is None]
        own = [alias for alias in aliases if alias.organization_id is not None]
        # From the weakest claim to the strongest: a later one takes the name over.
        self._claim_aliases(built_in)
        self._claim(exercise for exercise in exercises if exercise.organization_id is None)
        self._claim(exercise for exercise in exercises if exercise.organization_id is not None)
        self._claim_aliases(own)

    def match(self, name: str) -> Match:
        exercise = self._by_name.get(folded(name)) or self._by_name.get(spelled_out(name))
        return Match(exercise) if exercise else Match(None, self._most_alike(name))

    def _claim(self, exercises: Iterable[Exercise]) -> None:
        for exercise in exercises:
            self._by_name[folded(exercise.slug)] = exercise
            self._by_name[folded(exercise.name)] = exercise

    def _claim_aliases(self, aliases: Iterable[ExerciseAlias]) -> None:
        for alias in aliases:
            self._by_name[folded(alias.name)] = self._by_id[alias.exercise_id]

    def _most_alike(self, name: str) -> tuple[Exercise, ...]:
        ranked = process.extract(
            spelled_out(name),
            self._by_name.keys(),
            scorer=fuzz.token_sort_ratio,
            score_cutoff=LEAST_LIKENESS,
            limit=MOST_SUGGESTIONS * 4,
        )
        found = {self._by_name[known].pk: self._by_name[known] for known, _, _ in ranked}
        return tuple(found.values())[:MOST_SUGGESTIONS]
