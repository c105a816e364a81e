"""Daily undulation: heavy, volume and medium days in turn, loads from the maximum."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from programs.engine.program.parts import Band, Rule, Slot
from programs.engine.progression.wave import DAILY_UNDULATING, Wave
from programs.engine.schemes.changes import add_to
from programs.engine.schemes.scheme import Exactness, Expansion, Place, slot_of
from programs.engine.schemes.waves import wave_groups


@dataclass(frozen=True, slots=True)
class UndulatingScheme:
    """One row of ``table`` a session, each row ``sets`` times over; it begins anew every week.

    ``weekly_kg`` is added to the maximum after each week.
    """

    name: ClassVar[str] = "undulating"
    description: ClassVar[str] = (
        "A heavy, a volume and a medium day every week; each load is the share of the maximum "
        "that its repetitions and effort stand for."
    )
    source: ClassVar[str] = "spec 4, WAVE / UNDULATING: 3@8, 8@8, 5@7.5; chart: RTS"
    exactness: ClassVar[Exactness] = Exactness(
        departs="Exact. The maximum itself is the athlete's: it moves when new estimates come in."
    )
    is_endless: ClassVar[bool] = True

    table: Wave = DAILY_UNDULATING
    sets: int = 3
    weekly_kg: Decimal = Decimal(0)

    def expand(self, place: Place) -> Expansion:
        """Return a session for each row of the table, every week."""
        maximum = place.load_anchor("rm")
        week = tuple(self._slot(place, number, maximum) for number in range(len(self.table)))
        rise = Band(changes=(add_to(maximum, self.weekly_kg),))
        return Expansion(
            weeks=(week,) * place.weeks,
            anchors={maximum: place.opening_kg},
            rules=(Rule(on="week", bands=(rise,)),) if self.weekly_kg else (),
        )

    def _slot(self, place: Place, number: int, maximum: str) -> Slot:
        groups = wave_groups(self.table[number], anchor=maximum, times=self.sets)
        # Each day has results of its own.
        return replace(slot_of(place, groups), key=f"{place.key}-{number + 1}")
