"""How a day is, and what the tape says."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from athletes.forms.numbers import NumberField
from athletes.models import CheckIn, Measurement
from athletes.queries.lengths import Lengths
from athletes.queries.loads import Loads
from athletes.queries.measurements import SiteTrend

RANKS = [(str(rank), str(rank)) for rank in range(1, 6)]


def _rank(label: Any, hint: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        help_text=hint,
        required=False,
        coerce=int,
        empty_value=None,
        choices=RANKS,
        widget=forms.RadioSelect,
    )


class CheckInForm(forms.Form):
    """A day in five answers, each of which may be left out."""

    sleep = _rank(_("How did you sleep?"), _("1 is badly, 5 is deep and long."))
    soreness = _rank(_("How sore are you?"), _("1 is not at all, 5 is very sore."))
    readiness = _rank(_("How ready do you feel?"), _("1 is worn out, 5 is fresh."))
    body_weight = NumberField(label=_("Body weight"), required=False)
    note = forms.CharField(
        label=_("A word to your coach"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, loads: Loads, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body_weight"].label = _("Body weight, %(unit)s") % {"unit": loads.unit}


class MeasurementsForm(forms.Form):
    """One field a site, in the athlete's unit."""

    def __init__(self, *args: Any, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for site in Measurement.Site:
            label = _("%(site)s, %(unit)s") % {"site": site.label, "unit": unit}
            self.fields[site.value] = NumberField(label=label, required=False)


def check_in_initial(row: CheckIn | None, *, loads: Loads) -> Mapping[str, object]:
    """Return what was said of the day already."""
    if row is None:
        return {}
    return {
        "sleep": row.sleep,
        "soreness": row.soreness,
        "readiness": row.readiness,
        "body_weight": loads.shown_or_none(row.body_weight_kg),
        "note": row.note,
    }


def measurements_initial(trends: tuple[SiteTrend, ...], *, on: date) -> dict[str, Decimal]:
    """Return what was measured on the day already, by site."""
    newest = {trend.site.value: trend.readings[0] for trend in trends}
    return {site: reading.around for site, reading in newest.items() if reading.on == on}


def in_cm(said: Mapping[str, Decimal | None], *, lengths: Lengths) -> dict[str, Decimal | None]:
    """Return what was typed in centimeters, by site."""
    return {site: None if one is None else lengths.in_cm(one) for site, one in said.items()}
