"""Training max from an as-many-as-possible set."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from programs.engine.loads.estimates import TRAINING_MAX_SHARE
from programs.engine.loads.loading import DEFAULT_STEP_KG, round_load

# Spec 4, AMRAP_TM.
CAP_LOWER_KG = Decimal(5)
CAP_UPPER_KG = Decimal("2.5")
FLOOR_SHARE = Fraction("-0.05")
IGNORED_BELOW_SHARE = Fraction("0.01")


@dataclass(frozen=True, slots=True)
class TrainingMaxStep:
    """The set's estimate, the unrounded change, and the new training max."""

    e1rm_kg: Fraction
    delta_kg: Fraction
    training_max_kg: Decimal


def amrap_training_max(
    *,
    training_max_kg: Decimal,
    load_kg: Decimal,
    reps: int,
    cap_up_kg: Decimal,
    step_kg: Decimal = DEFAULT_STEP_KG,
) -> TrainingMaxStep:
    """Return the training max after ``reps`` were done at ``load_kg``.

    Grows by at most ``cap_up_kg`` (2.5 upper body, 5 lower), falls by at most 5 %; a
    change under 1 % is none. Estimate by Epley, a single being the load itself. Spec 4.
    """
    tm = Fraction(training_max_kg)
    estimate = _estimate(load_kg, reps)
    wanted = Fraction(TRAINING_MAX_SHARE) * estimate - tm
    delta = min(max(wanted, FLOOR_SHARE * tm), Fraction(cap_up_kg))
    if abs(delta) < IGNORED_BELOW_SHARE * tm:
        delta = Fraction(0)
    return TrainingMaxStep(
        e1rm_kg=estimate, delta_kg=delta, training_max_kg=round_load(tm + delta, step=step_kg)
    )


def cap_up_kg(*, is_lower_body: bool) -> Decimal:
    """Return the most that one open set may add to a training max, in kilograms. Spec 4."""
    return CAP_LOWER_KG if is_lower_body else CAP_UPPER_KG


def _estimate(load_kg: Decimal, reps: int) -> Fraction:
    if reps < 1:
        return Fraction(0)
    return Fraction(load_kg) * (1 if reps == 1 else 1 + Fraction(reps, 30))
