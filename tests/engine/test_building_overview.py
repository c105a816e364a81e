"""What a phase amounts to while it is built, by hand for one published program."""

from dataclasses import replace
from decimal import Decimal

import pytest

from programs.engine.building.overview import PhaseOverview, overview_of
from programs.engine.building.sheet import sheet_of
from programs.engine.building.sheet_map import SheetMap
from programs.engine.checks.check import check_program
from programs.engine.checks.finding import Place
from programs.engine.checks.gathering import gather_facts
from tests.engine.published import published


@pytest.fixture
def build() -> PhaseOverview:
    """Four weeks of hypertrophy on two days."""
    return overview_of(gather_facts(published("alternating-10wk")).phases[0])


def test_minutes_are_the_sets_by_their_tempo_and_the_rest_after_each(build: PhaseOverview) -> None:
    # Week 1, day 1: bench 3 x (8 x 4 s + 150), row 3 x (10 x 4 + 120), fly 2 x (15 x 5 + 75),
    # curl 2 x (12 x 4 + 75) = 546 + 480 + 300 + 246 = 1572 s = 26 min.
    # Weeks 3 and 4 have a set more of each: 1572 + 182 + 160 + 150 + 123 = 2187 s = 36 min.
    assert build.days[0].minutes == (26, 26, 36, 36)


def test_muscles_count_hard_sets_with_half_for_helpers_against_the_goal_s_band(
    build: PhaseOverview,
) -> None:
    rows = {row.muscle: row for row in build.muscles}
    # Bench 3 and fly 2 aim at the chest; one more of each in weeks 3 and 4.
    assert rows["chest"].sets == (5, 5, 7, 7)
    # Row 3 x 0.5 and curl 2; one more of each.
    assert rows["biceps"].sets == (Decimal("3.5"), Decimal("3.5"), 5, 5)
    assert rows["biceps"].span == (4, None)
    assert rows["biceps"].levels == ("below", "below", "inside", "inside")
    # Nothing aims at the forearms.
    assert rows["forearms"].levels == (None, None, None, None)
    # Bench 3, row 3, fly 2, curl 2, squat 3, deadlift 3; the plank has no effort to judge by.
    assert build.hard_sets == (16, 16, 22, 22)


def test_light_week_is_not_judged() -> None:
    program = published("alternating-10wk")
    build = program.mesocycles[0]
    light = (*build.weeks[:3], replace(build.weeks[3], is_deload=True))
    program = replace(program, mesocycles=(replace(build, weeks=light), *program.mesocycles[1:]))
    rows = {row.muscle: row for row in overview_of(gather_facts(program).phases[0]).muscles}
    assert rows["biceps"].levels == ("below", "below", "inside", None)


def test_finding_lies_on_its_very_cell() -> None:
    program = published("531-bbb")
    sheet = sheet_of(program, phase=0)
    cells = SheetMap(sheet)
    [too_many_reps] = [
        finding
        for finding in check_program(program)
        if finding.place.slot == "Overhead Press" and "10 reps" in finding.sentence
    ]
    where = cells.cells(too_many_reps.places)
    # Weeks 1 to 3 and 5 to 7, in the line of the press: cells 3 to 5 and 7 to 9.
    [line] = {line for line, _ in where}
    assert sheet[line][1] == "Overhead Press"
    assert [cell for _, cell in where] == [3, 4, 5, 7, 8, 9]


def test_finding_of_a_week_lies_on_its_head_and_of_a_phase_nowhere() -> None:
    cells = SheetMap(sheet_of(published("alternating-10wk"), phase=0))
    assert cells.cells([Place(0, "Build", week=2, day=2)]) == ((12, 4),)
    assert cells.cells([Place(0, "Build")]) == ()
    assert cells.cells([Place(0, "Build", exercise="Plank")]) == ((15, 1),)
