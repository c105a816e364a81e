"""A program as tables: exercises down, weeks across, cells as they are typed."""

from coaching.queries.version_preview import preview_phases
from programs.engine.program import read_program


def week(number: int, *, sets: int, **parts: object) -> dict[str, object]:
    squat = {
        "key": "squat",
        "exercise": "Back Squat",
        "main": True,
        "groups": [{"sets": sets, "reps": "5", "load": {"of": "w:squat", "percent": 80}}],
    }
    slots = [squat]
    if number == 2:
        slots.append(
            {"key": "row", "exercise": "Row", "groups": [{"sets": 3, "reps": "8-12", "rir": 2}]}
        )
    return {"week": number, "days": [{"day": 1, "slots": slots}], **parts}


def test_preview_phases_align_exercises_over_the_weeks():
    program = read_program(
        {
            "format": "program/1",
            "name": "Two weeks",
            "anchors": {"w:squat": 100},
            "mesocycles": [
                {
                    "name": "Strength",
                    "goal": "strength",
                    "schedule": {"kind": "calendar"},
                    "weeks": [week(1, sets=3), week(2, sets=4, deload=True)],
                }
            ],
        }
    )

    (phase,) = preview_phases(program)

    (day,) = phase.days
    assert (phase.goal, phase.length) == ("strength", "2 weeks")
    assert phase.columns == ("Week 1", "Week 2, deload")
    assert [(row.exercise, row.is_main, row.cells) for row in day.rows] == [
        ("Back Squat", True, ("3x5@80%", "4x5@80%")),
        ("Row", False, ("–", "3x8-12@RIR2")),
    ]
