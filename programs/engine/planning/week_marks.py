"""What the calendar makes of each week of a year, before any phase is laid into it."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from programs.engine.errors import TrainingError
from programs.engine.planning.wishes import Blackout, YearWishes
from programs.engine.timeline import DAYS_A_WEEK

LOST_DAYS_ALLOWED = 2
"""Heuristic: sessions find another day while no more than two days of a week are lost."""


class Mark(StrEnum):
    """What a week is for, as far as the calendar says."""

    OPEN = "open"
    SHORT = "short"
    CLOSED = "closed"
    PEAK = "peak"
    EVENT = "event"
    AFTER_EVENT = "after_event"


class EventMisplaced(TrainingError):
    """An event can't be where it was wished; ``on`` is its day."""

    def __init__(self, sentence: str, *, on: date) -> None:
        super().__init__(sentence)
        self.on = on


class EventOutside(EventMisplaced):
    """An event lies outside the planned weeks."""

    def __init__(self, on: date, *, wishes: YearWishes) -> None:
        super().__init__(
            f"The event on {on.isoformat()} lies outside the planned weeks "
            f"({wishes.first_on.isoformat()} to {wishes.last_on.isoformat()}): plan more weeks, or "
            "leave the event out.",
            on=on,
        )


class EventInBlackout(EventMisplaced):
    """An event lies on a day without sessions."""

    def __init__(self, on: date, *, blackout: Blackout) -> None:
        super().__init__(
            f"The event on {on.isoformat()} lies within the {blackout.why} "
            f"({blackout.from_on.isoformat()} to {blackout.to_on.isoformat()}): change one of "
            "them.",
            on=on,
        )


class PeakBlocked(EventMisplaced):
    """A week of the peak before an event isn't free."""

    def __init__(self, on: date, *, week_on: date) -> None:
        super().__init__(
            f"The week of {week_on.isoformat()} is needed to peak for the event on "
            f"{on.isoformat()} but isn't free: move the event, or peak for fewer weeks.",
            on=on,
        )


@dataclass(frozen=True, slots=True)
class Run:
    """Weeks in a row with one mark. ``first`` counts weeks from 0; ``why`` names the reason."""

    mark: Mark
    first: int
    weeks: int
    why: str = ""


def runs(wishes: YearWishes) -> tuple[Run, ...]:
    """Return the weeks of the year as runs of equal marks, in order.

    A week that loses three days or more is short, one without a free day is closed. An event's
    week comes after its peak and before an easy week. Raises ``EventOutside``,
    ``EventInBlackout`` and ``PeakBlocked``.
    """
    marked = _with_events(wishes, [_by_blackouts(wishes, week) for week in range(wishes.weeks)])
    found: list[Run] = []
    for (mark, why), group in groupby(marked):
        count = len(list(group))
        found.append(Run(mark, sum(run.weeks for run in found), count, why))
    return tuple(found)


def week_first_on(wishes: YearWishes, week: int) -> date:
    """Return the first day of a week, counted from 0."""
    return wishes.first_on + timedelta(days=week * DAYS_A_WEEK)


def _by_blackouts(wishes: YearWishes, week: int) -> tuple[Mark, str]:
    days = [week_first_on(wishes, week) + timedelta(days=day) for day in range(DAYS_A_WEEK)]
    lost = [_blackout_on(wishes, day) for day in days]
    named = [blackout for blackout in lost if blackout is not None]
    if len(named) <= LOST_DAYS_ALLOWED:
        return Mark.OPEN, ""
    return (Mark.CLOSED if len(named) == DAYS_A_WEEK else Mark.SHORT), named[0].why


def _blackout_on(wishes: YearWishes, day: date) -> Blackout | None:
    return next((one for one in wishes.blackouts if one.from_on <= day <= one.to_on), None)


def _with_events(wishes: YearWishes, marked: list[tuple[Mark, str]]) -> list[tuple[Mark, str]]:
    places = sorted((_event_week(wishes, on), on) for on in wishes.events)
    for week, on in places:
        marked[week] = (Mark.EVENT, on.isoformat())
        if week + 1 < len(marked) and marked[week + 1][0] is Mark.OPEN:
            marked[week + 1] = (Mark.AFTER_EVENT, on.isoformat())
    for week, on in places:
        for before in range(week - wishes.peaking_weeks, week):
            if before < 0 or marked[before][0] not in {Mark.OPEN, Mark.AFTER_EVENT}:
                raise PeakBlocked(on, week_on=week_first_on(wishes, before))
            marked[before] = (Mark.PEAK, on.isoformat())
    return marked


def _event_week(wishes: YearWishes, on: date) -> int:
    if not wishes.first_on <= on <= wishes.last_on:
        raise EventOutside(on, wishes=wishes)
    blackout = _blackout_on(wishes, on)
    if blackout is not None:
        raise EventInBlackout(on, blackout=blackout)
    return (on - wishes.first_on).days // DAYS_A_WEEK
