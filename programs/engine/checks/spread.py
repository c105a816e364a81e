"""Which days a program's sessions fall on, though a program has no dates."""

from collections.abc import Iterator

from programs.engine.checks.facts import PhaseFacts, SessionFacts
from programs.engine.timeline import DAYS_A_WEEK, WEEKDAYS_BY_SESSIONS

HOURS_A_DAY = 24


def days_of_sessions(phase: PhaseFacts) -> Iterator[tuple[int, SessionFacts]]:
    """Yield the phase's sessions with their day, counted from the program's first Monday = 0.

    A phase keeps the weekdays of its fullest week, and a shorter week takes the first of them
    (decision 20). More sessions than days share them evenly. A coach who picks other weekdays
    gets other gaps: what is measured by this is advice for the days offered first.
    """
    fullest = max((len(week.sessions) for week in phase.weeks), default=0)
    for week in phase.weeks:
        for place, session in enumerate(week.sessions):
            yield (week.week - 1) * DAYS_A_WEEK + _weekday(place, sessions=fullest), session


def hours_between(first_day: int, second_day: int) -> int:
    """Return the hours from one training day to another: whole days, since no hour is planned."""
    return (second_day - first_day) * HOURS_A_DAY


def _weekday(place: int, *, sessions: int) -> int:
    if sessions in WEEKDAYS_BY_SESSIONS:
        return WEEKDAYS_BY_SESSIONS[sessions][place]
    return place * DAYS_A_WEEK // sessions
