"""How a session was, as asked at its end."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from athletes.forms.numbers import NumberField

HEAVIEST_PERSON = {"kg": Decimal(400), "lb": Decimal(880)}
LIGHTEST_PERSON = {"kg": Decimal(25), "lb": Decimal(55)}

READINESS = [(str(rank), str(rank)) for rank in range(1, 6)]
EFFORTS = [(str(effort), str(effort)) for effort in range(11)]


class FinishForm(forms.Form):
    """Effort and what else the coach should know; all of it may be left empty."""

    session_rpe = forms.TypedChoiceField(
        label=_("How hard was the whole session?"),
        help_text=_("0 is rest, 10 is the hardest you have ever trained."),
        required=False,
        coerce=Decimal,
        empty_value=None,
        choices=EFFORTS,
        widget=forms.RadioSelect,
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
    has_pain = forms.BooleanField(
        label=_("Something hurt"),
        help_text=_("Your plan holds its phase change until your coach has looked at it."),
        required=False,
    )
    note = forms.CharField(
        label=_("A word to your coach"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: object, unit: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        refusal = _("Check your body weight: it is read in %(unit)s.") % {"unit": unit}
        self.fields["body_weight"] = NumberField(
            label=_("Body weight, %(unit)s") % {"unit": unit},
            required=False,
            max_digits=6,
            decimal_places=2,
            lowest=LIGHTEST_PERSON[unit],
            lowest_words=refusal,
            highest=HEAVIEST_PERSON[unit],
            highest_words=refusal,
        )
        self.order_fields(["session_rpe", "note", "readiness", "has_pain", "body_weight"])
