"""Which sets of a phase belong to its main lifts, to variations of them, to the rest."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from programs.engine.checks.facts import PhaseFacts, SessionFacts, WeekFacts, WorkGroup
from programs.engine.checks.finding import Place

NO_FAMILY = "none"
VARIATION_ROLES = frozenset({"competition", "variation"})


def main_groups(phase: PhaseFacts) -> Iterator[WorkGroup]:
    """Yield the work groups of the main lifts in the phase's own weeks."""
    return (group for group in phase.groups if group.is_main)


def accessory_groups(phase: PhaseFacts) -> Iterator[WorkGroup]:
    """Yield the work groups that are neither main lifts nor variations of one.

    A front squat beside a main squat is heavy work of its own, not an accessory to be kept light.
    """
    families = families_of(main_groups(phase))
    return (group for group in phase.groups if not is_main_or_variation(group, families=families))


def families_of(groups: Iterable[WorkGroup]) -> frozenset[str]:
    """Return the competition families that the groups' exercises belong to."""
    return frozenset(
        group.exercise.competition_family
        for group in groups
        if group.exercise is not None and group.exercise.competition_family != NO_FAMILY
    )


def is_main_or_variation(group: WorkGroup, *, families: frozenset[str]) -> bool:
    """Tell whether a group is a main lift, or a competition lift or variation of its family."""
    if group.is_main:
        return True
    exercise = group.exercise
    return (
        exercise is not None
        and exercise.role in VARIATION_ROLES
        and exercise.competition_family in families
    )


def main_lifts(phase: PhaseFacts) -> dict[str, WorkGroup]:
    """Return each main lift's first group by its identity, in order of first use."""
    lifts: dict[str, WorkGroup] = {}
    for group in main_groups(phase):
        lifts.setdefault(group.identity, group)
    return lifts


def owed_by_lift(part: WeekFacts | SessionFacts) -> dict[str, tuple[WorkGroup, ...]]:
    """Return the main lifts' owed groups of a week or a session, by the lift's identity."""
    lifts: dict[str, tuple[WorkGroup, ...]] = {}
    for group in part.owed:
        if group.is_main:
            lifts[group.identity] = (*lifts.get(group.identity, ()), group)
    return lifts


def top_percent(groups: Iterable[WorkGroup]) -> Fraction | None:
    """Return the heaviest planned %1RM among the groups; None where no group tells."""
    known = (group.percent_of_max for group in groups)
    return max((percent for percent in known if percent is not None), default=None)


def lift_place(part: PhaseFacts | WeekFacts | SessionFacts, *, lift: WorkGroup) -> Place:
    """Return the place of a lift within a phase, week or session."""
    return replace(part.place, exercise=lift.name)
