"""Linear progression: add load while every set is made, back off after three misses."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from programs.engine.loads.loading import round_load

LinearAction = Literal["increase", "hold", "repeat", "reset"]

# Spec 4, LINEAR.
DEFAULT_RPE_CAP = Decimal(9)
FAILS_TO_RESET = 3
RESET_SHARE = Fraction("0.90")


@dataclass(frozen=True, slots=True)
class LinearStep:
    """The next load, misses in a row, and what was decided."""

    load_kg: Decimal
    fails: int
    action: LinearAction


def linear(
    *,
    load_kg: Decimal,
    increment_kg: Decimal,
    step_kg: Decimal,
    reps_prescribed: int,
    sets_prescribed: int,
    reps_done: tuple[int, ...],
    last_rpe: Decimal | None,
    fails: int,
    rpe_cap: Decimal = DEFAULT_RPE_CAP,
) -> LinearStep:
    """Return the next load after a session of equal sets.

    A set missing counts as a miss, sets beyond those prescribed don't count. A last set
    over the RPE cap holds the load and the misses; no RPE counts as within it. An increment
    that rounds away makes the next step. Spec 4.
    """
    judged = reps_done[:sets_prescribed]
    is_met = len(judged) == sets_prescribed and all(reps >= reps_prescribed for reps in judged)
    if is_met and (last_rpe is None or last_rpe <= rpe_cap):
        return LinearStep(_heavier(load_kg, increment_kg, step_kg), 0, "increase")
    if is_met:
        return LinearStep(load_kg, fails, "hold")
    if fails + 1 < FAILS_TO_RESET:
        return LinearStep(load_kg, fails + 1, "repeat")
    reset = round_load(RESET_SHARE * Fraction(load_kg), step=step_kg, mode="down")
    return LinearStep(reset, 0, "reset")


def _heavier(load_kg: Decimal, increment_kg: Decimal, step_kg: Decimal) -> Decimal:
    heavier = round_load(load_kg + increment_kg, step=step_kg)
    if heavier > load_kg or increment_kg <= 0:
        return heavier
    return round_load(load_kg, step=step_kg, mode="down") + step_kg
