"""Files of a report: workbook, JSON, CSV, and what they are called."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from coaching.exporters.report_files import FORMATS, file_name, report_csv, report_response
from coaching.exporters.xlsx import report_xlsx
from coaching.exporters.xlsx_looks import sheet_name
from coaching.reports.document import Chart
from coaching.reports.frozen import from_json, to_json
from tests.coaching.reports_by_hand import HOSTILE, LIFTS, named, report

LINES = (*HOSTILE, "a\x00b\x07c", "a\r\nSet-Cookie: x")


def sheets_of(file):
    book = CalamineWorkbook.from_filelike(io.BytesIO(file))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def parts_of(file):
    from zipfile import ZipFile

    with ZipFile(io.BytesIO(file)) as parts:
        return {name: parts.read(name).decode() for name in parts.namelist()}


def test_workbook_has_a_cover_and_a_sheet_a_topic():
    sheets = sheets_of(report_xlsx(report()))

    assert list(sheets) == ["Report", "Back Squat"]
    assert sheets["Back Squat"] == [
        ["Back Squat", "", ""],
        ["Each point is a day.", "", ""],
        ["Day", "Estimate, kg", "Sets"],
        [date(2026, 3, 2), 102.25, 3.0],
        [date(2026, 3, 9), "", 4.0],
        [date(2026, 3, 16), 105.0, 5.0],
    ]


def test_workbooks_cover_tells_values_with_their_type():
    rows = sheets_of(report_xlsx(report()))["Report"]

    assert rows[0][0] == "Hypertrophy"
    assert ["From", date(2026, 3, 2), ""] in rows
    assert ["Sessions", 91.7, "11 of 12 due"] in rows
    assert ["Weeks", 4.0, ""] in rows
    assert ["Change", -1.25, ""] in rows
    assert ["None", "", ""] in rows
    assert ["A steady block.", "", ""] in rows


def test_workbook_freezes_heads_filters_rows_and_draws():
    parts = parts_of(report_xlsx(report()))

    sheet = parts["xl/worksheets/sheet2.xml"]
    assert '<pane xSplit="1" ySplit="3"' in sheet
    assert '<autoFilter ref="A3:C6"/>' in sheet
    assert "scatterChart" in parts["xl/charts/chart1.xml"]


def test_workbook_in_german_has_its_days_and_words():
    parts = parts_of(report_xlsx(report(language="de")))

    assert "dd\\.mm\\.yyyy" in parts["xl/styles.xml"] or "dd.mm.yyyy" in parts["xl/styles.xml"]


@pytest.mark.parametrize("words", LINES)
def test_workbook_never_makes_a_formula_or_a_link_of_text(words):
    file = report_xlsx(named(words))

    parts = parts_of(file)
    assert not [name for name, part in parts.items() if "sheets" in name and "<f>" in part]
    assert not [name for name, part in parts.items() if "<hyperlink" in part]
    cells = [cell for rows in sheets_of(file).values() for row in rows for cell in row]
    assert not [cell for cell in cells if str(cell).startswith(("=", "+", "@", "\t"))]
    assert not [cell for cell in cells if isinstance(cell, str) and cell.startswith("-")]


def test_sheet_names_are_told_apart_and_taken_by_spreadsheets():
    taken = set()

    names = [
        sheet_name(title, taken=taken)
        for title in ("a/b:[c]*?", "A B C", "x" * 40, "x" * 41, "", "'", "history", "🏋" * 40)
    ]

    assert names == [
        "a b c", "A B C 2", "x" * 31, "x" * 29 + " 2", "-", "- 2", "History.", "🏋" * 15,
    ]  # fmt: skip


@pytest.mark.parametrize("words", LINES)
def test_report_kept_as_json_comes_back_the_same(words):
    told = named(words)

    assert from_json(json.loads(json.dumps(to_json(told)))) == told


def test_values_keep_their_types_in_json():
    kept = to_json(report())

    assert kept["from_on"] == "2026-03-02"
    assert [one["value"] for one in kept["blocks"][0]["facts"]] == [
        "91.7", 4, "-1.25", "2026-03-02", "102.5", None,
    ]  # fmt: skip
    assert kept["blocks"][1]["table"]["rows"][1] == ["2026-03-09", None, 4]
    assert from_json(kept) == report()


def test_csv_has_a_line_a_value():
    lines = list(csv.reader(io.StringIO(report_csv(report()).decode("utf-8-sig"))))

    assert lines[0] == ["block", "row", "column", "value", "unit"]
    assert ["Training received", "Heaviest", "", "102.5", "kg"] in lines
    assert ["Back Squat", "2026-03-02", "Estimate", "102.25", "kg"] in lines
    assert ["Back Squat", "2026-03-09", "Estimate", "", "kg"] in lines


@pytest.mark.parametrize("words", LINES)
def test_csv_never_begins_a_formula(words):
    for line in csv.reader(io.StringIO(report_csv(named(words)).decode("utf-8-sig"))):
        assert not [cell for cell in line if cell.startswith(("=", "+", "-", "@", "\t"))]


def test_files_are_called_after_whom_and_what():
    assert file_name(report(), form="pdf") == "Ana Petrova - Hypertrophy - 2026-03-29.pdf"
    assert file_name(report(about='a/../"b"\r\n', title="\u202e"), form="csv") == (
        "a .. b - - 2026-03-29.csv"
    )
    assert len(file_name(report(about="x" * 300), form="xlsx")) == 125


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_downloads_are_named_and_never_kept_or_guessed(form):
    plain = replace(report().brand, logo=None)
    response = report_response(report(about="王小明", brand=plain), form=form)

    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E7%8E%8B%E5%B0%8F%E6%98%8E"
        f"%20-%20Hypertrophy%20-%202026-03-29.{form}"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_ten_thousand_rows_stay_typed():
    many = replace(LIFTS, rows=tuple((date(2026, 3, 2), Decimal(n), n) for n in range(10_000)))
    file = report_xlsx(report(blocks=(Chart("lift-1", "Rows", "", "", many),)))

    rows = sheets_of(file)["Rows"]
    assert len(rows) == 10_003
    assert rows[-1] == [date(2026, 3, 2), 9999.0, 9999.0]
