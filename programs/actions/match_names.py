"""Tie the exercise names of a program to the catalogue."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.engine.errors import TrainingError
from programs.engine.tables.names import folded
from programs.models import Exercise, ExerciseAlias
from programs.queries.match_exercises import Match, match_exercises

OWN = None
"""The answer that makes an unknown name an exercise of the organization's own."""

Answers = Mapping[str, int | None]
"""By name in the program: the id of the exercise meant, or ``OWN``."""

MOST_NAMED = 5


class UnknownExercises(TrainingError):
    """Names that no exercise goes by; ``matches`` holds the suggestions for each."""

    def __init__(self, matches: Mapping[str, Match]) -> None:
        self.matches = dict(matches)
        named = [_asked(name, match) for name, match in self.matches.items()][:MOST_NAMED]
        more = len(self.matches) - len(named)
        super().__init__(
            _(
                "The catalogue has no exercise called %(names)s. "
                "Choose the exercise that each one means, or keep it as your own."
            )
            % {"names": _listed(named, more=more)}
        )


def _asked(name: str, match: Match) -> str:
    suggested = _(" or ").join(exercise.name for exercise in match.suggestions)
    if not suggested:
        return _("“%(name)s”") % {"name": name}
    return _("“%(name)s” (did you mean %(suggested)s?)") % {"name": name, "suggested": suggested}


def _listed(named: list[str], *, more: int) -> str:
    names = "; ".join(named)
    if not more:
        return names
    return ngettext("%(names)s; and %(more)d more", "%(names)s; and %(more)d more", more) % {
        "names": names,
        "more": more,
    }


def match_names(
    *, names: Iterable[str], organization: Any, answers: Answers
) -> dict[str, Exercise | None]:
    """Return the exercise of each name, None where nobody knows.

    An answer counts for more than the catalogue, and is remembered as the organization's alias.
    Own exercises are made here. Call it inside a transaction. Three queries, and three more with
    answers.
    """
    matches = match_exercises(names=names, organization=organization)
    found = {name: match.exercise for name, match in matches.items()}
    chosen = _chosen(organization, {name: answers[name] for name in found if name in answers})
    _remember(organization, chosen)
    return {**found, **chosen}


def unknown_among(
    *, exercises: Mapping[str, Exercise | None], organization: Any
) -> dict[str, Match]:
    """Return the names without an exercise, with suggestions. Two queries when there are any."""
    names = [name for name, exercise in exercises.items() if exercise is None]
    return match_exercises(names=names, organization=organization) if names else {}


def _chosen(organization: Any, answers: Answers) -> dict[str, Exercise]:
    ids = [answer for answer in answers.values() if answer is not OWN]
    usable = Exercise.objects.usable_in(organization).in_bulk(ids)
    chosen = {}
    for name, answer in answers.items():
        if answer is OWN:
            chosen[name] = _own_exercise(organization, name)
        elif answer in usable:
            chosen[name] = usable[answer]
    return chosen


def _own_exercise(organization: Any, name: str) -> Exercise:
    """A coach's own movement; what it trains is for them to say later."""
    exercise, _ = Exercise.objects.get_or_create(
        organization=organization,
        slug=slugify(name)[:100] or f"own-{folded(name).encode().hex()[:90]}",
        defaults={
            "name": name,
            "movement_pattern": "other",
            "mechanic": "compound",
            "equipment": "other",
            "role": "accessory",
        },
    )
    return exercise


def _remember(organization: Any, chosen: Mapping[str, Exercise]) -> None:
    by_name = {
        folded(name): ExerciseAlias(organization=organization, name=folded(name), exercise=exercise)
        for name, exercise in chosen.items()
    }
    ExerciseAlias.objects.bulk_create(
        by_name.values(),
        update_conflicts=True,
        unique_fields=["organization", "name"],
        update_fields=["exercise"],
    )
