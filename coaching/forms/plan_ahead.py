"""What a coach wishes of a year, and what to call the program that is made of it."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms import BoundField
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from coaching.queries.plan_ahead_words import in_days
from programs.actions.version_rows import LONGEST_NAME
from programs.engine.composing.composition import CompositionInvalid
from programs.engine.errors import TrainingError
from programs.engine.goals import Goal
from programs.engine.planning.alternation import plan_year
from programs.engine.planning.compose_year import ComposedYear, compose_year
from programs.engine.planning.week_marks import EventMisplaced
from programs.engine.planning.wishes import (
    FEWEST_WEEKS,
    MOST_WEEKS,
    Blackout,
    Length,
    WishesInvalid,
    YearWishes,
    peaking_weeks,
    usual_lengths,
)
from programs.engine.planning.year import YearPlan
from programs.forms.compose import DAYS
from programs.models import ProgramTemplate

MOST_EVENTS, MOST_BLACKOUTS = 6, 12
LEAST_PEAK, MOST_PEAK = peaking_weeks()
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
LINE = re.compile(r"(event|from|to|why)-(\d{1,2})")
BUILT = (Goal.HYPERTROPHY, Goal.STRENGTH)
GOALS = ((Goal.HYPERTROPHY.value, _("Hypertrophy")), (Goal.STRENGTH.value, _("Strength")))
PARTS = (("fewest", _("At least")), ("usual", _("Usually")), ("most", _("At most")))


def day_field(label: Any, **options: Any) -> forms.DateField:
    """Return a field for a day that a year can be planned around."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}),
        validators=[
            MinValueValidator(EARLIEST, _("Choose a day from 2000 on.")),
            MaxValueValidator(LATEST, _("Choose a day before 2100.")),
        ],
        **options,
    )


def usual_wishes(*, start_on: date, week_start: int) -> dict[str, str]:
    """Return what a year is planned from before anybody wished for anything."""
    wishes = YearWishes(start_on=start_on)
    lengths = usual_lengths()
    return {
        "start_on": start_on.isoformat(),
        "weeks": str(wishes.weeks),
        "first_goal": wishes.first_goal.value,
        "week_start": str(week_start),
        "peaking_weeks": str(wishes.peaking_weeks),
        **{
            f"{goal.value}_{part}": str(getattr(lengths[goal], part))
            for goal in BUILT
            for part, _label in PARTS
        },
    }


class WishesForm(forms.Form):
    """Everything a year is planned from; ``year`` once valid. Lines for days grow as they fill.

    ``data`` always holds a value for each field that isn't a line.
    """

    start_on = day_field(_("First day"), help_text=_("The first week begins on or after it."))
    weeks = forms.IntegerField(label=_("Weeks"), min_value=FEWEST_WEEKS, max_value=MOST_WEEKS)
    first_goal = forms.ChoiceField(label=_("Begin with"), choices=GOALS)
    week_start = forms.TypedChoiceField(
        label=_("Weeks begin on"), choices=list(WEEKDAYS.items()), coerce=int
    )
    peaking_weeks = forms.IntegerField(
        label=_("Weeks of peaking"),
        help_text=_("Before each event."),
        min_value=LEAST_PEAK,
        max_value=MOST_PEAK,
    )
    has_tests = forms.BooleanField(
        label=_("A test week after each light week"),
        required=False,
        help_text=_("A light week follows every phase anyway."),
    )

    year: YearPlan | None = None

    def __init__(self, data: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        most_loaded = usual_lengths()
        for goal in BUILT:
            for part, label in PARTS:
                name = f"{goal.value}_{part}"
                field = forms.IntegerField(label=label, min_value=1)
                field.widget.attrs["max"] = most_loaded[goal].most
                self.fields[name] = field
        self._lines = _lines(data)
        for place in range(self._lines["event"]):
            self.fields[f"event-{place}"] = day_field(_("Event"), required=False)
        for place in range(self._lines["from"]):
            self.fields[f"from-{place}"] = day_field(_("From"), required=False)
            self.fields[f"to-{place}"] = day_field(_("Until"), required=False)
            self.fields[f"why-{place}"] = forms.CharField(
                label=_("Why"), required=False, max_length=60
            )

    @property
    def plain(self) -> list[BoundField]:
        """The fields that stand alone."""
        return [self[name] for name in self.base_fields]

    @property
    def lengths(self) -> list[tuple[Any, list[BoundField]]]:
        """The fields of each loading phase's length."""
        return [(label, [self[f"{goal}_{part}"] for part, _part in PARTS]) for goal, label in GOALS]

    @property
    def events(self) -> list[BoundField]:
        """A field for each event, and one more."""
        return [self[f"event-{place}"] for place in range(self._lines["event"])]

    @property
    def blackouts(self) -> list[tuple[BoundField, ...]]:
        """The fields of each stretch of days without sessions, and of one more."""
        return [
            tuple(self[f"{name}-{place}"] for name in ("from", "to", "why"))
            for place in range(self._lines["from"])
        ]

    def clean(self) -> dict[str, Any]:
        blackouts = tuple(self._blackouts())
        lengths = {goal: self._length(goal) for goal in BUILT}
        if not self.errors:
            self._plan(blackouts, {goal: one for goal, one in lengths.items() if one})
        return self.cleaned_data

    def _blackouts(self) -> Iterator[Blackout]:
        for place in range(self._lines["from"]):
            from_on, to_on, why = (
                self.cleaned_data.get(f"{name}-{place}") for name in ("from", "to", "why")
            )
            if from_on is None:
                if (to_on or why) and f"from-{place}" not in self.errors:
                    self.add_error(f"from-{place}", _("Say on which day it begins."))
            elif to_on and to_on < from_on:
                self.add_error(f"to-{place}", _("Choose a last day that isn't before the first."))
            else:
                yield Blackout(from_on, to_on or from_on, why or "holiday")

    def _length(self, goal: Goal) -> Length | None:
        found = [self.cleaned_data.get(f"{goal.value}_{part}") for part, _label in PARTS]
        fewest, usual, most = found
        if fewest is None or usual is None or most is None:
            return None
        if not fewest <= usual <= most:
            sentence = _("Let the usual number lie between the fewest and the most.")
            self.add_error(f"{goal.value}_usual", sentence)
        return Length(fewest, usual, most)

    def _plan(self, blackouts: tuple[Blackout, ...], lengths: Mapping[Goal, Length]) -> None:
        said = self.cleaned_data
        wishes = YearWishes(
            start_on=said["start_on"],
            weeks=said["weeks"],
            first_goal=Goal(said["first_goal"]),
            week_start=said["week_start"],
            lengths=lengths,
            has_tests=said["has_tests"],
            blackouts=blackouts,
            events=tuple(
                said[f"event-{place}"]
                for place in range(self._lines["event"])
                if said.get(f"event-{place}")
            ),
            peaking_weeks=said["peaking_weeks"],
        )
        try:
            self.year = plan_year(wishes)
        except TrainingError as error:
            self.add_error(self._cause(error), in_days(str(error)))

    def _cause(self, error: TrainingError) -> str | None:
        """Return the field that the error is about; None where several may be."""
        if isinstance(error, EventMisplaced):
            events = (f"event-{place}" for place in range(self._lines["event"]))
            return next((name for name in events if self.cleaned_data.get(name) == error.on), None)
        if isinstance(error, WishesInvalid):
            name = f"{error.goal}_most" if error.goal else error.field
            return name if name in self.fields else None
        return None


class KeepYearForm(forms.Form):
    """What the year's program is called, for which place it is, and on how many days."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    equipment = forms.ChoiceField(label=_("Equipment"), choices=ProgramTemplate.Equipment)
    hypertrophy_days = forms.TypedChoiceField(
        label=_("Days a week, hypertrophy"), choices=DAYS, coerce=int, initial=4
    )
    strength_days = forms.TypedChoiceField(
        label=_("Days a week, strength"), choices=DAYS, coerce=int, initial=3
    )

    composed: ComposedYear | None = None

    def __init__(self, *args: Any, year: YearPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._year = year

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if self.errors:
            return said
        try:
            self.composed = compose_year(
                self._year,
                name=said["name"],
                equipment=said["equipment"],
                days={goal: said[f"{goal.value}_days"] for goal in BUILT},
            )
        except CompositionInvalid as error:
            name = error.field if error.field in self.fields else None
            self.add_error(name, str(error))
        return said


class FirstDayForm(forms.Form):
    """From which day on a program's phases are laid out."""

    start_on = day_field(_("First day"))


def _lines(data: Mapping[str, str]) -> dict[str, int]:
    """Return how many lines there are: up to the last one filled, and one more."""
    last = {"event": -1, "from": -1}
    for name, value in data.items():
        found = LINE.fullmatch(name)
        if found and value:
            kind = "event" if found[1] == "event" else "from"
            last[kind] = max(last[kind], int(found[2]))
    most = {"event": MOST_EVENTS, "from": MOST_BLACKOUTS}
    return {kind: min(place + 2, most[kind]) for kind, place in last.items()}
