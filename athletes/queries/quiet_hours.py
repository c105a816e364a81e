"""Local hours in which nobody is reminded, whatever clocks do meanwhile."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


def is_quiet(at: time, *, quiet_from: time, quiet_to: time) -> bool:
    """Tell whether a local time lies within the quiet hours, their end excluded."""
    if quiet_from <= quiet_to:
        return quiet_from <= at < quiet_to
    return at >= quiet_from or at < quiet_to


def quiet_end(*, now: datetime, zone: str, quiet_from: time, quiet_to: time) -> datetime | None:
    """Return when the quiet hours that it is in are over, in UTC; None outside of them."""
    here = now.astimezone(ZoneInfo(zone))
    if not is_quiet(here.time(), quiet_from=quiet_from, quiet_to=quiet_to):
        return None
    is_tomorrow = quiet_from > quiet_to and here.time() >= quiet_from
    local = datetime.combine(here.date() + timedelta(days=is_tomorrow), quiet_to)
    # An hour that clocks show twice has two ends.
    ends = (instant_of(local.replace(fold=fold), zone=zone) for fold in (0, 1))
    return next(end for end in ends if end > now)


def instant_of(local: datetime, *, zone: str) -> datetime:
    """Return a local time as an instant; one that clocks skip is as much later, in UTC."""
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
