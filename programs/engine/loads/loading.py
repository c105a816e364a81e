"""Rounding a load, and finding one that the athlete's equipment can make."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import floor
from typing import Literal

from programs.engine.errors import TrainingError
from programs.engine.loads.estimates import FEWEST_REPS, MOST_CHART_REPS, chart_share
from programs.engine.loads.plates import Mode, PlatePairs, plates
from programs.engine.units import KG_PER_LB, Number, Unit, decimal_of, kg_from_lb, rounded

Ties = Literal["down", "up"]
ImplementKind = Literal["barbell", "dumbbell", "machine", "bodyweight", "other"]
LoadStatus = Literal["exact", "nearest", "below_bar", "above_inventory"]

# Used where neither program nor equipment says: the smallest common pair is 2 x 1.25 kg.
DEFAULT_STEP_KG = Decimal("2.5")
# Microplates of a quarter pound are whole, what three places of a kilogram blur is not seen.
STAMPED_LB_PLACES = 2
# Decision 4.
STORED_KG_PLACES = 3
# Spec 2.5: a load further than this from its target keeps the effort by changing the reps.
REPS_FOLLOW_BEYOND = Fraction("0.025")


class StepNotPositive(TrainingError):
    """A rounding step of zero or less was given."""

    def __init__(self, step: Number) -> None:
        super().__init__(f"A rounding step of {step} can't be used: enter a step above 0.")


@dataclass(frozen=True, slots=True)
class Implement:
    """What a lift is loaded on.

    Barbell: ``bar_kg``, ``collars_kg`` (both together) and the pairs of plates owned.
    Dumbbell: a ``ladder`` of weights per hand, ascending; or, for adjustable ones, the
    handle as ``bar_kg`` with its plate pairs. ``step_kg`` serves where those are empty.
    ``stamped_in`` pounds: weights are kilograms to three places here, but counted as the pounds
    that they stand for, where all of them stand for some.
    """

    kind: ImplementKind
    bar_kg: Decimal = Decimal(0)
    collars_kg: Decimal = Decimal(0)
    plate_pairs: PlatePairs = ()
    ladder: tuple[Decimal, ...] = ()
    step_kg: Decimal = DEFAULT_STEP_KG
    stamped_in: Unit = "kg"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A load that exists: the total on a barbell, the weight per hand of dumbbells."""

    load_kg: Decimal
    status: LoadStatus
    per_side: tuple[Decimal, ...] = ()


def round_load(
    value: Number, *, step: Number, mode: Mode = "nearest", ties: Ties = "down"
) -> Decimal:
    """Return the multiple of the step nearest to the value, or the one at or below it.

    Raises ``StepNotPositive``. Ties go down unless a program says otherwise. Spec 2.5.
    """
    if step <= 0:
        raise StepNotPositive(step)
    steps = Fraction(value) / Fraction(step)
    whole = floor(steps)
    rest = steps - whole
    if mode == "nearest" and (rest > Fraction(1, 2) or (rest == Fraction(1, 2) and ties == "up")):
        whole += 1
    return decimal_of(whole * Fraction(step))


# Plans are replayed whenever something is logged, and ask for the same loads again.
@lru_cache(maxsize=1 << 16)
def loadable(target_kg: Number, *, implement: Implement, mode: Mode = "nearest") -> Loaded:
    """Return the load closest to the target that the implement can make, ties lower.

    Mode ``down`` is for the first exposure after a phase change, gap or substitution.
    ``below_bar``: even the lightest is heavier; ``above_inventory``: even the heaviest is
    lighter. Spec 2.5, decision 10.
    """
    if implement.stamped_in == "lb":
        return _by_the_pound(target_kg, implement=implement, mode=mode)
    return _loadable(target_kg, implement=implement, mode=mode)


def _loadable(target_kg: Number, *, implement: Implement, mode: Mode) -> Loaded:
    if implement.kind == "dumbbell" and implement.ladder:
        return _from_ladder(target_kg, ladder=implement.ladder, mode=mode)
    if implement.kind in ("barbell", "dumbbell") and implement.plate_pairs:
        return _from_plates(target_kg, implement=implement, mode=mode)
    return _by_step(target_kg, implement=implement, mode=mode)


def reps_at(load_kg: Number, *, e1rm_kg: Number, rpe: Number) -> int | None:
    """Return the most reps at which the load keeps the effort, or None if not one does.

    Spec 2.5: the largest number of reps with e1RM x chart(reps, RPE) >= load. None without a
    maximum above 0.
    """
    if e1rm_kg <= 0:
        return None
    share = Fraction(load_kg) / Fraction(e1rm_kg)
    for reps in range(MOST_CHART_REPS, FEWEST_REPS - 1, -1):
        if chart_share(reps, rpe) >= share:
            return reps
    return None


def needs_other_reps(load_kg: Number, *, target_kg: Number) -> bool:
    """Tell whether the load is so far from its target that the reps should follow, spec 2.5."""
    # Whole numbers throughout: this runs for every load of a course.
    load, of_load = load_kg.as_integer_ratio()
    target, of_target = target_kg.as_integer_ratio()
    limit, of_limit = REPS_FOLLOW_BEYOND.as_integer_ratio()
    distance = abs(load * of_target - target * of_load)
    return distance * of_limit > limit * abs(target) * of_load


def _by_the_pound(target_kg: Number, *, implement: Implement, mode: Mode) -> Loaded:
    """Load in pounds: 225 lb stored as 102.058 kg are made of the plates that weigh 225 lb."""
    in_pounds = _in_pounds(implement)
    if in_pounds is None:
        made = _loadable(target_kg, implement=implement, mode=mode)
        return replace(made, load_kg=rounded(made.load_kg, places=STORED_KG_PLACES))
    made = _loadable(_pounds(target_kg), implement=in_pounds, mode=mode)
    return replace(
        made,
        load_kg=_stored_kg(made.load_kg),
        per_side=tuple(_stored_kg(plate) for plate in made.per_side),
    )


@lru_cache(maxsize=1024)
def _in_pounds(implement: Implement) -> Implement | None:
    """Return the implement with every weight in pounds, as if they were kilograms.

    None where one isn't of pounds, such as a bar of 20 kg in a gym of pounds.
    """
    plates = tuple(plate for plate, _ in implement.plate_pairs)
    # The step serves only where there are neither dumbbells nor plates.
    sizes = implement.ladder or plates or (implement.step_kg,)
    if not all(map(_is_of_pounds, (implement.bar_kg, implement.collars_kg, *sizes))):
        return None
    return replace(
        implement,
        bar_kg=_pounds(implement.bar_kg),
        collars_kg=_pounds(implement.collars_kg),
        plate_pairs=tuple((_pounds(plate), count) for plate, count in implement.plate_pairs),
        ladder=tuple(_pounds(weight) for weight in implement.ladder),
        step_kg=_pounds(implement.step_kg),
    )


def _is_of_pounds(kg: Decimal) -> bool:
    return _stored_kg(_pounds(kg)) == rounded(kg, places=STORED_KG_PLACES)


def _pounds(kg: Number) -> Decimal:
    return rounded(Fraction(kg) / Fraction(KG_PER_LB), places=STAMPED_LB_PLACES)


def _stored_kg(lb: Decimal) -> Decimal:
    return rounded(kg_from_lb(lb), places=STORED_KG_PLACES)


def _from_plates(target_kg: Number, *, implement: Implement, mode: Mode) -> Loaded:
    plating = plates(
        target=target_kg,
        bar=implement.bar_kg,
        collars=implement.collars_kg,
        pairs=implement.plate_pairs,
        mode=mode,
    )
    return Loaded(load_kg=plating.total, status=plating.status, per_side=plating.per_side)


def _from_ladder(target_kg: Number, *, ladder: tuple[Decimal, ...], mode: Mode) -> Loaded:
    target = Fraction(target_kg)
    if target < ladder[0]:
        return Loaded(load_kg=ladder[0], status="below_bar")
    if target > ladder[-1]:
        return Loaded(load_kg=ladder[-1], status="above_inventory")
    lower = ladder[bisect_right(ladder, target) - 1]
    upper = ladder[bisect_left(ladder, target)]
    is_upper_nearer = Fraction(upper) - target < target - Fraction(lower)
    chosen = upper if mode == "nearest" and is_upper_nearer else lower
    return Loaded(load_kg=chosen, status="exact" if chosen == target else "nearest")


def _by_step(target_kg: Number, *, implement: Implement, mode: Mode) -> Loaded:
    bare = implement.bar_kg + implement.collars_kg
    if implement.kind == "barbell" and target_kg < bare:
        return Loaded(load_kg=bare, status="below_bar")
    load = round_load(target_kg, step=implement.step_kg, mode=mode)
    if implement.kind == "barbell":
        load = max(load, bare)
    return Loaded(load_kg=load, status="exact" if load == target_kg else "nearest")
