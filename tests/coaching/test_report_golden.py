"""Every kind of report about the demo gym, word for word: what changes is seen in the diff.

`WRITE_GOLDEN=1 .venv/bin/pytest tests/coaching/test_report_golden.py` writes the files anew.
"""

import json
import os
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from coaching.exporters.pdf.report_pdf import report_pdf
from coaching.reports.document import Report
from coaching.reports.frozen import to_json
from tests.coaching.demo_runs import made_once
from tests.coaching.report_kinds import NAMES, WEEKS, every_kind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_gym")]

GOLDEN = Path(__file__).parent / "golden"
KINDS = (
    "phase-hypertrophy", "phase-strength", "week", "lift", "macrocycle", "roster", "outcomes",
)  # fmt: skip


@pytest.fixture(scope="module")
def _gym(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    yield from made_once(django_db_blocker, weeks=WEEKS, names=NAMES)


def as_text(report: Report) -> str:
    """Return the report as JSON; keys of rows differ from run to run."""
    kept = json.dumps(to_json(report), ensure_ascii=False, indent=1)
    return re.sub(r'"lift-\d+"', '"lift-N"', kept) + "\n"


def printed(report: Report) -> str:
    """Return the words on the paper, page by page."""
    pages = PdfReader(BytesIO(report_pdf(report))).pages
    lines = "\n\f\n".join(page.extract_text() for page in pages).splitlines()
    return "\n".join(line.rstrip() for line in lines) + "\n"


@pytest.mark.parametrize("kind", KINDS)
def test_report_is_what_it_was(kind: str) -> None:
    report = every_kind()[kind]

    for name, found in ((f"{kind}.json", as_text(report)), (f"{kind}.txt", printed(report))):
        path = GOLDEN / name
        if os.environ.get("WRITE_GOLDEN"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(found)
        assert found == path.read_text()


def test_the_folder_holds_nothing_else() -> None:
    wanted = {f"{kind}.{ending}" for kind in KINDS for ending in ("json", "txt")}

    assert {path.name for path in GOLDEN.iterdir()} == wanted
