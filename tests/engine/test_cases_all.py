"""Every worked case in CASES_DIR (default: the copies here) through the engine, exactly."""

import os
from pathlib import Path

import pytest

from .case_runners.folder import read_folder
from .case_runners.kinds import KINDS

CASES_DIR = Path(os.environ.get("CASES_DIR") or Path(__file__).parent / "cases")
CASES, FAULTS = read_folder(CASES_DIR)


def test_cases_folder_holds_nothing_that_cannot_be_run():
    assert FAULTS == []


@pytest.mark.parametrize(
    ("kind", "row"), CASES, ids=[f"{kind}-{row['case_id']}" for kind, row in CASES]
)
def test_case_through_engine_gives_expected_outputs(kind, row):
    got, expected = KINDS[kind].run(row)

    assert got == expected
