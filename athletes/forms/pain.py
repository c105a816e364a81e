"""Where it hurt, on which side, how much: asked with a set and at a session's end."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from athletes.models.pain import WORST, Pain, PainPlace, PainSide

SEVERITIES = [(str(rank), str(rank)) for rank in range(WORST + 1)]


class PainForm(forms.Form):
    """The three answers, none of which is owed."""

    pain_place = forms.ChoiceField(
        label=_("Where?"), required=False, choices=[("", "–"), *PainPlace.choices]
    )
    pain_side = forms.ChoiceField(
        label=_("Which side?"), required=False, choices=[("", "–"), *PainSide.choices]
    )
    pain_severity = forms.TypedChoiceField(
        label=_("How bad, 0 to 10?"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "–"), *SEVERITIES],
    )

    @property
    def pain(self) -> Pain:
        """What was answered; the form is valid."""
        said: dict[str, Any] = self.cleaned_data
        return Pain(said["pain_place"], said["pain_side"], said["pain_severity"])
