"""A report as a file of any format, and the answer that hands it out."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from coaching.exporters.cells import Cell, safe_cell
from coaching.exporters.pdf.report_pdf import Paper, report_pdf
from coaching.exporters.progress import BYTE_ORDER_MARK
from coaching.exporters.xlsx import report_xlsx
from coaching.reports.document import Chart, Facts, Paragraphs, Report, Value
from coaching.reports.frozen import to_json

Answer = TypeVar("Answer", HttpResponse, StreamingHttpResponse)

HEAD = ("block", "row", "column", "value", "unit")
NAME_MOST = 120
# Signs that file systems, headers or readers of text take for something else.
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')


@dataclass(frozen=True, slots=True)
class Format:
    """What a file of the format is called and made by."""

    ending: str
    media_type: str
    write: Callable[[Report, Paper], bytes]


def report_json(report: Report) -> bytes:
    """Return the complete report as JSON, drawings included."""
    return json.dumps(to_json(report), ensure_ascii=False, indent=1).encode()


def report_csv(report: Report) -> bytes:
    """Return every value as a line: its block, row, column and unit (RFC 4180, UTF-8)."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(HEAD)
    for line in _lines(report):
        writer.writerow([safe_cell(_cell(value)) for value in line])
    return (BYTE_ORDER_MARK + file.getvalue()).encode()


FORMATS = {
    "pdf": Format("pdf", "application/pdf", lambda report, paper: report_pdf(report, paper=paper)),
    "xlsx": Format(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda report, paper: report_xlsx(report),
    ),
    "json": Format("json", "application/json", lambda report, paper: report_json(report)),
    "csv": Format("csv", "text/csv; charset=utf-8", lambda report, paper: report_csv(report)),
}


def report_response(report: Report, *, form: str, paper: Paper = "a4") -> HttpResponse:
    """Return the report as a download in one of ``FORMATS``."""
    chosen = FORMATS[form]
    response = HttpResponse(chosen.write(report, paper), content_type=chosen.media_type)
    return as_download(response, name=file_name(report, form=form))


def as_download(response: Answer, *, name: str) -> Answer:
    """Give an answer a file's name; nobody guesses its type, keeps it, or finds it by searching."""
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def file_name(report: Report, *, form: str) -> str:
    """Return what the file is called: whose report, of what, and until when."""
    words = f"{report.about} - {report.title} - {report.to_on.isoformat()}"
    plain = "".join(one for one in NOT_IN_NAMES.sub(" ", words) if one.isprintable())
    kept = " ".join(plain.split()).strip(" .")[:NAME_MOST].strip(" .")
    return f"{kept or 'report'}.{FORMATS[form].ending}"


def _lines(report: Report) -> Iterator[tuple[Value, ...]]:
    for name in ("kind", "title", "about", "period", "from_on", "to_on", "made_on", "coach_words"):
        yield ("report", "", name, getattr(report, name), "")
    for block in report.blocks:
        if isinstance(block, Facts):
            for one in block.facts:
                yield (block.title, one.label, "", one.value, one.unit)
        elif isinstance(block, Paragraphs):
            for number, words in enumerate(block.lines, start=1):
                yield (block.title, number, "", words, "")
        else:
            table = block.table if isinstance(block, Chart) else block
            for row in table.rows:
                for column, value in zip(table.columns[1:], row[1:], strict=True):
                    yield (block.title, row[0], column.label, value, column.unit)


def _cell(value: Value) -> Cell:
    return value.isoformat() if isinstance(value, date) else value
