"""A report as a workbook: a sheet a topic, typed cells, and drawings that a spreadsheet makes."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from coaching.exporters.cells import safe_cell
from coaching.exporters.xlsx_charts import draw
from coaching.exporters.xlsx_looks import Looks, sheet_name
from coaching.reports.document import Chart, Column, Facts, Kind, Paragraphs, Report, Table, Value

OPTIONS: dict[str, Any] = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# Spreadsheets count days from here.
DAY_ZERO = date(1899, 12, 30).toordinal()
NARROW, WIDE, WIDEST = 9, 28, 60
HEAD_ROW = 2


def report_xlsx(report: Report) -> bytes:
    """Return the report as an XLSX file: a cover, then a sheet for each table and drawing."""
    file = BytesIO()
    with translation.override(report.language), xlsxwriter.Workbook(file, OPTIONS) as book:
        book.set_properties({"title": report.title, "company": report.brand.name})
        looks = Looks(book, language=report.language, accent=report.brand.accent)
        names: set[str] = set()
        _write_cover(book, report, looks=looks, names=names)
        for block in report.blocks:
            if isinstance(block, Chart):
                _write_table(book, block.table, chart=block, looks=looks, names=names)
            elif isinstance(block, Table):
                _write_table(book, block, chart=None, looks=looks, names=names)
    return file.getvalue()


def _write_cover(book: Workbook, report: Report, *, looks: Looks, names: set[str]) -> None:
    sheet = book.add_worksheet(sheet_name(_("Report"), taken=names))
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, WIDE)
    sheet.set_column(1, 1, 16)
    sheet.set_column(2, 2, WIDEST)
    lines = _Lines(sheet, looks)
    lines.text(report.title, look=looks.title)
    lines.text(report.about, look=looks.strong)
    lines.text(f"{report.brand.name} · {report.period}", look=looks.soft)
    if report.is_provisional:
        lines.text(_("Provisional"), look=looks.strong)
    lines.values(_("From"), report.from_on, kind=Kind.DAY)
    lines.values(_("To"), report.to_on, kind=Kind.DAY)
    lines.values(_("Made on"), report.made_on, kind=Kind.DAY)
    for paragraph in filter(None, (*report.coach_words.splitlines(), report.coach)):
        lines.text(paragraph)
    for block in report.blocks:
        if isinstance(block, Facts):
            lines.head(block.title)
            for one in block.facts:
                lines.values(one.label, one.value, kind=one.kind, unit=one.unit, note=one.note)
            lines.text(block.note, look=looks.soft)
        elif isinstance(block, Paragraphs):
            lines.head(block.title)
            lines.texts(block.lines)


class _Lines:
    """Writes the cover from top to bottom: constant memory knows no way back."""

    def __init__(self, sheet: Worksheet, looks: Looks) -> None:
        self._sheet, self._looks, self._row = sheet, looks, 0

    def text(self, words: str, *, look: Any = None) -> None:
        if words:
            self._sheet.write_string(self._row, 0, str(safe_cell(words)), look)
            self._row += 1

    def texts(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.text(line)

    def head(self, words: str) -> None:
        self._row += 1
        self.text(words, look=self._looks.head)

    def values(
        self, label: str, value: Value, *, kind: Kind, unit: str = "", note: str = ""
    ) -> None:
        write_value(self._sheet, self._row, 0, label, look=self._looks.of(Kind.TEXT))
        write_value(self._sheet, self._row, 1, value, look=self._looks.of(kind, unit=unit))
        write_value(self._sheet, self._row, 2, note, look=self._looks.soft)
        self._row += 1


def _write_table(
    book: Workbook, table: Table, *, chart: Chart | None, looks: Looks, names: set[str]
) -> None:
    title = chart.title if chart else table.title
    sheet = book.add_worksheet(sheet_name(title, taken=names))
    columns, rows = table.columns, table.rows
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _width(column, place=place, rows=rows))
    sheet.write_string(0, 0, str(safe_cell(title)), looks.strong)
    note = chart.words if chart else table.note
    if note:
        sheet.write_string(1, 0, str(safe_cell(note)), looks.soft)
    for place, column in enumerate(columns):
        look = looks.number_head if column.is_number else looks.head
        sheet.write_string(HEAD_ROW, place, str(safe_cell(column.head)), look)
    kinds = [looks.of(column.kind) for column in columns]
    for number, row in enumerate(rows, start=HEAD_ROW + 1):
        for place, value in enumerate(row):
            write_value(sheet, number, place, value, look=kinds[place])
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    sheet.autofilter(HEAD_ROW, 0, HEAD_ROW + len(rows), len(columns) - 1)
    if chart:
        draw(book, sheet, table, title=title, first_row=HEAD_ROW + 1)


def write_value(sheet: Worksheet, row: int, place: int, value: Value, *, look: Any) -> None:
    """Write one typed cell; text never begins a formula, nothing is an empty cell."""
    if isinstance(value, str):
        if value:
            sheet.write_string(row, place, str(safe_cell(value)), look)
    elif isinstance(value, date):
        sheet.write_number(row, place, value.toordinal() - DAY_ZERO, look)
    elif value is not None:
        sheet.write_number(row, place, float(value), look)


def _width(column: Column, *, place: int, rows: Sequence[tuple[Value, ...]]) -> int:
    """Return how wide a column is, by its head and its first rows."""
    shown = [len(str(row[place])) for row in rows[:50] if not isinstance(row[place], date)]
    most = max([len(column.head), *shown], default=0) + 2
    return min(max(most, 12 if column.kind is Kind.DAY else NARROW), WIDEST)
