"""The laws that every planned year keeps, before and after it is changed."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from programs.engine.errors import TrainingError
from programs.engine.goals import Goal
from programs.engine.planning.alternation import plan_year
from programs.engine.planning.moving import pin
from programs.engine.planning.stretching import length_of, run_of, shrink, stretch
from programs.engine.planning.wishes import Blackout, Length, YearWishes

from .planned_years import MONDAY


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


@settings(max_examples=20)
@given(wishes=years())
def test_plan_year_any_wishes_keep_every_law(wishes):
    plan = planned(wishes)

    if plan is not None:
        assert_lawful(plan)
        assert plan_year(wishes) == plan


@settings(max_examples=15)
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


@settings(max_examples=15)
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
