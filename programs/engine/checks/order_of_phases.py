"""How loading phases and deloads take turns over the plan."""

from collections.abc import Iterator
from itertools import groupby

from programs.engine.checks.bands import Check, Measured
from programs.engine.checks.boundaries import COMPARED_GOALS, boundaries
from programs.engine.checks.facts import PhaseFacts, ProgramFacts, WeekFacts
from programs.engine.goals import Goal

# The quantity of M03 names it: shorter loading needs no deload before the next phase.
DELOAD_FROM_WEEKS = 4


def phases_with_one_goal(facts: ProgramFacts) -> Iterator[Measured]:
    """Measure how many loading phases in a row have the same goal; peaks end no such row."""
    loading = [phase for phase in facts.phases if phase.goal in COMPARED_GOALS]
    for goal, run in groupby(loading, key=lambda phase: phase.goal):
        phases = tuple(run)
        clause = f"{len(phases)} phases of {goal.value} follow each other"
        yield Measured(len(phases), phases[-1].place, clause)


def deloads_between_phases(facts: ProgramFacts) -> Iterator[Measured]:
    """Measure the deloads between two loading phases, when the first has loaded for four weeks.

    Its own last week may be the light one, or the next phase's first. A transition rests as well.
    """
    for before, phase in boundaries(facts):
        weeks = _weeks_since_rest(before)
        if weeks < DELOAD_FROM_WEEKS:
            continue
        deloads = _rests_between(facts, before, phase)
        clause = (
            f"{weeks} loading weeks of {before.place.phase} run into {phase.place.phase} with "
            f"{deloads} deloads between"
        )
        yield Measured(deloads, phase.place, clause)


def loading_weeks_in_a_row(facts: ProgramFacts) -> Iterator[Measured]:
    """Measure the loading weeks until each rest, or until the program ends.

    Deloads and transitions are rests; test weeks neither count nor rest. The place is the last
    week.
    """
    run: list[WeekFacts] = []
    for phase in facts.phases:
        for week in phase.weeks:
            if week.is_deload or phase.goal is Goal.TRANSITION:
                yield from _measured_run(run)
                run = []
            elif phase.goal.is_loading:
                run.append(week)
    yield from _measured_run(run)


def _measured_run(run: list[WeekFacts]) -> Iterator[Measured]:
    if run:
        yield Measured(len(run), run[-1].place, f"{len(run)} loading weeks pass without a deload")


def _weeks_since_rest(phase: PhaseFacts) -> int:
    """Count the loading weeks at the end of a phase; light weeks that end it are passed over."""
    count = 0
    for week in reversed(phase.weeks):
        if week.is_deload and count:
            break
        count += not week.is_deload
    return count


def _rests_between(facts: ProgramFacts, before: PhaseFacts, phase: PhaseFacts) -> int:
    between = facts.phases[before.index + 1 : phase.index]
    resting = sum(one.goal in {Goal.DELOAD, Goal.TRANSITION} for one in between)
    edges = (before.weeks[-1:], phase.weeks[:1])
    return resting + sum(week.is_deload for weeks in edges for week in weeks)


CHECKS: tuple[Check, ...] = (
    Check(("M02",), phases_with_one_goal),
    Check(("M03",), deloads_between_phases),
    Check(("M04",), loading_weeks_in_a_row),
)
