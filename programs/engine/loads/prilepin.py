"""Prilepin's table: how many repetitions a zone of intensity takes."""

from dataclasses import dataclass
from typing import Literal

from programs.engine.tables import PrilepinZone, prilepin_zones
from programs.engine.units import Number, plain

Side = Literal["fewer", "within", "more"]


@dataclass(frozen=True, slots=True)
class PrilepinAdvice:
    """Repetitions of one lift in one zone and session, beside what the table advises.

    ``total`` and ``most_a_set`` say on which side of the zone's bounds they lie, bounds included.
    """

    zone: PrilepinZone
    total_reps: int
    total: Side
    most_reps_a_set: int
    most_a_set: Side


def zone_of(percent: Number) -> PrilepinZone | None:
    """Return the zone of a percent (0-100) of the maximum; None outside 55 to 100.

    A zone reaches up to where the next begins: the table prints 69.99 for "under 70".
    """
    zones = prilepin_zones()
    if percent > zones[-1].zone_high:
        return None
    return next((zone for zone in reversed(zones) if percent >= zone.zone_low), None)


def zone_in_words(zone: PrilepinZone) -> str:
    """Return the percents of a zone as they are said: 55 to under 70 %, 90 to 100 %."""
    higher = [one.zone_low for one in prilepin_zones() if one.zone_low > zone.zone_low]
    if not higher:
        return f"{plain(zone.zone_low)} to {plain(zone.zone_high)} %"
    return f"{plain(zone.zone_low)} to under {plain(min(higher))} %"


def prilepin_advice(sets: tuple[tuple[int, Number], ...]) -> tuple[PrilepinAdvice, ...]:
    """Return the advice for each zone that (reps, percent) sets of a session touch.

    Lightest zone first; sets outside every zone are left out. Made for the Olympic lifts:
    advice, never a verdict. Spec 2.4.
    """
    placed = [(zone_of(percent), reps) for reps, percent in sets]
    return tuple(
        _advice(zone, tuple(reps for at, reps in placed if at == zone))
        for zone in prilepin_zones()
        if any(at == zone for at, _ in placed)
    )


def _advice(zone: PrilepinZone, reps: tuple[int, ...]) -> PrilepinAdvice:
    return PrilepinAdvice(
        zone=zone,
        total_reps=sum(reps),
        total=_side(sum(reps), zone.total),
        most_reps_a_set=max(reps),
        most_a_set=_side(max(reps), zone.reps_per_set),
    )


def _side(count: int, bounds: tuple[int, int]) -> Side:
    low, high = bounds
    if count < low:
        return "fewer"
    return "more" if count > high else "within"
