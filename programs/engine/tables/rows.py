"""Reading the rows of a table."""

import csv
from decimal import Decimal
from pathlib import Path

TABLES_DIR = Path(__file__).resolve().parents[2] / "data" / "tables"


def rows(table: str) -> list[dict[str, str]]:
    with (TABLES_DIR / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def decimal_or_none(text: str) -> Decimal | None:
    return Decimal(text) if text else None
