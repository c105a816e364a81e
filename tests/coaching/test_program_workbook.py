"""A program as a workbook: out, in again, and nothing is lost."""

import zipfile
from io import BytesIO

import pytest
import xlsxwriter

from coaching.exporters.program_xlsx import program_xlsx
from coaching.importers.program_xlsx import read_xlsx
from coaching.importers.workbook_size import NotAWorkbook, WorkbookTooLarge
from programs.engine.building.workbook import (
    NoPhaseInWorkbook,
    Sheet,
    WorkbookInvalid,
    with_sheets,
)
from programs.engine.versions.grouped import changed_parts
from tests.engine.published import PUBLISHED, program_in

FILES = sorted(PUBLISHED.glob("*.json"))


def edited(sheet, *, row, column, new):
    """Return the sheet with one cell said anew; both count from 0."""
    lines = [list(line) for line in sheet.lines]
    lines[row][column] = new
    return Sheet(sheet.name, tuple(map(tuple, lines)))


def first_row(sheet):
    """Return where the first exercise of the sheet stands."""
    return next(row for row, line in enumerate(sheet.lines) if line[0] == "Label") + 1


def workbook(*cells, sheet="Base"):
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet(sheet)
        for place, value in cells:
            page.write(place, value)
    return file.getvalue()


def test_there_are_published_programs_to_try():
    assert len(FILES) == 22


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_published_program_comes_back_without_a_difference(file):
    program = program_in(file)

    back = with_sheets(program, sheets=read_xlsx(program_xlsx(program)))

    assert changed_parts(program, back) == ()
    assert back.mesocycles == program.mesocycles
    assert (back.rules, back.anchors) == (program.rules, program.anchors)


def test_one_edited_cell_is_exactly_that_difference():
    program = program_in(PUBLISHED / "smolov-jr.json")
    sheet, *words = read_xlsx(program_xlsx(program))
    row = first_row(sheet)

    changed = edited(sheet, row=row, column=4, new="7x6@RIR2")
    back = with_sheets(program, sheets=[changed, *words])

    (part,) = changed_parts(program, back)
    old, name = sheet.lines[row][4], sheet.lines[row][1]
    assert part.lines == (f"Week 2, {name}: {old} -> 7x6@RIR2",)


def test_unreadable_cell_is_named_with_its_sheet_and_place():
    program = program_in(PUBLISHED / "smolov-jr.json")
    sheet, *words = read_xlsx(program_xlsx(program))
    row = first_row(sheet)

    changed = edited(sheet, row=row, column=4, new="lots")
    with pytest.raises(WorkbookInvalid) as refused:
        with_sheets(program, sheets=[changed, *words])

    assert str(refused.value).startswith(f"smolov-jr, E{row + 1}: “lots” is not sets and reps; ")


def test_keys_taken_out_leave_the_exercises_their_rules():
    program = program_in(PUBLISHED / "dup.json")
    sheet, *words = read_xlsx(program_xlsx(program))
    keyed = [row for row, line in enumerate(sheet.lines) if len(line) > 2 and "key=" in line[2]]
    assert keyed

    for row in keyed:
        sheet = edited(sheet, row=row, column=2, new="")
    back = with_sheets(program, sheets=[sheet, *words])

    assert back.rules == program.rules


def test_workbook_by_hand_is_read():
    source = workbook(
        ("A1", "Mesocycle"),
        ("B1", "Base"),
        ("A2", "Goal"),
        ("B2", "strength"),
        ("A4", "Day 1"),
        ("A5", "Exercise"),
        ("B5", "Week 1"),
        ("C5", "Week 2"),
        ("A6", "Squat"),
        ("B6", "3x5 @RIR2"),
    )
    program = program_in(PUBLISHED / "smolov-jr.json")

    back = with_sheets(program, sheets=read_xlsx(source))

    (phase,) = back.mesocycles
    assert phase.name == "Base"
    assert [week.days[0].slots[0].exercise for week in phase.weeks] == ["Squat", "Squat"]


def test_workbook_without_a_phase_is_refused():
    program = program_in(PUBLISHED / "smolov-jr.json")
    with pytest.raises(NoPhaseInWorkbook):
        with_sheets(program, sheets=read_xlsx(workbook(("A1", "Shopping"))))


def test_text_that_looks_like_a_formula_is_text_and_comes_back():
    source = program_xlsx(program_in(PUBLISHED / "alternating-10wk.json"))

    with zipfile.ZipFile(BytesIO(source)) as file:
        sheets = [file.read(name) for name in file.namelist() if "worksheets/sheet" in name]

    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)


def test_cell_far_away_is_refused_before_it_fills_the_memory():
    with pytest.raises(WorkbookTooLarge):
        read_xlsx(workbook(("A1", "Mesocycle"), ("XFD1048576", 1)))


def test_long_text_shared_by_many_cells_is_refused():
    cells = [(f"A{row}", "x" * 30_000) for row in range(1, 500)]
    many = [
        (f"{letter}{row}", "x" * 30_000) for letter in "BCDEFGHIJKLMNO" for row in range(1, 500)
    ]
    with pytest.raises(WorkbookTooLarge):
        read_xlsx(workbook(*cells, *many))


def test_file_that_unpacks_to_far_more_is_refused():
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<a/>" + " " * 30_000_000)

    assert len(file.getvalue()) < 100_000
    with pytest.raises(WorkbookTooLarge):
        read_xlsx(file.getvalue())


@pytest.mark.parametrize("source", [b"", b"Exercise,Week 1\n", b"PK\x03\x04 not at all"])
def test_other_file_is_refused(source):
    with pytest.raises(NotAWorkbook):
        read_xlsx(source)
