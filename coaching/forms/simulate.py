"""A virtual athlete as a form: lifts, how they change, misses, breaks, equipment."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from athletes.forms.numbers import NumberField, WholeNumberField
from athletes.models import Plan
from athletes.queries.loads import Loads
from coaching.forms.kits import kit_choices
from coaching.forms.number_lists import SpansField, spans_in_words
from programs.engine.phases.decision import RollMode
from programs.engine.simulating.athlete import Athlete, Break, LiftProfile
from programs.engine.simulating.reading import (
    KILOGRAMS,
    MOST_SESSIONS,
    MOST_WEEKS,
    RPE_BIAS,
    WEEKLY_PERCENT,
)
from programs.engine.substitution.equipment import Equipment
from programs.engine.substitution.kits import KITS

OWN, ANY = "own", "any"
MOST_BREAKS = 3
HIGHEST_SEED = 9999
LONGEST_BREAK = 52


@dataclass(frozen=True, slots=True)
class Lift:
    """A lift of the program; ``is_main`` where it is one, or numbers of the program rest on it."""

    name: str
    profile: LiftProfile | None
    is_main: bool


@dataclass(frozen=True, slots=True)
class LiftRow:
    """A lift with its fields."""

    name: str
    max: BoundField
    gain: BoundField
    stalls: BoundField


def _percent(label: Any) -> NumberField:
    return NumberField(label=label, min_value=WEEKLY_PERCENT[0], max_value=WEEKLY_PERCENT[1])


class SimulateForm(forms.Form):
    """What a virtual athlete brings, begun with what ``start`` has; ``athlete`` once valid.

    ``lifts`` are the program's; loads are read and shown as ``loads`` says.
    """

    who = forms.CharField(widget=forms.HiddenInput)
    start_on = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    mode = forms.ChoiceField(
        label=_("Phase changes"),
        choices=[(mode.value, Plan.RollMode(mode.value.upper()).label) for mode in RollMode],
    )
    kit = forms.ChoiceField(label=_("Equipment"))
    body_weight = NumberField(label=_("Body weight"), required=False)
    gain_percent = _percent(_("Gained in a week that trains a lift, %"))
    loss_percent = _percent(_("Lost in a week that doesn't, %"))
    rpe_bias = NumberField(
        label=_("Effort felt beside the true one, RPE"),
        min_value=RPE_BIAS[0],
        max_value=RPE_BIAS[1],
        help_text=_("Below 0 sets feel easier than they are."),
    )
    missed = SpansField(
        label=_("Sessions missed"),
        highest=MOST_SESSIONS,
        help_text=_("By their place in the course: 5, 9, 12-14."),
    )
    miss_percent = NumberField(
        label=_("Chance of missing any other, %"), min_value=0, max_value=100
    )
    seed = WholeNumberField(
        label=_("Draw"),
        min_value=0,
        max_value=HIGHEST_SEED,
        help_text=_("Another number misses other sessions; the same one the same."),
    )

    athlete: Athlete | None = None

    def __init__(
        self,
        *args: Any,
        start: Athlete,
        lifts: Sequence[Lift],
        loads: Loads,
        own_label: Any = "",
        **kwargs: Any,
    ) -> None:
        initial = {**_initial(start, loads=loads), **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
        self.start, self.lifts, self.loads = start, lifts, loads
        own = [(OWN, own_label)] if start.equipment is not None else []
        self.fields["kit"].choices = [
            *own,
            (ANY, _("Anything; the program rounds")),
            *kit_choices(),
        ]
        self.fields["body_weight"].label = _("Body weight, %(unit)s") % {"unit": loads.unit}
        for place, lift in enumerate(lifts):
            self._add_lift(lift, place=place)
        for place in range(MOST_BREAKS):
            self._add_break(place)

    def _add_lift(self, lift: Lift, *, place: int) -> None:
        profile = lift.profile
        names = {"lift": lift.name, "unit": self.loads.unit}
        fields: dict[str, forms.Field] = {
            "max": NumberField(label=_("%(lift)s: maximum, %(unit)s") % names, required=False),
            "gain": _percent(_("%(lift)s: gained in a week, %%") % names),
            "stalls": SpansField(
                label=_("%(lift)s: weeks without a gain") % names, highest=MOST_WEEKS
            ),
        }
        fields["gain"].required = False
        if profile is not None:
            fields["max"].initial = self.loads.shown(profile.max_kg)
            fields["gain"].initial = profile.gain_percent
            fields["stalls"].initial = spans_in_words(profile.stalls)
        for name, field in fields.items():
            field.widget.attrs["aria-label"] = field.label
            self.fields[f"{name}-{place}"] = field

    def _add_break(self, place: int) -> None:
        number = {"number": place + 1}
        after = WholeNumberField(
            label=_("Break %(number)d: after week") % number,
            required=False,
            min_value=1,
            max_value=MOST_WEEKS,
        )
        weeks = WholeNumberField(
            label=_("Break %(number)d: weeks off") % number,
            required=False,
            min_value=1,
            max_value=LONGEST_BREAK,
        )
        if place < len(self.start.breaks):
            after.initial = self.start.breaks[place].after_week
            weeks.initial = self.start.breaks[place].weeks
        self.fields[f"after-{place}"], self.fields[f"weeks-{place}"] = after, weeks

    def _rows(self, *, is_main: bool) -> tuple[LiftRow, ...]:
        return tuple(
            LiftRow(lift.name, self[f"max-{place}"], self[f"gain-{place}"], self[f"stalls-{place}"])
            for place, lift in enumerate(self.lifts)
            if lift.is_main is is_main
        )

    @property
    def main_rows(self) -> tuple[LiftRow, ...]:
        """The lifts that the program turns on."""
        return self._rows(is_main=True)

    @property
    def other_rows(self) -> tuple[LiftRow, ...]:
        """All other lifts."""
        return self._rows(is_main=False)

    @property
    def breaks(self) -> tuple[tuple[BoundField, BoundField], ...]:
        """After which week, and for how long."""
        return tuple(
            (self[f"after-{place}"], self[f"weeks-{place}"]) for place in range(MOST_BREAKS)
        )

    def clean(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().clean() or {}
        for place in range(MOST_BREAKS):
            self._check_break(fields, place)
        for name in ("body_weight", *(f"max-{place}" for place in range(len(self.lifts)))):
            self._check_load(fields, name)
        if not self.errors:
            self.athlete = self._athlete(fields)
        return fields

    def _check_break(self, fields: Mapping[str, Any], place: int) -> None:
        names = (f"after-{place}", f"weeks-{place}")
        said = [fields.get(name) for name in names]
        if not any(name in self.errors for name in names) and said.count(None) == 1:
            missing = names[said.index(None)]
            self.add_error(missing, _("Fill in both: after which week, and for how many weeks."))

    def _check_load(self, fields: Mapping[str, Any], name: str) -> None:
        typed = fields.get(name)
        if typed is not None and not 0 < self.loads.in_kg(typed) <= KILOGRAMS[1]:
            most = self.loads.shown(KILOGRAMS[1])
            words = _("Write more than 0 and at most %(most)s %(unit)s, or leave it empty.")
            self.add_error(name, words % {"most": most, "unit": self.loads.unit})

    def _athlete(self, fields: Mapping[str, Any]) -> Athlete:
        body = fields["body_weight"]
        return Athlete(
            name=self.start.name,
            lifts=dict(self._lift_profiles(fields)),
            gain_percent=fields["gain_percent"],
            loss_percent=fields["loss_percent"],
            body_weight_kg=None if body is None else self.loads.in_kg(body),
            missed=frozenset(_every(fields["missed"])),
            miss_percent=fields["miss_percent"],
            breaks=tuple(_breaks(fields)),
            rpe_bias=fields["rpe_bias"],
            anchors=self.start.anchors,
            equipment=self._equipment(fields["kit"]),
            start_on=fields["start_on"],
            mode=RollMode(fields["mode"]),
        )

    def _equipment(self, kit: str) -> Equipment | None:
        return self.start.equipment if kit == OWN else KITS.get(kit)

    def _lift_profiles(self, fields: Mapping[str, Any]) -> Iterator[tuple[str, LiftProfile]]:
        for place, lift in enumerate(self.lifts):
            typed = fields[f"max-{place}"]
            if typed is not None:
                yield (
                    lift.name,
                    LiftProfile(
                        max_kg=self._exact(typed, lift.profile),
                        gain_percent=fields[f"gain-{place}"],
                        loss_percent=lift.profile.loss_percent if lift.profile else None,
                        stalls=fields[f"stalls-{place}"],
                    ),
                )

    def _exact(self, typed: Decimal, profile: LiftProfile | None) -> Decimal:
        """Return kilograms; what was left as it was shown is what it was before it was rounded."""
        is_as_shown = profile is not None and self.loads.shown(profile.max_kg) == typed
        return profile.max_kg if profile and is_as_shown else self.loads.in_kg(typed)


def _initial(start: Athlete, *, loads: Loads) -> dict[str, Any]:
    return {
        "start_on": start.start_on,
        "mode": start.mode.value,
        "kit": ANY if start.equipment is None else OWN,
        "body_weight": loads.shown_or_none(start.body_weight_kg),
        "gain_percent": start.gain_percent,
        "loss_percent": start.loss_percent,
        "rpe_bias": start.rpe_bias,
        "missed": spans_in_words(tuple((one, one) for one in sorted(start.missed))),
        "miss_percent": start.miss_percent,
        "seed": 0,
    }


def _every(spans: Iterable[tuple[int, int]]) -> Iterator[int]:
    for first, last in spans:
        yield from range(first, last + 1)


def _breaks(fields: Mapping[str, Any]) -> Iterator[Break]:
    for place in range(MOST_BREAKS):
        if fields[f"after-{place}"] is not None:
            yield Break(after_week=fields[f"after-{place}"], weeks=fields[f"weeks-{place}"])
