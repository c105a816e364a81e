"""What a coach wants to change of many days at once."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from athletes.actions.schedule_preview import DaysChange
from athletes.models import Absence, ScheduleChange

Kind = ScheduleChange.Kind
MOST_DAYS = 56


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **options)


class DaysForm(forms.Form):
    """The days of one kind of change; ids differ, since all kinds stand on one page."""

    kind = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"id_{self.kind.lower()}_%s", **kwargs)

    @property
    def change(self) -> DaysChange:
        """What was typed, once it is valid."""
        return DaysChange(kind=self.kind, **self.cleaned_data)


class ShiftForm(DaysForm):
    """From which day on, and by how many days."""

    kind = Kind.SHIFT.value
    from_on = _day(_("From this day on"))
    days = forms.IntegerField(
        label=_("By days"),
        min_value=-MOST_DAYS,
        max_value=MOST_DAYS,
        help_text=_("Below 0 is earlier. 7 keeps the weekdays."),
    )


class CompressForm(DaysForm):
    """The day by which the phase is to end."""

    kind = Kind.COMPRESS.value
    from_on = _day(
        _("The phase ends by"),
        help_text=_("Whole weeks are left out; no day's work is put on another."),
    )


class RepeatForm(DaysForm):
    """The week to do once more, by a day of it."""

    kind = Kind.REPEAT.value
    from_on = _day(_("A day of the week"), help_text=_("What follows moves by a week."))


class AwayForm(DaysForm):
    """Days that aren't owed, and why."""

    kind = Kind.ABSENCE.value
    from_on = _day(_("First day"))
    to_on = _day(_("Last day"))
    reason = forms.ChoiceField(label=_("Why"), choices=Absence.Reason)
    note = forms.CharField(label=_("Note"), required=False, max_length=500)

    def clean_to_on(self) -> date:
        to_on: date = self.cleaned_data["to_on"]
        from_on = self.cleaned_data.get("from_on")
        if from_on and to_on < from_on:
            raise forms.ValidationError(_("Choose a last day that isn't before the first."))
        return to_on


FORMS: dict[str, tuple[Any, type[DaysForm]]] = {
    Kind.SHIFT.value: (_("Shift"), ShiftForm),
    Kind.COMPRESS.value: (_("Compress"), CompressForm),
    Kind.REPEAT.value: (_("Repeat a week"), RepeatForm),
    Kind.ABSENCE.value: (_("Absence"), AwayForm),
}
