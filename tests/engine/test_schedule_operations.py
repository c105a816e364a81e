"""Operations on a course with days: each previewed with its moves, dose, ends and next test."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.engine.goals import Goal
from programs.engine.planning.blackout_days import avoid
from programs.engine.planning.compressing import TooTight, compress
from programs.engine.planning.missed_days import NotMissed, after_missed_day, move_window
from programs.engine.planning.pausing import resume
from programs.engine.planning.repeating import NoSuchWeek, repeat, take_up_again
from programs.engine.planning.schedule import schedule_of, with_states
from programs.engine.planning.shifting import DaysTaken, shift
from programs.engine.planning.wishes import Blackout
from programs.engine.resolving.resolved import PhaseRun

from .programs_by_hand import calendar, program_of, slot

MONDAY = date(2026, 1, 5)
WEEK = timedelta(weeks=1)


def three_days(*, count, first, sets=4):
    """Weeks of three days of bench press: chest 1.0, front delts and triceps 0.5 each set."""
    return [
        {
            "week": first + place,
            "days": [
                {
                    "day": day,
                    "slots": [slot({"sets": sets, "reps": "8"}, exercise="Bench Press")],
                }
                for day in (1, 2, 3)
            ],
        }
        for place in range(count)
    ]


PROGRAM = program_of(
    calendar(three_days(count=5, first=1), name="Build", goal="hypertrophy"),
    calendar(three_days(count=1, first=6, sets=2), name="Light", goal="deload"),
    calendar(three_days(count=1, first=7, sets=1), name="Test", goal="test"),
    calendar(three_days(count=4, first=8), name="Heavy", goal="strength"),
)
COURSE = schedule_of(PROGRAM, start_on=MONDAY)


def days(schedule):
    return [session.on for session in schedule.sessions]


def test_schedule_of_lays_weeks_and_sessions_on_days():
    assert len(COURSE.weeks) == 11
    assert days(COURSE)[:4] == [date(2026, 1, day) for day in (5, 7, 9, 12)]
    assert (COURSE.weeks[6].goal, COURSE.weeks[6].starts_on) == (Goal.TEST, MONDAY + 6 * WEEK)
    assert COURSE.ends_on == MONDAY + 11 * WEEK - timedelta(days=1)
    # Bench press: chest is primary, front delts and triceps are secondary.
    assert COURSE.weeks[0].sessions[0].sets == {
        "chest": Decimal(4),
        "front_delts": Decimal(2),
        "triceps": Decimal(2),
    }


def test_schedule_of_course_with_extra_week_and_chosen_weekdays():
    course = [PhaseRun(0, extra_weeks=1), PhaseRun(0, is_inserted_deload=True)]
    schedule = schedule_of(PROGRAM, start_on=MONDAY, course=course, weekdays={3: (1, 3, 5)})

    assert [week.occurrence for week in schedule.weeks] == [1, 1, 1, 1, 1, 2, 1]
    assert schedule.weeks[-1].is_deload
    assert days(schedule)[:3] == [date(2026, 1, day) for day in (6, 8, 10)]


def test_shift_moves_what_is_to_come_and_every_end_after_it():
    done = with_states(COURSE, dict.fromkeys((1, 2, 3), "done"))
    found = shift(done, from_on=MONDAY + WEEK, days=7)

    assert days(found.after) == days(COURSE)[:3] + [on + WEEK for on in days(COURSE)[3:]]
    assert found.effects.sets == {}
    assert found.effects.next_test_on == (MONDAY + 6 * WEEK, MONDAY + 7 * WEEK)
    assert found.words == (
        "30 sessions move, the first from 2026-01-12 to 2026-01-19.",
        "Hypertrophy ends on 2026-02-15 instead of 2026-02-08.",
        "Deload ends on 2026-02-22 instead of 2026-02-15.",
        "Test ends on 2026-03-01 instead of 2026-02-22.",
        "Strength ends on 2026-03-29 instead of 2026-03-22.",
        "The next test is on 2026-02-23 instead of 2026-02-16.",
    )


def test_shift_within_a_week_moves_only_its_rest_and_the_phase_end():
    done = with_states(COURSE, {1: "done"})
    found = shift(done, from_on=date(2026, 1, 6), days=2)

    assert days(found.after)[:3] == [date(2026, 1, day) for day in (5, 9, 11)]
    assert found.after.weeks[0].starts_on == MONDAY
    assert found.after.weeks[0].ends_on == date(2026, 1, 13)


def test_shift_onto_days_with_training_refused():
    with pytest.raises(DaysTaken, match="training until 2026-01-09; move by fewer days"):
        shift(COURSE, from_on=MONDAY + WEEK, days=-3)


def test_repeat_a_lost_week_inserts_it_and_counts_it():
    lost = with_states(COURSE, {4: "missed", 5: "missed", 6: "missed"})
    found = repeat(lost, week_on=MONDAY + WEEK)

    week = found.after.weeks[2]
    assert (week.occurrence, week.starts_on, week.week_in_phase) == (2, MONDAY + 2 * WEEK, 2)
    assert [(one.ordinal, one.repeat, one.state) for one in week.sessions] == [
        (4, 1, "pending"),
        (5, 1, "pending"),
        (6, 1, "pending"),
    ]
    # 30 of 33 sessions without the copy, 33 of 36 with it.
    assert found.effects.exposure == (Fraction(30, 33), Fraction(33, 36))
    # Eight loading weeks of 12 sets, 6 in the light week, 3 in the test; the copy adds 12.
    assert found.effects.sets["chest"] == (Decimal(105), Decimal(117))
    assert found.effects.phase_ends[0].to_on == MONDAY + 6 * WEEK - timedelta(days=1)
    assert found.words[:3] == (
        "The week of 2026-01-12 is done once more.",
        "27 sessions move, the first from 2026-01-19 to 2026-01-26.",
        "3 sessions are added.",
    )


def test_repeat_twice_gives_each_copy_its_own_place():
    found = repeat(COURSE, week_on=MONDAY, times=2)
    again = repeat(found.after, week_on=MONDAY)

    assert [week.occurrence for week in found.after.weeks[:3]] == [1, 2, 3]
    assert [week.starts_on for week in found.after.weeks[:4]] == [
        MONDAY + count * WEEK for count in range(4)
    ]
    keys = [session.key for session in again.after.sessions]
    assert len(set(keys)) == len(keys)


def test_repeat_outside_the_schedule_refused():
    with pytest.raises(NoSuchWeek, match="choose a day from 2026-01-05 to 2026-03-22"):
        repeat(COURSE, week_on=date(2026, 5, 1))


def test_take_up_again_after_a_lost_week_repeats_the_last_trained_one_first():
    states = {1: "done", 2: "done", 3: "done", 4: "missed", 5: "missed", 6: "missed"}
    found = take_up_again(with_states(COURSE, states), today=date(2026, 1, 20))

    # Week 2 (12 January) was lost; Tuesday the 20th, so all begins on Monday the 26th.
    assert [
        (week.week_in_phase, week.occurrence, week.starts_on.isoformat())
        for week in found.after.weeks[:4]
    ] == [
        (1, 1, "2026-01-05"),
        (1, 2, "2026-01-26"),
        (2, 1, "2026-02-02"),
        (3, 1, "2026-02-09"),
    ]
    assert found.effects.exposure == (Fraction(30, 33), Fraction(36, 36))
    assert found.words[0] == (
        "A week was lost: the last week with training is done once more, then those that were lost."
    )


def test_take_up_again_without_a_lost_week_changes_nothing():
    done = with_states(COURSE, dict.fromkeys((1, 2, 3), "done"))

    assert take_up_again(done, today=date(2026, 1, 14)).words == ("No session changes its day.",)


def test_take_up_again_without_any_training_begins_anew():
    found = take_up_again(COURSE, today=date(2026, 1, 12))

    assert found.after.weeks[0].starts_on == date(2026, 1, 12)
    assert found.words[0] == "A week was lost: the course begins anew."


def test_compress_drops_repeated_weeks_before_any_other():
    longer = repeat(COURSE, week_on=MONDAY + WEEK).after
    found = compress(longer, end_on=COURSE.ends_on, today=MONDAY - timedelta(days=1))

    assert found.after == COURSE
    assert found.words[0] == "The repeated week 2 of hypertrophy is left out."


def test_compress_takes_the_second_week_of_the_longest_phase_and_keeps_light_and_test():
    found = compress(COURSE, end_on=COURSE.ends_on - 2 * WEEK, today=MONDAY)

    left = [(week.goal.value, week.week_in_phase) for week in found.after.weeks]
    # Five weeks give one, then hypertrophy and strength have four each: the later one gives.
    assert left == [
        ("hypertrophy", 1),
        ("hypertrophy", 3),
        ("hypertrophy", 4),
        ("hypertrophy", 5),
        ("deload", 1),
        ("test", 1),
        ("strength", 1),
        ("strength", 3),
        ("strength", 4),
    ]
    assert found.effects.ends_on == (COURSE.ends_on, COURSE.ends_on - 2 * WEEK)
    assert found.effects.sessions == (33, 27)
    assert found.words[:4] == (
        "Week 2 of hypertrophy is left out.",
        "Week 2 of strength is left out.",
        "24 sessions move, the first from 2026-01-19 to 2026-01-12.",
        "6 sessions are left out.",
    )
    assert "Hard sets change: chest 117 to 93, front delts 58.5 to 46.5" in found.words[4]


def test_compress_beyond_the_fewest_weeks_names_the_earliest_end():
    # Hypertrophy may give two weeks and strength one: 11 - 3 = 8 weeks.
    with pytest.raises(TooTight, match="it ends on 2026-03-01"):
        compress(COURSE, end_on=COURSE.ends_on - 4 * WEEK, today=MONDAY - WEEK)


def test_compress_begun_weeks_stay():
    today = MONDAY + 4 * WEEK
    found = compress(COURSE, end_on=COURSE.ends_on - WEEK, today=today)

    assert [week.goal for week in found.after.weeks][:5] == [Goal.HYPERTROPHY] * 5


def test_resume_moves_whole_weeks_and_names_the_ramp():
    # Paused on Thursday for 16 days: 21 days on; 18 days since the last session: ramp of a week.
    done = with_states(COURSE, {1: "done", 2: "done"})
    found = resume(
        done,
        paused_from=date(2026, 1, 8),
        today=date(2026, 1, 24),
        last_session_on=date(2026, 1, 6),
    )

    assert (found.days, found.ramp.load_multiplier, found.ramp.ramp_weeks) == (
        21,
        Decimal("0.90"),
        1,
    )
    assert days(found.preview.after)[:4] == [
        date(2026, 1, 5),
        date(2026, 1, 7),
        date(2026, 1, 30),
        date(2026, 2, 2),
    ]
    assert found.preview.words[:2] == (
        "All that wasn't due before the pause moves by 21 days.",
        "After 18 days without training the first week runs at 90 % of the loads and 67 % of the "
        "sets.",
    )


def test_resume_unbound_plan_moves_by_the_very_days():
    found = resume(
        COURSE,
        paused_from=date(2026, 1, 8),
        today=date(2026, 1, 11),
        last_session_on=None,
        is_weekday_bound=False,
    )

    assert (found.days, found.ramp.ramp_weeks) == (3, 0)


def test_missed_day_shift_slides_the_rest_of_the_week():
    found = after_missed_day(COURSE, ordinal=1, today=date(2026, 1, 6), policy="shift")

    assert days(found.after)[:4] == [date(2026, 1, day) for day in (6, 8, 10, 12)]
    assert found.effects.phase_ends == ()


def test_missed_day_shift_past_the_week_end_is_skipped():
    # Monday's session on Thursday: Thursday, Saturday, and Friday's would be Monday.
    found = after_missed_day(COURSE, ordinal=1, today=date(2026, 1, 8), policy="shift")

    assert [(one.on.day, one.state) for one in found.after.weeks[0].sessions] == [
        (8, "pending"),
        (10, "pending"),
        (9, "missed"),
    ]
    assert found.words[0] == "1 of the week's sessions is missed."


@pytest.mark.parametrize(("policy", "day"), [("skip", 6), ("skip", 12), ("shift", 12)])
def test_missed_day_skipped_or_too_late_only_itself_is_missed(policy, day):
    found = after_missed_day(COURSE, ordinal=1, today=date(2026, 1, day), policy=policy)

    assert [one.state for one in found.after.weeks[0].sessions] == ["missed", "pending", "pending"]
    assert days(found.after) == days(COURSE)


@pytest.mark.parametrize(("state", "today"), [("done", 6), ("pending", 5), ("missed", 6)])
def test_missed_day_that_is_none_refused(state, today):
    schedule = with_states(COURSE, {1: state})

    with pytest.raises(NotMissed, match="Session 1 isn't missed"):
        after_missed_day(schedule, ordinal=1, today=date(2026, 1, today), policy="shift")


def test_avoid_moves_sessions_within_their_week_and_leaves_out_what_finds_no_day():
    # The first week loses Monday; the second all but Sunday.
    lost = [
        Blackout(date(2026, 1, 5), date(2026, 1, 5)),
        Blackout(date(2026, 1, 12), date(2026, 1, 17)),
    ]
    found = avoid(COURSE, blackouts=lost)

    assert [one.on.day for one in found.after.weeks[0].sessions] == [6, 7, 9]
    assert [(one.ordinal, one.on.day) for one in found.after.weeks[1].sessions] == [(4, 18)]
    assert [one.ordinal for one in found.effects.gone] == [5, 6]
    assert found.words[:2] == (
        "2 sessions move, the first from 2026-01-05 to 2026-01-06.",
        "2 sessions are left out.",
    )


@pytest.mark.parametrize(
    ("on", "window"),
    [
        (date(2026, 1, 5), (date(2026, 1, 5), date(2026, 1, 11))),
        (date(2026, 1, 14), (date(2026, 1, 8), date(2026, 1, 20))),
        (date(2026, 1, 23), (date(2026, 1, 17), date(2026, 1, 25))),
    ],
)
def test_move_window_six_days_within_the_phase(on, window):
    found = move_window(
        scheduled_on=on, phase_starts_on=date(2026, 1, 5), phase_ends_on=date(2026, 1, 25)
    )

    assert found == window


@settings(max_examples=20)
@given(week=st.integers(0, 10), by=st.integers(1, 4), times=st.integers(1, 3))
def test_operations_keep_order_and_lose_nothing_they_do_not_name(week, by, times):
    on = MONDAY + week * WEEK
    moved = shift(COURSE, from_on=on, days=7 * by)
    repeated = repeat(COURSE, week_on=on, times=times)

    assert shift(moved.after, from_on=on + by * WEEK, days=-7 * by).after == COURSE
    for found in (moved, repeated):
        assert days(found.after) == sorted(set(days(found.after)))
        assert found.effects.gone == ()
    assert compress(repeated.after, end_on=COURSE.ends_on, today=MONDAY - WEEK).after == COURSE
