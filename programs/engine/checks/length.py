"""How long phases are."""

from collections.abc import Iterator

from programs.engine.checks.bands import Check, Measured, phase_check
from programs.engine.checks.facts import PhaseFacts, ProgramFacts
from programs.engine.checks.light_weeks import light_weeks
from programs.engine.goals import Goal
from programs.engine.timeline import DAYS_A_WEEK


def own_weeks(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the weeks of a phase without its light ones; a week begun counts whole."""
    count = len(phase.own_weeks)
    clause = f"The phase lasts {count} week{'' if count == 1 else 's'}"
    if count < len(phase.weeks):
        clause += " without its light weeks"
    yield Measured(count, phase.place, clause)


def weeks_of_loading_phases(facts: ProgramFacts) -> Iterator[Measured]:
    """Measure every phase of hypertrophy or strength.

    The plan's view of H33 and ST38, with their bounds: M01 is never found without one of them or a
    graver one of their family. Both stay, because a coach looks up the plan's rules by M.
    """
    for phase in facts.phases:
        if phase.goal in {Goal.HYPERTROPHY, Goal.STRENGTH}:
            yield from own_weeks(phase)


def days(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure a phase in days, seven a week: a program has no dates."""
    count = len(phase.weeks) * DAYS_A_WEEK
    yield Measured(count, phase.place, f"The phase lasts {count} days")


def days_of_light_weeks(facts: ProgramFacts) -> Iterator[Measured]:
    """Measure light weeks in a row, seven days each: a program has no dates."""
    for light in light_weeks(facts):
        days = len(light.weeks) * DAYS_A_WEEK
        yield Measured(days, light.place, f"The deload lasts {days} days")


CHECKS: tuple[Check, ...] = (
    phase_check(("H32", "H33", "H34"), goal=Goal.HYPERTROPHY, measure=own_weeks),
    phase_check(("ST32", "ST33", "ST38"), goal=Goal.STRENGTH, measure=own_weeks),
    phase_check(("P01", "P02"), goal=Goal.PEAKING, measure=own_weeks),
    phase_check(("R01",), goal=Goal.TEST, measure=days),
    Check(("M01",), weeks_of_loading_phases),
    Check(("D01", "D02"), days_of_light_weeks),
    phase_check(("X01", "X02"), goal=Goal.TRANSITION, measure=own_weeks),
)
