"""One athlete's session as a coach rewrites it, an exercise a row, sets in cell notation."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.queries.tweakable_day import TweakableSlot
from programs.engine.building.slot_edits import SlotEdit

NEW = "own-{}"
LEFT_OUT = "-"
HERE, FROM_HERE = "session", "from_here"


class TweakForm(forms.Form):
    """The rows of the day, one more to add, how far it reaches, and why."""

    reach = forms.ChoiceField(
        label=_("How far"),
        choices=[
            (HERE, _("This session only")),
            (FROM_HERE, _("From here on: the same day of the phase's later weeks, too")),
        ],
        widget=forms.RadioSelect,
        initial=HERE,
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        help_text=_("Kept with the change."),
        error_messages={"required": _("Say in a few words why.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, slots: Sequence[TweakableSlot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slots = slots
        for place, slot in enumerate(slots):
            self._add(str(place), exercise=slot.exercise, cell=slot.cell, note=slot.note)
        self._add("new", exercise="", cell="", note="")
        self.fields["exercise_new"].widget.attrs["placeholder"] = _("Another exercise")

    def _add(self, place: str, **initial: str) -> None:
        labels = {"exercise": _("Exercise"), "cell": _("Sets"), "note": _("Note")}
        for name, value in initial.items():
            self.fields[f"{name}_{place}"] = forms.CharField(
                label=labels[name], required=False, max_length=500, initial=value
            )
        self.fields[f"exercise_{place}"].widget.attrs["list"] = "exercise-names"

    @property
    def rows(self) -> Iterator[tuple[TweakableSlot | None, list[Any]]]:
        """The fields of each exercise, the empty row of a new one last."""
        for place, slot in [*enumerate(self.slots), ("new", None)]:
            yield slot, [self[f"{name}_{place}"] for name in ("exercise", "cell", "note")]

    @property
    def edits(self) -> tuple[SlotEdit, ...]:
        """What was typed otherwise; an emptied cell leaves the exercise out."""
        said = self.cleaned_data
        found = [
            SlotEdit(
                slot.key,
                cell=_other(said[f"cell_{place}"] or LEFT_OUT, slot.cell),
                exercise=_other(said[f"exercise_{place}"] or slot.exercise, slot.exercise),
                note=_other(said[f"note_{place}"], slot.note),
            )
            for place, slot in enumerate(self.slots)
        ]
        if said["exercise_new"] or said["cell_new"]:
            note = said["note_new"] or None
            found.append(SlotEdit(self._new_key(), said["cell_new"], said["exercise_new"], note))
        return tuple(one for one in found if one != SlotEdit(one.key))

    def _new_key(self) -> str:
        taken = {slot.key for slot in self.slots}
        return next(key for number in range(1, 100) if (key := NEW.format(number)) not in taken)


def _other(typed: str, before: str) -> str | None:
    return None if typed == before else typed
