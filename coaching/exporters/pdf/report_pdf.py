"""A report as a tagged PDF, by typst: the same document for every kind."""

import json
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import typst

from coaching.reports.document import Report
from coaching.reports.said import said

HERE = Path(__file__).parent
DOCUMENT = HERE / "report.typ"
FONTS = HERE / "fonts"
# Tags for screen readers are checked by typst, which refuses what has none.
STANDARDS: list[Any] = ["ua-1"]

# A compiler refuses a second thread while it works.
ONE_AT_A_TIME = Lock()

Paper = Literal["a4", "us-letter"]


def report_pdf(report: Report, *, paper: Paper = "a4") -> bytes:
    """Return the report as PDF/UA-1. Letters that no font of ours has make it a plain PDF."""
    inputs = {"report": json.dumps(document(report, paper=paper), ensure_ascii=False)}
    try:
        return _made(inputs, standards=STANDARDS)
    except typst.TypstError:
        # PDF/UA wants a glyph for every letter; the reader wants the report.
        return _made(inputs, standards=[])


def document(report: Report, *, paper: Paper) -> dict[str, Any]:
    """Return what the page is made from."""
    return {**said(report), "paper": paper, "logo": list(report.brand.logo or b"")}


def _made(inputs: dict[str, str], *, standards: list[Any]) -> bytes:
    with ONE_AT_A_TIME:
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
