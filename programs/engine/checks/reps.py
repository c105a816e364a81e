"""How many repetitions a work set asks for."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import chain

from programs.engine.checks.bands import Check, Measured, phase_check, rule_of
from programs.engine.checks.facts import PhaseFacts, ProgramFacts, WorkGroup
from programs.engine.checks.finding import Severity
from programs.engine.checks.main_lifts import accessory_groups, main_groups
from programs.engine.goals import Goal
from programs.engine.loads.home_strength import LOAD_LIMITED_REPS


def reps_of_work_sets(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure every work set of the phase's own weeks."""
    return reps_of(phase.groups)


def reps_of_main_lifts(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure every work set of the main lifts."""
    return reps_of(main_groups(phase))


def reps_of_loaded_lifts(facts: ProgramFacts) -> Iterator[Measured]:
    """Measure a strength phase's main lifts that the athlete can load as planned."""
    return reps_of(group for group in _strength_lifts(facts) if not _is_limited(group, facts))


def reps_of_load_limited_lifts(facts: ProgramFacts) -> Iterator[Measured]:
    """Measure those that the athlete's dumbbells are too light for. Spec 1.4."""
    return reps_of(group for group in _strength_lifts(facts) if _is_limited(group, facts))


def reps_of_accessories(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure every work set that is neither a main lift nor a variation of one."""
    return reps_of(accessory_groups(phase))


def reps_of(groups: Iterable[WorkGroup]) -> Iterator[Measured]:
    """Measure both ends of each range: 4-8 is judged as 4 and as 8.

    An open set is judged by what it owes ("5+" as 5) and by its cap; time and "max" ask for no
    number of repetitions and aren't judged.
    """
    return chain.from_iterable(map(_ends, groups))


def _strength_lifts(facts: ProgramFacts) -> Iterator[WorkGroup]:
    return chain.from_iterable(map(main_groups, facts.of_goal(Goal.STRENGTH)))


def _is_limited(group: WorkGroup, facts: ProgramFacts) -> bool:
    return group.name in facts.load_limited


def _ends(group: WorkGroup) -> Iterator[Measured]:
    for reps in dict.fromkeys((group.fewest_reps, group.most_reps)):
        if reps is not None:
            clause = f"{group.name} asks for {reps} rep{'' if reps == 1 else 's'} a set"
            yield Measured(value=reps, place=group.place, clause=clause, subject=group.identity)


EASED = (
    replace(rule_of("ST01"), severity=Severity.ADVICE),
    replace(rule_of("ST02"), upper=Decimal(LOAD_LIMITED_REPS[1])),
)
"""Spec 1.4: what a lift limited by its load is judged by."""

CHECKS: tuple[Check, ...] = (
    phase_check(("H01", "H02"), goal=Goal.HYPERTROPHY, measure=reps_of_work_sets),
    Check(("ST01", "ST02"), reps_of_loaded_lifts),
    Check(("ST01", "ST02"), reps_of_load_limited_lifts, instead=EASED),
    phase_check(("ST03", "ST04"), goal=Goal.STRENGTH, measure=reps_of_accessories),
    phase_check(("P03",), goal=Goal.PEAKING, measure=reps_of_main_lifts),
)
