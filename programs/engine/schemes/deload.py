"""Deload trigger: a light week when it is planned, when it is time, or when signs add up."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from programs.engine.program.parts import Group, Load, Slot
from programs.engine.program.prescription import parse_reps
from programs.engine.progression.deload import MOST_LOADING_WEEKS
from programs.engine.progression.easing import LIGHT_WEEK
from programs.engine.schemes.changes import follow_load
from programs.engine.schemes.easing import eased_slot
from programs.engine.schemes.scheme import Exactness, Expansion, Place, slot_of


@dataclass(frozen=True, slots=True)
class DeloadScheme:
    """``every`` loading weeks a light one comes planned, at the latest after eight."""

    name: ClassVar[str] = "deload"
    description: ClassVar[str] = (
        "A light week after so many loading weeks, or sooner when two signs of fatigue come "
        "together: half the sets, nine tenths of the load, four in reserve."
    )
    source: ClassVar[str] = "spec 4, deload trigger; the light week is decision 13"
    exactness: ClassVar[Exactness] = Exactness(
        is_exact=False,
        departs=(
            "Planned light weeks are written out. The signs of fatigue are judged over the whole "
            "plan (programs/engine/progression/deload.py), which puts the week in when two hold."
        ),
        acts_on_plan=True,
    )
    is_endless: ClassVar[bool] = True

    every: int = 4
    sets: int = 4
    reps: str = "8-12"
    rir: Decimal = Decimal(2)

    def expand(self, place: Place) -> Expansion:
        """Return loading weeks with a light one after each ``every``."""
        weight = place.load_anchor("w")
        group = Group(
            sets=self.sets, reps=parse_reps(self.reps), load=Load(of=weight), rir=self.rir
        )
        loading = slot_of(place, (group,))
        round_weeks = min(self.every, MOST_LOADING_WEEKS) + 1
        is_light = [count % round_weeks == 0 for count in range(1, place.weeks + 1)]
        # Its results don't move the load: another key.
        light = light_slot(loading, key=f"light-{place.key}")
        return Expansion(
            weeks=tuple(
                (light if lighter else loading,) * place.sessions_per_week for lighter in is_light
            ),
            anchors={weight: place.opening_kg},
            rules=(follow_load(place.key, anchor=weight),),
            deload_weeks=frozenset(
                week for week, lighter in zip(place.week_numbers, is_light, strict=True) if lighter
            ),
        )


def light_slot(slot: Slot, *, key: str) -> Slot:
    """Return the slot as a light week asks it: sets halved half up, load x 0.9, four in reserve."""
    return replace(eased_slot(slot, ease=LIGHT_WEEK), key=key)
