"""The start of every local day, in every zone, over two years."""

from datetime import date, timedelta
from zoneinfo import available_timezones

import pytest

from programs.engine.timeline import start_of_day
from tests.engine.day_search import first_instant

DAYS = [date(2026, 1, 1) + timedelta(days=n) for n in range(731)]


@pytest.mark.nightly
@pytest.mark.parametrize("zone", sorted(available_timezones()))
def test_start_of_day_two_years_equals_search(zone):
    assert [day for day in DAYS if start_of_day(day, zone=zone) != first_instant(day, zone)] == []
