"""A program as a workbook: a sheet a phase, exercises down, weeks across."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.workbook import Workbook

from coaching.exporters.cells import FORMULA_STARTS
from coaching.exporters.xlsx import OPTIONS
from coaching.exporters.xlsx_looks import sheet_name
from programs.engine.building.workbook import column_letters, sheets_of
from programs.engine.errors import TrainingError
from programs.engine.program import Program

WIDTHS = {"Label": 10, "Exercise": 30, "Marks": 22, "Note": 40}
WEEK_WIDTH = 20
# Text: a spreadsheet makes no day of what is typed as 8-10.
TEXT = {"num_format": "@", "valign": "top", "text_wrap": True}
TOP = {**TEXT, "bold": True}
HEAD = {**TOP, "bottom": 1, "bg_color": "#eef1f3"}

MOST_LETTERS = 32_767
"""What a spreadsheet holds in one cell."""

Look = tuple[Any, Any]
"""A format, and the same for text that a spreadsheet would take for a formula."""


class CellTooLong(TrainingError):
    """A program with more in one cell than any spreadsheet takes."""

    def __init__(self, *, sheet: str, row: int, column: int) -> None:
        super().__init__(
            _(
                "%(place)s has more than %(most)d characters, which no spreadsheet takes: "
                "split it into two exercises."
            )
            % {"place": f"{sheet}, {column_letters(column + 1)}{row + 1}", "most": MOST_LETTERS}
        )


def program_xlsx(program: Program) -> bytes:
    """Return the program as an XLSX file that can be imported again, and how to edit it.

    Raises CellTooLong.
    """
    file = BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        book.set_properties({"title": program.name})
        looks = {name: _look(book, shape) for name, shape in _shapes().items()}
        names = {_("How to edit").casefold()}
        for phase, lines in zip(program.mesocycles, sheets_of(program), strict=True):
            _write_phase(book, sheet_name(phase.name, taken=names), lines, looks=looks)
        _write_words(book, looks["text"])
    return file.getvalue()


def _shapes() -> dict[str, dict[str, Any]]:
    return {"text": TEXT, "top": TOP, "head": HEAD}


def _look(book: Workbook, shape: dict[str, Any]) -> Look:
    return book.add_format(shape), book.add_format({**shape, "quote_prefix": True})


def _write_phase(
    book: Workbook, name: str, lines: Sequence[tuple[str, ...]], *, looks: dict[str, Look]
) -> None:
    sheet = book.add_worksheet(name)
    plain, _quoted = looks["text"]
    titles = next((line for line in lines if line[0] == "Label"), ())
    for column, title in enumerate(titles):
        sheet.set_column(column, column, WIDTHS.get(title, WEEK_WIDTH), plain)
    sheet.freeze_panes(0, 2)
    is_day = True
    for row, line in enumerate(lines):
        look = looks["head" if line[0] == "Label" else "top" if is_day else "text"]
        is_day = not line[0] if len(line) == 1 else False
        for column, cell in enumerate(line):
            if len(cell) > MOST_LETTERS:
                raise CellTooLong(sheet=name, row=row, column=column)
            if cell:
                sheet.write_string(row, column, cell, look[cell.startswith(FORMULA_STARTS)])


def _write_words(book: Workbook, look: Look) -> None:
    sheet = book.add_worksheet(_("How to edit"))
    sheet.set_column(0, 0, 90)
    for row, words in enumerate(_words()):
        sheet.write_string(row, 0, words, look[0])


def _words() -> tuple[str, ...]:
    return (
        _("Change the cells and import the file again: you see each difference before it is kept."),
        _("Each sheet is a mesocycle, each block a training day; weeks stand side by side."),
        _("Write a cell as sets x reps, load and effort: 3x5@80%, 3x8-10 @RIR2, 4x8@60kg."),
        _("A blank cell is as the week before. A lone - leaves the exercise out of that week."),
        _("Add an exercise as a line inside its block, a week as a column, a day as a block."),
        _("Marks hold keys, rests and tempo. Without them the name of the exercise is its key."),
        _("Sheets without a mesocycle, like this one, are not read."),
    )
