"""What a new athlete is asked once, on one page."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from athletes.actions.choose_equipment import Preset
from athletes.forms.numbers import NumberField
from athletes.forms.settings_form import LongSelect, zones
from athletes.models import Athlete
from athletes.queries.asked_maxes import AskedMax
from athletes.queries.loads import Loads

PREFIX = "max_"


class FirstRunForm(forms.Form):
    """Language, units, zone, equipment and maxima; what must be said is said already."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, required=False)
    units = forms.ChoiceField(
        label=_("Weights in"),
        choices=[("KG", _("Kilograms")), ("LB", _("Pounds"))],
        widget=forms.RadioSelect,
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("Taken from this device. Your training day begins and ends by it."),
        required=False,
        widget=LongSelect(attrs={"data-guess-time-zone": ""}),
    )
    preset = forms.TypedChoiceField(
        label=_("Where do you train?"),
        help_text=_("You can name every plate and dumbbell later, in the settings."),
        choices=Preset,
        coerce=Preset,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, athlete: Athlete, asked: Iterable[AskedMax], **kw: Any) -> None:
        initial = {
            "language": get_language(),
            "units": athlete.units,
            "time_zone": "" if athlete.is_new else athlete.time_zone,
        }
        super().__init__(*args, initial=initial, **kw)
        self.athlete = athlete
        kept = (_("As it is: %(zone)s") % {"zone": athlete.time_zone.replace("_", " ")}).strip()
        self.fields["time_zone"].choices = [("", kept), *zones()]
        loads = Loads.of(athlete)
        for one in asked:
            name = _("%(exercise)s, one dumbbell") if one.is_one_hand else "%(exercise)s"
            self.fields[f"{PREFIX}{one.exercise_id}"] = NumberField(
                label=name % {"exercise": one.name},
                required=False,
                initial=loads.shown_or_none(one.known_kg),
            )

    @property
    def max_fields(self) -> Sequence[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(PREFIX)]

    def clean_language(self) -> str | None:
        return self.cleaned_data["language"] or None

    def clean_time_zone(self) -> str:
        return self.cleaned_data["time_zone"] or self.athlete.time_zone

    def maxes_kg(self) -> dict[int, Decimal]:
        """Return the maxima said, in kilograms by exercise id, read in the units said."""
        loads = Loads(unit="lb" if self.cleaned_data["units"] == "LB" else "kg")
        return {
            int(name.removeprefix(PREFIX)): loads.in_kg(value)
            for name, value in self.cleaned_data.items()
            if name.startswith(PREFIX) and value is not None
        }
