"""Why a session isn't done."""

from django import forms
from django.utils.translation import gettext_lazy as _

from athletes.models import Absence

REASON_MISSING = _("Choose a reason: your coach plans by it.")


class SkipForm(forms.Form):
    """A reason, and a word on it if the athlete likes."""

    reason = forms.ChoiceField(
        label=_("What came between?"),
        choices=Absence.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": REASON_MISSING},
    )
    note = forms.CharField(
        label=_("Anything your coach should know"),
        required=False,
        max_length=150,
        widget=forms.TextInput,
    )
