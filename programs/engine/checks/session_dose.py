"""How much one session asks of a main lift: Prilepin's table and INOL."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from programs.engine.checks.bands import Check, Measured, counted, phase_check, shown
from programs.engine.checks.facts import PhaseFacts, SessionFacts, WorkGroup
from programs.engine.checks.main_lifts import lift_place, owed_by_lift
from programs.engine.goals import Goal
from programs.engine.loads.prilepin import PrilepinAdvice, prilepin_advice, zone_in_words, zone_of
from programs.engine.volume.metrics import inol

RepsAtPercent = tuple[tuple[int, Fraction], ...]


def reps_in_zones(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure each main lift's repetitions by zone of intensity and session.

    Too few are told only where the session keeps to one zone: a ramp through several leaves
    few repetitions in each. Bounds are those of the zone in prilepin.csv.
    """
    for session, groups, sets in _known_sets(phase):
        advised = prilepin_advice(sets)
        for advice in advised:
            if advice.total == "more" or len(advised) == 1:
                yield _in_zone(session, advice, groups)


def inol_of_main_lifts(phase: PhaseFacts) -> Iterator[Measured]:
    """Measure each main lift's INOL by session. Spec 3.2."""
    for session, groups, sets in _known_sets(phase):
        score = inol(sets)
        yield Measured(
            value=score,
            place=lift_place(session, lift=groups[0]),
            clause=f"{groups[0].name} scores an INOL of {shown(score)} in the session",
            subject=groups[0].identity,
        )


def _known_sets(
    phase: PhaseFacts,
) -> Iterator[tuple[SessionFacts, tuple[WorkGroup, ...], RepsAtPercent]]:
    """Yield each main lift's sets by session, where repetitions and percent of all are known."""
    for session in phase.sessions:
        for groups in owed_by_lift(session).values():
            sets = [
                (group.fewest_reps, group.percent_of_max)
                for group in groups
                for _ in range(group.sets)
            ]
            known = tuple(
                (reps, percent)
                for reps, percent in sets
                if reps is not None and percent is not None
            )
            if len(known) == len(sets):
                yield session, groups, known


def _in_zone(
    session: SessionFacts, advice: PrilepinAdvice, groups: tuple[WorkGroup, ...]
) -> Measured:
    zone = advice.zone
    first = next(
        group
        for group in groups
        if group.percent_of_max is not None and zone_of(group.percent_of_max) == zone
    )
    clause = (
        f"{first.name} has {counted(advice.total_reps, 'rep')} from {zone_in_words(zone)} of the "
        "maximum in the session"
    )
    low, high = zone.total
    return Measured(
        value=advice.total_reps,
        place=first.place,
        clause=clause,
        subject=first.identity,
        span=(Decimal(low), Decimal(high)),
    )


CHECKS: tuple[Check, ...] = (
    phase_check(("ST28",), goal=Goal.STRENGTH, measure=reps_in_zones),
    phase_check(("ST29", "ST30"), goal=Goal.STRENGTH, measure=inol_of_main_lifts),
)
