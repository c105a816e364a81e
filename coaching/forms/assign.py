"""Giving a version to athletes: start, training days, and everybody's numbers in a grid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from athletes.actions.opening_values import HEAVIEST_KG, OpeningValue
from athletes.actions.planned_rows import sessions_per_week
from athletes.forms.numbers import NumberField
from athletes.models import Athlete, Plan
from athletes.queries.loads import Loads
from coaching.forms.plan import silence_field
from programs.engine.timeline import weekdays_for
from programs.models import ProgramVersion
from programs.queries.program_of import program_of
from programs.queries.required_anchors import RequiredAnchor, required_anchors

WORKING_WEIGHT = "w"


@dataclass(frozen=True, slots=True)
class NumbersRow:
    """One athlete of the grid with a field for each number."""

    athlete: Athlete
    unit: str
    fields: tuple[BoundField, ...]


@dataclass(frozen=True, slots=True)
class NumbersGrid:
    """Athletes down, numbers across; working weights stand apart, since training finds them."""

    labels: tuple[str, ...]
    rows: tuple[NumbersRow, ...]
    is_optional: bool
    has_errors: bool


class AssignForm(forms.Form):
    """What ``assign_program`` needs. Two queries for its choices and numbers."""

    starts_on = forms.DateField(
        label=_("First day"),
        help_text=_("At most 28 days back; a Monday keeps weeks together."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    roll_mode = forms.ChoiceField(
        label=_("Phase changes"),
        choices=Plan.RollMode,
        initial=Plan.RollMode.ADHERENCE,
        help_text=_("What decides at a phase's end whether the next one begins."),
    )
    asks_before_advancing = forms.BooleanField(
        label=_("Ask me before every phase change"), required=False
    )
    confirms_after_h = silence_field()

    def __init__(
        self,
        *args: Any,
        version: ProgramVersion,
        athletes: Sequence[Athlete],
        openings: Mapping[int, Sequence[OpeningValue]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.athletes = athletes
        self.anchors: tuple[RequiredAnchor, ...] = required_anchors(version)
        self.counts = sessions_per_week(program_of(version))
        for count in self.counts:
            self.fields[_days_name(count)] = _days_field(count)
        for athlete in athletes:
            self._add_numbers(athlete, openings=openings[athlete.pk])

    def _add_numbers(self, athlete: Athlete, *, openings: Sequence[OpeningValue]) -> None:
        loads = Loads.of(athlete)
        known = {one.name: one for one in openings}
        for place, anchor in enumerate(self.anchors):
            opening = known.get(anchor.name)
            field = NumberField(required=False, label=f"{anchor.label}, {athlete.name}")
            field.initial = loads.shown_or_none(opening.value) if opening else None
            field.widget.attrs["aria-label"] = f"{anchor.label}, {athlete.name} ({loads.unit})"
            if opening and opening.value is not None:
                field.widget.attrs["title"] = opening.reason
            self.fields[_number_name(athlete.pk, place)] = field

    @property
    def days(self) -> tuple[BoundField, ...]:
        """The training days for each number of sessions a week."""
        return tuple(self[_days_name(count)] for count in self.counts)

    @property
    def grids(self) -> tuple[NumbersGrid, ...]:
        """The numbers to fill in: maxima and training maxes first, working weights after."""
        both = (self._grid(is_optional=False), self._grid(is_optional=True))
        return tuple(grid for grid in both if grid.labels)

    def _grid(self, *, is_optional: bool) -> NumbersGrid:
        places = [
            place
            for place, anchor in enumerate(self.anchors)
            if (anchor.kind == WORKING_WEIGHT) is is_optional
        ]
        rows = tuple(self._row(athlete, places=places) for athlete in self.athletes)
        return NumbersGrid(
            labels=tuple(self.anchors[place].label for place in places),
            rows=rows,
            is_optional=is_optional,
            has_errors=any(field.errors for row in rows for field in row.fields),
        )

    def _row(self, athlete: Athlete, *, places: Sequence[int]) -> NumbersRow:
        fields = tuple(self[_number_name(athlete.pk, place)] for place in places)
        return NumbersRow(athlete, Loads.of(athlete).unit, fields)

    def clean(self) -> dict[str, Any]:
        for count in self.counts:
            chosen = self.cleaned_data.get(_days_name(count))
            if chosen is not None and len(chosen) != count:
                sentence = ngettext(
                    "Choose %(count)d day.", "Choose %(count)d different days.", count
                )
                self.add_error(_days_name(count), sentence % {"count": count})
        return self.cleaned_data

    @property
    def weekdays(self) -> dict[int, list[int]]:
        """Return the training days, Monday = 0, once the form is valid."""
        return {count: self.cleaned_data[_days_name(count)] for count in self.counts}

    @property
    def given(self) -> dict[int, dict[str, Decimal | None]]:
        """Return each athlete's numbers in kilograms, None for those left empty."""
        return {athlete.pk: self._given_by(athlete) for athlete in self.athletes}

    def _given_by(self, athlete: Athlete) -> dict[str, Decimal | None]:
        loads = Loads.of(athlete)
        typed = {
            anchor.name: self.cleaned_data[_number_name(athlete.pk, place)]
            for place, anchor in enumerate(self.anchors)
        }
        return {name: None if load is None else loads.in_kg(load) for name, load in typed.items()}

    def refuse_number(self, name: str, sentence: str) -> None:
        """Put a refused number's sentence beside the fields that hold it."""
        for place, anchor in enumerate(self.anchors):
            if anchor.name != name:
                continue
            for athlete in self.athletes:
                value = self.cleaned_data.get(_number_name(athlete.pk, place))
                if value is not None and not 0 < value <= HEAVIEST_KG:
                    self.add_error(_number_name(athlete.pk, place), sentence)
        if not self.errors:
            self.add_error(None, sentence)


class StartForm(forms.Form):
    """Which version, asked first: the numbers depend on it."""

    version = forms.ModelChoiceField(
        label=_("Program"), queryset=ProgramVersion.objects.none(), empty_label=_("Choose one")
    )

    def __init__(self, *args: Any, versions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].queryset = versions


def initial_start(*, on: date) -> dict[str, date]:
    """Return the next Monday, or today when it is one."""
    return {"starts_on": date.fromordinal(on.toordinal() + -on.weekday() % 7)}


def _days_field(count: int) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=ngettext(
            "Day of a week of %(count)d session", "Days of a week of %(count)d sessions", count
        )
        % {"count": count},
        choices=list(WEEKDAYS.items()),
        coerce=int,
        initial=list(weekdays_for(count)),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose the training days.")},
    )


def _days_name(count: int) -> str:
    return f"days-{count}"


def _number_name(athlete: int, place: int) -> str:
    return f"number-{athlete}-{place}"
