"""Stall: a phase that lasts until its main lifts stop getting better."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from programs.engine.program.parts import Group, Load
from programs.engine.program.prescription import parse_reps
from programs.engine.schemes.changes import follow_load
from programs.engine.schemes.scheme import Exactness, Expansion, Place, every_session


@dataclass(frozen=True, slots=True)
class StallScheme:
    """What is trained until then: equal sets at a target effort, the load following."""

    name: ClassVar[str] = "stall"
    description: ClassVar[str] = (
        "Go on with the same work until the best of the last three sessions is no longer better "
        "than before; then the phase is over."
    )
    source: ClassVar[str] = "spec 4, stall; decision 16, a phase that ends by stall"
    exactness: ClassVar[Exactness] = Exactness(
        is_exact=False,
        departs=(
            "A rule moves numbers, it can't end a phase. The expansion marks the phase to end by "
            "stall; the plan compares the estimates (programs/engine/progression/stall.py)."
        ),
        acts_on_plan=True,
    )
    is_endless: ClassVar[bool] = True

    sets: int = 3
    reps: str = "5"
    rpe: Decimal = Decimal(8)

    def expand(self, place: Place) -> Expansion:
        """Return equal sessions in a phase that ends by stall."""
        weight = place.load_anchor("w")
        group = Group(
            sets=self.sets, reps=parse_reps(self.reps), load=Load(of=weight), rpe=self.rpe
        )
        return Expansion(
            weeks=every_session(place, (group,)),
            anchors={weight: place.opening_kg},
            rules=(follow_load(place.key, anchor=weight),),
            ends="stall",
        )
