"""Laying a course out: which day is trained when, before any load is known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from programs.engine.errors import TrainingError
from programs.engine.goals import Goal
from programs.engine.program.parts import Day, Mesocycle, Program
from programs.engine.resolving.resolved import PhaseRun


class NoSuchMesocycle(TrainingError):
    """A course that runs a phase the program does not have."""

    def __init__(self, *, mesocycle: int, count: int) -> None:
        super().__init__(
            f"The program has {count} phases, so there is no phase {mesocycle + 1}; "
            f"choose a phase from 1 to {count}."
        )


@dataclass(frozen=True, slots=True)
class PlacedDay:
    """One day put in its place in the course. Numbers as in ResolvedSession."""

    ordinal: int
    course_index: int
    mesocycle: int
    goal: Goal
    week: int
    week_in_phase: int
    occurrence: int
    number: int
    day: Day
    is_deload: bool
    is_inserted_deload: bool
    ends_week: bool


@dataclass(frozen=True, slots=True)
class PlacedWeek:
    """One week put in its place in the course; without ``days`` where nobody trains."""

    course_index: int
    goal: Goal
    week: int
    week_in_phase: int
    occurrence: int
    is_deload: bool
    days: tuple[PlacedDay, ...]


@dataclass(frozen=True, slots=True)
class _Week:
    week: int
    week_in_phase: int
    days: tuple[tuple[int, Day], ...]
    is_deload: bool
    occurrence: int = 1


def place_days(program: Program, *, course: Sequence[PhaseRun] | None) -> Iterator[PlacedDay]:
    """Yield every day of the course in training order; each mesocycle once without a course."""
    for week in place_weeks(program, course=course):
        yield from week.days


def place_weeks(program: Program, *, course: Sequence[PhaseRun] | None) -> Iterator[PlacedWeek]:
    """Yield every week of the course, also those without training."""
    ordinal = 0
    for course_index, run in enumerate(course if course is not None else _whole(program)):
        mesocycle = _mesocycle(program, run.mesocycle)
        goal = Goal.DELOAD if run.is_inserted_deload else mesocycle.goal
        for week in _weeks(program, run):
            days = tuple(
                PlacedDay(
                    ordinal=ordinal + place,
                    course_index=course_index,
                    mesocycle=run.mesocycle,
                    goal=goal,
                    week=week.week,
                    week_in_phase=week.week_in_phase,
                    occurrence=week.occurrence,
                    number=number,
                    day=day,
                    is_deload=week.is_deload,
                    is_inserted_deload=run.is_inserted_deload,
                    ends_week=place == len(week.days),
                )
                for place, (number, day) in enumerate(week.days, start=1)
            )
            ordinal += len(days)
            yield PlacedWeek(
                course_index=course_index,
                goal=goal,
                week=week.week,
                week_in_phase=week.week_in_phase,
                occurrence=week.occurrence,
                is_deload=week.is_deload,
                days=days,
            )


def _whole(program: Program) -> Sequence[PhaseRun]:
    return [PhaseRun(mesocycle=index) for index in range(len(program.mesocycles))]


def _mesocycle(program: Program, index: int) -> Mesocycle:
    if not 0 <= index < len(program.mesocycles):
        raise NoSuchMesocycle(mesocycle=index, count=len(program.mesocycles))
    return program.mesocycles[index]


def _weeks(program: Program, run: PhaseRun) -> list[_Week]:
    mesocycle = program.mesocycles[run.mesocycle]
    before = sum(earlier.week_count for earlier in program.mesocycles[: run.mesocycle])
    weeks = _calendar(mesocycle) if mesocycle.kind == "calendar" else _rotation(mesocycle, before)
    loading = _loading(weeks)
    if run.is_inserted_deload:
        return [_Week(loading.week, 1, loading.days, is_deload=True)]
    lived = _with_repeats(weeks, run.repeated_weeks)
    often = sum(week.week == loading.week for week in lived)
    extra = [
        replace(loading, week_in_phase=len(lived) + count, occurrence=often + count)
        for count in range(1, run.extra_weeks + 1)
    ]
    return lived + extra


def _with_repeats(weeks: Sequence[_Week], repeated: Sequence[int]) -> list[_Week]:
    """Put each week that is done once more right after itself, and number all anew."""
    lived = [
        replace(week, occurrence=count)
        for week in weeks
        for count in range(1, repeated.count(week.week_in_phase) + 2)
    ]
    return [replace(week, week_in_phase=place) for place, week in enumerate(lived, start=1)]


def _loading(weeks: Sequence[_Week]) -> _Week:
    """The last loading week, which an extra week or an inserted deload is made from."""
    trained = [week for week in weeks if week.days] or weeks
    return next((week for week in reversed(trained) if not week.is_deload), trained[-1])


def _calendar(mesocycle: Mesocycle) -> list[_Week]:
    return [
        _Week(
            week=week.week,
            week_in_phase=place,
            days=tuple((day.day or index, day) for index, day in enumerate(week.days, start=1)),
            is_deload=week.is_deload or mesocycle.goal is Goal.DELOAD,
        )
        for place, week in enumerate(mesocycle.weeks, start=1)
    ]


def _rotation(mesocycle: Mesocycle, before: int) -> list[_Week]:
    per_week = mesocycle.rotation_per_week
    weeks = []
    for place in range(mesocycle.week_count):
        sessions = range(place * per_week, min((place + 1) * per_week, mesocycle.sessions))
        days = tuple(
            (number, mesocycle.days[session % len(mesocycle.days)])
            for number, session in enumerate(sessions, start=1)
        )
        is_deload = mesocycle.goal is Goal.DELOAD
        weeks.append(_Week(before + place + 1, place + 1, days, is_deload=is_deload))
    return weeks
