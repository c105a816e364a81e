"""Kilograms and pounds, and the exact arithmetic that every figure rests on."""

from decimal import Decimal, localcontext
from fractions import Fraction
from math import floor, isqrt
from typing import Literal

Number = int | Decimal | Fraction
Unit = Literal["kg", "lb"]

# The international pound, exact by definition.
KG_PER_LB = Decimal("0.45359237")

_SHOWN_PLACES: dict[Unit, int] = {"kg": 2, "lb": 1}
_ROOT_PLACES = 40
# A decimal context keeps 28 digits.
_MOST_EXACT = 10**28


def kg_from_lb(lb: Decimal) -> Decimal:
    """Convert pounds to kilograms, exactly."""
    return lb * KG_PER_LB


def lb_from_kg(kg: Decimal) -> Decimal:
    """Convert kilograms to pounds, to the precision of the decimal context (28 digits)."""
    return kg / KG_PER_LB


def display_load(kg: Decimal, unit: Unit) -> Decimal:
    """Return a load for reading: kg to 2 decimals, lb to 1, no trailing zeros."""
    shown = kg if unit == "kg" else lb_from_kg(kg)
    return plain(rounded(shown, places=_SHOWN_PLACES[unit]))


def plain(value: Decimal) -> Decimal:
    """Drop trailing zeros without falling into an exponent: 100.00 becomes 100."""
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()


def rounded(value: Number, *, places: int) -> Decimal:
    """Return the number with so many decimals, ties away from zero."""
    # Whole numbers throughout: this runs for every load of a course.
    top, bottom = value.as_integer_ratio()
    scaled = (2 * abs(top) * 10**places + bottom) // (2 * bottom)
    signed = -scaled if top < 0 else scaled
    if scaled < _MOST_EXACT:
        return Decimal(signed).scaleb(-places)
    with localcontext() as context:
        context.prec = len(str(scaled)) + 1
        return Decimal(signed).scaleb(-places)


def round_half_up(value: Number) -> int:
    """Return the nearest whole number, ties up (2.5 becomes 3, -2.5 becomes -2)."""
    return floor(Fraction(value) + Fraction(1, 2))


def snap_to_halves(value: Number) -> Fraction:
    """Return the nearest multiple of one half, ties up: 8.25 becomes 8.5."""
    return Fraction(round_half_up(Fraction(value) * 2), 2)


def decimal_of(value: Number) -> Decimal:
    """Return the decimal of a number: exact when it has one, else 28 digits."""
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return Decimal(value)


def square_root(value: Fraction) -> Fraction:
    """Return the square root: exact for squares, else cut off after 40 decimals."""
    top, bottom = isqrt(value.numerator), isqrt(value.denominator)
    if top * top == value.numerator and bottom * bottom == value.denominator:
        return Fraction(top, bottom)
    scale = 10**_ROOT_PLACES
    return Fraction(isqrt(value.numerator * scale * scale // value.denominator), scale)
