"""Text that means something to a spreadsheet, to XML or to the grid: a workbook keeps it."""

from dataclasses import replace

import pytest

from coaching.exporters.program_xlsx import MOST_LETTERS, CellTooLong, program_xlsx
from coaching.importers.program_xlsx import read_xlsx
from programs.engine.building.workbook import with_sheets
from programs.engine.program import Program, read_program
from programs.engine.versions.grouped import changed_parts

TEXTS = (
    *("=cmd|' /C calc'!A0", "+1", "-2", "@SUM(A1)", "=1+1", "#REF!", "TRUE", "1e5", "'quoted"),
    *("\tTab", "a\tb", "line\nbreak", "cr\rx", "crlf\r\nx", "a\x0bb", "\\n written", "\u2028sep"),
    *("_x0041_", "_x000D_", "<f>1</f>", "&amp;", " before", " around ", "\xa0hard\xa0"),
    *("\U0001f3cb\u200d\u2640\ufe0f", "مرحبا بالعالم", "\u202eright to left\u202c", "深蹲"),
    *("Day 1", "Session", "Mesocycle", "Week 1", "Label", "Exercise", "Every time", "A | B", "-"),
    "x" * 200,
)


def with_text(text: str, *, place: str) -> Program:
    """Return a program that says the text in one of its places."""
    said = {"exercise": "Squat", "note": "", "day": "", "phase": "Base", place: text}
    slot = {
        "key": "a",
        "exercise": said["exercise"],
        "note": said["note"],
        "groups": [{"sets": 3, "reps": "5"}],
    }
    day = {"day": 1, "name": said["day"], "slots": [slot]}
    phase = {
        "name": said["phase"],
        "goal": "strength",
        "schedule": {"kind": "calendar"},
        "weeks": [{"week": week, "days": [day]} for week in (1, 2)],
    }
    return read_program({"format": "program/1", "name": "Text", "mesocycles": [phase]})


@pytest.mark.parametrize("place", ["exercise", "note", "day", "phase"])
@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_text_survives_the_way_out_and_in(text: str, place: str) -> None:
    program = with_text(text, place=place)

    back = with_sheets(program, sheets=read_xlsx(program_xlsx(program)))

    assert back.mesocycles == program.mesocycles
    assert changed_parts(program, back) == ()


def test_cell_longer_than_a_spreadsheet_takes_is_refused_not_left_out() -> None:
    program = with_text("Squat", place="exercise")
    (phase,) = program.mesocycles
    (slot,) = phase.weeks[0].days[0].slots
    groups = tuple(replace(slot.groups[0], rest_s=rest) for rest in range(1, MOST_LETTERS // 8))
    slot = replace(slot, stages=(groups,))
    week = replace(phase.weeks[0], days=(replace(phase.weeks[0].days[0], slots=(slot,)),))
    longer = replace(program, mesocycles=(replace(phase, weeks=(week,)),))

    with pytest.raises(CellTooLong) as refused:
        program_xlsx(longer)

    assert str(refused.value).startswith("Base, D7 has more than 32767 characters")
