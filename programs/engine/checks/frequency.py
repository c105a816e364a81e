"""How often a week, the sessions and the muscles."""

from collections.abc import Iterator
from fractions import Fraction

from programs.engine.checks.bands import Check, Measured, counted, phase_check
from programs.engine.checks.exercises import muscle_words
from programs.engine.checks.facts import PhaseFacts, ProgramFacts
from programs.engine.checks.main_lifts import lift_place, main_lifts, owed_by_lift
from programs.engine.checks.spread import days_of_sessions, hours_between
from programs.engine.goals import Goal
from programs.engine.timeline import DAYS_A_WEEK

# Heuristic: a session trains a muscle from one fractional set on, such as two sets of rows for
# the biceps.
TRAINS_FROM_SETS = 1


def sessions_per_week(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the sessions of each full week."""
    for week in phase.full_weeks:
        count = len(week.sessions)
        yield Measured(count, week.place, f"The week has {_counted(count)}")


def sessions_per_priority_muscle(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the sessions a week that give a priority muscle a fractional set or more."""
    for week in phase.full_weeks:
        for muscle in phase.priority:
            count = sum(
                session.muscle_sets.get(muscle, 0) >= TRAINS_FROM_SETS for session in week.sessions
            )
            clause = f"Priority muscle {muscle_words(muscle)}: {_counted(count)} a week"
            yield Measured(count, week.place, clause, muscle)


def exposures_a_week(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure in how many sessions of each full week every main lift of the phase comes."""
    for week in phase.full_weeks:
        for lift, first in main_lifts(phase).items():
            count = sum(lift in owed_by_lift(session) for session in week.sessions)
            yield Measured(
                value=count,
                place=lift_place(week, lift=first),
                clause=f"{first.name} comes {count} time{'' if count == 1 else 's'} in the week",
                subject=lift,
            )


def share_of_weeks(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure in which share of the phase's full weeks each main lift comes."""
    weeks = [frozenset(owed_by_lift(week)) for week in phase.full_weeks]
    for lift, first in main_lifts(phase).items():
        if weeks:
            count = sum(lift in week for week in weeks)
            clause = f"{first.name} comes in {count} of {len(weeks)} weeks"
            yield Measured(Fraction(count, len(weeks)), lift_place(phase, lift=first), clause, lift)


def hours_between_sessions(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the hours from one session of a main lift to its next, by whole days.

    Days are those that are offered first for so many sessions a week (see ``spread``).
    """
    last_day: dict[str, int] = {}
    for day, session in days_of_sessions(phase):
        for lift, groups in owed_by_lift(session).items():
            if lift in last_day:
                hours = hours_between(last_day[lift], day)
                yield Measured(
                    value=hours,
                    place=lift_place(session, lift=groups[0]),
                    clause=f"{groups[0].name} comes again after {hours} h",
                    subject=lift,
                )
            last_day[lift] = day


def consecutive_days(facts: ProgramFacts) -> Iterator[Measured]:
    """Measure how often in a week two days in a row train the same main lift, in loading phases."""
    for phase in facts.phases:
        if not phase.goal.is_loading:
            continue
        trained: dict[int, frozenset[str]] = {}
        for day, session in days_of_sessions(phase):
            trained[day] = trained.get(day, frozenset()) | frozenset(owed_by_lift(session))
        for week in phase.weeks:
            monday = (week.week - 1) * DAYS_A_WEEK
            pairs = sum(
                bool(trained.get(day, frozenset()) & trained.get(day + 1, frozenset()))
                for day in range(monday, monday + DAYS_A_WEEK - 1)
            )
            times = f"{pairs} time{'' if pairs == 1 else 's'}"
            clause = f"Two days in a row train the same main lift, {times} in the week"
            yield Measured(value=pairs, place=week.place, clause=clause)


def rest_days(facts: ProgramFacts) -> Iterator[Measured]:
    """Measure the days of each week without a session."""
    for phase in facts.phases:
        for week in phase.weeks:
            days = max(DAYS_A_WEEK - len(week.sessions), 0)
            verb = "leaves" if len(week.sessions) == 1 else "leave"
            clause = (
                f"{counted(len(week.sessions), 'session')} {verb} {counted(days, 'rest day')} in "
                "the week"
            )
            yield Measured(value=days, place=week.place, clause=clause)


def _counted(count: int) -> str:
    return f"{count} session{'' if count == 1 else 's'}"


CHECKS: tuple[Check, ...] = (
    phase_check(("H23",), goal=Goal.HYPERTROPHY, measure=sessions_per_priority_muscle),
    phase_check(("H37",), goal=Goal.HYPERTROPHY, measure=sessions_per_week),
    phase_check(("ST26",), goal=Goal.STRENGTH, measure=exposures_a_week),
    phase_check(("ST27",), goal=Goal.STRENGTH, measure=hours_between_sessions),
    phase_check(("S06",), goal=Goal.STRENGTH, measure=share_of_weeks),
    Check(("M07",), consecutive_days),
    Check(("M08",), rest_days),
)
