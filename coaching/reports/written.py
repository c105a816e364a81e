"""Values of a report as a reader of its language reads them."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import date_format, number_format

from coaching.reports.document import Column, Fact, Kind, Value

TENTH, HUNDREDTH = Decimal("0.1"), Decimal("0.01")
NOTHING = "–"
MINUS = "−"


def written(value: Value, *, kind: Kind, unit: str = "") -> str:
    """Return a value in the active language; nothing is a dash."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, date):
        # A day stays on one line of a narrow column.
        return date_format(value, "MEDIUM_DATE_FORMAT").replace(" ", "\u00a0")
    if isinstance(value, str):
        return value
    if kind is Kind.CHANGE:
        return _signed(Decimal(value)) + _after(unit or "%")
    shown = number(value, kind=kind)
    return shown + _after("%" if kind is Kind.PERCENT else unit)


def cell(value: Value, column: Column) -> str:
    """Return a value as it stands in a table, whose head names the unit."""
    return written(value, kind=column.kind)


def fact(one: Fact) -> str:
    return written(one.value, kind=one.kind, unit=one.unit)


def number(value: int | Decimal, *, kind: Kind) -> str:
    """Return a number with as many places as its kind has, zeros at the end left out."""
    if isinstance(value, int) or kind is Kind.COUNT:
        return number_format(value)
    place = HUNDREDTH if kind is Kind.LOAD else TENTH
    if kind is Kind.PERCENT:
        place = Decimal(1)
    shown = value.quantize(place, rounding=ROUND_HALF_UP).normalize()
    return number_format(f"{shown:f}").replace("-", MINUS)


def _signed(value: Decimal) -> str:
    shown = value.quantize(TENTH, rounding=ROUND_HALF_UP)
    if not shown:
        return number_format("0")
    text = number_format(f"{abs(shown).normalize():f}")
    return f"{'+' if shown > 0 else MINUS}{text}"


def _after(unit: str) -> str:
    return f"\u00a0{unit}" if unit else ""
