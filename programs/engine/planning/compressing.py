"""Leaving weeks out so that a schedule ends by a day.

Repeated weeks go first, then easy ones, then loading weeks from the middle of the longest phase;
light weeks, tests and peaks stay. Days are never put together: doubling sets is no training.
"""

from collections.abc import Iterator
from datetime import date

from programs.engine.errors import TrainingError
from programs.engine.goals import Goal
from programs.engine.planning.preview import Preview, preview
from programs.engine.planning.schedule import Schedule, ScheduledWeek, shifted
from programs.engine.tables import phase_rules
from programs.engine.timeline import DAYS_A_WEEK


class TooTight(TrainingError):
    """Even without every week that may go the schedule ends too late."""

    def __init__(self, *, end_on: date, earliest_on: date) -> None:
        super().__init__(
            f"The schedule can't end by {end_on.isoformat()}: leaving out all that may go, it ends "
            f"on {earliest_on.isoformat()}. Choose that day or a later one."
        )


def compress(schedule: Schedule, *, end_on: date, today: date) -> Preview:
    """Preview the schedule with as few weeks left out as it takes to end by a day.

    Only weeks that begin after ``today`` go; phases keep the fewest loading weeks of M01. Raises
    ``TooTight``.
    """
    after, left_out = schedule, list[ScheduledWeek]()
    while after.ends_on > end_on:
        place = _next_to_go(after, today=today)
        if place is None:
            raise TooTight(end_on=end_on, earliest_on=after.ends_on)
        left_out.append(after.weeks[place])
        after = _without(after, place)
    said = tuple(f"{_named(week)} of {week.goal} is left out." for week in left_out)
    return preview(before=schedule, after=after, said=said)


def _next_to_go(schedule: Schedule, *, today: date) -> int | None:
    """Return the place of the week that goes next, the last of its kind first."""
    free = [
        place
        for place, week in enumerate(schedule.weeks)
        if week.starts_on > today and not week.has_begun
    ]
    repeated = [place for place in free if schedule.weeks[place].occurrence > 1]
    easy = [place for place in free if schedule.weeks[place].goal is Goal.TRANSITION]
    for places in (repeated, easy):
        if places:
            return places[-1]
    return _loading_to_go(schedule, free)


def _loading_to_go(schedule: Schedule, free: list[int]) -> int | None:
    """Return the second free week of the longest phase: its first opens it, its last tops it."""
    fewest = int(phase_rules()["M01"].lower or 0)
    phases = [
        (places, inner)
        for places in _loading_places(schedule)
        if len(places) > fewest
        for inner in [[place for place in places[1:-1] if place in free]]
        if inner
    ]
    if not phases:
        return None
    longest = max(phases, key=lambda phase: len(phase[0]))
    return longest[1][0]


def _loading_places(schedule: Schedule) -> Iterator[list[int]]:
    """Yield the loading weeks of each hypertrophy and strength phase, later phases first."""
    for index in sorted({week.course_index for week in schedule.weeks}, reverse=True):
        yield [
            place
            for place, week in enumerate(schedule.weeks)
            if week.course_index == index and week.is_loading and week.goal is not Goal.PEAKING
        ]


def _without(schedule: Schedule, place: int) -> Schedule:
    later = [shifted(week, days=-DAYS_A_WEEK) for week in schedule.weeks[place + 1 :]]
    return Schedule((*schedule.weeks[:place], *later))


def _named(week: ScheduledWeek) -> str:
    if week.occurrence > 1:
        return f"The repeated week {week.week_in_phase}"
    return f"Week {week.week_in_phase}"
