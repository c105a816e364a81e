"""A session as done, a row a set: what a coach logs or corrects for an athlete."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from athletes.actions.log_for_athlete import SaidSet
from athletes.forms.numbers import NumberField, WholeNumberField
from athletes.queries.loads import Loads
from athletes.queries.performed import RPE_OF_FAILURE
from athletes.queries.session_blocks import ExerciseBlock, GroupBlock, SessionPage, SetRow


@dataclass(frozen=True, slots=True)
class FormRow:
    """One set of the page with its name among the fields, and the fields themselves."""

    block: ExerciseBlock
    group: GroupBlock
    row: SetRow
    name: str
    fields: tuple[Any, ...]


class LogSessionForm(forms.Form):
    """Every set of a session; empty repetitions mean that it wasn't done."""

    on = forms.DateField(label=_("Trained on"), widget=forms.DateInput(attrs={"type": "date"}))
    finishes = forms.BooleanField(label=_("The session is over"), required=False)

    def __init__(
        self, *args: Any, page: SessionPage, loads: Loads, as_asked: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.loads, self.page = loads, page
        for _block, group, row, name in _places(page):
            reps, load, rir = _initial(group, row, as_asked=as_asked)
            label = {"exercise": _block.exercise_name, "number": row.number}
            self.fields[f"reps_{name}"] = WholeNumberField(
                label=_("%(exercise)s, set %(number)s: reps") % label, required=False, initial=reps
            )
            self.fields[f"load_{name}"] = NumberField(
                label=_("%(exercise)s, set %(number)s: load") % label, required=False, initial=load
            )
            self.fields[f"rir_{name}"] = NumberField(
                label=_("%(exercise)s, set %(number)s: RIR") % label, required=False, initial=rir
            )

    @property
    def blocks(self) -> Iterator[tuple[ExerciseBlock, list[FormRow]]]:
        """The rows of each exercise."""
        for block in (*self.page.blocks, *self.page.extras):
            yield (
                block,
                [
                    FormRow(block, group, row, name, tuple(self[f"{one}_{name}"] for one in PARTS))
                    for of_block, group, row, name in _places(self.page)
                    if of_block is block
                ],
            )

    @property
    def sets(self) -> list[SaidSet]:
        """What was said of each set; one neither done nor said to be is left out."""
        found = []
        for _block, group, row, name in _places(self.page):
            reps = self.cleaned_data[f"reps_{name}"]
            if reps is None and row.performed is None:
                continue
            found.append(
                SaidSet(
                    group_id=group.id,
                    number=row.number,
                    reps=reps,
                    load_kg=self._load_kg(row, self.cleaned_data[f"load_{name}"]),
                    rpe=self._rpe(self.cleaned_data[f"rir_{name}"]),
                    set_id=row.performed.id if row.performed else None,
                    is_warmup=group.is_warmup,
                )
            )
        return found

    def _load_kg(self, row: SetRow, typed: Decimal | None) -> Decimal | None:
        """Return the load in kilograms; the one that was shown stays exactly as it is stored."""
        if typed is None:
            return None
        if row.load_kg is not None and typed == self.loads.shown(row.load_kg):
            return row.load_kg
        return self.loads.in_kg(typed)

    def _rpe(self, rir: Decimal | None) -> Decimal | None:
        return None if rir is None else RPE_OF_FAILURE - rir


PARTS = ("reps", "load", "rir")


def _places(
    page: SessionPage,
) -> Iterator[tuple[ExerciseBlock, GroupBlock, SetRow, str]]:
    """Yield each set with its name; beyond the plan only what was done."""
    for place, block in enumerate((*page.blocks, *page.extras)):
        for at, group in enumerate(block.groups):
            for row in group.rows:
                if block.slot_key or row.performed:
                    yield block, group, row, f"{place}_{at}_{row.number}"


def _initial(
    group: GroupBlock, row: SetRow, *, as_asked: bool
) -> tuple[int | None, Decimal | None, Decimal | None]:
    done = row.performed
    if done is not None:
        return done.reps, done.load, done.rir
    if not as_asked or group.is_optional or row.is_extra:
        return None, None, None
    return row.reps, row.load, None


def day_trained(*, log_on: date | None, planned_on: date, today: date) -> date:
    """Return the day that the form starts with."""
    return log_on or min(planned_on, today)
