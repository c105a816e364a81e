"""docs/glossary.md has every word that the code uses for training."""

from pathlib import Path

import pytest

from programs.engine.adherence.counts import AdherenceStatus
from programs.engine.adherence.measures import SessionStatus
from programs.engine.checks.finding import Severity
from programs.engine.goals import Goal
from programs.engine.loads.conventions import LoadConvention
from programs.engine.phases.decision import Decision, Reason, RollMode
from programs.engine.program.parts import Intent
from programs.engine.progress.change import Change

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "glossary.md").read_text(encoding="utf-8")
# The first column of a table, by the word that heads it.
TABLES = {
    block.splitlines()[0].split("|")[1].strip(): [
        line.split("|")[1].strip() for line in block.splitlines()[2:]
    ]
    for block in PAGE.split("\n\n")
    if block.startswith("| ") and not block.startswith("| word ")
}
WORDS = [
    cell.strip()
    for line in PAGE.splitlines()
    if line.startswith("| ") and "|---" not in line
    for cell in line.split("|")[1].split(",")
]


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("goal", tuple(Goal)),
        ("intent", Intent.__args__),
        ("convention", LoadConvention.__args__),
        ("severity", tuple(Severity)),
        ("decision", tuple(Decision)),
        ("reason", tuple(Reason)),
    ],
)
def test_table_has_each_value_of_the_code_once_and_in_its_order(
    heading: str, values: tuple[str, ...]
) -> None:
    assert TABLES[heading] == [f"`{value}`" for value in values]


@pytest.mark.parametrize("values", [AdherenceStatus, SessionStatus, Change])
def test_words_of_adherence_and_progress_are_all_there(values: type[str]) -> None:
    assert [value for value in values.__args__ if f"`{value}`" not in WORDS] == []


def test_ways_to_roll_are_all_there() -> None:
    assert [mode for mode in RollMode if f"`{mode}` (" not in PAGE] == []


@pytest.mark.parametrize(
    "word",
    [
        *("macrocycle", "mesocycle", "microcycle", "session", "slot", "group", "set"),
        *("prescription", "log", "training max (TM)", "e1RM", "RIR", "RPE", "AMRAP", "tempo"),
        *("template", "version", "plan", "adherence", "attendance", "exposure", "hard set"),
        *("`deload`", "athlete"),
    ],
)
def test_words_of_the_product_are_all_there(word: str) -> None:
    assert any(cell == word or cell.startswith(f"{word} ") for cell in WORDS)


def test_roll_forward_is_explained() -> None:
    assert "*Roll forward* is" in PAGE
