"""What a coach changes about a session not begun."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MoveForm(forms.Form):
    """Another day."""

    to_on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))


class ExcuseForm(forms.Form):
    """Why it isn't owed."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=200,
        error_messages={"required": _("Say in a few words why, so that the athlete can read it.")},
    )
