"""Ramps over a mesocycle: effort coming closer to failure, sets added week by week."""

from fractions import Fraction

from programs.engine.units import round_half_up, snap_to_halves

# Spec 4, SET_RAMP: sets never grow faster; its gate is heuristic.
MOST_SETS_ADDED = 2
GATE_SET_ADHERENCE = Fraction("0.9")
GATE_RPE_DEVIATION = 1


def rir_ramp(*, weeks: int, start: Fraction, end: Fraction) -> tuple[Fraction, ...]:
    """Return each week's reps in reserve, evenly from start to end, in halves (ties up)."""
    return tuple(snap_to_halves(point) for point in _evenly(weeks, start, end))


def set_ramp(*, weeks: int, start: int, end: int) -> tuple[int, ...]:
    """Return each week's sets, evenly from start to end, never 2 more than the week before."""
    ramp: list[int] = []
    for point in _evenly(weeks, Fraction(start), Fraction(end)):
        planned = round_half_up(point)
        ramp.append(min(planned, ramp[-1] + MOST_SETS_ADDED) if ramp else planned)
    return tuple(ramp)


def may_add_sets(*, set_adherence: Fraction, mean_rpe_deviation: Fraction) -> bool:
    """Tell whether last week allows the planned sets to be added. Spec 4, heuristic."""
    return set_adherence >= GATE_SET_ADHERENCE and mean_rpe_deviation < GATE_RPE_DEVIATION


def sets_to_do(
    *, planned: int, last_week: int, set_adherence: Fraction, mean_rpe_deviation: Fraction
) -> int:
    """Return this week's sets: as planned where last week allows it, else no more than then.

    Never more than 2 above last week, so that a ramp held once doesn't catch up in one leap.
    Sets taken out are always taken out. Spec 4, SET_RAMP with its gate.
    """
    if may_add_sets(set_adherence=set_adherence, mean_rpe_deviation=mean_rpe_deviation):
        return min(planned, last_week + MOST_SETS_ADDED)
    return min(planned, last_week)


def _evenly(weeks: int, start: Fraction, end: Fraction) -> tuple[Fraction, ...]:
    if weeks == 1:
        return (start,)
    return tuple(start + (end - start) * week / (weeks - 1) for week in range(weeks))
