"""Every check there is, by family."""

from itertools import chain

from programs.engine.checks import reps
from programs.engine.checks.bands import Check

FAMILIES: tuple[tuple[Check, ...], ...] = (reps.CHECKS,)


def all_checks() -> tuple[Check, ...]:
    """Return the checks in the order of their families."""
    return tuple(chain.from_iterable(FAMILIES))
