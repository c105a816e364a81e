"""Every check there is, by family."""

from itertools import chain

from programs.engine.checks import (
    boundaries,
    deload,
    effort,
    exercises,
    frequency,
    intensity,
    length,
    order_of_phases,
    peaking,
    purity,
    reps,
    rest,
    session_dose,
    tempo,
    testing,
    volume,
)
from programs.engine.checks.bands import Check

FAMILIES: tuple[tuple[Check, ...], ...] = (
    length.CHECKS,
    purity.CHECKS,
    frequency.CHECKS,
    exercises.CHECKS,
    volume.CHECKS,
    reps.CHECKS,
    intensity.CHECKS,
    session_dose.CHECKS,
    effort.CHECKS,
    rest.CHECKS,
    tempo.CHECKS,
    deload.CHECKS,
    peaking.CHECKS,
    testing.CHECKS,
    boundaries.CHECKS,
    order_of_phases.CHECKS,
)


def all_checks() -> tuple[Check, ...]:
    """Return the checks in the order of their families."""
    return tuple(chain.from_iterable(FAMILIES))
