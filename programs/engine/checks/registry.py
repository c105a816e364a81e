"""Every check there is, by family."""

from itertools import chain

from programs.engine.checks import (
    deload,
    effort,
    exercises,
    frequency,
    intensity,
    length,
    purity,
    reps,
    rest,
    session_dose,
    tempo,
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
)


def all_checks() -> tuple[Check, ...]:
    """Return the checks in the order of their families."""
    return tuple(chain.from_iterable(FAMILIES))
