"""How much of a phase serves its own goal: shares of sets by their repetitions."""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import partial

from programs.engine.checks.bands import Check, Measured, bounds_of, is_inside, phase_check, shown
from programs.engine.checks.facts import PhaseFacts, WorkGroup, share_of_sets
from programs.engine.checks.main_lifts import (
    families_of,
    is_main_or_variation,
    main_groups,
)
from programs.engine.goals import Goal

# H04, H05 (S20): five and fewer is the strength end of the scale.
HEAVY_REPS = 5
SEED_BAND = "H01"
# ST06, ST07: sets above eight belong to hypertrophy.
HIGH_REPS_ABOVE = 8


def share_in_the_seeds_band(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the share of sets that lie wholly within the repetitions of H01."""
    low, high = bounds_of(SEED_BAND)
    said = f"stay within {low} to {high} reps"
    return share_of_phase(phase, counts=_is_in_the_seeds_band, said=said)


def share_of_heavy_sets(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the share of sets that never ask for more than five repetitions."""
    said = f"have {HEAVY_REPS} reps or fewer"
    return share_of_phase(phase, counts=partial(_is_at_most, reps=HEAVY_REPS), said=said)


def share_of_high_sets(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the share of sets that may go above eight repetitions, as 6-10 does."""
    said = f"go above {HIGH_REPS_ABOVE} reps"
    return share_of_phase(phase, counts=partial(_is_above, reps=HIGH_REPS_ABOVE), said=said)


def share_on_main_lifts(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the share of owed sets on main lifts and on variations of them."""
    families = families_of(main_groups(phase))
    share = share_of_sets(phase.owed, counts=partial(is_main_or_variation, families=families))
    if share is not None:
        clause = f"{shown(share * 100)} % of the work sets are main lifts or variations of them"
        yield Measured(share, phase.place, clause)


def share_of_accessories(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the share of owed sets on all the rest."""
    for main in share_on_main_lifts(phase):
        share = 1 - Fraction(main.value)
        clause = f"{shown(share * 100)} % of the work sets are accessories"
        yield Measured(share, phase.place, clause)


def share_of_phase(
    phase: PhaseFacts, *, counts: Callable[[WorkGroup], bool], said: str
) -> Iterator[Measured]:
    """Measure the share of a phase's owed sets for which ``counts`` holds.

    Time and "max" name no repetitions and stand outside the share; "5+" counts as 5.
    """
    share = share_of_sets(_with_reps(phase.owed), counts=counts)
    if share is not None:
        clause = f"{shown(share * 100)} % of the work sets {said}"
        yield Measured(value=share, place=phase.place, clause=clause)


def reps_span(group: WorkGroup) -> tuple[int, int] | None:
    """Return the fewest and the most repetitions of a set; None where it names none."""
    if group.fewest_reps is None:
        return None
    return group.fewest_reps, group.most_reps or group.fewest_reps


def _with_reps(groups: Iterable[WorkGroup]) -> Iterator[WorkGroup]:
    return (group for group in groups if reps_span(group) is not None)


def _is_in_the_seeds_band(group: WorkGroup) -> bool:
    return all(is_inside(reps, bounds_of(SEED_BAND)) for reps in reps_span(group) or ())


def _is_above(group: WorkGroup, *, reps: int) -> bool:
    span = reps_span(group)
    return span is not None and span[1] > reps


def _is_at_most(group: WorkGroup, *, reps: int) -> bool:
    span = reps_span(group)
    return span is not None and span[1] <= reps


CHECKS: tuple[Check, ...] = (
    phase_check(("H03",), goal=Goal.HYPERTROPHY, measure=share_in_the_seeds_band),
    phase_check(("H04", "H05"), goal=Goal.HYPERTROPHY, measure=share_of_heavy_sets),
    phase_check(("ST05",), goal=Goal.STRENGTH, measure=share_on_main_lifts),
    phase_check(("ST06", "ST07"), goal=Goal.STRENGTH, measure=share_of_high_sets),
    phase_check(("P09",), goal=Goal.PEAKING, measure=share_of_accessories),
)
