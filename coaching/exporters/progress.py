"""The progress report as CSV: one function for the console, the API and the command."""

import csv
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse

from athletes.models import Athlete
from athletes.queries.late_changes import LATE_COUNTS, LATE_SHARES
from coaching.exporters.cells import Cell, safe_cell
from coaching.reports.progress import ProgressRow, get_progress

COUNTS = (
    "due", "attended", "partial", "missed", "moved", "excused", "paused", "pending", "extra",
    "sets_done", "sets_prescribed", "compliant", "evaluable",
)  # fmt: skip
RATIOS = (
    "session_adherence", "set_adherence", "volume_adherence", "volume_raw", "intensity_adherence",
    "composite", "exposure",
)  # fmt: skip
# What late logs changed of a sealed week stands beside it, signed.
LATE = (*LATE_COUNTS, *LATE_SHARES)
HEAD = (
    "athlete", "program", "week_on", "phase", "goal", *COUNTS, *RATIOS, "status", "sealed",
    *(f"late_{name}" for name in LATE),
)  # fmt: skip
# Excel reads UTF-8 only with it.
BYTE_ORDER_MARK = "\ufeff"


def progress_csv(athletes: QuerySet[Athlete]) -> Iterator[str]:
    """Yield the file line by line (RFC 4180, UTF-8 with a byte order mark). 2 queries.

    A column e1rm_kg for each main lift comes last. ``athletes`` are those the reader may see.
    """
    report = get_progress(athletes=athletes)
    writer = csv.writer(_Line(), lineterminator="\r\n")
    lifts = [f"e1rm_kg {name}" for name in report.lifts]
    yield BYTE_ORDER_MARK + writer.writerow([safe_cell(name) for name in (*HEAD, *lifts)])
    for row in report.rows:
        yield writer.writerow([safe_cell(cell) for cell in _cells(row)])


def progress_response(athletes: QuerySet[Athlete]) -> StreamingHttpResponse:
    """Return the file as a download that is written while it is read."""
    return StreamingHttpResponse(
        progress_csv(athletes),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": 'attachment; filename="progress.csv"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )


class _Line:
    """Hands each line that the csv module writes straight back."""

    def write(self, line: str) -> str:
        return line


def _cells(row: ProgressRow) -> list[Cell]:
    week: Any = row.week
    return [
        row.athlete,
        row.program,
        week.week_on.isoformat(),
        row.phase,
        row.goal,
        *(getattr(week, name) for name in COUNTS),
        *(getattr(week, name) for name in RATIOS),
        week.status,
        week.sealed_at is not None,
        *((week.late or {}).get(name) for name in LATE),
        *row.e1rm_kg,
    ]
