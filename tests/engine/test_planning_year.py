"""A year of phases by rule: worked years, every refusal, and the laws that each year keeps."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.engine.errors import TrainingError
from programs.engine.goals import Goal
from programs.engine.planning.alternation import EventTooSoon, NoPhaseFits, plan_year
from programs.engine.planning.filling import share_out
from programs.engine.planning.moving import NothingBefore, move, pin, unpin
from programs.engine.planning.stretching import (
    LengthLimit,
    NoRoom,
    NotStretchable,
    PhaseStays,
    length_of,
    run_of,
    shrink,
    stretch,
)
from programs.engine.planning.week_marks import EventInBlackout, EventOutside, PeakBlocked
from programs.engine.planning.wishes import Blackout, Length, WishesInvalid, YearWishes
from programs.engine.planning.year import NoSuchPhase

MONDAY = date(2026, 1, 5)
EASTER = Blackout(date(2026, 4, 3), date(2026, 4, 6), "Easter")
SUMMER = Blackout(date(2026, 7, 13), date(2026, 7, 26), "summer holiday")
MEET = date(2026, 11, 7)
HALF_YEAR = YearWishes(start_on=MONDAY, weeks=22)
FULL = YearWishes(start_on=MONDAY, has_tests=True, blackouts=(EASTER, SUMMER), events=(MEET,))


def outline(plan):
    return [(phase.key, phase.weeks) for phase in plan.phases]


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


def test_stretch_moves_what_follows_and_shortens_the_last():
    edit = stretch(plan_year(HALF_YEAR), phase="hypertrophy-1", weeks=1)

    assert outline(edit.plan) == [
        ("hypertrophy-1", 6),
        ("deload-1", 1),
        ("strength-1", 4),
        ("deload-2", 1),
        ("hypertrophy-2", 5),
        ("deload-3", 1),
        ("strength-2", 3),
        ("deload-4", 1),
    ]
    assert [change.words for change in edit.changes] == [
        "Hypertrophy 1 is lengthened from 5 to 6 weeks.",
        "Deload 1 begins on 2026-02-16 instead of 2026-02-09.",
        "Strength 1 begins on 2026-02-23 instead of 2026-02-16.",
        "Deload 2 begins on 2026-03-23 instead of 2026-03-16.",
        "Hypertrophy 2 begins on 2026-03-30 instead of 2026-03-23.",
        "Deload 3 begins on 2026-05-04 instead of 2026-04-27.",
        "Strength 2 begins on 2026-05-11 instead of 2026-05-04.",
        "Strength 2 is shortened from 4 to 3 weeks.",
    ]


def test_stretch_names_the_test_that_moves():
    edit = stretch(plan_year(FULL), phase="hypertrophy-1")

    tests = [change for change in edit.changes if change.kind == "test_moved"]
    assert [(change.key, change.to_on) for change in tests] == [("test-1", date(2026, 3, 2))]


def test_stretch_fixed_days_stay():
    before = plan_year(FULL)
    after = stretch(before, phase="hypertrophy-3").plan

    assert [phase for phase in after.phases if phase.is_fixed] == [
        phase for phase in before.phases if phase.is_fixed
    ]


def test_stretch_beyond_what_others_can_give_drops_the_last_phase():
    plan = plan_year(replace(HALF_YEAR, weeks=12))
    assert outline(plan) == [
        ("hypertrophy-1", 6),
        ("deload-1", 1),
        ("strength-1", 4),
        ("deload-2", 1),
    ]

    edit = stretch(plan, phase="hypertrophy-1", weeks=2)

    # One week comes from strength; the second drops it and leaves 3 + 1 - 1 easy weeks.
    assert outline(edit.plan) == [("hypertrophy-1", 8), ("deload-1", 1), ("transition-1", 3)]
    assert [change.words for change in edit.changes] == [
        "Hypertrophy 1 is lengthened from 6 to 8 weeks.",
        "Deload 1 begins on 2026-03-02 instead of 2026-02-16.",
        "Transition 1 comes in on 2026-03-09 for 3 weeks.",
        "Strength 1 on 2026-02-23 is dropped.",
        "Deload 2 on 2026-03-23 is dropped.",
    ]


@pytest.mark.parametrize(
    ("key", "weeks", "error", "says"),
    [
        ("deload-1", 1, NotStretchable, "choose a hypertrophy or strength phase"),
        ("hypertrophy-9", 1, NoSuchPhase, "choose one of hypertrophy-1"),
        ("hypertrophy-1", 3, LengthLimit, "Hypertrophy 1 may load 3 to 8 weeks"),
        ("hypertrophy-1", -4, LengthLimit, "Hypertrophy 1 may load 3 to 8 weeks"),
        ("strength-1", 1, NoRoom, "between strength 1 and 2026-03-30 can give or take"),
        ("strength-3", 1, NoRoom, "between strength 3 and 2026-10-19"),
    ],
)
def test_stretch_refused_says_what_to_do(key, weeks, error, says):
    with pytest.raises(error, match=says):
        stretch(plan_year(FULL), phase=key, weeks=weeks)


def test_pinned_phase_keeps_its_days_until_released():
    plan = pin(plan_year(HALF_YEAR), phase="hypertrophy-2")

    with pytest.raises(PhaseStays, match="release it first"):
        stretch(plan, phase="hypertrophy-2")
    edit = stretch(plan, phase="hypertrophy-1")
    assert outline(edit.plan)[:5] == [
        ("hypertrophy-1", 6),
        ("deload-1", 1),
        ("strength-1", 3),
        ("deload-2", 1),
        ("hypertrophy-2", 5),
    ]
    assert edit.plan.phase("hypertrophy-2") == plan.phase("hypertrophy-2")
    assert unpin(plan, phase="hypertrophy-2") == plan_year(HALF_YEAR)


def test_move_stretches_the_phase_before_and_keeps_its_own_length():
    plan = plan_year(HALF_YEAR)
    edit = move(plan, phase="strength-1", weeks=1)

    assert edit.plan.phase("strength-1").starts_on == date(2026, 2, 23)
    assert edit.plan.phase("strength-1").weeks == 4
    assert edit.plan.phase("hypertrophy-1").weeks == 6
    assert move(edit.plan, phase="strength-1", weeks=-1).plan == plan
    with pytest.raises(NothingBefore, match="Nothing before hypertrophy 1"):
        move(plan, phase="hypertrophy-1", weeks=1)
    with pytest.raises(PhaseStays, match="change the holiday or the event"):
        move(plan_year(FULL), phase="pause-1", weeks=1)


@st.composite
def years(draw):
    """Years that can be planned, with holidays, events and tests."""
    weeks = draw(st.integers(4, 60))
    lengths = {}
    for goal in (Goal.HYPERTROPHY, Goal.STRENGTH):
        fewest, usual, most = sorted(draw(st.tuples(*[st.integers(2, 8)] * 3)))
        lengths[goal] = Length(fewest, usual, most)
    blackouts = [
        Blackout(MONDAY + timedelta(days=first), MONDAY + timedelta(days=first + days))
        for first, days in draw(
            st.lists(st.tuples(st.integers(0, 7 * weeks), st.integers(0, 20)), max_size=3)
        )
    ]
    events = draw(st.lists(st.integers(0, 7 * weeks - 1), max_size=1))
    return YearWishes(
        start_on=MONDAY,
        weeks=weeks,
        first_goal=draw(st.sampled_from([Goal.HYPERTROPHY, Goal.STRENGTH])),
        lengths=lengths,
        has_tests=draw(st.booleans()),
        blackouts=tuple(blackouts),
        events=tuple(MONDAY + timedelta(days=day) for day in events),
        peaking_weeks=draw(st.integers(1, 3)),
    )


def planned(wishes):
    """The year, or None where the wishes are refused."""
    try:
        return plan_year(wishes)
    except TrainingError:
        return None


def assert_lawful(plan):
    """Hold a year against every law."""
    on = plan.wishes.first_on
    loaded = 0
    for place, phase in enumerate(plan.phases):
        assert phase.starts_on == on, "no gap, no overlap"
        on = phase.ends_on + timedelta(days=1)
        if phase.builds:
            length = plan.wishes.lengths[phase.goal]
            assert length.fewest <= phase.weeks <= length.most
        if not phase.is_pause:
            assert not any(closed(plan.wishes, day) for day in week_starts(phase))
        if phase.goal.is_loading:
            loaded += phase.weeks
            assert loaded <= 8
            assert all(lost_days(plan.wishes, day) <= 2 for day in week_starts(phase))
        elif phase.goal in {Goal.DELOAD, Goal.TEST} or phase.is_pause:
            loaded = 0
        if phase.goal is Goal.PEAKING:
            assert plan.phases[place - 1].goal is Goal.STRENGTH
    assert on == plan.wishes.last_on + timedelta(days=1)
    assert len({phase.key for phase in plan.phases}) == len(plan.phases)


def week_starts(phase):
    return [phase.starts_on + timedelta(weeks=week) for week in range(phase.weeks)]


def lost_days(wishes, first_on):
    days = [first_on + timedelta(days=day) for day in range(7)]
    return sum(any(one.from_on <= day <= one.to_on for one in wishes.blackouts) for day in days)


def closed(wishes, first_on):
    return lost_days(wishes, first_on) == 7


@settings(max_examples=40)
@given(wishes=years())
def test_plan_year_any_wishes_keep_every_law(wishes):
    plan = planned(wishes)

    if plan is not None:
        assert_lawful(plan)
        assert plan_year(wishes) == plan


@settings(max_examples=25)
@given(
    wishes=years(),
    at=st.integers(0, 30),
    weeks=st.sampled_from([-2, -1, 1, 2]),
    pinned=st.booleans(),
)
def test_stretch_keeps_every_law_and_every_fixed_day(wishes, at, weeks, pinned):
    plan = planned(wishes)
    builders = [phase.key for phase in plan.phases if phase.builds] if plan else []
    if not builders:
        return
    if pinned:
        plan = pin(plan, phase=builders[-1])
    try:
        edit = stretch(plan, phase=builders[at % len(builders)], weeks=weeks)
    except TrainingError:
        return

    assert_lawful(edit.plan)
    held = [phase for phase in plan.phases if phase.stays]
    assert [phase for phase in edit.plan.phases if phase.stays] == held


@settings(max_examples=25)
@given(wishes=years(), at=st.integers(0, 30))
def test_stretch_then_shrink_gives_the_same_year_where_no_limit_was_hit(wishes, at):
    plan = planned(wishes)
    builders = [phase.key for phase in plan.phases if phase.builds] if plan else []
    if not builders:
        return
    key = builders[at % len(builders)]
    place = plan.place_of(key)
    end = run_of(plan, place)[1]
    later = [one for one in range(place + 1, end) if plan.phases[one].builds]
    is_free = later and plan.phases[later[-1]].weeks > length_of(plan, later[-1]).fewest
    if not is_free or plan.phases[place].weeks == length_of(plan, place).most:
        return

    assert shrink(stretch(plan, phase=key).plan, phase=key).plan == plan
