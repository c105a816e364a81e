"""One set as typed on the session page."""

from decimal import Decimal
from typing import Any

from django import forms

from athletes.forms.numbers import NumberField, WholeNumberField
from athletes.forms.pain import PainForm
from athletes.queries.loads import Loads

# RIR 5 stands for five or more: beyond that nobody can tell.
RESERVES = (0, 1, 2, 3, 4, 5)


class LogSetForm(PainForm):
    """Which set of which group, and what was done; ``load`` in the athlete's unit.

    Beyond the plan ``group`` isn't above 0, and ``exercise_name`` says of what; within it that
    names another exercise than asked. ``replaces`` names the logged set that this one corrects.
    ``asked_reps`` and ``asked_kg`` are what the row started with, ``asked_reps`` empty where the
    prescription leaves it open.
    """

    set_id = forms.UUIDField()
    group = forms.IntegerField(min_value=-999, max_value=2**63 - 1)
    exercise_name = forms.CharField(required=False, max_length=200)
    number = forms.IntegerField(min_value=1, max_value=999)
    replaces = forms.UUIDField(required=False)
    asked_reps = forms.IntegerField(required=False)
    asked_kg = forms.DecimalField(required=False, max_digits=8, decimal_places=3)
    load = NumberField(required=False)
    reps = WholeNumberField()
    rir = forms.TypedChoiceField(
        required=False,
        coerce=Decimal,
        empty_value=None,
        choices=[(str(rir), str(rir)) for rir in RESERVES],
    )
    note = forms.CharField(required=False, max_length=500)
    pain = forms.BooleanField(required=False)

    def __init__(self, *args: Any, loads: Loads, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.loads = loads

    @property
    def load_kg(self) -> Decimal | None:
        """The load in kilograms; the one that was shown stays exactly as it is stored."""
        typed, asked = self.cleaned_data["load"], self.cleaned_data["asked_kg"]
        if typed is None:
            return None
        if asked is not None and typed == self.loads.shown(asked):
            return asked
        return self.loads.in_kg(typed)

    @property
    def is_accepted(self) -> bool:
        """Whether the set was logged just as asked, with nothing said about effort."""
        said = self.cleaned_data
        return (
            said["rir"] is None
            and said["asked_reps"] is not None
            and said["reps"] == said["asked_reps"]
            and self.load_kg == said["asked_kg"]
        )
