"""Moving everything still to come by so many days."""

from dataclasses import replace
from datetime import date, timedelta

from programs.engine.errors import TrainingError
from programs.engine.planning.preview import Preview, preview
from programs.engine.planning.schedule import Schedule, ScheduledSession, ScheduledWeek, shifted


class DaysTaken(TrainingError):
    """Sessions would move onto days that earlier ones have."""

    def __init__(self, *, to_on: date, taken_on: date) -> None:
        super().__init__(
            f"Nothing can move to {to_on.isoformat()}: there is training until "
            f"{taken_on.isoformat()}; move by fewer days."
        )


def shift(schedule: Schedule, *, from_on: date, days: int) -> Preview:
    """Preview the sessions from a day on, as far as they are still to come, moved by ``days``.

    Earlier if negative. Their phases end later or earlier with them; days before ``from_on`` stay.
    Raises ``DaysTaken``. Spec 5.3.
    """
    _check_free(schedule, from_on=from_on, days=days)
    after = Schedule(tuple(_moved(week, from_on=from_on, days=days) for week in schedule.weeks))
    return preview(before=schedule, after=after)


def _moved(week: ScheduledWeek, *, from_on: date, days: int) -> ScheduledWeek:
    if week.ends_on < from_on:
        return week
    if week.starts_on >= from_on and not week.has_begun:
        return shifted(week, days=days)
    return replace(
        week,
        ends_on=week.ends_on + timedelta(days=days),
        sessions=tuple(_session(one, from_on=from_on, days=days) for one in week.sessions),
    )


def _session(one: ScheduledSession, *, from_on: date, days: int) -> ScheduledSession:
    if one.state != "pending" or one.on < from_on:
        return one
    return replace(one, on=one.on + timedelta(days=days))


def _check_free(schedule: Schedule, *, from_on: date, days: int) -> None:
    moving = [one.on for one in schedule.sessions if one.state == "pending" and one.on >= from_on]
    staying = [one.on for one in schedule.sessions if one.on < from_on]
    if not moving or not staying:
        return
    to_on = min(moving) + timedelta(days=days)
    if to_on <= max(staying):
        raise DaysTaken(to_on=to_on, taken_on=max(staying))
