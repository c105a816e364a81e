"""A course with its days: weeks of sessions, each with its date, its dose and what became of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from types import MappingProxyType
from typing import Literal

from programs.engine.goals import Goal
from programs.engine.program.parts import Program
from programs.engine.resolving.course import PlacedWeek, place_weeks
from programs.engine.resolving.resolve import resolve
from programs.engine.resolving.resolved import PhaseRun, ResolvedSession, ResolvedSlot
from programs.engine.tables.catalogue_names import ExerciseOf, catalogue_exercise
from programs.engine.timeline import DAYS_A_WEEK, last_day, session_dates, weekdays_for
from programs.engine.volume.counting import EffortSet, MuscleWork, fractional_sets, is_hard

SessionState = Literal["pending", "done", "missed", "excused"]
SessionKey = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ScheduledSession:
    """One session on its day. ``repeat`` counts copies of the session ``ordinal`` from 1, else 0.

    ``sets`` are its hard sets by muscle, fractional. An exercise nobody knows counts for none.
    """

    ordinal: int
    on: date
    name: str
    sets: Mapping[str, Decimal]
    state: SessionState = "pending"
    repeat: int = 0

    @property
    def key(self) -> SessionKey:
        """What it is known by when its day changes."""
        return self.ordinal, self.repeat


@dataclass(frozen=True, slots=True)
class ScheduledWeek:
    """One week of a phase run, ``course_index`` from 0, both days included.

    ``occurrence`` is 2 and up where a loading week is done once more.
    """

    course_index: int
    goal: Goal
    week_in_phase: int
    starts_on: date
    ends_on: date
    sessions: tuple[ScheduledSession, ...]
    occurrence: int = 1
    is_deload: bool = False

    @property
    def has_begun(self) -> bool:
        """True once anything became of one of its sessions."""
        return any(session.state != "pending" for session in self.sessions)

    @property
    def is_loading(self) -> bool:
        """True where it is meant to tire and build."""
        return self.goal.is_loading and not self.is_deload


@dataclass(frozen=True, slots=True)
class Schedule:
    """The weeks of a course in order."""

    weeks: tuple[ScheduledWeek, ...]

    @property
    def sessions(self) -> Iterator[ScheduledSession]:
        """Every session in order of training."""
        for week in self.weeks:
            yield from week.sessions

    @property
    def ends_on(self) -> date:
        """The last day."""
        return self.weeks[-1].ends_on

    @property
    def phase_ends(self) -> Mapping[int, date]:
        """The last day of each phase run."""
        return {week.course_index: week.ends_on for week in self.weeks}


def schedule_of(
    program: Program,
    *,
    start_on: date,
    course: Sequence[PhaseRun] | None = None,
    starts: Mapping[int, date] = MappingProxyType({}),
    weekdays: Mapping[int, Sequence[int]] = MappingProxyType({}),
    exercise_of: ExerciseOf = catalogue_exercise,
) -> Schedule:
    """Return the course laid on days from ``start_on`` on, everything still to come.

    Phases follow each other without a gap, except those that ``starts`` gives a first day by
    course index. ``weekdays`` are chosen by number of sessions a week; decision 20's where none
    are. Raises ``TooFewWeekdays`` and ``NoSuchMesocycle``. Spec 5.3.
    """
    found: list[ScheduledWeek] = []
    first_on = start_on
    sessions = {one.ordinal: one for one in resolve(program, course=course).sessions}
    placed = place_weeks(program, course=course)
    for course_index, phase in groupby(placed, lambda one: one.course_index):
        first_on = starts.get(course_index, first_on)
        weeks = list(phase)
        count = max(len(week.days) for week in weeks)
        days = session_dates(
            start_on=first_on,
            weekdays=weekdays.get(count) or weekdays_for(count),
            sessions_by_week=[len(week.days) for week in weeks],
        )
        for place, (week, on_days) in enumerate(zip(weeks, days, strict=True)):
            starts_on = first_on + timedelta(days=place * DAYS_A_WEEK)
            lived = [sessions[one.ordinal] for one in week.days]
            found.append(_week(week, lived, on_days, starts_on=starts_on, exercise_of=exercise_of))
        first_on += timedelta(days=len(weeks) * DAYS_A_WEEK)
    return Schedule(tuple(found))


def with_states(schedule: Schedule, states: Mapping[int, SessionState]) -> Schedule:
    """Return the schedule with what became of its sessions, by ordinal."""
    return Schedule(
        tuple(
            replace(
                week,
                sessions=tuple(
                    replace(session, state=states.get(session.ordinal, session.state))
                    for session in week.sessions
                ),
            )
            for week in schedule.weeks
        )
    )


def shifted(week: ScheduledWeek, *, days: int) -> ScheduledWeek:
    """Return the week with all its days moved."""
    by = timedelta(days=days)
    return replace(
        week,
        starts_on=week.starts_on + by,
        ends_on=week.ends_on + by,
        sessions=tuple(replace(session, on=session.on + by) for session in week.sessions),
    )


def _week(
    placed: PlacedWeek,
    sessions: Sequence[ResolvedSession],
    days: Sequence[date],
    *,
    starts_on: date,
    exercise_of: ExerciseOf,
) -> ScheduledWeek:
    return ScheduledWeek(
        course_index=placed.course_index,
        goal=placed.goal,
        week_in_phase=placed.week_in_phase,
        starts_on=starts_on,
        ends_on=last_day(start_on=starts_on, weeks=1),
        sessions=tuple(
            ScheduledSession(
                ordinal=session.ordinal,
                on=on,
                name=session.name,
                sets=fractional_sets(_work(session.slots, exercise_of)),
            )
            for session, on in zip(sessions, days, strict=True)
        ),
        occurrence=placed.occurrence,
        is_deload=placed.is_deload,
    )


def _work(slots: Iterable[ResolvedSlot], exercise_of: ExerciseOf) -> Iterator[MuscleWork]:
    for slot in slots:
        exercise = exercise_of(slot.exercise)
        if exercise is None:
            continue
        hard = sum(
            group.sets
            for group in slot.groups
            if not group.is_optional
            and is_hard(
                EffortSet(
                    reps=group.reps.floor,
                    prescribed_rpe=group.rpe,
                    is_warmup=group.intent == "warmup",
                )
            )
        )
        yield MuscleWork(exercise.primary_muscles, exercise.secondary_muscles, hard)
