"""Reading a case's cells, and comparing figures at the precision the cases are written in."""

import json
from decimal import Decimal
from fractions import Fraction

from programs.engine.units import Number, rounded


def read_json(text):
    """Read JSON with every number as the decimal that is written."""
    return json.loads(text, parse_float=Decimal, parse_int=Decimal)


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def fraction(value) -> Fraction | None:
    return None if value in (None, "") else Fraction(value)


def at_places(value: Number | None, places: int) -> Decimal | None:
    return None if value is None else rounded(value, places=places)


def as_written(value: Fraction | None) -> str:
    """Write a fraction in lowest terms as the cases do: 0/1, 1/1, 43/60."""
    return "" if value is None else f"{value.numerator}/{value.denominator}"
