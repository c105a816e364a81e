"""How heavy work sets are planned, in percent of the maximum."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from programs.engine.checks.bands import Check, Measured, phase_check, shown
from programs.engine.checks.facts import PhaseFacts, WorkGroup
from programs.engine.checks.main_lifts import (
    lift_place,
    main_groups,
    main_lifts,
    owed_by_lift,
    top_percent,
)
from programs.engine.goals import Goal

# ST10, its quantity names it: ACSM 2026, Currier 2023.
HEAVY_FROM_PERCENT = Decimal(80)


def intensity_of_anchored_sets(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the sets whose load is a percent of a maximum; effort alone isn't judged here."""
    return intensity_of(group for group in phase.groups if group.is_load_anchored)


def intensity_of_main_lifts(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure the main lifts, by percent or by effort."""
    return intensity_of(main_groups(phase))


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


def heavy_sets_a_week(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure each main lift's owed sets at 80 % and more, in the weeks that train it.

    A week where some set's share of the maximum is unknown is passed over unless another set
    is heavy: it may well hold one.
    """
    for week in phase.full_weeks:
        for lift, groups in owed_by_lift(week).items():
            heavy = sum(group.sets for group in groups if _is_heavy(group))
            if heavy == 0 and any(group.percent_of_max is None for group in groups):
                continue
            clause = (
                f"{groups[0].name} has {heavy} sets at {HEAVY_FROM_PERCENT} % of the maximum "
                "or more in the week"
            )
            yield Measured(
                value=heavy, place=lift_place(week, lift=groups[0]), clause=clause, subject=lift
            )


def rises_of_intensity(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure by how many points each main lift's heaviest set rises from week to week.

    Going back up to what an earlier week of the phase has already asked isn't a rise, so waves
    and light weeks pass.
    """
    highest: dict[str, Fraction] = {}
    for week in phase.own_weeks:
        for lift, groups in owed_by_lift(week).items():
            top = top_percent(groups)
            if top is None:
                continue
            if lift in highest and top > highest[lift]:
                yield _rise(week_top=top, before=highest[lift], groups=groups)
            highest[lift] = max(top, highest.get(lift, top))


def share_with_relative_anchor(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure each main lift's share of sets tied to the maximum by percent or by effort."""
    for lift, first in main_lifts(phase).items():
        groups = [group for group in main_groups(phase) if group.identity == lift]
        total = sum(group.sets for group in groups)
        relative = sum(group.sets for group in groups if group.is_relative)
        clause = f"{total - relative} of {total} sets of {first.name} have neither percent nor RPE"
        yield Measured(
            value=Fraction(relative, total),
            place=lift_place(phase, lift=first),
            clause=clause,
            subject=lift,
        )


def _is_heavy(group: WorkGroup) -> bool:
    return group.percent_of_max is not None and group.percent_of_max >= HEAVY_FROM_PERCENT


def _rise(*, week_top: Fraction, before: Fraction, groups: tuple[WorkGroup, ...]) -> Measured:
    heaviest = next(group for group in groups if group.percent_of_max == week_top)
    clause = (
        f"{heaviest.name} rises by {shown(week_top - before)} points over its heaviest week "
        f"so far, to {shown(week_top)} % of the maximum"
    )
    return Measured(
        value=week_top - before, place=heaviest.place, clause=clause, subject=heaviest.identity
    )


CHECKS: tuple[Check, ...] = (
    phase_check(("H06", "H07"), goal=Goal.HYPERTROPHY, measure=intensity_of_anchored_sets),
    phase_check(("ST08", "ST09"), goal=Goal.STRENGTH, measure=intensity_of_main_lifts),
    phase_check(("ST10",), goal=Goal.STRENGTH, measure=heavy_sets_a_week),
    phase_check(("ST13",), goal=Goal.STRENGTH, measure=share_with_relative_anchor),
    phase_check(("ST31",), goal=Goal.STRENGTH, measure=rises_of_intensity),
)
