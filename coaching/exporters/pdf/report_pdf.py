"""A report as a tagged PDF, by typst: the same document for every kind."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coaching.reports.document import Block, Chart, Facts, Report, Table, Words
from coaching.reports.written import cell, fact

HERE = Path(__file__).parent
DOCUMENT = HERE / "report.typ"
FONTS = HERE / "fonts"
# Tags for screen readers are checked by typst, which refuses what has none.
STANDARDS: list[Any] = ["ua-1"]

Paper = Literal["a4", "us-letter"]


def report_pdf(report: Report, *, paper: Paper = "a4") -> bytes:
    """Return the report as PDF/UA-1. Letters that no font of ours has make it a plain PDF."""
    with translation.override(report.language):
        said = json.dumps(document(report, paper=paper), ensure_ascii=False)
    inputs = {"report": said}
    try:
        return _made(inputs, standards=STANDARDS)
    except typst.TypstError:
        # PDF/UA wants a glyph for every letter; the reader wants the report.
        return _made(inputs, standards=[])


def document(report: Report, *, paper: Paper) -> dict[str, Any]:
    """Return what the page is made from: words only, in the active language."""
    made = date_format(report.made_on, "MEDIUM_DATE_FORMAT")
    return {
        "paper": paper,
        "title": report.title,
        "about": report.about,
        "period": report.period,
        "brand": report.brand.name,
        "accent": report.brand.accent,
        "has_logo": False,
        "language": report.language,
        "is_provisional": report.is_provisional,
        "coach": report.coach,
        "coach_words": report.coach_words,
        "blocks": [_block(block) for block in report.blocks],
        "words": {
            "page": _("Page"),
            "figures": _("The figures behind the drawings"),
            "provisional": _("Provisional"),
            "made": _("Made on %(day)s with Phasewise.") % {"day": made},
        },
    }


def _made(inputs: dict[str, str], *, standards: list[Any]) -> bytes:
    made = _compiler().compile(
        sys_inputs=inputs, format="pdf", pdf_standards=standards, timestamp=0
    )
    if not isinstance(made, bytes):
        raise TypeError(type(made))
    return made


@cache
def _compiler() -> typst.Compiler:
    """Return this process's compiler: it keeps the fonts and what it has read of the page."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    return typst.Compiler(input=str(DOCUMENT), root=str(HERE), font_paths=fonts)


def _block(block: Block) -> dict[str, Any]:
    said: dict[str, Any] = {"title": block.title}
    match block:
        case Facts():
            facts = [
                {"label": one.label, "value": fact(one), "note": one.note} for one in block.facts
            ]
            return said | {"form": "facts", "facts": facts, "note": block.note}
        case Words():
            return said | {"form": "words", "lines": list(block.lines)}
        case Chart():
            table = _table(block.table)
            return said | {"form": "chart", "words": block.words, "svg": block.svg, "table": table}
        case Table():
            return said | {"form": "table", **_table(block)}


def _table(table: Table) -> dict[str, Any]:
    return {
        "columns": [{"head": one.head, "is_number": one.is_number} for one in table.columns],
        "rows": [
            [cell(value, column) for value, column in zip(row, table.columns, strict=True)]
            for row in table.rows
        ],
        "note": table.note,
    }
