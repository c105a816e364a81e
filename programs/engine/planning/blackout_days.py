"""Keeping sessions off days on which nobody can train, and laying a composed year on days."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

from programs.engine.planning.compose_year import ComposedYear
from programs.engine.planning.preview import Preview, preview
from programs.engine.planning.schedule import Schedule, ScheduledWeek, schedule_of
from programs.engine.planning.wishes import Blackout
from programs.engine.tables.catalogue_names import ExerciseOf, catalogue_exercise


def schedule_year(
    year: ComposedYear,
    *,
    blackouts: Sequence[Blackout] = (),
    weekdays: Mapping[int, Sequence[int]] = MappingProxyType({}),
    exercise_of: ExerciseOf = catalogue_exercise,
) -> Schedule:
    """Return a composed year on its days: pauses stay empty, and so do blackouts.

    ``weekdays`` as in ``schedule_of``. Raises ``TooFewWeekdays``.
    """
    starts = {place: phase.starts_on for place, phase in enumerate(year.phases)}
    laid = schedule_of(
        year.program,
        start_on=year.phases[0].starts_on,
        starts=starts,
        weekdays=weekdays,
        exercise_of=exercise_of,
    )
    return avoid(laid, blackouts=blackouts).after


def avoid(schedule: Schedule, *, blackouts: Iterable[Blackout]) -> Preview:
    """Preview the sessions to come off the days of blackouts.

    A session goes to the nearest free day of its week, later rather than earlier; sessions keep
    their order. What finds no day in its week is left out. Spec 5.3: never past the week's end.
    """
    lost = frozenset(day for one in blackouts for day in _days(one.from_on, one.to_on))
    after = Schedule(tuple(_kept_off(week, lost) for week in schedule.weeks))
    return preview(before=schedule, after=after)


def _kept_off(week: ScheduledWeek, lost: frozenset[date]) -> ScheduledWeek:
    coming = [session for session in week.sessions if session.state == "pending"]
    if not any(session.on in lost for session in coming):
        return week
    settled = tuple(session for session in week.sessions if session.state != "pending")
    free = set(_days(week.starts_on, week.ends_on)) - lost - {session.on for session in settled}
    days = [session.on for session in coming if session.on in free]
    for session in coming:
        open_days = free - set(days)
        if session.on in lost and open_days:
            days.append(min(open_days, key=lambda day: _distance(day, session.on)))
    moved = (replace(session, on=on) for session, on in zip(coming, sorted(days), strict=False))
    return replace(week, sessions=(*settled, *moved))


def _distance(day: date, wished: date) -> tuple[int, bool]:
    return abs((day - wished).days), day < wished


def _days(first_on: date, last_on: date) -> Iterable[date]:
    return (first_on + timedelta(days=count) for count in range((last_on - first_on).days + 1))
