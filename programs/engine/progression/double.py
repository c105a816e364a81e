"""Double progression: add reps up to a top, then load and start again at the bottom."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from programs.engine.loads.loading import round_load

DoubleAction = Literal["increase", "add_reps", "repeat", "decrease", "incomplete"]

# Spec 4, DOUBLE.
DEFAULT_RPE_CAP = Decimal(9)
COARSE_STEP_ABOVE = Fraction("0.075")
MOST_EXTRA_REPS = 8
FAILS_TO_DECREASE = 2


@dataclass(frozen=True, slots=True)
class DoubleStep:
    """The next load and target reps (None: as before), misses, and what was decided."""

    load_kg: Decimal
    target_reps: int | None
    fails: int
    action: DoubleAction


def double(
    *,
    load_kg: Decimal,
    step_kg: Decimal,
    low: int,
    high: int,
    sets_prescribed: int,
    reps_done: tuple[int, ...],
    last_rpe: Decimal | None,
    fails: int,
    rpe_cap: Decimal = DEFAULT_RPE_CAP,
) -> DoubleStep:
    """Return the next load and target after a session; the worst set decides.

    With sets missing, or none prescribed, nothing changes. Below the range twice in a row takes
    one step off, never below one step. No RPE counts as within the cap. Spec 4.
    """
    judged = reps_done[:sets_prescribed]
    if not judged or len(judged) < sets_prescribed:
        return DoubleStep(load_kg, None, fails, "incomplete")
    worst = min(judged)
    top = top_reps(load_kg=load_kg, step_kg=step_kg, low=low, high=high)
    if worst >= top and (last_rpe is None or last_rpe <= rpe_cap):
        return DoubleStep(round_load(load_kg + step_kg, step=step_kg), low, 0, "increase")
    if worst >= low:
        return DoubleStep(load_kg, min(top, worst + 1), 0, "add_reps")
    if fails + 1 < FAILS_TO_DECREASE:
        return DoubleStep(load_kg, low, fails + 1, "repeat")
    lighter = max(step_kg, round_load(load_kg - step_kg, step=step_kg))
    return DoubleStep(lighter, low, 0, "decrease")


def top_reps(*, load_kg: Decimal, step_kg: Decimal, low: int, high: int) -> int:
    """Return the reps to reach before load is added.

    A step of more than 7.5 % of the load moves the top up until it covers the low end at
    the heavier load by Epley, at most 8 reps over ``high``. Spec 4.
    """
    if load_kg <= 0:
        return high + MOST_EXTRA_REPS
    jump = Fraction(step_kg) / Fraction(load_kg)
    if jump <= COARSE_STEP_ABOVE:
        return high
    needed = (1 + jump) * _epley(low)
    enough = (reps for reps in range(high, high + MOST_EXTRA_REPS + 1) if _epley(reps) >= needed)
    return next(enough, high + MOST_EXTRA_REPS)


def _epley(reps: int) -> Fraction:
    return 1 + Fraction(reps, 30)
