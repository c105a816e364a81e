"""How maxima are tested: attempts, steps, rest, and what is tested after hypertrophy.

An attempt is a set with the intent test, or one planned at RPE 10.
"""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from programs.engine.checks.bands import Check, Measured, phase_check, shown
from programs.engine.checks.boundaries import COMPARED_GOALS
from programs.engine.checks.facts import (
    FAILURE_RPE,
    PhaseFacts,
    ProgramFacts,
    SessionFacts,
    WorkGroup,
)
from programs.engine.checks.main_lifts import lift_place, main_lifts
from programs.engine.checks.rest import rest_of
from programs.engine.checks.spread import days_of_sessions, hours_between
from programs.engine.goals import Goal
from programs.engine.loads.loading import reps_at

# The quantity of R07 names them: rep strength is what hypertrophy builds (S15, S27).
REP_MAX = (Decimal(6), Decimal(12))
WHOLE = Decimal(100)


def attempts_of_lifts(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure each lift's attempts by session; none for a main lift that the phase never tests."""
    tested = set()
    for session in phase.sessions:
        for lift, groups in _attempts(session).items():
            tested.add(lift)
            count = sum(group.sets for group in groups)
            clause = f"{groups[0].name} has {count} attempts"
            yield Measured(count, lift_place(session, lift=groups[0]), clause, lift)
    for lift, first in main_lifts(phase).items():
        if lift not in tested:
            clause = f"{first.name} has 0 attempts in the phase"
            yield Measured(0, lift_place(phase, lift=first), clause, lift)


def steps_between_attempts(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure by how many percent the load grows from one attempt's line to the next.

    By percent of the maximum, else by kilograms; what can't be compared isn't judged.
    """
    for session in phase.sessions:
        for groups in _attempts(session).values():
            for before, group in pairwise(groups):
                step = _step(before, group)
                if step is not None:
                    clause = f"{group.name} steps {shown(step)} % from one attempt to the next"
                    yield Measured(step, group.place, clause, group.identity)


def rest_between_attempts(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the rest of attempts, where one is written."""
    return rest_of(group for group in phase.groups if is_attempt(group))


def hours_between_tests(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the hours from a test to the next one of the same prime movers, on another day.

    Lifts tested in one session are one test, as at a meet. By the days offered first.
    """
    last_day: dict[str, int] = {}
    for day, session in days_of_sessions(phase):
        trained = _prime_movers(session)
        earlier = [last_day[muscle] for muscle in trained if muscle in last_day]
        if earlier:
            hours = hours_between(max(earlier), day)
            clause = f"The same muscles are tested again after {hours} h"
            yield Measured(hours, session.place, clause)
        last_day.update(dict.fromkeys(trained, day))


def tries_at_one_load(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the attempts planned at one load: as many misses as a failing lifter would collect.

    A program can't stop a lifter who misses, but it can plan no third try.
    """
    for session in phase.sessions:
        for groups in _attempts(session).values():
            tries: Counter[object] = Counter()
            for group in groups:
                load = group.percent_of_max or group.load_kg or group.place.group
                tries[load] += group.sets
                clause = f"{group.name} is tried {tries[load]} times at one load"
                yield Measured(tries[load], group.place, clause, group.identity)


def rep_max_after_hypertrophy(facts: ProgramFacts) -> Iterator[Measured]:
    """Measure the repetitions of tests that follow hypertrophy.

    An open set is judged by what the chart expects at its percent and RPE 10, else by what it
    owes; one that tells neither isn't judged.
    """
    last_goal: Goal | None = None
    for phase in facts.phases:
        if phase.goal in COMPARED_GOALS:
            last_goal = phase.goal
        if phase.goal is Goal.TEST and last_goal is Goal.HYPERTROPHY:
            yield from _tested_reps(phase)


def is_attempt(group: WorkGroup) -> bool:
    """Tell whether a set of a test phase goes for the limit."""
    return group.intent == "test" or group.rpe == FAILURE_RPE


def _attempts(session: SessionFacts) -> dict[str, tuple[WorkGroup, ...]]:
    lifts: dict[str, tuple[WorkGroup, ...]] = {}
    for group in session.groups:
        if is_attempt(group):
            lifts[group.identity] = (*lifts.get(group.identity, ()), group)
    return lifts


def _step(before: WorkGroup, group: WorkGroup) -> Fraction | None:
    if before.percent_of_max and group.percent_of_max:
        return (group.percent_of_max / before.percent_of_max - 1) * 100
    if before.load_kg and group.load_kg:
        return (group.load_kg / before.load_kg - 1) * 100
    return None


def _prime_movers(session: SessionFacts) -> frozenset[str]:
    return frozenset(
        muscle
        for groups in _attempts(session).values()
        for group in groups
        if group.exercise is not None
        for muscle in group.exercise.primary_muscles
    )


def _tested_reps(phase: PhaseFacts) -> Iterator[Measured]:
    for group in phase.groups:
        reps = _expected_reps(group) if is_attempt(group) else None
        if reps is not None:
            clause = f"{group.name} is tested for {reps} reps right after hypertrophy"
            yield Measured(reps, group.place, clause, group.identity, REP_MAX)


def _expected_reps(group: WorkGroup) -> int | None:
    if not group.reps.is_open or group.percent_of_max is None:
        return group.fewest_reps
    return reps_at(group.percent_of_max, e1rm_kg=WHOLE, rpe=FAILURE_RPE)


CHECKS: tuple[Check, ...] = (
    phase_check(("R02",), goal=Goal.TEST, measure=attempts_of_lifts),
    phase_check(("R03",), goal=Goal.TEST, measure=steps_between_attempts),
    phase_check(("R04",), goal=Goal.TEST, measure=rest_between_attempts),
    phase_check(("R05",), goal=Goal.TEST, measure=hours_between_tests),
    phase_check(("R06",), goal=Goal.TEST, measure=tries_at_one_load),
    Check(("R07",), rep_max_after_hypertrophy),
)
