"""Circumferences as an athlete reads and writes them: centimeters or inches."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from athletes.models import Athlete

CM_PER_INCH = Decimal("2.54")
HUNDREDTH = Decimal("0.01")
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Lengths:
    """Converts between stored centimeters and the unit that goes with the athlete's weights."""

    unit: Literal["cm", "in"]

    @classmethod
    def of(cls, athlete: Athlete) -> "Lengths":
        """Return inches for who weighs in pounds, centimeters otherwise."""
        return cls(unit="in" if athlete.units == "LB" else "cm")

    def shown(self, cm: Decimal) -> Decimal:
        """Return a length in the unit, to the tenth."""
        return (cm / CM_PER_INCH if self.unit == "in" else cm).quantize(TENTH)

    def in_cm(self, length: Decimal) -> Decimal:
        """Return a length written in the unit as centimeters, to the hundredth that is stored."""
        return (length * CM_PER_INCH if self.unit == "in" else length).quantize(HUNDREDTH)
