"""RIR ramp: every week a little closer to failure."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from programs.engine.program.parts import Band, Group, Load, Rule
from programs.engine.program.prescription import parse_reps
from programs.engine.progression.ramps import rir_ramp
from programs.engine.schemes.changes import add_to, follow_load
from programs.engine.schemes.scheme import Exactness, Expansion, Place, slot_of
from programs.engine.units import decimal_of, plain


@dataclass(frozen=True, slots=True)
class RirRampScheme:
    """``start`` and ``end`` in reps in reserve; ``weekly_kg`` is added after each week."""

    name: ClassVar[str] = "rir_ramp"
    description: ClassVar[str] = (
        "Begin with repetitions in reserve and come closer to failure every week, in halves."
    )
    source: ClassVar[str] = "spec 4, RIR_RAMP; the band of 0-4 is rule H08"
    exactness: ClassVar[Exactness] = Exactness()
    is_endless: ClassVar[bool] = False

    start: Decimal = Decimal(3)
    end: Decimal = Decimal(0)
    sets: int = 3
    reps: str = "8-12"
    weekly_kg: Decimal = Decimal(0)

    def expand(self, place: Place) -> Expansion:
        """Return each week's sets with its effort; the load follows what was lifted."""
        weight = place.load_anchor("w")
        ramp = rir_ramp(weeks=place.weeks, start=Fraction(self.start), end=Fraction(self.end))
        return Expansion(
            weeks=tuple(
                (slot_of(place, (self._group(weight, rir),)),) * place.sessions_per_week
                for rir in ramp
            ),
            anchors={weight: place.opening_kg},
            rules=(follow_load(place.key, anchor=weight), *self._weekly(weight)),
        )

    def _group(self, weight: str, rir: Fraction) -> Group:
        return Group(
            sets=self.sets,
            reps=parse_reps(self.reps),
            load=Load(of=weight),
            rir=plain(decimal_of(rir)),
        )

    def _weekly(self, weight: str) -> tuple[Rule, ...]:
        if not self.weekly_kg:
            return ()
        return (Rule(on="week", bands=(Band(changes=(add_to(weight, self.weekly_kg),)),)),)
