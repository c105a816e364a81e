"""The judge of what athletes were told finds each thing that may go wrong with a set."""

from collections import Counter
from pathlib import Path
from uuid import UUID

import pytest

from tests.chaos.ledger import Kept, Ledger, compare_kept

SET = "01900000-0000-7000-8000-000000000001"
OTHER = "01900000-0000-7000-8000-000000000002"
NOTHING: Counter[str] = Counter()
WHOLE = Kept(sets=1, pages=0, lost=0, changed=0, unknown=0, missed=0, refused=NOTHING)
LOGGED = [["sent", SET, "5"], ["kept", SET, "5"]]
TAKEN_BACK = [["sent", SET, "0"], ["kept", SET, "0"]]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ({SET: 5}, LOGGED),
        ({SET: 0}, LOGGED + TAKEN_BACK),
        # Sent without an answer: it may be there or not.
        ({SET: 5}, [*LOGGED, ["sent", OTHER, "8"]]),
        ({SET: 5, OTHER: 8}, [*LOGGED, ["sent", OTHER, "8"]]),
        ({SET: 0}, [*LOGGED, ["sent", SET, "0"]]),
    ],
)
def test_what_was_acknowledged_and_is_there_is_whole(
    rows: dict[str, int], lines: list[list[str]]
) -> None:
    assert compare_kept(rows, lines) == WHOLE
    assert WHOLE.is_whole


@pytest.mark.parametrize(
    ("rows", "lines", "field"),
    [
        ({}, LOGGED, "lost"),
        ({SET: 6}, LOGGED, "changed"),
        ({SET: 5}, LOGGED + TAKEN_BACK, "changed"),
        ({SET: 5, OTHER: 8}, LOGGED, "unknown"),
        ({SET: 5}, [*LOGGED, ["missed", SET]], "missed"),
        ({SET: 5}, [*LOGGED, ["refused", "GET_/today/", "404"]], "refused"),
    ],
)
def test_each_fault_is_found(rows: dict[str, int], lines: list[list[str]], field: str) -> None:
    judged = compare_kept(rows, lines)

    assert getattr(judged, field) != getattr(WHOLE, field)
    assert not judged.is_whole


def test_ledger_is_read_as_it_was_written(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    ledger.sent(UUID(SET), 5)
    ledger.kept(UUID(SET), 5)
    ledger.missed(UUID(SET))
    ledger.refused("GET /today/", 404)
    ledger.read("today")

    lines = [line.split() for line in (tmp_path / "ledger").read_text().splitlines()]
    assert compare_kept({SET: 5}, lines) == Kept(
        sets=1,
        pages=1,
        lost=0,
        changed=0,
        unknown=0,
        missed=1,
        refused=Counter({"GET_/today/ 404": 1}),
    )
