"""A year of phases by rule: worked years and every refusal."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from programs.engine.goals import Goal
from programs.engine.planning.alternation import EventTooSoon, NoPhaseFits, plan_year
from programs.engine.planning.filling import share_out
from programs.engine.planning.week_marks import EventInBlackout, EventOutside, PeakBlocked
from programs.engine.planning.wishes import Blackout, Length, WishesInvalid, YearWishes

from .planned_years import FULL, HALF_YEAR, MEET, MONDAY, SUMMER, outline


def test_plan_year_without_obstacles_alternates_with_a_light_week_each():
    # 22 weeks less 4 light ones are 18: 5 + 4 + 5 + 4, the usual lengths.
    assert outline(plan_year(HALF_YEAR)) == [
        ("hypertrophy-1", 5),
        ("deload-1", 1),
        ("strength-1", 4),
        ("deload-2", 1),
        ("hypertrophy-2", 5),
        ("deload-3", 1),
        ("strength-2", 4),
        ("deload-4", 1),
    ]


def test_plan_year_begins_on_the_next_week_start():
    plan = plan_year(replace(HALF_YEAR, start_on=date(2026, 1, 1)))
    sunday = plan_year(replace(HALF_YEAR, start_on=date(2026, 1, 1), week_start=6))

    assert (plan.phases[0].starts_on, sunday.phases[0].starts_on) == (MONDAY, date(2026, 1, 4))


def test_plan_year_strength_first_when_wished():
    plan = plan_year(replace(HALF_YEAR, first_goal=Goal.STRENGTH))

    assert [phase.goal for phase in plan.phases if phase.builds] == [
        Goal.STRENGTH,
        Goal.HYPERTROPHY,
    ] * 2


def test_plan_year_full_of_obstacles_places_each_by_rule():
    plan = plan_year(FULL)

    assert [(phase.key, phase.starts_on.isoformat(), phase.weeks) for phase in plan.phases] == [
        # Twelve weeks are free before Easter: two go to rest and test, 5 + 4 + 1 are loaded.
        ("hypertrophy-1", "2026-01-05", 6),
        ("deload-1", "2026-02-16", 1),
        ("test-1", "2026-02-23", 1),
        ("strength-1", "2026-03-02", 4),
        # Good Friday to Easter Sunday: three days are lost, so the light week falls here.
        ("deload-2", "2026-03-30", 1),
        ("test-2", "2026-04-06", 1),
        ("hypertrophy-2", "2026-04-13", 5),
        ("deload-3", "2026-05-18", 1),
        ("test-3", "2026-05-25", 1),
        ("strength-2", "2026-06-01", 4),
        ("deload-4", "2026-06-29", 1),
        ("test-4", "2026-07-06", 1),
        ("pause-1", "2026-07-13", 2),
        ("hypertrophy-3", "2026-07-27", 6),
        ("deload-5", "2026-09-07", 1),
        ("test-5", "2026-09-14", 1),
        ("strength-3", "2026-09-21", 4),
        ("peaking-1", "2026-10-19", 2),
        ("test-6", "2026-11-02", 1),
        ("transition-1", "2026-11-09", 1),
        ("hypertrophy-4", "2026-11-16", 5),
        ("deload-6", "2026-12-21", 1),
        ("test-7", "2026-12-28", 1),
    ]


def test_plan_year_says_why_each_phase_is_there():
    plan = plan_year(FULL)

    assert plan.phase("hypertrophy-1").why == "Hypertrophy comes first; it may load 3 to 8 weeks."
    assert plan.phase("deload-2").why == (
        "Too few days are free (Easter), so the light week falls here."
    )
    assert plan.phase("pause-1").why == "No session is possible: summer holiday."
    assert plan.phase("strength-3").why == (
        "Strength leads into the peak; it may load 3 to 8 weeks."
    )
    assert plan.phase("test-6").why == "The event on 2026-11-07."


def test_plan_year_two_lost_days_leave_a_week_open():
    bank_holiday = Blackout(date(2026, 2, 2), date(2026, 2, 3))

    assert outline(plan_year(replace(HALF_YEAR, blackouts=(bank_holiday,)))) == outline(
        plan_year(HALF_YEAR)
    )


def test_plan_year_short_rest_before_a_holiday_becomes_easy_training():
    away = Blackout(MONDAY + timedelta(weeks=3), MONDAY + timedelta(weeks=4, days=-1))
    plan = plan_year(replace(HALF_YEAR, blackouts=(away,)))

    assert outline(plan)[:3] == [("transition-1", 3), ("pause-1", 1), ("hypertrophy-1", 6)]


def test_plan_year_event_has_strength_right_before_its_peak():
    # Of the eight weeks before the peak strength alone may load six (eight with the peak), so two
    # easy weeks would be left; 4 + 1 + 3 leaves none.
    plan = plan_year(YearWishes(start_on=MONDAY, weeks=12, events=(MONDAY + timedelta(weeks=10),)))

    assert outline(plan)[:4] == [
        ("hypertrophy-1", 4),
        ("deload-1", 1),
        ("strength-1", 3),
        ("peaking-1", 2),
    ]


def test_plan_year_weeks_left_before_a_peak_are_easy_ones_at_the_start():
    lengths = {goal: Length(5, 5, 5) for goal in (Goal.HYPERTROPHY, Goal.STRENGTH)}
    event = MONDAY + timedelta(weeks=8)
    plan = plan_year(YearWishes(start_on=MONDAY, weeks=9, lengths=lengths, events=(event,)))

    # Six weeks are free before the peak: strength takes five of them.
    assert outline(plan) == [
        ("transition-1", 1),
        ("strength-1", 5),
        ("peaking-1", 2),
        ("test-1", 1),
    ]


@pytest.mark.parametrize(
    ("weeks", "given"), [(6, (3, 3)), (7, (4, 3)), (9, (5, 4)), (11, (6, 5)), (17, (8, 8))]
)
def test_share_out_goes_to_the_phase_furthest_below_its_usual_length(weeks, given):
    assert share_out(weeks, [Length(3, 5, 8), Length(3, 4, 8)]) == given


@pytest.mark.parametrize(
    ("wishes", "error", "says"),
    [
        (replace(FULL, first_goal=Goal.PEAKING), WishesInvalid, "Begin with hypertrophy or"),
        (replace(FULL, weeks=3), WishesInvalid, "Plan 4 to 104 weeks."),
        (replace(FULL, peaking_weeks=4), WishesInvalid, "Peak for 1 to 3 weeks."),
        (replace(FULL, week_start=7), WishesInvalid, "Choose the day that weeks begin on"),
        (
            replace(FULL, lengths={**FULL.lengths, Goal.STRENGTH: Length(3, 5, 9)}),
            WishesInvalid,
            "Let a strength phase last 2 to 8 weeks",
        ),
        (
            replace(FULL, lengths={**FULL.lengths, Goal.STRENGTH: Length(7, 7, 8)}),
            WishesInvalid,
            "may load 8 weeks together",
        ),
        (
            replace(FULL, blackouts=(Blackout(MEET, MONDAY, "trip"),)),
            WishesInvalid,
            "swap the days",
        ),
        (replace(FULL, events=(date(2027, 3, 1),)), EventOutside, "plan more weeks"),
        (
            replace(FULL, events=(SUMMER.from_on,)),
            EventInBlackout,
            "within the summer holiday",
        ),
        (
            replace(FULL, events=(SUMMER.to_on + timedelta(days=3),)),
            PeakBlocked,
            "The week of 2026-07-13 is needed to peak",
        ),
        (
            replace(FULL, events=(MONDAY + timedelta(weeks=4),)),
            EventTooSoon,
            "2 weeks are free, and strength needs 3",
        ),
        (
            YearWishes(start_on=MONDAY, events=(MONDAY + timedelta(weeks=2),)),
            EventTooSoon,
            "0 weeks are free, and strength needs 3",
        ),
        (replace(FULL, events=(MONDAY,)), PeakBlocked, "move the event"),
        (
            YearWishes(
                start_on=MONDAY,
                weeks=6,
                lengths={goal: Length(6, 6, 8) for goal in (Goal.HYPERTROPHY, Goal.STRENGTH)},
            ),
            NoPhaseFits,
            "Of the 6 weeks from 2026-01-05 on, 6 would hold no phase",
        ),
    ],
)
def test_plan_year_impossible_wishes_say_what_to_do(wishes, error, says):
    with pytest.raises(error, match=says):
        plan_year(wishes)
