"""Workbooks that say something else than a coach sees in them: every such cell is named."""

import zipfile
from io import BytesIO

import pytest
import xlsxwriter

from coaching.importers.program_xlsx import read_xlsx
from coaching.importers.workbook_size import NotAWorkbook
from programs.engine.building.workbook import WorkbookInvalid, with_sheets
from programs.engine.program import Program

HEAD = (("A1", "Mesocycle"), ("B1", "Base"), ("A2", "Goal"), ("B2", "strength"))
DAY = (
    *(("A4", "Day 1"), ("A5", "Exercise"), ("B5", "Week 1"), ("C5", "Week 2")),
    *(("A6", "Squat"), ("B6", "3x5 @RIR2")),
)


def workbook(*cells, merged=(), notes=()):
    """Return a workbook of one mesocycle called Base, and a sheet of notes before it."""
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        beside, page = book.add_worksheet("Notes"), book.add_worksheet("Base")
        for place, value in notes:
            beside.write(place, value)
        for place, value in (*HEAD, *DAY, *cells):
            page.write(place, value)
        for span in merged:
            page.merge_range(span, "")
    return file.getvalue()


def with_part(source, name, old, new):
    """Return the workbook with a piece of one of its parts exchanged."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(source)) as before, zipfile.ZipFile(file, "w") as after:
        for part in before.namelist():
            said = before.read(part)
            after.writestr(part, said.replace(old, new) if part == name else said)
    return file.getvalue()


def faults_of(source):
    with pytest.raises(WorkbookInvalid) as refused:
        read_xlsx(source)
    return [str(fault) for fault in refused.value.faults]


def test_formula_is_named_with_its_sheet_and_cell():
    assert faults_of(workbook(("C6", "=B6"))) == [
        "Base, C6: a formula; put in its place what it comes to."
    ]


def test_merged_cells_are_named_where_they_begin():
    assert faults_of(workbook(merged=["D6:E8"])) == [
        "Base, D6: merged with the cells down to E8; split them and fill in each."
    ]


def test_faults_come_in_the_order_of_the_sheet():
    source = workbook(("C9", "=B6"), ("B7", "=B6"), merged=["B8:C8"])

    assert [fault.split(":")[0] for fault in faults_of(source)] == [
        "Base, B7",
        "Base, B8",
        "Base, C9",
    ]


def test_sheets_of_notes_may_compute_and_merge():
    read = read_xlsx(workbook(notes=[("A1", "=1+1")]))

    assert [sheet.name for sheet in read] == ["Notes", "Base"]


def test_formulas_are_found_where_the_file_names_its_sheets_in_another_way():
    source = workbook(("C6", "=B6"))
    relations = "xl/_rels/workbook.xml.rels"
    source = with_part(source, relations, b'"worksheets/', b'"/xl/worksheets/')

    assert len(faults_of(source)) == 1


def test_sheet_that_is_a_drawing_alone_is_passed_over():
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet("Base")
        for place, value in (*HEAD, *DAY):
            page.write(place, value)
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Base!$B$6:$C$6"})
        book.add_chartsheet("Drawing").set_chart(chart)

    assert [sheet.name for sheet in read_xlsx(file.getvalue())] == ["Base"]


def test_cell_without_a_place_is_no_workbook():
    source = workbook(("C6", "=B6"))

    with pytest.raises(NotAWorkbook):
        read_xlsx(with_part(source, "xl/worksheets/sheet2.xml", b'r="C6"', b'r="6C"'))


def test_space_around_what_is_typed_counts_for_nothing():
    typed = (("A6", " Squat "), ("B6", "3x5 @RIR2 "), ("C6", "\u00a03x6 @RIR1"), ("B5", "Week 1 "))

    program = with_sheets(
        Program(name="By hand", mesocycles=()), sheets=read_xlsx(workbook(*typed))
    )

    (phase,) = program.mesocycles
    assert phase.name == "Base"
    assert [week.days[0].slots[0].exercise for week in phase.weeks] == ["Squat", "Squat"]
