"""How long the rest between sets is. Rest that isn't prescribed isn't judged."""

from collections.abc import Iterable, Iterator

from programs.engine.checks.bands import Check, Measured, phase_check
from programs.engine.checks.facts import PhaseFacts, WorkGroup
from programs.engine.checks.main_lifts import accessory_groups, main_groups
from programs.engine.goals import Goal
from programs.engine.program.parts import Intent

# Short rest is what these methods are made of.
SHORT_BY_NATURE: frozenset[Intent] = frozenset({"drop", "rest-pause", "myo", "cluster", "emom"})


def rest_of_compounds(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the rest of compound exercises."""
    return rest_of(group for group in phase.groups if group.is_mechanic("compound"))


def rest_of_isolation(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the rest of isolation exercises."""
    return rest_of(group for group in phase.groups if group.is_mechanic("isolation"))


def rest_of_unknown(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the rest of exercises of which nobody knows what they are."""
    return rest_of(group for group in phase.groups if group.exercise is None)


def rest_of_main_lifts(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the rest of the main lifts."""
    return rest_of(main_groups(phase))


def rest_of_accessories(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the rest of what is neither a main lift nor a variation of one."""
    return rest_of(accessory_groups(phase))


def rest_of(groups: Iterable[WorkGroup]) -> Iterator[Measured]:
    """Measure the prescribed rest in seconds.

    In a superset only the rest after its last exercise counts, the others are changes of place.
    Drop sets, rest-pause, myo-reps, clusters and sets by the minute are short by nature.
    """
    for group in groups:
        if group.rest_s is None or group.intent in SHORT_BY_NATURE:
            continue
        if group.is_last_of_superset:
            clause = f"{group.name} rests {group.rest_s} s between sets"
            yield Measured(group.rest_s, group.place, clause, group.identity)


CHECKS: tuple[Check, ...] = (
    phase_check(("H11", "H13", "H14"), goal=Goal.HYPERTROPHY, measure=rest_of_isolation),
    phase_check(("H12", "H13", "H14"), goal=Goal.HYPERTROPHY, measure=rest_of_compounds),
    phase_check(("H13", "H14"), goal=Goal.HYPERTROPHY, measure=rest_of_unknown),
    phase_check(("ST14", "ST15"), goal=Goal.STRENGTH, measure=rest_of_main_lifts),
    phase_check(("ST16",), goal=Goal.STRENGTH, measure=rest_of_accessories),
    phase_check(("P10",), goal=Goal.PEAKING, measure=rest_of_main_lifts),
)
