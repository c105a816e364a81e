"""A phase as a sheet of cells: there and back, cell by cell."""

from decimal import Decimal
from pathlib import Path

import pytest

from programs.engine.building.sheet import sheet_of, with_sheet
from programs.engine.notation.mesocycle import MesocycleTextInvalid
from programs.engine.program import Program, ProgramInvalid, content_hash, read_program
from tests.engine.published import PUBLISHED, program_in

SOURCE = """
{"format": "program/1", "name": "Two lifts", "anchors": {"tm:squat": 150, "w:row": 60},
 "mesocycles": [
  {"name": "Build", "goal": "strength", "schedule": {"kind": "calendar"}, "weeks": [
   {"days": [{"day": 1, "slots": [
     {"key": "squat", "exercise": "Squat", "groups": [
       {"sets": 3, "reps": "5", "load": {"of": "tm:squat", "percent": 80}}]},
     {"key": "row", "exercise": "Row", "groups": [
       {"sets": 3, "reps": "8-10", "load": {"of": "w:row"}}]}]}]},
   {"days": [{"day": 1, "slots": [
     {"key": "squat", "exercise": "Squat", "groups": [
       {"sets": 3, "reps": "5", "load": {"of": "tm:squat", "percent": 85}}]},
     {"key": "row", "exercise": "Row", "groups": [
       {"sets": 3, "reps": "8-10", "load": {"of": "w:row"}}]}]}]}]},
  {"name": "Peak", "goal": "peaking", "schedule": {"kind": "calendar"}, "weeks": [
   {"days": [{"day": 1, "slots": [
     {"key": "squat", "exercise": "Squat", "groups": [
       {"sets": 1, "reps": "1", "load": {"of": "tm:squat", "percent": 95}}]}]}]}]}],
 "rules": [
  {"on": "slot", "slot": "squat", "read": "ok", "weeks": [3],
   "bands": [{"when": [1, 1], "do": [{"verb": "add", "anchor": "tm:squat", "value": 5}]}]},
  {"on": "slot", "slot": "row", "read": "ok",
   "bands": [{"when": [1, 1], "do": [{"verb": "add", "anchor": "w:row", "value": 2.5}]}]}]}
"""
BUILD = [
    ("Mesocycle", "Build"),
    ("Goal", "strength"),
    ("Schedule", "calendar"),
    ("",),
    ("Day 1",),
    ("Label", "Exercise", "Marks", "Week 1", "Week 2"),
    ("", "Squat", "key=squat", "3x5@80%", "3x5@85%"),
    ("", "Row", "key=row", "3x8-10@w", "3x8-10@w"),
]


@pytest.fixture
def program() -> Program:
    return read_program(SOURCE)


def with_line(number: int, *cells: str) -> list[tuple[str, ...]]:
    return [cells if place == number else line for place, line in enumerate(BUILD)]


def test_sheet_names_an_anchor_only_where_a_bare_percent_would_mean_another(
    program: Program,
) -> None:
    assert sheet_of(program, phase=0) == BUILD


@pytest.mark.parametrize("file", sorted(PUBLISHED.glob("*.json")), ids=lambda file: file.stem)
def test_every_phase_of_the_published_programs_comes_back_as_it_was(file: Path) -> None:
    program = program_in(file)
    for phase in range(len(program.mesocycles)):
        back = with_sheet(program, phase=phase, lines=sheet_of(program, phase=phase))
        assert back.mesocycles == program.mesocycles
        assert back.rules == program.rules
        assert back.anchors == program.anchors


def test_changed_cell_changes_that_cell_alone(program: Program) -> None:
    lines = with_line(6, "", "Squat", "key=squat", "3x5@80%", "4x5@82.5%")
    changed = with_sheet(program, phase=0, lines=lines)
    first, second = changed.mesocycles[0].weeks
    assert first == program.mesocycles[0].weeks[0]
    assert second.days[0].slots[0].groups[0].sets == 4
    assert second.days[0].slots[0].groups[0].load.percent == Decimal("82.5")  # type: ignore[union-attr]
    assert changed.mesocycles[1] == program.mesocycles[1]


def test_new_week_numbers_later_phases_on_and_rules_follow_their_weeks(program: Program) -> None:
    lines = [
        (*line, "Week 3")
        if line[0] == "Label"
        else (*line, "2x5@70%")
        if line[0] == "" and len(line) > 1
        else line
        for line in BUILD
    ]
    changed = with_sheet(program, phase=0, lines=lines)
    assert [week.week for week in changed.mesocycles[0].weeks] == [1, 2, 3]
    assert changed.mesocycles[1].weeks[0].week == 4
    # The rule was for the peak's week, 3, which is 4 now; the new week 3 has none.
    assert changed.rules[0].weeks == frozenset({4})


def test_exercise_taken_out_takes_its_rules_and_unknown_anchor_along(program: Program) -> None:
    changed = with_sheet(program, phase=0, lines=BUILD[:7])
    assert [rule.slot for rule in changed.rules] == ["squat"]
    # A value that somebody gave stays: the row's 60 kg.
    assert changed.anchors == {"tm:squat": 150, "w:row": 60}


def test_another_exercise_in_its_place_keeps_the_key_that_a_rule_reads(program: Program) -> None:
    lines = with_line(7, "", "Pulldown", "", "3x8-10@w", "3x8-10@w")
    changed = with_sheet(program, phase=0, lines=lines)
    slot = changed.mesocycles[0].weeks[0].days[0].slots[1]
    assert (slot.exercise, slot.key) == ("Pulldown", "row")
    assert [rule.slot for rule in changed.rules] == ["squat", "row"]


def test_load_named_for_the_first_time_becomes_an_anchor_not_known_yet(program: Program) -> None:
    lines = [*BUILD, ("", "Bench Press", "", "3x5@75%", "3x5@77.5%")]
    changed = with_sheet(program, phase=0, lines=lines)
    assert changed.anchors["rm:Bench Press"] == 0
    assert changed.default_anchor["Bench Press"] == "rm:Bench Press"
    assert sheet_of(changed, phase=0)[-1] == ("", "Bench Press", "", "3x5@75%", "3x5@77.5%")
    gone = with_sheet(changed, phase=0, lines=BUILD)
    assert "rm:Bench Press" not in gone.anchors


def test_counter_nobody_declared_is_refused_and_no_load(program: Program) -> None:
    lines = [*BUILD, ("", "Bench Press", "stage=tries", "3x5", "3x5"), ("or", "", "", "5x3", "5x3")]
    with pytest.raises(ProgramInvalid, match="tries"):
        with_sheet(program, phase=0, lines=lines)


def test_cell_that_cannot_be_read_is_named_by_line_and_cell(program: Program) -> None:
    lines = with_line(6, "", "Squat", "key=squat", "3x5@80%", "three sets")
    with pytest.raises(MesocycleTextInvalid) as caught:
        with_sheet(program, phase=0, lines=lines)
    [fault] = caught.value.faults
    assert (fault.line, fault.cell) == (7, 5)


def test_twice_the_same_sheet_is_the_same_program(program: Program) -> None:
    once = with_sheet(program, phase=0, lines=BUILD)
    again = with_sheet(once, phase=0, lines=sheet_of(once, phase=0))
    assert content_hash(once) == content_hash(again)


def test_name_with_space_around_it_is_read_as_typed(program: Program) -> None:
    typed = with_sheet(program, phase=0, lines=with_line(6, "", " Squat ", "key=squat", "3x5"))

    assert [slot.exercise for slot in typed.slots][:1] == [" Squat "]
