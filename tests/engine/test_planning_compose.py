"""A planned year as a program: the same weeks, and nothing that the rule table warns of."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from programs.engine.checks.check import check_program
from programs.engine.composing.course import CompositionInvalid, CoursePhase, compose_course
from programs.engine.goals import Goal
from programs.engine.planning.alternation import plan_year
from programs.engine.planning.blackout_days import schedule_year
from programs.engine.planning.compose_year import compose_year
from programs.engine.planning.stretching import stretch
from programs.engine.planning.wishes import Blackout, YearWishes
from programs.engine.program import Result, program_to_json, read_program
from programs.engine.resolving.resolve import Outcome, resolve

GYM = {Goal.HYPERTROPHY: 4, Goal.STRENGTH: 3}
HOME = {Goal.HYPERTROPHY: 3, Goal.STRENGTH: 3}
WISHES = YearWishes(
    start_on=date(2026, 1, 5),
    weeks=45,
    has_tests=True,
    blackouts=(Blackout(date(2026, 7, 13), date(2026, 7, 26), "summer holiday"),),
    events=(date(2026, 10, 31),),
)
YEAR = plan_year(WISHES)
COMPOSED = compose_year(YEAR, name="Year", equipment="GYM", days=GYM)
PROGRAM = COMPOSED.program


def phase(goal):
    return next(one for one in PROGRAM.mesocycles if one.goal is goal)


def written(mesocycle, week=0):
    return [
        (slot.exercise, group.sets, group.reps.text, group.rpe, group.rest_s)
        for day in mesocycle.weeks[week].days
        for slot in day.slots
        for group in slot.groups
    ]


def test_compose_year_has_every_week_but_the_pause():
    assert [(one.goal, one.week_count) for one in PROGRAM.mesocycles] == [
        (one.goal, one.weeks) for one in YEAR.phases if not one.is_pause
    ]
    assert [one.key for one in COMPOSED.pauses] == ["pause-1"]
    assert PROGRAM.week_count == 45 - 2
    numbers = [week.week for one in PROGRAM.mesocycles for week in one.weeks]
    assert numbers == list(range(1, 44))


def test_compose_year_reads_back_equal():
    assert read_program(program_to_json(PROGRAM)) == PROGRAM


@pytest.mark.parametrize(
    ("equipment", "days", "peaking_weeks"), [("GYM", GYM, 1), ("GYM", GYM, 2), ("HOME", HOME, 3)]
)
def test_compose_year_breaks_no_rule_with_error_or_warning(equipment, days, peaking_weeks):
    wishes = YearWishes(
        start_on=date(2026, 1, 5),
        weeks=27,
        has_tests=True,
        events=(date(2026, 6, 27),),
        peaking_weeks=peaking_weeks,
    )
    program = compose_year(plan_year(wishes), name="X", equipment=equipment, days=days).program

    grave = [one for one in check_program(program) if one.severity != "advice"]
    assert [(one.rule, one.sentence) for one in grave] == []


def test_compose_year_after_a_stretch_has_the_new_weeks():
    edit = stretch(YEAR, phase="hypertrophy-1")
    program = compose_year(edit.plan, name="Year", equipment="GYM", days=GYM).program

    assert program.mesocycles[0].week_count == PROGRAM.mesocycles[0].week_count + 1


def test_peak_falls_to_singles_halves_its_sets_and_ends_light():
    peak = phase(Goal.PEAKING)

    # s-gym-3d: squat 4 sets, deadlift 3, bench 4; doubles at RPE 8, then singles.
    assert written(peak)[0] == ("Back Squat (High-Bar)", 4, "2", Decimal(8), None)
    assert written(peak, week=1)[0] == ("Back Squat (High-Bar)", 2, "1", Decimal(8), None)
    assert written(peak, week=1)[-2:] == [
        ("Bench Press", 2, "2", None, None),
        ("Back Squat (High-Bar)", 2, "2", None, None),
    ]
    light = peak.weeks[1].days[-1].slots[0].groups[0]
    assert light.load.percent == 75


def test_test_after_strength_finds_the_maximum_from_the_heaviest_single():
    test = PROGRAM.mesocycles[5]
    assert (test.name, test.goal) == ("Test after strength 1", Goal.TEST)
    assert [row[:4] for row in written(test)[:2]] == [
        ("Back Squat (High-Bar)", 1, "1", Decimal(8)),
        ("Back Squat (High-Bar)", 1, "1", Decimal(9)),
    ]
    sessions = resolve(PROGRAM, outcomes={}).sessions
    ordinal = next(one.ordinal for one in sessions if one.mesocycle == 5)
    done = Outcome(
        performed=True,
        results={"test-day-1-back-squat-high-bar": Result(load=Fraction(150))},
    )

    after = resolve(PROGRAM, outcomes={ordinal: done})

    # A single at RPE 9 is 95.5 % of the maximum: 150 x 1.0471.
    assert after.anchors["rm:back-squat-high-bar"] == Fraction(150) * Fraction("1.0471")


def test_test_after_hypertrophy_uses_the_load_of_the_first_week():
    test = PROGRAM.mesocycles[2]
    assert written(test)[0] == ("Bench Press", 1, "6+", Decimal(9), 180)
    key = "upper-a-bench-press"
    outcomes = {
        1: Outcome(performed=True, results={key: Result(load=Fraction(60), reps=8)}),
        5: Outcome(performed=True, results={key: Result(load=Fraction(65), reps=8)}),
    }

    after = resolve(PROGRAM, outcomes=outcomes)

    # Week 2 weighs more, the test goes by week 1.
    tested = next(one for one in after.sessions if one.mesocycle == 2)
    assert tested.slots[0].groups[0].load_kg == 60


def test_easy_weeks_one_set_an_exercise_with_four_in_reserve():
    easy = phase(Goal.TRANSITION)

    groups = [g for day in easy.all_days for slot in day.slots for g in slot.groups]
    assert {group.sets for group in groups} == {1}
    assert all(group.rir == 4 or group.rpe == 6 for group in groups)


def test_schedule_year_lays_phases_on_their_days_and_nothing_on_lost_ones():
    # Two days in January are lost besides the fortnight in July.
    lost = (*WISHES.blackouts, Blackout(date(2026, 1, 12), date(2026, 1, 13), "course"))
    schedule = schedule_year(COMPOSED, blackouts=lost)

    firsts = {week.course_index: week.starts_on for week in reversed(schedule.weeks)}
    assert [firsts[place] for place in sorted(firsts)] == [
        one.starts_on for one in YEAR.phases if not one.is_pause
    ]
    on = [session.on for session in schedule.sessions]
    assert not any(one.from_on <= day <= one.to_on for one in lost for day in on)
    assert on == sorted(on)
    # Mon Tue Thu Fri become Wed Thu Fri Sat.
    assert [day.day for day in on[4:8]] == [14, 15, 16, 17]


@pytest.mark.parametrize(
    ("phases", "days", "field", "says"),
    [
        ([CoursePhase(Goal.DELOAD, 1)], GYM, "phases", "at least one phase of hypertrophy"),
        (
            [CoursePhase(Goal.HYPERTROPHY, 4), CoursePhase(Goal.PEAKING, 1)],
            GYM,
            "phases",
            "Put a phase of strength before the peak.",
        ),
        (
            [CoursePhase(Goal.HYPERTROPHY, 4)],
            HOME,
            "hypertrophy_days",
            "Hypertrophy in the gym comes with 4 days a week.",
        ),
    ],
)
def test_compose_course_refused_names_the_field(phases, days, field, says):
    with pytest.raises(CompositionInvalid, match=says) as raised:
        compose_course(phases, name="X", equipment="GYM", days=days)

    assert raised.value.field == field
