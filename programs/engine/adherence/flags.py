"""Flags: what the composite can hide, and in which phases it asks for a word."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from programs.engine.adherence.counts import Counts
from programs.engine.adherence.own_trend import own_trend
from programs.engine.goals import Goal

Flag = Literal["intensity_low", "overdose", "interrupted", "dropped"]

# Spec 6.2, known weakness: what the composite can hide.
INTENSITY_FLAG_BELOW = Fraction("0.60")
INTENSITY_FLAG_SETS = 3
RAW_VOLUME_FLAG_ABOVE = Fraction("1.20")
RAW_VOLUME_FLAG_ABOVE_IN_DELOAD = Fraction(1)

# ADR 9: volume is asked at the low end of a range, so that who lifts 8 of 6-8 does as told.
MORE_IS_AS_TOLD = frozenset({Goal.HYPERTROPHY})


def flags(counts: Counts, *, is_deload: bool) -> tuple[Flag, ...]:
    """Return what the composite can hide and a coach must see. Spec 6.2."""
    adherence = counts.adherence()
    raised: list[Flag] = []
    if is_intensity_low(counts):
        raised.append("intensity_low")
    if is_overdose(adherence.volume_raw, is_deload=is_deload):
        raised.append("overdose")
    if adherence.is_interrupted:
        raised.append("interrupted")
    return tuple(raised)


def flags_in_phase(
    counts: Counts,
    *,
    goal: Goal,
    is_deload_week: bool = False,
    weekly_composites: Sequence[Fraction | None] = (),
) -> tuple[Flag, ...]:
    """Return the flags that mean something in a phase of this goal.

    More volume than asked is no fault in hypertrophy, except in its deload week (ADR 9).
    ``weekly_composites`` are the phase's finished weeks in order of time; a last one far
    under the athlete's own mean raises ``dropped``. Spec 6.2.
    """
    is_deload = is_deload_week or goal is Goal.DELOAD
    is_as_told = goal in MORE_IS_AS_TOLD and not is_deload
    raised = flags(counts, is_deload=is_deload)
    kept = tuple(flag for flag in raised if not (is_as_told and flag == "overdose"))
    own = own_trend(weekly_composites)
    return (*kept, "dropped") if own is not None and own.has_dropped else kept


def is_intensity_low(counts: Counts) -> bool:
    """Tell whether under 0.60 of at least three judged sets met their load or effort."""
    if counts.evaluable < INTENSITY_FLAG_SETS:
        return False
    return Fraction(counts.compliant, counts.evaluable) < INTENSITY_FLAG_BELOW


def is_overdose(volume_raw: Fraction | None, *, is_deload: bool) -> bool:
    """Tell whether more was done than asked: over 1.20, in a deload over 1.00. Spec 6.2."""
    limit = RAW_VOLUME_FLAG_ABOVE_IN_DELOAD if is_deload else RAW_VOLUME_FLAG_ABOVE
    return volume_raw is not None and volume_raw > limit
