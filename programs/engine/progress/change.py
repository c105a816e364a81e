"""What counts as a change: against the measurement's own error."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from programs.engine.units import Number, square_root

Change = Literal["clear_up", "clear_down", "possible_up", "possible_down", "no_clear_change"]

Confidence = Literal[80, 90, 95]

# Spec 8.2: how many standard errors a change must be, by confidence in percent.
Z: Mapping[Confidence, Fraction] = MappingProxyType(
    {80: Fraction("1.2816"), 90: Fraction("1.6449"), 95: Fraction("1.96")}
)
Z90 = Z[90]
SMALLEST_WORTHWHILE_PCT = Decimal(2)
SMALLEST_WORTHWHILE_REPS = Decimal(1)


@dataclass(frozen=True, slots=True)
class ChangeVerdict:
    """The minimal detectable change at 90 % and what the change is against it."""

    mdc90: Fraction
    verdict: Change


def change_verdict(
    *, change: Number, typical_error: Number, smallest: Number = SMALLEST_WORTHWHILE_PCT
) -> ChangeVerdict:
    """Return whether a change is clear, possible or neither.

    All three in the same unit: percent, or reps (``smallest`` then 1 rep). Limits are
    inclusive. Spec 8.2: MDC90 = 1.6449 x sqrt(2) x typical error.
    """
    mdc90 = mdc(typical_error)
    size, is_up = abs(Fraction(change)), change > 0
    if size >= mdc90:
        return ChangeVerdict(mdc90, "clear_up" if is_up else "clear_down")
    if size >= smallest:
        return ChangeVerdict(mdc90, "possible_up" if is_up else "possible_down")
    return ChangeVerdict(mdc90, "no_clear_change")


def mdc(typical_error: Number, *, z: Fraction = Z90) -> Fraction:
    """Return the minimal detectable change: z x sqrt(2) x typical error. Spec 8.2."""
    return z * square_root(Fraction(2)) * Fraction(typical_error)
