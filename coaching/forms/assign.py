"""Giving a version to athletes: start, training days, and everybody's numbers in a grid."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from athletes.actions.assign_program import AlreadyOnAPlan, StartTooEarly, check_not_early
from athletes.actions.check_instant import StartTooFarAhead, check_start
from athletes.actions.opening_values import (
    HEAVIEST_KG,
    AnchorInvalid,
    OpeningValue,
    check_given,
)
from athletes.actions.planned_rows import sessions_per_week
from athletes.forms.numbers import NumberField
from athletes.models import Absence, Athlete, Plan
from athletes.queries.loads import Loads
from coaching.forms.plan import silence_field
from coaching.queries.assign_facts import AssignFacts
from programs.engine.program import Program
from programs.engine.timeline import weekdays_for
from programs.models import ProgramVersion
from programs.queries.program_of import program_of
from programs.queries.required_anchors import RequiredAnchor, required_anchors

WORKING_WEIGHT = "w"


@dataclass(frozen=True, slots=True)
class NumbersRow:
    """One athlete of the grid with a field for each number, and where the number is from."""

    athlete: Athlete
    unit: str
    fields: tuple[tuple[BoundField, str], ...]


@dataclass(frozen=True, slots=True)
class OwnRow:
    """What may differ for one athlete: first day, training days, plan that ends, form for home."""

    athlete: Athlete
    facts: AssignFacts
    starts_on: BoundField
    days: tuple[BoundField, ...]
    ends: BoundField | None
    home: BoundField | None
    away: Absence | None


@dataclass(frozen=True, slots=True)
class NumbersGrid:
    """Athletes down, numbers across; working weights stand apart, since training finds them."""

    labels: tuple[str, ...]
    rows: tuple[NumbersRow, ...]
    is_optional: bool
    has_errors: bool


class AssignForm(forms.Form):
    """What the job of assigning needs, for everybody and for each athlete. One query."""

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
    job = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(
        self,
        *args: Any,
        version: ProgramVersion,
        athletes: Sequence[Athlete],
        openings: Mapping[int, Sequence[OpeningValue]],
        facts: Mapping[int, AssignFacts],
        now: datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.athletes = athletes
        self.program = program_of(version)
        self.facts = facts
        self.now = now
        self.anchors: tuple[RequiredAnchor, ...] = required_anchors(version)
        self.counts = sessions_per_week(self.program)
        for count in self.counts:
            self.fields[_days_name(count)] = _days_field(count)
        for athlete in athletes:
            self._add_own(athlete)
            self._add_numbers(athlete, openings=openings[athlete.pk])

    def _add_own(self, athlete: Athlete) -> None:
        """Add what may differ for one athlete; left empty, it is as for everybody."""
        facts = self.facts[athlete.pk]
        self.fields[f"starts-{athlete.pk}"] = forms.DateField(
            label=_("Starts"),
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}),
        )
        for count in self.counts:
            own_days = _days_field(count)
            own_days.required, own_days.initial = False, []
            own_days.choices = list(WEEKDAYS_ABBR.items())
            self.fields[_own_days_name(athlete.pk, count)] = own_days
        if facts.running is not None:
            self.fields[f"ends-{athlete.pk}"] = forms.BooleanField(
                label=_("End %(plan)s today") % {"plan": facts.running.program_version},
                required=False,
            )
        if facts.home is not None:
            self.fields[f"home-{athlete.pk}"] = forms.BooleanField(
                label=_("Give the form for what is there"), required=False
            )

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
            has_errors=any(field.errors for row in rows for field, _note in row.fields),
        )

    def _row(self, athlete: Athlete, *, places: Sequence[int]) -> NumbersRow:
        notes = self.facts[athlete.pk].notes
        fields = tuple(
            (self[_number_name(athlete.pk, place)], notes.get(self.anchors[place].name, ""))
            for place in places
        )
        return NumbersRow(athlete, Loads.of(athlete).unit, fields)

    @property
    def own_rows(self) -> tuple[OwnRow, ...]:
        """What may differ for each athlete, and what stands in the way."""
        return tuple(self._own_row(athlete) for athlete in self.athletes)

    def _own_row(self, athlete: Athlete) -> OwnRow:
        facts = self.facts[athlete.pk]
        starts_on = self._shown_start(athlete)
        return OwnRow(
            athlete=athlete,
            facts=facts,
            starts_on=self[f"starts-{athlete.pk}"],
            days=tuple(self[_own_days_name(athlete.pk, count)] for count in self.counts),
            ends=self[f"ends-{athlete.pk}"] if facts.running else None,
            home=self[f"home-{athlete.pk}"] if facts.home else None,
            away=facts.away_in_week_one(starts_on=starts_on) if starts_on else None,
        )

    def _shown_start(self, athlete: Athlete) -> date | None:
        if self.is_bound:
            said = getattr(self, "cleaned_data", {})
            found: date | None = said.get(f"starts-{athlete.pk}") or said.get("starts_on")
            return found
        return self.initial.get("starts_on")

    def clean(self) -> dict[str, Any]:
        for count in self.counts:
            self._check_days(_days_name(count), count=count)
            for athlete in self.athletes:
                self._check_days(_own_days_name(athlete.pk, count), count=count)
        for athlete in self.athletes:
            self._check_start(athlete)
            self._check_numbers(athlete)
        self._check_free()
        return self.cleaned_data

    def _check_days(self, name: str, *, count: int) -> None:
        chosen = self.cleaned_data.get(name)
        if chosen and len(chosen) != count:
            sentence = ngettext("Choose %(count)d day.", "Choose %(count)d different days.", count)
            self.add_error(name, sentence % {"count": count})

    def _check_start(self, athlete: Athlete) -> None:
        """Say beside the day why nobody can start then; once, where it is everybody's."""
        name = f"starts-{athlete.pk}" if self.cleaned_data.get(f"starts-{athlete.pk}") else ""
        starts_on = self.cleaned_data.get(name or "starts_on")
        if starts_on is None:
            return
        try:
            check_start(starts_on, now=self.now)
            check_not_early(starts_on, athletes=[athlete], now=self.now)
        except (StartTooEarly, StartTooFarAhead) as error:
            self.add_error(name or "starts_on", str(error))

    def _check_numbers(self, athlete: Athlete) -> None:
        if any(
            _number_name(athlete.pk, place) in self.errors for place in range(len(self.anchors))
        ):
            return
        try:
            check_given(self.program, given={athlete.pk: self.given_by(athlete)})
        except AnchorInvalid as error:
            self.refuse_number(error.name, str(error))

    def _check_free(self) -> None:
        busy = [
            athlete
            for athlete in self.athletes
            if self.facts[athlete.pk].running and not self.cleaned_data.get(f"ends-{athlete.pk}")
        ]
        if busy:
            self.add_error(None, str(AlreadyOnAPlan(busy)))

    def weekdays_of(self, athlete: Athlete) -> dict[int, list[int]]:
        """Return the training days, Monday = 0, once the form is valid."""
        said = self.cleaned_data
        return {
            count: said.get(_own_days_name(athlete.pk, count)) or said[_days_name(count)]
            for count in self.counts
        }

    def starts_of(self, athlete: Athlete) -> date:
        """Return the first day, once the form is valid."""
        found: date = self.cleaned_data[f"starts-{athlete.pk}"] or self.cleaned_data["starts_on"]
        return found

    def form_of(self, athlete: Athlete) -> Program | None:
        """Return the form for what is there, where it was chosen."""
        home = self.facts[athlete.pk].home
        return home.program if home and self.cleaned_data.get(f"home-{athlete.pk}") else None

    def shared_numbers(self, athlete: Athlete) -> dict[str, Decimal | None]:
        """Return the numbers that the athlete's form of the program has, too."""
        program = self.form_of(athlete) or self.program
        given = self.given_by(athlete)
        return {name: value for name, value in given.items() if name in program.anchors}

    @property
    def items(self) -> list[dict[str, Any]]:
        """Return an item of the job for each athlete, once the form is valid."""
        return [self._item(athlete) for athlete in self.athletes]

    def _item(self, athlete: Athlete) -> dict[str, Any]:
        running = self.facts[athlete.pk].running
        numbers = self.given_by(athlete)
        return {
            "label": athlete.name,
            "athlete": athlete.pk,
            "starts_on": self.starts_of(athlete).isoformat(),
            "weekdays": {str(count): days for count, days in self.weekdays_of(athlete).items()},
            "numbers": {
                name: None if value is None else str(value) for name, value in numbers.items()
            },
            "ends": running.pk if running else None,
            "is_home": self.form_of(athlete) is not None,
        }

    def given_by(self, athlete: Athlete) -> dict[str, Decimal | None]:
        """Return the athlete's numbers in kilograms, None for those left empty."""
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


def _own_days_name(athlete: int, count: int) -> str:
    return f"days-{athlete}-{count}"


def _number_name(athlete: int, place: int) -> str:
    return f"number-{athlete}-{place}"
