"""How many repetitions a work set asks for."""

from collections.abc import Iterable, Iterator
from itertools import chain

from programs.engine.checks.bands import Check, Measured, phase_check
from programs.engine.checks.facts import PhaseFacts, WorkGroup
from programs.engine.checks.main_lifts import accessory_groups, main_groups
from programs.engine.goals import Goal


def reps_of_work_sets(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure every work set of the phase's own weeks."""
    return reps_of(phase.groups)


def reps_of_main_lifts(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure every work set of the main lifts."""
    return reps_of(main_groups(phase))


def reps_of_accessories(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure every work set that is neither a main lift nor a variation of one."""
    return reps_of(accessory_groups(phase))


def reps_of(groups: Iterable[WorkGroup]) -> Iterator[Measured]:
    """Measure both ends of each range: 4-8 is judged as 4 and as 8.

    An open set is judged by what it owes ("5+" as 5) and by its cap; time and "max" ask for no
    number of repetitions and aren't judged.
    """
    return chain.from_iterable(map(_ends, groups))


def _ends(group: WorkGroup) -> Iterator[Measured]:
    for reps in dict.fromkeys((group.fewest_reps, group.most_reps)):
        if reps is not None:
            clause = f"{group.name} asks for {reps} rep{'' if reps == 1 else 's'} a set"
            yield Measured(value=reps, place=group.place, clause=clause, subject=group.identity)


CHECKS: tuple[Check, ...] = (
    phase_check(("H01", "H02"), goal=Goal.HYPERTROPHY, measure=reps_of_work_sets),
    phase_check(("ST01", "ST02"), goal=Goal.STRENGTH, measure=reps_of_main_lifts),
    phase_check(("ST03", "ST04"), goal=Goal.STRENGTH, measure=reps_of_accessories),
    phase_check(("P03",), goal=Goal.PEAKING, measure=reps_of_main_lifts),
)
