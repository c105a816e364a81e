"""Finding a load that the athlete's equipment can make, and the repetitions that go with it."""

from fractions import Fraction
from functools import lru_cache

from programs.engine.loads.estimates import FEWEST_REPS, MOST_CHART_REPS, chart_share
from programs.engine.loads.implements import (
    DEFAULT_STEP_KG,
    Implement,
    ImplementKind,
    Loaded,
)
from programs.engine.loads.ladders import ladder_of
from programs.engine.loads.rungs import LoadStatus, Mode
from programs.engine.loads.steps import StepNotPositive, Ties, round_load
from programs.engine.units import Number

__all__ = [
    "DEFAULT_STEP_KG",
    "Implement",
    "ImplementKind",
    "LoadStatus",
    "Loaded",
    "StepNotPositive",
    "Ties",
    "loadable",
    "needs_other_reps",
    "reps_at",
    "round_load",
]

# Spec 2.5: a load further than this from its target keeps the effort by changing the reps.
REPS_FOLLOW_BEYOND = Fraction("0.025")


def loadable(target_kg: Number, *, implement: Implement, mode: Mode = "nearest") -> Loaded:
    """Return the load closest to the target that the implement can make, ties lower.

    Mode ``down`` is for the first exposure after a phase change, gap or substitution.
    ``below_bar``: even the lightest is heavier; ``above_inventory``: even the heaviest is
    lighter. Raises ``StepNotPositive``. Spec 2.5, decision 10.
    """
    return ladder_of(implement).loaded(target_kg, mode=mode)


def reps_at(load_kg: Number, *, e1rm_kg: Number, rpe: Number) -> int | None:
    """Return the most reps at which the load keeps the effort, or None if not one does.

    Spec 2.5: the largest number of reps with e1RM x chart(reps, RPE) >= load. None without a
    maximum above 0.
    """
    if e1rm_kg <= 0:
        return None
    load, of_load = load_kg.as_integer_ratio()
    maximum, of_maximum = e1rm_kg.as_integer_ratio()
    for reps, share, of_share in _chart_at(rpe):
        if share * of_load * maximum >= load * of_maximum * of_share:
            return reps
    return None


@lru_cache(maxsize=64)
def _chart_at(rpe: Number) -> tuple[tuple[int, int, int], ...]:
    """Return the reps, most first, each with the share of the maximum as two whole numbers."""
    downwards = range(MOST_CHART_REPS, FEWEST_REPS - 1, -1)
    return tuple((reps, *chart_share(reps, rpe).as_integer_ratio()) for reps in downwards)


def needs_other_reps(load_kg: Number, *, target_kg: Number) -> bool:
    """Tell whether the load is so far from its target that the reps should follow, spec 2.5."""
    # Whole numbers throughout: this runs for every load of a course.
    load, of_load = load_kg.as_integer_ratio()
    target, of_target = target_kg.as_integer_ratio()
    limit, of_limit = REPS_FOLLOW_BEYOND.as_integer_ratio()
    distance = abs(load * of_target - target * of_load)
    return distance * of_limit > limit * abs(target) * of_load
