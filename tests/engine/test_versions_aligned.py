"""Two versions beside each other, cell by cell, and in words by session."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from programs.engine.program import Program, read_program
from programs.engine.versions.aligned import Cell, aligned
from programs.engine.versions.grouped import ChangedPart, changed_parts

Slots = Mapping[str, tuple[str, int]]


def program(**phases: Sequence[Slots]) -> Program:
    """Return phases of one day a week; a slot is its exercise and its sets of five."""
    number = iter(range(1, 99))
    mesocycles = [
        {
            "name": name,
            "goal": "strength",
            "schedule": {"kind": "calendar"},
            "weeks": [
                {"week": next(number), "days": [{"day": 1, "name": "Upper", "slots": _slots(week)}]}
                for week in weeks
            ],
        }
        for name, weeks in phases.items()
    ]
    return read_program({"format": "program/1", "name": "P", "mesocycles": mesocycles})


def _slots(week: Slots) -> list[object]:
    return [
        {"key": key, "exercise": exercise, "groups": [{"sets": sets, "reps": "5"}]}
        for key, (exercise, sets) in week.items()
    ]


BENCH, ROW = {"a": ("Bench Press", 3)}, {"b": ("Row", 4)}


def test_equal_programs_have_no_changed_session() -> None:
    old = program(Heavy=[BENCH | ROW, BENCH])
    assert [phase.changed for phase in aligned(old, old)] == [()]
    assert changed_parts(old, old) == ()


def test_changed_added_and_removed_slots_stand_in_their_rows() -> None:
    old = program(Heavy=[BENCH | ROW, BENCH])
    new = program(Heavy=[{"a": ("Bench Press", 5)} | {"c": ("Dips", 2)}, BENCH])

    (phase,) = aligned(old, new)

    (session,) = phase.changed
    assert (phase.weeks, session.name) == (((1, 1), (2, 2)), "Upper")
    assert [(row.exercise, row.cells) for row in session.rows] == [
        (Cell("Bench Press", "Bench Press"), (Cell("3x5", "5x5"), Cell("3x5", "3x5"))),
        (Cell("", "Dips"), (Cell("", "2x5"), Cell("", ""))),
        (Cell("Row", ""), (Cell("4x5", ""), Cell("", ""))),
    ]


def test_other_exercise_in_a_slot_is_told_by_its_name() -> None:
    old, new = program(Heavy=[BENCH]), program(Heavy=[{"a": ("Floor Press", 3)}])
    ((row,),) = [session.rows for session in aligned(old, new)[0].sessions]
    assert (row.exercise, row.cells) == (Cell("Bench Press", "Floor Press"), (Cell("3x5", "3x5"),))
    assert row.is_changed


def test_week_put_in_moves_the_others_without_changing_them() -> None:
    old = program(Heavy=[{"a": ("Bench Press", sets)} for sets in (3, 5)])
    new = program(Heavy=[{"a": ("Bench Press", sets)} for sets in (3, 9, 5)])
    (phase,) = aligned(old, new)
    assert phase.weeks == ((1, 1), (None, 2), (2, 3))
    assert phase.sessions[0].rows[0].cells == (
        Cell("3x5", "3x5"),
        Cell("", "9x5"),
        Cell("5x5", "5x5"),
    )


def test_phases_added_and_taken_out_stand_where_they_are_and_were() -> None:
    old = program(Base=[BENCH], Heavy=[ROW])
    new = program(Heavy=[ROW], Peak=[BENCH])
    found = aligned(old, new)
    assert [(phase.name, phase.weeks) for phase in found] == [
        ("Base", ((1, None),)),
        ("Heavy", ((2, 1),)),
        ("Peak", ((None, 2),)),
    ]
    assert [len(phase.changed) for phase in found] == [1, 0, 1]


def test_changes_in_words_are_parted_by_session_and_alike_weeks_told_once() -> None:
    old = program(Heavy=[BENCH | ROW, BENCH, BENCH])
    more = {"a": ("Bench Press", 5)}
    new = program(Heavy=[more | ROW, more, BENCH])
    assert changed_parts(old, new) == (
        ChangedPart("Heavy", "Upper", ("Weeks 1-2, Bench Press: 3x5 -> 5x5",)),
    )


def test_what_a_bare_percent_means_is_no_change_where_nothing_was_said_of_it() -> None:
    old = program(Heavy=[BENCH])
    new = replace(
        old, default_anchor={"Bench Press": "rm:bench"}, anchors={"rm:bench": Decimal(80)}
    )
    assert [phase.changed for phase in aligned(old, new)] == [()]
    assert [part.lines for part in changed_parts(old, new)] == [("Number rm:bench none -> 80",)]
