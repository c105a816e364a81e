"""Findings in English: one of a thing is singular, a zone ends before the next."""

from decimal import Decimal

import pytest

from programs.engine.checks.bands import counted
from programs.engine.checks.check import check_program
from programs.engine.loads.prilepin import zone_in_words, zone_of
from tests.engine.checks_by_hand import found, phase, program
from tests.engine.programs_by_hand import slot


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0 hard sets"), (1, "1 hard set"), (Decimal("0.5"), "0.5 hard sets"), (2, "2 hard sets")],
)
def test_counted_is_singular_for_one_alone(value, words):
    assert counted(value, "hard set") == words


@pytest.mark.parametrize(
    ("percent", "words"),
    [(55, "55 to under 70 %"), (75, "70 to under 80 %"), (100, "90 to 100 %")],
)
def test_zone_reaches_to_where_the_next_begins(percent, words):
    assert zone_in_words(zone_of(percent)) == words


def test_reps_of_a_zone_are_told_without_the_tables_decimals():
    heavy = slot(
        {"sets": 7, "reps": "5", "load": {"of": "rm:squat", "percent": 60}},
        key="main",
        exercise="Squat",
        main=True,
    )

    [finding] = found("ST28", phase([heavy], goal="strength"), anchors={"rm:squat": 100})

    assert finding.sentence.startswith(
        "Squat has 35 reps from 55 to under 70 % of the maximum in the session; "
    )


def test_one_set_is_a_set():
    lone = slot({"sets": 1, "reps": "10", "rir": 2}, key="a", exercise="Bench Press")

    findings = check_program(program(phase([lone], goal="hypertrophy", priority=["chest"])))

    assert "Chest: 1 hard set a week; keep it between 10 and 20 sets a week." in [
        one.sentence for one in findings
    ]
