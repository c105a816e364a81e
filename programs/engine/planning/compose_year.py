"""A planned year as a program: the same phases and weeks, filled from the sample weeks."""

from collections.abc import Mapping
from dataclasses import dataclass

from programs.engine.composing.course import CoursePhase, compose_course
from programs.engine.composing.templates import Equipment
from programs.engine.goals import Goal
from programs.engine.planning.year import PlannedPhase, YearPlan
from programs.engine.program.parts import Program


@dataclass(frozen=True, slots=True)
class ComposedYear:
    """A program and the planned phase that each of its mesocycles stands for, in order.

    A pause has no mesocycle: the plan that runs the program stands still for it.
    """

    program: Program
    phases: tuple[PlannedPhase, ...]
    pauses: tuple[PlannedPhase, ...]


def compose_year(
    plan: YearPlan,
    *,
    name: str,
    equipment: Equipment,
    days: Mapping[Goal, int],
    summary: str = "",
) -> ComposedYear:
    """Return the program of a year; ``days`` are days a week by loading goal.

    Raises CompositionInvalid where the sample weeks don't offer so many days, or the year has no
    loading phase.
    """
    phases = tuple(phase for phase in plan.phases if not phase.is_pause)
    program = compose_course(
        [CoursePhase(phase.goal, phase.weeks) for phase in phases],
        name=name,
        equipment=equipment,
        days=days,
        summary=summary or summary_of_year(plan),
    )
    pauses = tuple(phase for phase in plan.phases if phase.is_pause)
    return ComposedYear(program=program, phases=phases, pauses=pauses)


def summary_of_year(plan: YearPlan) -> str:
    """Return the year in two sentences: its days and weeks, and the loading phases in order."""
    first_on, last_on = plan.phases[0].starts_on, plan.phases[-1].ends_on
    weeks = sum(phase.weeks for phase in plan.phases)
    built = ", ".join(
        f"{phase.goal} {phase.weeks}" for phase in plan.phases if phase.builds or _is_peak(phase)
    )
    return (
        f"{weeks} weeks from {first_on.isoformat()} to {last_on.isoformat()}. "
        f"Loading weeks in order: {built}."
    )


def _is_peak(phase: PlannedPhase) -> bool:
    return phase.goal is Goal.PEAKING
