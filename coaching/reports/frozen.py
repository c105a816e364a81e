"""A report as JSON and back: what is approved is kept so, and what other programs read."""

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from coaching.reports.document import (
    Block,
    Brand,
    Chart,
    Column,
    Fact,
    Facts,
    Kind,
    Paragraphs,
    Report,
    Table,
    Value,
)

FORM = 1
TEXTS = ("kind", "title", "about", "period", "language", "unit", "coach", "coach_words")
DAYS = ("from_on", "to_on", "made_on")


def to_json(report: Report) -> dict[str, Any]:
    """Return the whole report: days as 2026-03-02, decimals as text so that none is rounded."""
    return {
        "form": FORM,
        **{name: getattr(report, name) for name in TEXTS},
        **{name: getattr(report, name).isoformat() for name in DAYS},
        "is_provisional": report.is_provisional,
        "brand": {
            "name": report.brand.name,
            "accent": report.brand.accent,
            "logo": b64encode(report.brand.logo).decode() if report.brand.logo else None,
        },
        "blocks": [_block(block) for block in report.blocks],
    }


def from_json(kept: Mapping[str, Any]) -> Report:
    """Return the report that ``to_json`` kept."""
    brand = kept["brand"]
    logo = b64decode(brand["logo"]) if brand["logo"] else None
    return Report(
        **{name: kept[name] for name in TEXTS},
        **{name: date.fromisoformat(kept[name]) for name in DAYS},
        is_provisional=kept["is_provisional"],
        brand=Brand(name=brand["name"], accent=brand["accent"], logo=logo),
        blocks=tuple(_read_block(block) for block in kept["blocks"]),
    )


def _block(block: Block) -> dict[str, Any]:
    head = {"key": block.key, "title": block.title}
    match block:
        case Facts():
            facts = [_fact(one) for one in block.facts]
            return {"form": "facts", **head, "note": block.note, "facts": facts}
        case Paragraphs():
            return {"form": "words", **head, "lines": list(block.lines)}
        case Chart():
            drawing = {"words": block.words, "svg": block.svg}
            return {"form": "chart", **head, **drawing, "table": _table(block.table)}
        case Table():
            return {"form": "table", **_table(block)}


def _fact(one: Fact) -> dict[str, Any]:
    return {
        "key": one.key,
        "label": one.label,
        "kind": one.kind.value,
        "unit": one.unit,
        "note": one.note,
        "value": _value(one.value),
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "key": table.key,
        "title": table.title,
        "note": table.note,
        "columns": [
            {"key": one.key, "label": one.label, "kind": one.kind.value, "unit": one.unit}
            for one in table.columns
        ],
        "rows": [[_value(value) for value in row] for row in table.rows],
    }


def _value(value: Value) -> str | int | None:
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else value


def _read_block(kept: Mapping[str, Any]) -> Block:
    head = {"key": kept["key"], "title": kept["title"]}
    match kept["form"]:
        case "facts":
            return Facts(**head, note=kept["note"], facts=tuple(map(_read_fact, kept["facts"])))
        case "words":
            return Paragraphs(**head, lines=tuple(kept["lines"]))
        case "chart":
            table = _read_table(kept["table"])
            return Chart(**head, words=kept["words"], svg=kept["svg"], table=table)
        case _:
            return _read_table(kept)


def _read_fact(kept: Mapping[str, Any]) -> Fact:
    kind = Kind(kept["kind"])
    return Fact(**{**kept, "kind": kind, "value": _read_value(kept["value"], kind)})


def _read_table(kept: Mapping[str, Any]) -> Table:
    columns = tuple(Column(**{**one, "kind": Kind(one["kind"])}) for one in kept["columns"])
    return Table(
        key=kept["key"],
        title=kept["title"],
        note=kept["note"],
        columns=columns,
        rows=tuple(_read_row(row, columns) for row in kept["rows"]),
    )


def _read_row(row: Sequence[Any], columns: Sequence[Column]) -> tuple[Value, ...]:
    return tuple(
        _read_value(value, column.kind) for value, column in zip(row, columns, strict=True)
    )


def _read_value(value: str | int | None, kind: Kind) -> Value:
    """Whole numbers are numbers in JSON; of the rest the kind says what the text is."""
    if not isinstance(value, str) or kind is Kind.TEXT:
        return value
    return date.fromisoformat(value) if kind is Kind.DAY else Decimal(value)
