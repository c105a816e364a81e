"""What a coach does to a year by hand: kept as a list, done again, put back into a program."""

from dataclasses import replace
from datetime import date

import pytest

from programs.engine.building.program_year import year_into_program, year_of_program
from programs.engine.composing.course import CoursePhase, compose_course
from programs.engine.goals import Goal
from programs.engine.planning.alternation import plan_year
from programs.engine.planning.edits import Edit, EditKind, read_edits, replay, write_edits
from programs.engine.planning.moving import move
from programs.engine.planning.stretching import LengthLimit, stretch

from .planned_years import HALF_YEAR, MONDAY, outline

COURSE = [
    CoursePhase(Goal.HYPERTROPHY, 4),
    CoursePhase(Goal.DELOAD, 1),
    CoursePhase(Goal.STRENGTH, 4),
    CoursePhase(Goal.DELOAD, 1),
]
PROGRAM = compose_course(
    COURSE, name="Ten weeks", equipment="GYM", days={Goal.HYPERTROPHY: 4, Goal.STRENGTH: 3}
)
YEAR = year_of_program(PROGRAM, start_on=MONDAY)


def test_edits_text_reads_back_equal_and_leaves_out_what_nobody_can_read():
    text = "longer:strength-1:2,pin:strength-1"
    junk = "longer,wider:a,longer:a:x,longer:a:0,longer:a:²,longer:a:100,longer::1,"

    assert read_edits(text) == (
        Edit(EditKind.LONGER, "strength-1", 2),
        Edit(EditKind.PIN, "strength-1"),
    )
    assert write_edits(read_edits(text)) == text
    assert read_edits(junk + text) == read_edits(text)
    assert len(read_edits("pin:a," * 500)) == 200


def test_replay_does_what_still_fits_and_says_why_the_rest_does_not():
    edits = read_edits("longer:hypertrophy-1,longer:hypertrophy-9,pin:strength-1,later:strength-1")

    done = replay(plan_year(HALF_YEAR), edits)

    assert outline(done.plan)[0] == ("hypertrophy-1", 6)
    assert done.plan.phase("strength-1").is_pinned
    assert [(str(edit), str(error)) for edit, error in done.refused] == [
        (
            "longer:hypertrophy-9",
            "The year has no phase hypertrophy-9: choose one of hypertrophy-1, deload-1, "
            "strength-1, deload-2, hypertrophy-2, deload-3, strength-2, deload-4.",
        ),
        (
            "later:strength-1",
            "Strength 1 on 2026-02-23 stays where it is: release it first.",
        ),
    ]


def test_replay_every_kind_has_one_that_takes_it_back():
    for there, back in (("longer", "shorter"), ("pin", "release")):
        edits = read_edits(f"{there}:hypertrophy-1,{back}:hypertrophy-1")
        assert replay(YEAR, edits).plan == YEAR

    assert replay(YEAR, read_edits("later:strength-1,earlier:strength-1")).plan == YEAR


def test_year_of_program_lays_its_phases_on_days():
    assert [(one.key, one.starts_on.isoformat(), one.weeks) for one in YEAR.phases] == [
        ("hypertrophy-1", "2026-01-05", 4),
        ("deload-1", "2026-02-02", 1),
        ("strength-1", "2026-02-09", 4),
        ("deload-2", "2026-03-09", 1),
    ]
    assert YEAR.phases[0].why == "“Hypertrophy” as the program has it."
    assert (YEAR.wishes.first_on, YEAR.wishes.last_on) == (MONDAY, date(2026, 3, 15))


def test_stretch_open_year_ends_later_and_nothing_gives_a_week():
    longer = stretch(YEAR, phase="hypertrophy-1", weeks=2).plan

    assert outline(longer) == [
        ("hypertrophy-1", 6),
        ("deload-1", 1),
        ("strength-1", 4),
        ("deload-2", 1),
    ]
    assert (longer.phases[-1].ends_on, longer.wishes.last_on) == (date(2026, 3, 29),) * 2
    assert move(longer, phase="strength-1", weeks=-2).plan == YEAR


def test_stretch_open_year_before_a_pinned_phase_takes_the_week_there():
    pinned = replay(YEAR, read_edits("pin:deload-2,longer:hypertrophy-1")).plan

    assert outline(pinned) == [
        ("hypertrophy-1", 5),
        ("deload-1", 1),
        ("strength-1", 3),
        ("deload-2", 1),
    ]


def test_stretch_phase_beyond_its_bounds_may_come_nearer_only():
    long = replace(YEAR.phases[0], weeks=12)
    year = replace(YEAR, phases=(long,), wishes=replace(YEAR.wishes, weeks=12))

    assert outline(stretch(year, phase="hypertrophy-1", weeks=-1).plan) == [("hypertrophy-1", 11)]
    with pytest.raises(LengthLimit, match="may load 3 to 8 weeks"):
        stretch(year, phase="hypertrophy-1", weeks=1)


def test_year_into_program_unchanged_is_the_same_program():
    assert year_into_program(PROGRAM, YEAR, start_on=MONDAY) == PROGRAM


def test_year_into_program_longer_repeats_the_last_loading_week_and_moves_the_rest():
    longer = stretch(YEAR, phase="hypertrophy-1").plan

    program = year_into_program(PROGRAM, longer, start_on=MONDAY)

    assert [(one.name, one.week_count) for one in program.mesocycles] == [
        ("Hypertrophy", 5),
        ("Light week after hypertrophy", 1),
        ("Strength", 4),
        ("Light week after strength", 1),
    ]
    weeks = program.mesocycles[0].weeks
    assert weeks[4].days == weeks[3].days == PROGRAM.mesocycles[0].weeks[3].days
    assert [week.week for one in program.mesocycles for week in one.weeks] == list(range(1, 12))
    assert program.mesocycles[2].weeks[0].days == PROGRAM.mesocycles[2].weeks[0].days


def test_year_into_program_shorter_loses_the_last_loading_week_and_keeps_a_light_one():
    light = replace(PROGRAM.mesocycles[0].weeks[3], is_deload=True)
    first = PROGRAM.mesocycles[0]
    phases = (replace(first, weeks=(*first.weeks[:3], light)), *PROGRAM.mesocycles[1:])
    program = replace(PROGRAM, mesocycles=phases)
    shorter = stretch(YEAR, phase="hypertrophy-1", weeks=-1).plan

    weeks = year_into_program(program, shorter, start_on=MONDAY).mesocycles[0].weeks

    assert [week.is_deload for week in weeks] == [False, False, True]
    assert [week.days for week in weeks] == [
        first.weeks[0].days,
        first.weeks[1].days,
        light.days,
    ]


def test_year_into_program_easy_weeks_that_came_in_are_sample_weeks():
    # Two weeks longer before a pinned light week: strength gives one, the other drops it.
    edits = read_edits("pin:deload-2,longer:hypertrophy-1:2")
    changed = replay(YEAR, edits).plan
    assert outline(changed) == [
        ("hypertrophy-1", 6),
        ("deload-1", 1),
        ("transition-1", 2),
        ("deload-2", 1),
    ]

    program = year_into_program(PROGRAM, changed, start_on=MONDAY)

    assert [(one.goal, one.week_count) for one in program.mesocycles] == [
        (Goal.HYPERTROPHY, 6),
        (Goal.DELOAD, 1),
        (Goal.TRANSITION, 2),
        (Goal.DELOAD, 1),
    ]
