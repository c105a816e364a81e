"""Where a day begins in every odd zone, and which days sessions fall on."""

from datetime import UTC, date, datetime, timedelta

import pytest

from programs.engine.timeline import (
    TABLE_VERSION,
    SessionsDoNotFit,
    TooFewWeekdays,
    UnknownZone,
    due_at,
    last_day,
    local_date,
    seals_at,
    session_dates,
    shift_after_pause,
    start_of_day,
    valid_zone,
    week_of,
    weekdays_for,
)

from .day_search import first_instant

ODD_ZONES = [
    "UTC",
    "Europe/London",
    "America/New_York",
    "America/Havana",
    "America/Santiago",
    "Africa/Cairo",
    "Asia/Beirut",
    "Atlantic/Azores",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "America/Nuuk",
]


@pytest.mark.parametrize("zone", ODD_ZONES)
def test_start_of_day_every_day_of_a_year_equals_search(zone):
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]

    assert [day for day in days if start_of_day(day, zone=zone) != first_instant(day, zone)] == []


@pytest.mark.parametrize(
    ("zone", "on", "instant"),
    [
        # Clocks jump from 00:00 to 01:00: the day begins at 01:00 local, 22:00 UTC.
        ("Africa/Cairo", date(2026, 4, 24), datetime(2026, 4, 23, 22, tzinfo=UTC)),
        # 00:00 comes twice: the first one, still on daylight saving (UTC-4), counts.
        ("America/Havana", date(2026, 11, 1), datetime(2026, 11, 1, 4, tzinfo=UTC)),
        # 30 December 2011 didn't exist in Samoa: its start is the start of the 31st.
        ("Pacific/Apia", date(2011, 12, 30), datetime(2011, 12, 30, 10, tzinfo=UTC)),
        ("Pacific/Apia", date(2011, 12, 31), datetime(2011, 12, 30, 10, tzinfo=UTC)),
    ],
)
def test_start_of_day_without_plain_midnight(zone, on, instant):
    assert start_of_day(on, zone=zone) == instant


def test_due_at_is_start_of_next_day_across_clock_change():
    # New York leaves daylight saving on 2 November 2025: midnight of the 3rd is UTC-5.
    assert due_at(date(2025, 11, 2), zone="America/New_York") == datetime(
        2025, 11, 3, 5, tzinfo=UTC
    )


def test_seals_at_ends_make_up_window_and_seventy_two_hours():
    # Week ends Sunday 8 June; make-up until the 14th; 72 h from the 15th.
    assert seals_at(date(2025, 6, 8), zone="UTC") == datetime(2025, 6, 18, tzinfo=UTC)


def test_local_date_same_instant_differs_by_zone():
    instant = datetime(2025, 6, 9, 6, tzinfo=UTC)

    assert local_date(instant, zone="Pacific/Honolulu") == date(2025, 6, 8)
    assert local_date(instant, zone="Asia/Tokyo") == date(2025, 6, 9)


def test_local_date_without_time_zone_refused():
    with pytest.raises(ValueError, match="needs a time zone"):
        local_date(datetime(2025, 6, 9, 6, tzinfo=UTC).replace(tzinfo=None), zone="UTC")


@pytest.mark.parametrize("name", ["Mars/Olympus", "../etc/passwd", "", "/etc/passwd", "America"])
def test_start_of_day_unknown_zone_refused(name):
    with pytest.raises(UnknownZone, match="choose one such as"):
        start_of_day(date(2026, 1, 1), zone=name)


@pytest.mark.parametrize(
    ("name", "is_valid"),
    [
        ("UTC", True),
        ("Europe/Lisbon", True),
        ("America/Argentina/Ushuaia", True),
        ("CET", False),
        ("EST", False),
        ("Europe/Nowhere", False),
        ("../UTC", False),
        ("", False),
    ],
)
def test_valid_zone_wants_a_slash_or_utc(name, is_valid):
    assert valid_zone(name) is is_valid


def test_table_version_is_a_release():
    assert TABLE_VERSION.split(".")[0].isdigit()


@pytest.mark.parametrize(
    ("on", "week_start", "first"),
    [
        (date(2025, 6, 8), 0, date(2025, 6, 2)),
        (date(2025, 6, 2), 0, date(2025, 6, 2)),
        (date(2025, 6, 8), 6, date(2025, 6, 8)),
        (date(2025, 6, 7), 6, date(2025, 6, 1)),
    ],
)
def test_week_of_begins_on_chosen_weekday(on, week_start, first):
    assert week_of(on, week_start=week_start) == first


def test_weekdays_for_three_and_four_sessions():
    assert weekdays_for(3) == (0, 2, 4)
    assert weekdays_for(4) == (0, 1, 3, 4)
    assert [len(weekdays_for(n)) for n in range(1, 8)] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("sessions", [0, 8])
def test_weekdays_for_impossible_count_refused(sessions):
    with pytest.raises(SessionsDoNotFit, match="choose 1 to 7"):
        weekdays_for(sessions)


def test_session_dates_phase_starting_midweek_takes_days_in_order_of_date():
    # Wednesday 4 June: its blocks run Wednesday to Tuesday.
    dates = session_dates(start_on=date(2025, 6, 4), weekdays=(0, 2, 4), sessions_by_week=(3, 2))

    assert dates == (
        (date(2025, 6, 4), date(2025, 6, 6), date(2025, 6, 9)),
        (date(2025, 6, 11), date(2025, 6, 13)),
    )


def test_session_dates_more_sessions_than_weekdays_refused():
    with pytest.raises(TooFewWeekdays, match="Week 2 of the phase has 3 sessions"):
        session_dates(start_on=date(2025, 6, 2), weekdays=(0, 3), sessions_by_week=(2, 3))


def test_last_day_of_four_weeks():
    assert last_day(start_on=date(2025, 6, 2), weeks=4) == date(2025, 6, 29)


@pytest.mark.parametrize(("days", "moved"), [(0, 0), (1, 7), (7, 7), (8, 14)])
def test_shift_after_pause_bound_to_weekdays_moves_whole_weeks(days, moved):
    assert shift_after_pause(days, is_weekday_bound=True) == moved
    assert shift_after_pause(days, is_weekday_bound=False) == days
