"""When an athlete is reminded of the day's session, and whether by mail."""

from django import forms
from django.utils.translation import gettext_lazy as _

from athletes.actions.set_reminder import AT, QUIET_FROM, QUIET_TO

CLOCK = {"type": "time"}


class ReminderForm(forms.Form):
    """Mail is off unless switched on; the times hold for browsers too."""

    by_mail = forms.BooleanField(
        label=_("Remind me by e-mail on days with a session"), required=False
    )
    at = forms.TimeField(
        label=_("At"),
        initial=AT,
        widget=forms.TimeInput(attrs=CLOCK, format="%H:%M"),
        help_text=_("In your time zone. Nothing is sent once you have begun."),
    )
    quiet_from = forms.TimeField(
        label=_("Never from"),
        initial=QUIET_FROM,
        widget=forms.TimeInput(attrs=CLOCK, format="%H:%M"),
    )
    quiet_to = forms.TimeField(
        label=_("until"), initial=QUIET_TO, widget=forms.TimeInput(attrs=CLOCK, format="%H:%M")
    )
