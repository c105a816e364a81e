"""A folder of worked cases: every row of it, and everything that would be left unread."""

import csv
from collections.abc import Iterator
from pathlib import Path

from .kinds import KINDS, Kind, Row

SUFFIX = "_cases.csv"


def read_folder(folder: Path) -> tuple[list[tuple[str, Row]], list[str]]:
    """Return the rows with their kind, and in words what of the folder cannot be run."""
    cases: list[tuple[str, Row]] = []
    faults: list[str] = []
    for path in sorted(folder.glob("*")):
        if path.suffix.lower() != ".csv":
            continue
        kind = path.name.removesuffix(SUFFIX)
        if kind not in KINDS:
            names = ", ".join(f"{kind}{SUFFIX}" for kind in KINDS)
            faults.append(f"{path.name} is of no known kind; call it one of {names}")
            continue
        rows, faults_here = _read_file(path, KINDS[kind])
        cases += [(kind, row) for row in rows]
        faults += [f"{path.name} {fault}" for fault in faults_here]
    if not cases:
        faults.append(f"no cases in {folder}")
    return cases, faults


def _read_file(path: Path, kind: Kind) -> tuple[list[Row], list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        columns = list(reader.fieldnames or ())
        rows = list(reader)
    faults = list(_column_faults(columns, kind))
    if not rows:
        faults.append("has no row")
    for line, row in enumerate(rows, start=1):
        name = row.get("case_id") or f"row {line}"
        if None in row or None in row.values():
            faults.append(f"{name} has more or fewer cells than the header")
        elif not kind.allows_blank and not any(row.get(column) for column in kind.expected):
            faults.append(f"{name} expects nothing")
    return ([] if faults else rows), faults


def _column_faults(columns: list[str], kind: Kind) -> Iterator[str]:
    needed = ("case_id", *kind.given, *kind.expected)
    for column in columns:
        if column not in (*needed, *kind.notes):
            yield f"has a column “{column}” that nothing reads"
        if columns.count(column) > 1:
            yield f"has the column “{column}” twice"
    for column in needed:
        if column not in columns:
            yield f"has no column “{column}”"
