"""Adherence beyond the worked cases: edges of each rule, flags, sums of weeks."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.engine.adherence.counts import Counts, combine, composite, status_of
from programs.engine.adherence.flags import flags
from programs.engine.adherence.measures import (
    DoneSet,
    Item,
    Pause,
    Session,
    Tally,
    basis_of,
    count_sessions,
    rep_floor,
    session_status,
    summarize,
    summarize_tallies,
    tallied,
    tally,
)

MONDAY = date(2025, 6, 2)
WEEK = (MONDAY, date(2025, 6, 8))
AFTER = datetime(2025, 6, 9, 6, tzinfo=UTC)
SQUAT = Item(exercise="squat", sets=3, rep_floor=5, load_kg=Decimal(100), basis="load")


def done(reps, load_kg=None, rpe=None):
    return DoneSet(
        reps=reps,
        load_kg=None if load_kg is None else Decimal(load_kg),
        rpe=None if rpe is None else Decimal(rpe),
    )


def with_sets(item, *sets, **changes):
    values = {name: getattr(item, name) for name in item.__slots__}
    return Item(**{**values, **changes, "done": sets})


def session(days=0, *, done_days=None, sets=(), **changes):
    on = MONDAY + timedelta(days=days)
    completed_at = None
    if done_days is not None:
        completed_at = datetime(2025, 6, 2, 18, tzinfo=UTC) + timedelta(days=done_days)
    return Session(
        key=str(days),
        on=on,
        items=(with_sets(SQUAT, *sets),),
        completed_at=completed_at,
        **changes,
    )


@pytest.mark.parametrize(
    ("written", "least"),
    [
        ("5", 5),
        ("5+", 5),
        ("8-12", 8),
        ("max", 1),
        ("max10", 1),
        ("60s", 60),
        ("20m", 1200),
    ],
)
def test_rep_floor_of_prescription(written, least):
    assert rep_floor(written) == least


def test_basis_of_group_prefers_load_to_effort():
    assert basis_of(has_load=True, has_effort=True) == "load"
    assert basis_of(has_load=False, has_effort=True) == "rpe"
    assert basis_of(has_load=False, has_effort=False) is None


@pytest.mark.parametrize(
    ("load", "is_ok"),
    [("95", 1), ("94.99", 0), ("105", 1), ("105.01", 0)],
)
def test_tally_load_at_five_percent_is_compliant(load, is_ok):
    result = tally(with_sets(SQUAT, done(5, load)))

    assert (result.compliant, result.evaluable) == (is_ok, 1)


@pytest.mark.parametrize(("load", "is_ok"), [("8.75", 1), ("8.749", 0), ("11.25", 1)])
def test_tally_light_load_has_absolute_tolerance(load, is_ok):
    result = tally(with_sets(SQUAT, done(5, load), load_kg=Decimal(10)))

    assert result.compliant == is_ok


def test_tally_rpe_one_off_is_compliant_and_unlogged_is_not_judged():
    item = with_sets(
        SQUAT,
        done(5, rpe="9"),
        done(5, rpe="9.5"),
        done(5),
        load_kg=None,
        rpe=Decimal(8),
        basis="rpe",
    )

    result = tally(item)

    assert (result.compliant, result.evaluable) == (1, 2)


def test_tally_one_set_without_load_makes_volume_go_by_reps():
    # 5 + 5 + 3 of 15 reps, though two sets were heavier than prescribed.
    result = tally(with_sets(SQUAT, done(5, "120"), done(5, "120"), done(3)))

    assert result.raw_share == 3 * Fraction(13, 15)
    assert (result.compliant, result.evaluable) == (0, 2)


def test_tally_assistance_prescribed_goes_by_reps():
    item = with_sets(SQUAT, done(5, "-30"), done(4, "-30"), load_kg=Decimal(-30))

    assert tally(item).volume_share == 3 * Fraction(9, 15)


def test_tally_substituted_counts_reps_and_judges_no_load():
    item = with_sets(SQUAT, done(5, "20"), done(5, "20"), done(5, "20"), is_substituted=True)

    assert tally(item) == Tally(
        sets_prescribed=3,
        sets_credited=3,
        volume_share=Fraction(3),
        raw_share=Fraction(3),
    )


def test_tally_extra_sets_raise_only_raw_volume():
    result = tally(with_sets(SQUAT, *[done(5, "100")] * 5))

    assert (result.sets_credited, result.evaluable) == (3, 3)
    assert (result.volume_share, result.raw_share) == (3, 5)


@pytest.mark.parametrize(("credited", "attended", "partial"), [(1, 0, 1), (2, 1, 1), (3, 1, 0)])
def test_summarize_attended_from_half_and_partial_below_eighty_percent(credited, attended, partial):
    result = summarize(
        [session(done_days=0, sets=[done(5, "100")] * credited)],
        window=WEEK,
        as_of=AFTER,
        zone="UTC",
    )

    assert (result.attended, result.partial) == (attended, partial)


def test_summarize_logged_but_not_completed_session_credits_nothing():
    result = summarize([session(sets=[done(5, "100")] * 3)], window=WEEK, as_of=AFTER, zone="UTC")

    assert (result.due, result.missed, result.sets_done, result.volume) == (1, 1, 0, 0)


def test_summarize_cancelled_session_with_work_is_only_an_extra():
    result = summarize(
        [session(done_days=0, sets=[done(5, "100")], is_cancelled=True)],
        window=WEEK,
        as_of=AFTER,
        zone="UTC",
    )

    assert (result.due, result.extra, result.status) == (0, 1, "no_data")


def test_summarize_run_of_missed_passes_over_excused_and_breaks_at_done():
    sessions = [
        session(0),
        session(1, is_excused=True),
        session(2),
        session(3, done_days=3, sets=[done(5, "100")]),
        session(4),
    ]

    result = summarize(sessions, window=WEEK, as_of=AFTER, zone="UTC")

    assert (result.longest_missed_run, result.is_interrupted) == (2, False)


@pytest.mark.parametrize(
    ("one", "status"),
    [
        (session(done_days=0, sets=[done(5, "100")] * 3), "done"),
        (session(done_days=0, sets=[done(5, "100")] * 2), "partial"),
        (session(0), "missed"),
        (session(0, done_days=7), "missed"),
        (session(0, is_excused=True), "excused"),
        (session(2, is_excused=True), "paused"),
        (session(7), "pending"),
        (session(0, is_cancelled=True), "cancelled"),
    ],
)
def test_session_status_for_display(one, status):
    pauses = [Pause(date(2025, 6, 4), date(2025, 6, 5))]

    assert session_status(one, as_of=AFTER, zone="UTC", pauses=pauses) == status


def test_session_status_in_open_pause_is_paused():
    pause = Pause(MONDAY)

    assert session_status(session(30), as_of=AFTER, zone="UTC", pauses=[pause]) == "paused"


@pytest.mark.parametrize(
    ("share", "status"),
    [
        (None, "no_data"),
        (Fraction(4, 5), "on_track"),
        (Fraction("0.79999"), "at_risk"),
        (Fraction(3, 5), "at_risk"),
        (Fraction("0.59999"), "off_track"),
    ],
)
def test_status_of_composite_at_boundary(share, status):
    assert status_of(share) == status


def test_composite_renormalizes_over_parts_that_exist():
    # (0.40 x 1 + 0.25 x 1/2) / 0.65
    assert composite(Fraction(1), Fraction(1, 2), None, None) == Fraction(21, 26)
    assert composite(None, Fraction(1), Fraction(1), Fraction(1)) is None


def test_flags_need_three_judged_sets_and_more_than_the_limit():
    base = {"due": 1, "attended": 1, "sets_prescribed": 5, "sets_done": 5}

    assert flags(Counts(**base, compliant=1, evaluable=2), is_deload=False) == ()
    assert flags(Counts(**base, compliant=1, evaluable=3), is_deload=False) == ("intensity_low",)
    assert flags(Counts(**base, compliant=3, evaluable=5), is_deload=False) == ()
    assert flags(Counts(**base, raw_share=Fraction(6)), is_deload=False) == ()
    assert flags(Counts(**base, raw_share=Fraction(6)), is_deload=True) == ("overdose",)
    assert flags(Counts(**base, raw_share=Fraction(61, 10)), is_deload=False) == ("overdose",)
    assert flags(Counts(due=3, missed=3, longest_missed_run=3), is_deload=False) == ("interrupted",)


sets_done = st.lists(
    st.builds(
        DoneSet,
        reps=st.integers(0, 12),
        load_kg=st.one_of(st.none(), st.integers(0, 120).map(Decimal)),
        rpe=st.one_of(st.none(), st.integers(5, 10).map(Decimal)),
        is_warmup=st.booleans(),
    ),
    max_size=3,
).map(tuple)
items = st.builds(
    Item,
    exercise=st.just("squat"),
    sets=st.integers(1, 3),
    rep_floor=st.integers(1, 12),
    load_kg=st.one_of(st.none(), st.integers(-20, 120).map(Decimal)),
    rpe=st.one_of(st.none(), st.integers(6, 10).map(Decimal)),
    basis=st.sampled_from(["load", "rpe", None]),
    is_substituted=st.booleans(),
    done=sets_done,
)
instants = st.integers(-10 * 24, 30 * 24).map(
    lambda hours: datetime(2025, 6, 2, tzinfo=UTC) + timedelta(hours=hours)
)
sessions = st.lists(
    st.builds(
        Session,
        key=st.just("s"),
        on=st.integers(0, 20).map(lambda days: MONDAY + timedelta(days=days)),
        items=st.lists(items, max_size=2).map(tuple),
        completed_at=st.one_of(st.none(), instants),
        completed_zone=st.sampled_from([None, "Asia/Tokyo"]),
        is_excused=st.booleans(),
        is_cancelled=st.booleans(),
    ),
    max_size=7,
)
MOMENT = {"as_of": datetime(2025, 6, 20, 3, tzinfo=UTC), "zone": "America/Havana"}


@settings(max_examples=20)
@given(plan=sessions)
def test_summarize_shares_stay_between_zero_and_one(plan):
    result = summarize(plan, window=(MONDAY, date(2025, 6, 22)), **MOMENT)

    for part in (
        result.session,
        result.sets,
        result.volume,
        result.intensity,
        result.composite,
        result.exposure,
    ):
        assert part is None or 0 <= part <= 1
    assert (result.composite is None) == (result.due == 0)
    assert result.attended + result.missed <= result.due


@settings(max_examples=20)
@given(plan=sessions)
def test_combine_three_weeks_equals_one_window(plan):
    weeks = [(MONDAY + timedelta(days=7 * n), MONDAY + timedelta(days=7 * n + 6)) for n in range(3)]
    counted = [count_sessions(map(tallied, plan), window=week, **MOMENT) for week in weeks]

    assert combine(counted) == summarize(plan, window=(MONDAY, date(2025, 6, 22)), **MOMENT)


@settings(max_examples=20)
@given(plan=sessions)
def test_summarize_tallies_equals_summarize_from_sets(plan):
    window = (MONDAY, date(2025, 6, 22))

    assert summarize_tallies(map(tallied, plan), window=window, **MOMENT) == summarize(
        plan, window=window, **MOMENT
    )
