"""A resolved program as rows: one a set, in training order."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from programs.engine.program.writing_json import json_text
from programs.engine.resolving.resolved import Resolution, ResolvedSession

COLUMNS = ("week", "day", "exercise", "set", "reps", "percent", "load_kg", "rpe")
Row = tuple[int, int, str, int, str, Decimal | None, Decimal | None, Decimal | None]


def preview_rows(resolution: Resolution) -> list[Row]:
    """Return week, day, exercise, set, reps, percent, load_kg and rpe of every set."""
    return [row for session in resolution.sessions for row in _session_rows(session)]


def preview_csv(resolution: Resolution) -> str:
    """Return the rows as CSV: numbers without trailing zeros, empty where nothing is asked."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_cells(row) for row in preview_rows(resolution))
    return out.getvalue()


def preview_table(resolution: Resolution) -> str:
    """Return the rows as text in columns, numbers to the right."""
    rows = [COLUMNS, *(_cells(row) for row in preview_rows(resolution))]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    return "".join(_line(row, widths) for row in rows)


def preview_json(resolution: Resolution) -> str:
    """Return the rows as a JSON list of objects, one a line; null where nothing is asked."""
    lines = [
        json_text(dict(zip(COLUMNS, row, strict=True)), is_ascii=True)
        for row in preview_rows(resolution)
    ]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def plain_number(value: Decimal) -> str:
    """Return a decimal without exponent and trailing zeros."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def _session_rows(session: ResolvedSession) -> Iterator[Row]:
    # Sets are counted through a day's exercise, so two slots of one exercise go on counting.
    counts: Counter[str] = Counter()
    for slot in session.slots:
        for group in slot.groups:
            for _ in range(group.sets):
                counts[slot.exercise] += 1
                yield (
                    session.week,
                    session.day,
                    slot.exercise,
                    counts[slot.exercise],
                    group.reps.text,
                    group.percent,
                    group.load_kg,
                    group.rpe,
                )


def _cells(row: Row) -> tuple[str, ...]:
    return tuple(
        "" if cell is None else plain_number(cell) if isinstance(cell, Decimal) else str(cell)
        for cell in row
    )


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    cells = (
        cell.ljust(width) if name == "exercise" else cell.rjust(width)
        for name, cell, width in zip(COLUMNS, row, widths, strict=True)
    )
    return "  ".join(cells).rstrip() + "\n"
