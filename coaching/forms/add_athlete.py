"""Putting somebody on the roster."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.accounts.models import Membership, Units
from programs.engine.errors import TrainingError


class AddAthleteForm(forms.Form):
    """Who, whose, and whether to write to them at once."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address"), required=False, help_text=_("Needed for an invitation.")
    )
    coach = forms.ModelChoiceField(
        label=_("Coach"), queryset=Membership.objects.none(), empty_label=None
    )
    units = forms.ChoiceField(label=_("Units"), choices=Units)
    invites = forms.BooleanField(label=_("Send an invitation now"), required=False)

    def __init__(self, *args: Any, coaches: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["coach"].queryset = coaches

    def clean(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().clean() or {}
        if fields.get("invites") and not fields.get("email") and "email" not in self.errors:
            self.add_error("email", _("Enter the address that the invitation goes to."))
        return fields

    def refuse(self, error: TrainingError) -> None:
        """Put what ``add_athlete`` refused beside the field that it is about."""
        self.add_error(getattr(error, "field", None), str(error))
