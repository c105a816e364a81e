"""A workbook that comes in, as sheets of text."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook

from coaching.importers.workbook_size import NotAWorkbook, refuse_large
from programs.engine.building.workbook import Sheet, SheetFault, WorkbookInvalid
from programs.engine.notation.text_faults import TextFault

Value = float | int | str | bool | date | time | datetime | timedelta


def read_xlsx(source: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of an XLSX file, each line without empty cells at its end.

    Raises NotAWorkbook, WorkbookTooLarge, WorkbookInvalid for cells that became days.
    """
    refuse_large(source)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(source))
        rows = [
            (name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in book.sheet_names
        ]
    except CalamineError as error:
        raise NotAWorkbook from error
    sheets = tuple(
        Sheet(name, tuple(tuple(map(_text, row)) for row in found)) for name, found in rows
    )
    by_name = {sheet.name for sheet in sheets if sheet.is_phase}
    faults = [fault for name, found in rows if name in by_name for fault in _days(name, found)]
    if faults:
        raise WorkbookInvalid(faults)
    return tuple(Sheet(sheet.name, tuple(map(_trimmed, sheet.lines))) for sheet in sheets)


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{Decimal(repr(value)).normalize():f}"
    return str(value)


def _trimmed(line: tuple[str, ...]) -> tuple[str, ...]:
    last = max((place for place, cell in enumerate(line) if cell), default=0)
    return line[: last + 1] or ("",)


def _days(name: str, rows: list[list[Value]]) -> list[SheetFault]:
    fix = "format the cell as text, then write it again"
    return [
        SheetFault(name, TextFault(line, place, 1, "the spreadsheet made a day of it", fix))
        for line, row in enumerate(rows, start=1)
        for place, value in enumerate(row, start=1)
        if isinstance(value, date | time | timedelta)
    ]
