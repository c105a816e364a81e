"""An independent search for the first instant of a local day, to compare with."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo


def first_instant(on: date, zone: str) -> datetime:
    """Find, to the second, the first UTC instant whose local date is ``on`` or later.

    Bisects on ``local date >= on`` between two days before and two days after: dates never
    lie further apart than that, and in the years tested they don't go backwards.
    """
    local = ZoneInfo(zone)
    noon = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    before, after = noon - timedelta(days=2), noon + timedelta(days=2)
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if middle.astimezone(local).date() >= on:
            after = middle
        else:
            before = middle
    return after
