"""A workbook that comes in, as sheets of text."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from coaching.importers.workbook_size import NotAWorkbook, cell_place, look_through
from programs.engine.building.workbook import Sheet, SheetFault, WorkbookInvalid, column_letters
from programs.engine.notation.text_faults import TextFault

Value = float | int | str | bool | date | time | datetime | timedelta


def read_xlsx(source: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of an XLSX file, each line without empty cells at its end.

    Raises NotAWorkbook, WorkbookTooLarge, and WorkbookInvalid for cells of a mesocycle that
    became days, that are computed, or that are merged: their text isn't what the coach sees.
    """
    formulas = look_through(source)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(source))
        read = [(name, book.get_sheet_by_name(name)) for name in _written(book)]
        rows = [sheet.to_python(skip_empty_area=False) for _, sheet in read]
    except CalamineError as error:
        raise NotAWorkbook from error
    sheets, faults = [], list[SheetFault]()
    for (name, sheet), found in zip(read, rows, strict=True):
        texts = Sheet(name, tuple(_trimmed(tuple(map(_text, row))) for row in found))
        sheets.append(texts)
        if texts.is_phase:
            unclear = (*_days(found), *_computed(formulas.get(name, ())), *_merged(sheet))
            faults += [SheetFault(name, fault) for fault in unclear]
    if faults:
        raise WorkbookInvalid(sorted(faults, key=_in_order))
    return tuple(sheets)


def _written(book: CalamineWorkbook) -> list[str]:
    """Return the names of the sheets that have cells: one may be a drawing alone."""
    return [one.name for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{Decimal(repr(value)).normalize():f}"
    return str(value)


def _trimmed(line: tuple[str, ...]) -> tuple[str, ...]:
    last = max((place for place, cell in enumerate(line) if cell), default=0)
    return line[: last + 1] or ("",)


def _days(rows: list[list[Value]]) -> Iterator[TextFault]:
    fix = "format the cell as text, then write it again"
    for line, row in enumerate(rows, start=1):
        for place, value in enumerate(row, start=1):
            if isinstance(value, date | time | timedelta):
                yield TextFault(line, place, 1, "the spreadsheet made a day of it", fix)


def _computed(cells: Iterable[str]) -> Iterator[TextFault]:
    for line, place in map(cell_place, cells):
        yield TextFault(line, place, 1, "a formula", "put in its place what it comes to")


def _merged(sheet: CalamineSheet) -> Iterator[TextFault]:
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        problem = f"merged with the cells down to {column_letters(right + 1)}{bottom + 1}"
        yield TextFault(top + 1, left + 1, 1, problem, "split them and fill in each")


def _in_order(fault: SheetFault) -> tuple[str, int, int]:
    return fault.sheet, fault.fault.line, fault.fault.cell
