"""One set as typed on the session page."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from athletes.forms.numbers import NumberField, WholeNumberField

HEAVIEST = Decimal(2000)
MOST_REPS = 10_000


class LogSetForm(forms.Form):
    """Which set of which group, and what was lifted; ``load`` in the athlete's unit.

    ``replaces`` names the logged set that this one corrects.
    """

    set_id = forms.UUIDField(widget=forms.HiddenInput)
    group = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    number = forms.IntegerField(min_value=1, max_value=99, widget=forms.HiddenInput)
    replaces = forms.UUIDField(required=False, widget=forms.HiddenInput)
    load = NumberField(
        required=False,
        max_digits=8,
        decimal_places=3,
        lowest=Decimal(0),
        lowest_words=_("A load can't be below 0: leave it empty for body weight alone."),
        highest=HEAVIEST,
        highest_words=_("Check the load: more than 2000 can't be logged."),
    )
    reps = WholeNumberField(
        lowest=0,
        highest=MOST_REPS,
        words=_("Write the reps you did, from 0 to 10 000."),
    )
    rir = forms.TypedChoiceField(
        required=False, coerce=Decimal, choices=[(str(rir), str(rir)) for rir in range(6)]
    )
