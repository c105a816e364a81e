"""Doing a week once more, after it was lost or after a holiday."""

from dataclasses import replace
from datetime import date, timedelta

from programs.engine.errors import TrainingError
from programs.engine.planning.preview import Preview, preview
from programs.engine.planning.schedule import Schedule, ScheduledWeek, shifted
from programs.engine.timeline import DAYS_A_WEEK


class NoSuchWeek(TrainingError):
    """A day lies in no week of the schedule."""

    def __init__(self, on: date, *, schedule: Schedule) -> None:
        super().__init__(
            f"{on.isoformat()} lies in no week of the schedule: choose a day from "
            f"{schedule.weeks[0].starts_on.isoformat()} to {schedule.ends_on.isoformat()}."
        )


def repeat(schedule: Schedule, *, week_on: date, times: int = 1) -> Preview:
    """Preview the week that holds a day done once more right after itself, or several times.

    It keeps its number with an occurrence count and counts for its phase; what follows moves by
    whole weeks (decision 13). Raises ``NoSuchWeek``.
    """
    place = place_of(schedule, week_on)
    week = schedule.weeks[place]
    copies = [_copy(schedule, week, count=count) for count in range(1, times + 1)]
    later = [shifted(one, days=DAYS_A_WEEK * times) for one in schedule.weeks[place + 1 :]]
    after = Schedule((*schedule.weeks[: place + 1], *copies, *later))
    often = "once more" if times == 1 else f"{times} times more"
    said = f"The week of {week.starts_on.isoformat()} is done {often}."
    return preview(before=schedule, after=after, said=(said,))


def place_of(schedule: Schedule, on: date) -> int:
    """Return where the week that holds a day stands, from 0. Raises ``NoSuchWeek``."""
    for place, week in enumerate(schedule.weeks):
        if week.starts_on <= on <= week.ends_on:
            return place
    raise NoSuchWeek(on, schedule=schedule)


def _copy(schedule: Schedule, week: ScheduledWeek, *, count: int) -> ScheduledWeek:
    taken = [one.repeat for one in schedule.sessions if one.ordinal == week.sessions[0].ordinal]
    first_on = week.ends_on + timedelta(days=1 + DAYS_A_WEEK * (count - 1))
    moved = shifted(week, days=(first_on - week.starts_on).days)
    return replace(
        moved,
        ends_on=first_on + timedelta(days=DAYS_A_WEEK - 1),
        occurrence=week.occurrence + count,
        sessions=tuple(
            replace(session, state="pending", repeat=max(taken) + count)
            for session in moved.sessions
        ),
    )
