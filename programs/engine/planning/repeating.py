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


def take_up_again(schedule: Schedule, *, today: date) -> Preview:
    """Preview a course taken up after weeks in which nothing was trained.

    The last week with training is done once more from the next week on, then the lost weeks come
    as they were written; everything moves by whole weeks. Without a lost week nothing changes, and
    without any training the course begins anew. Spec 4, gap policy from seven days on; a longer
    gap's ramp comes with ``resume``.
    """
    done = [place for place, week in enumerate(schedule.weeks) if _is_trained(week)]
    last = done[-1] if done else -1
    lost = [week for week in schedule.weeks[last + 1 :] if week.ends_on < today]
    if not any(week.sessions for week in lost):
        return preview(before=schedule, after=schedule)
    first_on = lost[0].starts_on
    weeks_by = -(-(today - first_on).days // DAYS_A_WEEK)
    to_on = first_on + timedelta(days=weeks_by * DAYS_A_WEEK)
    copies = [_copy_on(schedule, schedule.weeks[last], first_on=to_on)] if done else []
    days = (weeks_by + len(copies)) * DAYS_A_WEEK
    later = [_open_again(shifted(week, days=days)) for week in schedule.weeks[last + 1 :]]
    after = Schedule((*schedule.weeks[: last + 1], *copies, *later))
    return preview(before=schedule, after=after, said=(_lost_words(len(lost), bool(copies)),))


def place_of(schedule: Schedule, on: date) -> int:
    """Return where the week that holds a day stands, from 0. Raises ``NoSuchWeek``."""
    for place, week in enumerate(schedule.weeks):
        if week.starts_on <= on <= week.ends_on:
            return place
    raise NoSuchWeek(on, schedule=schedule)


def _copy(schedule: Schedule, week: ScheduledWeek, *, count: int) -> ScheduledWeek:
    first_on = week.ends_on + timedelta(days=1 + DAYS_A_WEEK * (count - 1))
    return _copy_on(schedule, week, first_on=first_on, count=count)


def _copy_on(
    schedule: Schedule, week: ScheduledWeek, *, first_on: date, count: int = 1
) -> ScheduledWeek:
    again = {session.ordinal for session in week.sessions}
    taken = [one.repeat for one in schedule.sessions if one.ordinal in again]
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


def _is_trained(week: ScheduledWeek) -> bool:
    return any(session.state == "done" for session in week.sessions)


def _open_again(week: ScheduledWeek) -> ScheduledWeek:
    sessions = tuple(replace(session, state="pending") for session in week.sessions)
    return replace(week, sessions=sessions)


def _lost_words(count: int, has_copy: bool) -> str:
    lost = "A week was lost" if count == 1 else f"{count} weeks were lost"
    if not has_copy:
        return f"{lost}: the course begins anew."
    return f"{lost}: the last week with training is done once more, then those that were lost."
