"""Phases added, doubled, moved, taken out; rows filled to the right."""

from decimal import Decimal

import pytest

from programs.engine.building.filling import Progression, Step, StepDoesNotFit, filled
from programs.engine.building.phases import (
    LastPhase,
    with_copy,
    with_phase,
    with_phase_moved,
    without_phase,
)
from programs.engine.checks.check import check_program
from programs.engine.goals import Goal
from programs.engine.notation.cells import CellInvalid
from programs.engine.program import Program, Rounding
from tests.engine.published import published


@pytest.fixture
def program() -> Program:
    """Build (4 weeks), Deload (1), Lift (4), Peak or test weeks: ten in all."""
    return published("alternating-10wk")


def weeks_of(program: Program) -> list[tuple[str, int, int]]:
    return [(phase.name, phase.weeks[0].week, len(phase.weeks)) for phase in program.mesocycles]


def test_phase_moved_carries_its_weeks_and_all_are_counted_anew(program: Program) -> None:
    before = weeks_of(program)
    moved = with_phase_moved(program, phase=0, to=1)
    assert [name for name, _, _ in weeks_of(moved)[:2]] == [before[1][0], before[0][0]]
    assert weeks_of(moved)[0][1:] == (1, before[1][2])
    assert weeks_of(moved)[1][1:] == (1 + before[1][2], before[0][2])
    assert with_phase_moved(moved, phase=1, to=0) == program


def test_copy_follows_its_original_under_a_name_of_its_own(program: Program) -> None:
    copied = with_copy(program, phase=0)
    first, second = copied.mesocycles[:2]
    assert second.name == "Hypertrophy"
    assert [week.days for week in second.weeks] == [week.days for week in first.weeks]
    assert [week.week for week in second.weeks] == [5, 6, 7, 8]
    assert copied.week_count == program.week_count + 4
    assert without_phase(copied, phase=1) == program


def test_last_phase_stays() -> None:
    with pytest.raises(LastPhase, match="only phase"):
        without_phase(published("smolov-jr"), phase=0)


@pytest.mark.parametrize("goal", [goal for goal in Goal if goal is not Goal.TEST])
def test_added_phase_of_every_goal_stands_in_its_place(program: Program, goal: Goal) -> None:
    count = 1 if goal is Goal.DELOAD else 2 if goal not in {Goal.HYPERTROPHY, Goal.STRENGTH} else 4
    grown = with_phase(program, goal=goal, weeks=count, after=0)
    assert len(grown.mesocycles) == len(program.mesocycles) + 1
    added = grown.mesocycles[1]
    assert added.goal is goal
    assert [week.week for week in added.weeks] == list(range(5, 5 + count))
    own = {fault.rule for fault in check_program(grown) if fault.place.mesocycle == 1}
    errors = [
        finding.sentence
        for finding in check_program(grown)
        if finding.place.mesocycle == 1 and finding.severity == "error"
    ]
    assert not errors, own


def fill(text: str, **fields: object) -> tuple[str, ...]:
    return filled(text, count=4, progression=Progression(**fields), rounding=Rounding())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "step", "size", "cells"),
    [
        ("3x5@80%", Step.SAME, 0, "3x5@80% 3x5@80% 3x5@80% 3x5@80%"),
        ("3x5@80%", Step.PERCENT, 2.5, "3x5@80% 3x5@82.5% 3x5@85% 3x5@87.5%"),
        ("3x5@60kg", Step.LOAD, 2.5, "3x5@60kg 3x5@62.5kg 3x5@65kg 3x5@67.5kg"),
        ("3x5@80%", Step.LOAD, 2.5, "3x5@80% 3x5@80%+2.5kg 3x5@80%+5kg 3x5@80%+7.5kg"),
        ("3x8-12@RIR3", Step.SETS, 1, "3x8-12@RIR3 4x8-12@RIR3 5x8-12@RIR3 6x8-12@RIR3"),
        ("3x8-12@RIR3", Step.EFFORT, 1, "3x8-12@RIR3 3x8-12@RIR2 3x8-12@RIR1 3x8-12@RIR0"),
        ("3x8@RPE7", Step.EFFORT, 0.5, "3x8@RPE7 3x8@RPE7.5 3x8@RPE8 3x8@RPE8.5"),
        ("3x8-12", Step.REPS, 1, "3x8-12 3x9-13 3x10-14 3x11-15"),
        ("5@60%, 3x5@80%", Step.PERCENT, 5, None),
    ],
)
def test_row_filled_to_the_right(text: str, step: Step, size: float, cells: str | None) -> None:
    found = fill(text, step=step, size=Decimal(str(size)))
    wanted = (
        cells.split()
        if cells
        else [
            "5@60%, 3x5@80%",
            "5@65%, 3x5@85%",
            "5@70%, 3x5@90%",
            "5@75%, 3x5@95%",
        ]
    )
    assert list(found) == wanted


def test_wave_goes_three_weeks_up_and_begins_again_one_step_higher() -> None:
    progression = Progression(step=Step.PERCENT, size=Decimal(5), is_wave=True)
    found = filled("3x5@70%", count=6, progression=progression, rounding=Rounding())
    assert [cell.split("@")[1] for cell in found] == ["70%", "75%", "80%", "75%", "80%", "85%"]


def test_warm_ups_stay_as_they_are() -> None:
    assert fill("5@40% warmup, 3x5@80%", step=Step.PERCENT, size=Decimal(5))[3] == (
        "5@40% warmup, 3x5@95%"
    )


@pytest.mark.parametrize(
    ("text", "step", "size", "said"),
    [
        ("3x5", Step.LOAD, 2.5, "no load"),
        ("3x5@60kg", Step.PERCENT, 5, "no percent"),
        ("3x5@60kg", Step.EFFORT, 1, "no effort"),
        ("3xmax", Step.REPS, 1, "no repetitions"),
        ("3x8@RIR1", Step.EFFORT, 1, "In week 3 of these it would be"),
    ],
)
def test_what_cannot_grow_is_refused_in_words(
    text: str, step: Step, size: float, said: str
) -> None:
    with pytest.raises(StepDoesNotFit, match=said):
        fill(text, step=step, size=Decimal(str(size)))


def test_cell_that_cannot_be_read_says_so() -> None:
    with pytest.raises(CellInvalid):
        fill("three sets", step=Step.SETS, size=Decimal(1))
