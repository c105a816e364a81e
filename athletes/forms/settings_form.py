"""What athletes say about themselves and what they own."""

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.forms.utils import flatatt
from django.utils.dates import WEEKDAYS
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from athletes.forms.numbers import NumberField
from athletes.forms.weights import LadderField, PlatePairsField
from athletes.models import Athlete, EquipmentProfile
from athletes.queries.loads import Loads
from programs.engine.errors import TrainingError
from programs.engine.loads.loading import StepNotPositive

Choice = tuple[str, str]

# The form's fields by those of the equipment.
FIELDS_OF = {
    "bar_kg": "bar",
    "collars_kg": "collars",
    "machine_step_kg": "machine_step",
    "plate_pairs": "plates",
    "dumbbells_kg": "dumbbells",
}


class LongSelect(forms.Select):
    """A select of hundreds of options, written without a template for each: 3 ms, not 150."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        attributes = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        parts = (
            format_html('<optgroup label="{}">{}</optgroup>', label, _options(group, value))
            if isinstance(group, list)
            else _options([(label, group)], value)
            for label, group in self.choices
        )
        return format_html(
            "<select{}>{}</select>", flatatt(attributes), format_html_join("", "{}", zip(parts))
        )


class PersonForm(forms.Form):
    """Name, units, zone and first day of the week: what coaches may set, too."""

    name = forms.CharField(label=_("Name"), max_length=200)
    units = forms.ChoiceField(
        label=_("Units"), choices=[("KG", _("Kilograms")), ("LB", _("Pounds"))]
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("Your training day begins and ends by it."),
        widget=LongSelect,
    )
    week_start = forms.TypedChoiceField(
        label=_("First day of the week"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = zones()
        self.fields["week_start"].choices = [("", _("As in the organization")), *WEEKDAYS.items()]


class OwnForm(PersonForm):
    """What an athlete says about themselves, with the language that only they choose."""

    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("", _("As in the browser")), *settings.LANGUAGES]


class EquipmentForm(forms.Form):
    """What can be loaded; weights in the athlete's unit."""

    has_barbell = forms.BooleanField(label=_("A barbell and a rack"), required=False)
    bar = NumberField(label=_("Bar, %(unit)s"))
    collars = NumberField(label=_("Collars, both together, %(unit)s"))
    plates = PlatePairsField(
        label=_("Plates, in pairs"),
        help_text=_("Weight x pairs: 20 x 2, 10 x 1, 5 x 1, 2.5 x 1, 1.25 x 1"),
        required=False,
        max_length=1000,
    )
    dumbbells = LadderField(
        label=_("Dumbbells"),
        help_text=_("Every weight one hand can hold: 2-20 by 2, 24, 28"),
        required=False,
        max_length=1000,
    )
    has_machines = forms.BooleanField(label=_("Machines and cables"), required=False)
    machine_step = NumberField(label=_("Step of machines, %(unit)s"))

    def __init__(self, *args: Any, unit: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name in ("bar", "collars", "machine_step"):
            self.fields[name].label = self.fields[name].label % {"unit": unit}

    def refuse(self, error: TrainingError) -> None:
        """Put what ``change_equipment`` refused beside the field that it is about."""
        if isinstance(error, StepNotPositive):
            # The engine's own sentence is in English.
            self.add_error("machine_step", _("Machines need a step above 0: enter one."))
        else:
            self.add_error(FIELDS_OF.get(getattr(error, "field", "")), str(error))


def _options(choices: Iterable[Choice], chosen: Any) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, flatatt({"selected": value == chosen}), label) for value, label in choices),
    )


def person_initial(athlete: Athlete) -> dict[str, object]:
    """Return what the form about the person starts with."""
    return {
        "name": athlete.name,
        "units": athlete.units,
        "time_zone": athlete.time_zone,
        "week_start": athlete.week_start,
    }


def equipment_initial(equipment: EquipmentProfile, *, loads: Loads) -> dict[str, object]:
    """Return what the form about equipment starts with, in the athlete's unit."""
    return {
        "has_barbell": equipment.has_barbell,
        "has_machines": equipment.has_machines,
        "bar": loads.shown(equipment.bar_kg),
        "collars": loads.shown(equipment.collars_kg),
        "machine_step": loads.shown(equipment.machine_step_kg),
        "plates": ", ".join(
            f"{number_format(loads.shown(Decimal(str(weight))))} x {pairs}"
            for weight, pairs in equipment.plate_pairs
        ),
        "dumbbells": print_ladder([loads.shown(weight) for weight in equipment.dumbbells_kg]),
    }


def print_ladder(weights: Iterable[Decimal]) -> str:
    """Return weights as a person writes them: runs of four or more as "2-40 by 2"."""
    parts: list[str] = []
    left = list(weights)
    while left:
        run = _run(left)
        if run >= 4:
            parts.append(_span(left[0], left[run - 1], step=left[1] - left[0]))
            left = left[run:]
        else:
            parts.append(number_format(left.pop(0)))
    return ", ".join(parts)


def _span(first: Decimal, last: Decimal, *, step: Decimal) -> str:
    return gettext("%(first)s-%(last)s by %(step)s") % {
        "first": number_format(first),
        "last": number_format(last),
        "step": number_format(step),
    }


def _run(weights: list[Decimal]) -> int:
    """Return how many weights from the first on rise by one same step."""
    length = min(len(weights), 2)
    while length < len(weights) and weights[length] - weights[length - 1] == (
        weights[1] - weights[0]
    ):
        length += 1
    return length


@lru_cache(maxsize=1)
def zones() -> list[Choice | tuple[str, list[Choice]]]:
    """Return all zones by continent, UTC first."""
    regions: dict[str, list[Choice]] = {}
    for zone in sorted(available_timezones()):
        region, slash, place = zone.partition("/")
        if slash and region not in {"Etc", "SystemV", "US", "posix", "right"}:
            regions.setdefault(region, []).append((zone, place.replace("_", " ")))
    return [("UTC", "UTC"), *regions.items()]
