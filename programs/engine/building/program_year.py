"""A program laid out as a year, and a changed year put back into its program."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from programs.engine.building.lengths import PhaseWeeks, with_lengths
from programs.engine.composing.templates import Equipment
from programs.engine.planning.wishes import YearWishes
from programs.engine.planning.year import PlannedPhase, YearPlan
from programs.engine.program.parts import Program
from programs.engine.timeline import DAYS_A_WEEK


def year_of_program(program: Program, *, start_on: date) -> YearPlan:
    """Return the phases of a program as written, from ``start_on`` on.

    No day is held, so what gets longer ends later. Weeks begin on the first day's weekday.
    """
    wishes = YearWishes(start_on=start_on, weeks=program.week_count, week_start=start_on.weekday())
    phases = tuple(_phases(program, start_on=start_on))
    return YearPlan(wishes=wishes, phases=phases, is_open=True)


def year_into_program(
    program: Program, plan: YearPlan, *, start_on: date, equipment: Equipment = "GYM"
) -> Program:
    """Return the program with the phases of a year that came from it and was changed.

    Raises ProgramInvalid where it gets too long.
    """
    keys = [phase.key for phase in year_of_program(program, start_on=start_on).phases]
    phases = [
        PhaseWeeks(
            origin=keys.index(phase.key) if phase.key in keys else None,
            goal=phase.goal,
            weeks=phase.weeks,
        )
        for phase in plan.phases
    ]
    return with_lengths(program, phases, equipment=equipment)


def _phases(program: Program, *, start_on: date) -> Iterator[PlannedPhase]:
    counts: Counter[str] = Counter()
    on = start_on
    for phase in program.mesocycles:
        counts[phase.goal.value] += 1
        yield PlannedPhase(
            key=f"{phase.goal.value}-{counts[phase.goal.value]}",
            goal=phase.goal,
            starts_on=on,
            weeks=phase.week_count,
            why=f"“{phase.name}” as the program has it.",
        )
        on += timedelta(days=phase.week_count * DAYS_A_WEEK)
