"""The corrected hybrid clock: which of two values was said later, whoever said it where."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

FURTHEST_AHEAD = timedelta(minutes=5)
MILLISECOND = timedelta(milliseconds=1)


class Stamp(NamedTuple):
    """When a value was said: milliseconds, a count within them, the device, its own sequence.

    Stamps compare as tuples, so that any two of them have one order everywhere.
    """

    ms: int
    n: int
    device: str
    seq: int


NEVER = Stamp(0, 0, "", 0)


def milliseconds(moment: datetime) -> int:
    """Return the instant as whole milliseconds since 1970."""
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // MILLISECOND


def time_of(stamp: Stamp) -> datetime:
    """Return the instant of a stamp."""
    return datetime(1970, 1, 1, tzinfo=UTC) + stamp.ms * MILLISECOND


def is_ahead(stamp: Stamp, *, now: datetime) -> bool:
    """Tell whether a phone claims a time that is more than 5 minutes off in the future."""
    return stamp.ms > milliseconds(now + FURTHEST_AHEAD)


def clamped(stamp: Stamp, *, now: datetime) -> Stamp:
    """Return the stamp, at most 5 minutes ahead of the server; there the sequence decides."""
    if not is_ahead(stamp, now=now):
        return stamp
    return stamp._replace(ms=milliseconds(now + FURTHEST_AHEAD), n=0)


def server_stamp(now: datetime, *, after: Iterable[Stamp] = ()) -> Stamp:
    """Return the stamp of something said here: now, and later than what it replaces."""
    latest = max(after, default=NEVER)
    ms = milliseconds(now)
    return Stamp(ms, 0, "", 0) if latest.ms < ms else Stamp(latest.ms, latest.n + 1, "", 0)
