"""Saying what the exercise names of a file mean."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.actions.match_names import OWN, Answers
from programs.actions.version_rows import LONGEST_NAME
from programs.models import Exercise
from programs.queries.match_exercises import Match

KEEP_AS_OWN = "own"


class MatchExercisesForm(forms.Form):
    """One choice for each unknown name; the file's text travels along, so nothing is asked twice.

    ``matches`` are those of UnknownExercises. Suggestions come first and the best one is chosen
    already. ``answers`` go to ``import_program`` as its ``matches``. One query.
    """

    source = forms.CharField(widget=forms.HiddenInput, strip=False)
    name = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST_NAME)

    def __init__(
        self, *args: Any, matches: Mapping[str, Match], organization: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        exercises = Exercise.objects.usable_in(organization).order_by("name", "pk")
        everything = [(str(exercise.pk), exercise.name) for exercise in exercises]
        self._names = {f"match-{place}": name for place, name in enumerate(matches)}
        for field, name in self._names.items():
            self.fields[field] = _choice(name, matches[name], everything)

    @property
    def answers(self) -> Answers:
        """Return the exercise id of each name, ``OWN`` where it is kept; once the form is valid."""
        chosen = {name: self.cleaned_data[field] for field, name in self._names.items()}
        return {
            name: OWN if answer == KEEP_AS_OWN else int(answer) for name, answer in chosen.items()
        }


def _choice(name: str, match: Match, everything: list[tuple[str, str]]) -> forms.ChoiceField:
    suggested = [(str(exercise.pk), exercise.name) for exercise in match.suggestions]
    choices: list[Any] = [
        ("", _("Choose what it means")),
        (KEEP_AS_OWN, _("Keep it as an exercise of our own")),
    ]
    if suggested:
        choices.append((_("Suggestions"), suggested))
    choices.append((_("All exercises"), everything))
    return forms.ChoiceField(
        label=name,
        choices=choices,
        initial=suggested[0][0] if suggested else "",
        error_messages={
            "required": _("Choose the exercise that it means, or keep it as your own.")
        },
    )
