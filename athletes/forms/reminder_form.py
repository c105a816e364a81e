"""Whether and when an athlete is reminded of the day's session."""

from datetime import time

from django import forms
from django.utils.translation import gettext_lazy as _

CLOCK = {"type": "time"}


class ReminderForm(forms.Form):
    """Off unless switched on."""

    is_on = forms.BooleanField(
        label=_("Remind me by e-mail on days with a session"), required=False
    )
    at = forms.TimeField(
        label=_("At"),
        initial=time(8),
        widget=forms.TimeInput(attrs=CLOCK, format="%H:%M"),
        help_text=_("In your time zone. Nothing is sent once you have begun."),
    )
    quiet_from = forms.TimeField(
        label=_("Never from"), initial=time(21), widget=forms.TimeInput(attrs=CLOCK, format="%H:%M")
    )
    quiet_to = forms.TimeField(
        label=_("until"), initial=time(7), widget=forms.TimeInput(attrs=CLOCK, format="%H:%M")
    )
