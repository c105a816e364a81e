"""Cells of CSV files that no spreadsheet takes for a formula."""

from decimal import Decimal

# What spreadsheets start a formula with, full-width forms included (reliability 5.12).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00", "＝", "＋", "－", "＠")

Cell = str | int | Decimal | bool | None


def safe_cell(value: Cell) -> str | int:
    """Return a value as it is written: numbers stay numbers, text never begins a formula.

    Decimals lose trailing zeros, None is empty, truth is yes or no.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
    if isinstance(value, int):
        return value
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value
