"""Values of a report as a reader of its language reads them."""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import date_format, number_format

from coaching.reports.document import Column, Fact, Kind, Value

TENTH, HUNDREDTH = Decimal("0.1"), Decimal("0.01")
NOTHING = "–"
MINUS = "−"


def written(value: Value, *, kind: Kind, unit: str = "", places: int = 0) -> str:
    """Return a value in the active language, with ``places`` at least; nothing is a dash."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, date):
        # A day stays on one line of a narrow column.
        return date_format(value, "MEDIUM_DATE_FORMAT").replace(" ", "\u00a0")
    if isinstance(value, str):
        return value
    if kind is Kind.CHANGE:
        return _signed(Decimal(value)) + _after(unit or "%")
    shown = number(value, kind=kind, places=places)
    return shown + _after("%" if kind is Kind.PERCENT else unit)


def cells(values: Iterable[Value], column: Column) -> list[str]:
    """Return a column's values as they stand in a table, whose head names the unit.

    Decimals stand below each other: each number has as many places as the one with most.
    """
    said = list(values)
    shown = [_rounded(one, kind=column.kind) for one in said if isinstance(one, Decimal)]
    places = max((_places(one) for one in shown), default=0)
    return [written(one, kind=column.kind, places=places) for one in said]


def fact(one: Fact) -> str:
    return written(one.value, kind=one.kind, unit=one.unit)


def number(value: int | Decimal, *, kind: Kind, places: int = 0) -> str:
    """Return a number with as many places as its kind has, zeros beyond ``places`` left out."""
    if isinstance(value, int) or kind is Kind.COUNT:
        return number_format(value)
    shown = _rounded(value, kind=kind)
    return number_format(f"{shown:.{max(_places(shown), places)}f}").replace("-", MINUS)


def _rounded(value: Decimal, *, kind: Kind) -> Decimal:
    place = HUNDREDTH if kind is Kind.LOAD else TENTH
    if kind in {Kind.PERCENT, Kind.COUNT}:
        place = Decimal(1)
    return value.quantize(place, rounding=ROUND_HALF_UP).normalize()


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _signed(value: Decimal) -> str:
    shown = value.quantize(TENTH, rounding=ROUND_HALF_UP)
    if not shown:
        return number_format("0")
    text = number_format(f"{abs(shown):f}")
    return f"{'+' if shown > 0 else MINUS}{text}"


def _after(unit: str) -> str:
    return f"\u00a0{unit}" if unit else ""
