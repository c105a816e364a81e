"""How a session was, as asked at its end."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from athletes.forms.numbers import NumberField
from athletes.forms.pain import PainForm

READINESS = [(str(rank), str(rank)) for rank in range(1, 6)]
EFFORTS = [(str(effort), str(effort)) for effort in range(11)]


class FinishForm(PainForm):
    """Effort and what else the coach should know; all of it may be left empty.

    When the session ended is asked where that is long past, in the zone that is active.
    """

    session_rpe = forms.TypedChoiceField(
        label=_("How hard was the whole session?"),
        help_text=_("0 is rest, 10 is the hardest you have ever trained."),
        required=False,
        coerce=Decimal,
        empty_value=None,
        choices=EFFORTS,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("A word to your coach"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    readiness = forms.TypedChoiceField(
        label=_("How ready did you feel before it?"),
        help_text=_("1 is worn out, 5 is fresh."),
        required=False,
        coerce=int,
        empty_value=None,
        choices=READINESS,
        widget=forms.RadioSelect,
    )
    body_weight = NumberField(label=_("Body weight"), required=False)
    has_pain = forms.BooleanField(
        label=_("Something hurt"),
        help_text=_("Your plan holds its phase change until your coach has looked at it."),
        required=False,
    )

    finished_at = forms.DateTimeField(
        label=_("When did you finish?"),
        help_text=_("It was a while ago: empty counts it as finished now."),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Write a day and a time, such as 2026-03-02 18:30.")},
    )

    def __init__(self, *args: Any, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body_weight"].label = _("Body weight, %(unit)s") % {"unit": unit}
