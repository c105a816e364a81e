"""A report in words only, as pages and PDFs show it: every value written in its language."""

from collections.abc import Sequence
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coaching.reports.document import Block, Chart, Facts, Kind, Paragraphs, Report, Table
from coaching.reports.written import cells, fact

# Letters; a longer value is broken into lines.
NARROWEST, WIDEST, PADDING = 4, 36, 3


def said(report: Report) -> dict[str, Any]:
    """Return what a page of the report is made from."""
    with translation.override(report.language):
        return _said(report)


def _said(report: Report) -> dict[str, Any]:
    made = date_format(report.made_on, "MEDIUM_DATE_FORMAT")
    return {
        "title": report.title,
        "about": report.about,
        "period": report.period,
        "brand": report.brand.name,
        "accent": report.brand.accent,
        "language": report.language,
        "is_provisional": report.is_provisional,
        "coach": report.coach,
        "coach_words": report.coach_words,
        "blocks": [_block(block) for block in report.blocks],
        "words": {
            "page": _("Page"),
            "figures": _("The figures behind the drawings"),
            "the_figures": _("The figures"),
            "provisional": _("Provisional"),
            "made": _("Made on %(day)s with Phasewise.") % {"day": made},
        },
    }


def _block(block: Block) -> dict[str, Any]:
    head: dict[str, Any] = {"key": block.key, "title": block.title}
    match block:
        case Facts():
            facts = [
                {"label": one.label, "value": fact(one), "note": one.note} for one in block.facts
            ]
            return head | {"form": "facts", "facts": facts, "note": block.note}
        case Paragraphs():
            return head | {"form": "words", "lines": list(block.lines)}
        case Chart():
            table = _table(block.table)
            return head | {"form": "chart", "words": block.words, "svg": block.svg, "table": table}
        case Table():
            return head | {"form": "table", **_table(block)}


def _table(table: Table) -> dict[str, Any]:
    shown = [
        cells([row[place] for row in table.rows], one) for place, one in enumerate(table.columns)
    ]
    return {
        "columns": [
            {
                "head": one.head,
                "is_number": one.is_number,
                "is_narrow": one.kind is not Kind.TEXT,
                "width": _width(one.head, values),
            }
            for one, values in zip(table.columns, shown, strict=True)
        ],
        "rows": [list(row) for row in zip(*shown, strict=True)],
        "note": table.note,
    }


def _width(head: str, values: Sequence[str]) -> int:
    """Return a column's share of the paper: its longest value, or word of its head, in letters."""
    longest = max([len(value) for value in values] + [len(word) for word in head.split()])
    return min(max(longest, NARROWEST), WIDEST) + PADDING
