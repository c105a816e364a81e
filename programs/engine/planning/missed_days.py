"""What a missed day does to the rest of its week, and how far a session may be moved."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from programs.engine.errors import TrainingError
from programs.engine.planning.preview import Preview, preview
from programs.engine.planning.schedule import Schedule, ScheduledSession, ScheduledWeek
from programs.engine.timeline import MAKE_UP_DAYS

MissedDayPolicy = Literal["shift", "skip"]


class NotMissed(TrainingError):
    """A session isn't there, is done, or its day isn't over."""

    def __init__(self, ordinal: int) -> None:
        super().__init__(
            f"Session {ordinal} isn't missed: choose a session whose day is over and that nobody "
            "has trained."
        )


def move_window(
    *, scheduled_on: date, phase_starts_on: date, phase_ends_on: date
) -> tuple[date, date]:
    """Return the first and the last day a session may move to.

    Within its phase, and no further than work done elsewhere would still count. Spec 6.2.1.
    """
    reach = timedelta(days=MAKE_UP_DAYS)
    return max(phase_starts_on, scheduled_on - reach), min(phase_ends_on, scheduled_on + reach)


def after_missed_day(
    schedule: Schedule, *, ordinal: int, today: date, policy: MissedDayPolicy
) -> Preview:
    """Preview what becomes of the week of a missed session.

    ``shift``: it and the rest of its week slide by the days lost; what would pass the week's end
    is skipped. ``skip``, and any shift later than six days: only the session itself is missed.
    Sets are never put on top of another day's. Raises ``NotMissed``. Spec 5.3.
    """
    place, missed = _find(schedule, ordinal=ordinal, today=today)
    week = schedule.weeks[place]
    days = (today - missed.on).days
    slides = policy == "shift" and days <= MAKE_UP_DAYS
    changed = _slid(week, missed, days=days) if slides else _skipped(week, {missed.key})
    weeks = (*schedule.weeks[:place], changed, *schedule.weeks[place + 1 :])
    said = _missed_words(_count_missed(changed) - _count_missed(week))
    return preview(before=schedule, after=Schedule(weeks), said=said)


def _count_missed(week: ScheduledWeek) -> int:
    return sum(session.state == "missed" for session in week.sessions)


def _missed_words(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    return (f"{count} of the week's sessions {'is' if count == 1 else 'are'} missed.",)


def _find(schedule: Schedule, *, ordinal: int, today: date) -> tuple[int, ScheduledSession]:
    for place, week in enumerate(schedule.weeks):
        for session in week.sessions:
            if session.ordinal == ordinal and session.state == "pending" and session.on < today:
                return place, session
    raise NotMissed(ordinal)


def _slid(week: ScheduledWeek, missed: ScheduledSession, *, days: int) -> ScheduledWeek:
    by = timedelta(days=days)
    rest = {one.key for one in week.sessions if one.on >= missed.on and one.state == "pending"}
    past_end = {one.key for one in week.sessions if one.key in rest and one.on + by > week.ends_on}
    moved = tuple(
        replace(one, on=one.on + by) if one.key in rest - past_end else one for one in week.sessions
    )
    return _skipped(replace(week, sessions=moved), past_end)


def _skipped(week: ScheduledWeek, keys: set[tuple[int, int]]) -> ScheduledWeek:
    sessions = tuple(
        replace(one, state="missed") if one.key in keys else one for one in week.sessions
    )
    return replace(week, sessions=sessions)
