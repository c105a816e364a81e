"""Every worked case in CASES_DIR (default: the copies here) through the engine, exactly."""

import csv
import os
from pathlib import Path

import pytest

from .case_runners import adherence, loads, metrics, phases, progression

CASES_DIR = Path(os.environ.get("CASES_DIR") or Path(__file__).parent / "cases")
RUNNERS = {
    "adherence": adherence.run_adherence,
    "e1rm": loads.run_e1rm,
    "e1rm_trend": loads.run_trend,
    "metrics": metrics.run_metric,
    "phase_roll": phases.run_phase_roll,
    "plate": loads.run_plates,
    "progression": progression.run_progression,
    "rounding": loads.run_rounding,
}


def case_rows(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


FILES = sorted(CASES_DIR.glob("*_cases.csv"))
CASES = [(path.name.removesuffix("_cases.csv"), row) for path in FILES for row in case_rows(path)]


def test_cases_folder_has_rows_of_known_kinds_only():
    assert CASES, f"no cases in {CASES_DIR}"
    assert [path.name for path in FILES if not case_rows(path)] == []
    assert {path.name.removesuffix("_cases.csv") for path in FILES} - RUNNERS.keys() == set()


@pytest.mark.parametrize(
    ("kind", "row"), CASES, ids=[f"{kind}-{row['case_id']}" for kind, row in CASES]
)
def test_case_through_engine_gives_expected_outputs(kind, row):
    got, expected = RUNNERS[kind](row)

    assert got == expected
