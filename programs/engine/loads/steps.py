"""Loads that go up by equal steps without end."""

from decimal import Decimal
from fractions import Fraction
from typing import Literal

from programs.engine.errors import TrainingError
from programs.engine.loads.rungs import Mode
from programs.engine.units import Number, decimal_of

Ties = Literal["down", "up"]


class StepNotPositive(TrainingError):
    """A rounding step of zero or less was given."""

    def __init__(self, step: Number) -> None:
        super().__init__(f"A rounding step of {step} can't be used: enter a step above 0.")


def round_load(
    value: Number, *, step: Number, mode: Mode = "nearest", ties: Ties = "down"
) -> Decimal:
    """Return the multiple of the step nearest to the value, or the one at or below it.

    Raises ``StepNotPositive``. Ties go down unless a program says otherwise. Spec 2.5.
    """
    if step <= 0:
        raise StepNotPositive(step)
    top, bottom = value.as_integer_ratio()
    of_step, parts = step.as_integer_ratio()
    return times(whole_steps(top * parts, bottom * of_step, mode=mode, ties=ties), step)


def whole_steps(part: int, step: int, *, mode: Mode, ties: Ties) -> int:
    """Return how many whole steps ``part`` is rounded to."""
    # Whole numbers throughout: this runs for every load of a course.
    if mode == "down":
        return part // step
    if ties == "up":
        return (2 * part + step) // (2 * step)
    return -((step - 2 * part) // (2 * step))


def times(count: int, step: Number) -> Decimal:
    """Return so many steps: exact where a decimal of 28 digits holds them."""
    return decimal_of(count * Fraction(step))
