"""How often a week, the sessions and the muscles."""

from collections.abc import Iterator

from programs.engine.checks.bands import Check, Measured, phase_check
from programs.engine.checks.exercises import muscle_words
from programs.engine.checks.facts import PhaseFacts
from programs.engine.goals import Goal

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


def _counted(count: int) -> str:
    return f"{count} session{'' if count == 1 else 's'}"


CHECKS: tuple[Check, ...] = (
    phase_check(("H23",), goal=Goal.HYPERTROPHY, measure=sessions_per_priority_muscle),
    phase_check(("H37",), goal=Goal.HYPERTROPHY, measure=sessions_per_week),
)
