"""The rows of a preview: what is printed for each set."""

from decimal import Decimal

from programs.engine.resolving.preview import preview_csv, preview_rows
from programs.engine.resolving.resolve import resolve
from tests.engine.programs_by_hand import calendar, program_of, slot, weeks


def rows_of(*slots, **fields):
    return preview_rows(resolve(program_of(calendar(weeks(*slots, count=1)), **fields)))


def test_sets_are_counted_through_a_days_exercise():
    rows = rows_of(
        slot({"sets": 2, "reps": "5"}, {"reps": "3"}),
        slot({"reps": "8"}, key="b", exercise="Row"),
        slot({"reps": "10"}, key="c"),
    )

    assert [(row[2], row[3], row[4]) for row in rows] == [
        ("Squat", 1, "5"),
        ("Squat", 2, "5"),
        ("Squat", 3, "3"),
        ("Row", 1, "8"),
        ("Squat", 4, "10"),
    ]


def test_effort_given_as_rir_prints_as_rpe():
    assert rows_of(slot({"reps": "5", "rir": 2.5}))[0][7] == Decimal("7.5")


def test_shown_percent_replaces_that_of_the_load_even_by_nothing():
    load = {"of": "tm", "percent": 80}
    rows = rows_of(
        slot(
            {"reps": "5", "load": load},
            {"reps": "5", "load": load, "shown_percent": 75},
            {"reps": "5", "load": load, "shown_percent": None},
            {"reps": "5", "load": {"of": "tm"}},
            {"reps": "5", "load": {"kg": 61}},
        )
    )

    assert [row[5:7] for row in rows] == [(80, 80), (75, 80), (None, 80), (None, 100), (None, 61)]


def test_optional_sets_are_printed():
    assert len(rows_of(slot({"sets": 2, "reps": "5", "optional": True}))) == 2


def test_csv_prints_numbers_plainly_and_quotes_what_needs_it():
    program = program_of(
        calendar(weeks(slot({"reps": "5", "load": {"kg": 100}}, exercise='Squat, "high"'), count=1))
    )

    assert preview_csv(resolve(program)) == (
        'week,day,exercise,set,reps,percent,load_kg,rpe\n1,1,"Squat, ""high""",1,5,,100,\n'
    )
