"""How heavy work sets are planned, in percent of the maximum."""

from collections.abc import Iterable, Iterator

from programs.engine.checks.bands import Check, Measured, phase_check, shown
from programs.engine.checks.facts import PhaseFacts, WorkGroup
from programs.engine.goals import Goal


def intensity_of_anchored_sets(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the sets whose load is a percent of a maximum; effort alone isn't judged here."""
    return intensity_of(group for group in phase.groups if group.is_load_anchored)


def intensity_of(groups: Iterable[WorkGroup]) -> Iterator[Measured]:
    """Measure the planned %1RM of every set that has one."""
    for group in groups:
        if group.percent_of_max is not None:
            clause = f"{group.name} is planned at {shown(group.percent_of_max)} % of the maximum"
            yield Measured(
                value=group.percent_of_max,
                place=group.place,
                clause=clause,
                subject=group.identity,
            )


CHECKS: tuple[Check, ...] = (
    phase_check(("H06", "H07"), goal=Goal.HYPERTROPHY, measure=intensity_of_anchored_sets),
)
