"""Loads as an athlete reads and writes them: kilograms or pounds, converted at this edge."""

from dataclasses import dataclass
from decimal import Decimal

from athletes.models import Athlete
from programs.engine.units import Unit, display_load, kg_from_lb

THOUSANDTH = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Loads:
    """Converts between what is stored, in kilograms, and the unit of one reader."""

    unit: Unit

    @classmethod
    def of(cls, athlete: Athlete) -> "Loads":
        """Return the conversion for an athlete's chosen unit."""
        return cls(unit="lb" if athlete.units == "LB" else "kg")

    def shown(self, load_kg: Decimal) -> Decimal:
        """Return a load in the unit, without trailing zeros."""
        return display_load(load_kg, self.unit)

    def shown_or_none(self, load_kg: Decimal | None) -> Decimal | None:
        """Return a load in the unit, None where there is none."""
        return None if load_kg is None else self.shown(load_kg)

    def in_kg(self, load: Decimal) -> Decimal:
        """Return a load written in the unit as kilograms, to the thousandth that is stored."""
        return (kg_from_lb(load) if self.unit == "lb" else load).quantize(THOUSANDTH)
