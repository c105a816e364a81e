"""Strength at home: what to do once the heaviest dumbbells are too light."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from programs.engine.loads.conventions import lift_of, load_in_words
from programs.engine.loads.estimates import chart_share
from programs.engine.loads.loading import reps_at
from programs.engine.tables import ExerciseRow, exercises
from programs.engine.units import Number

# Spec 1.4: what still is strength work, and what is done where it can't be had.
MOST_STRENGTH_REPS = 5
LEAST_STRENGTH_RPE = Decimal(7)
PAUSE_S = 2
PAUSED_TEMPO = f"2{PAUSE_S}10"
LOWERING_S = (3, 4)
SLOW_TEMPO = f"{LOWERING_S[1]}010"
LOAD_LIMITED_REPS = (6, 8)
LOAD_LIMITED_RPE = Decimal(8)

DUMBBELL_CONVENTIONS = frozenset({"per_hand", "single_db"})
# One leg is trained by lunges where two are by squats.
ONE_SIDED_PATTERNS = {"squat": frozenset({"squat", "lunge"})}

HomeFit = Literal["fits", "other_reps", "limited"]
HomeStepKind = Literal["unilateral", "slow", "more_reps"]


@dataclass(frozen=True, slots=True)
class HomeStep:
    """One thing to try. ``exercise`` is a slug where the movement changes, else None.

    ``tempos`` are alternatives. ``reps`` is a range, both ends included; ``rpe`` the least effort
    asked. ``is_load_limited`` marks sets that aren't compared with barbell lifts.
    """

    kind: HomeStepKind
    words: str
    exercise: str | None = None
    tempos: tuple[str, ...] = ()
    reps: tuple[int, int] | None = None
    rpe: Decimal | None = None
    is_load_limited: bool = False


@dataclass(frozen=True, slots=True)
class HomeStrength:
    """What the heaviest dumbbells allow: ``reps`` with them, or the steps in their order.

    ``reps`` is None where the lift is limited; ``steps`` are empty where it isn't.
    """

    fit: HomeFit
    words: str
    reps: int | None = None
    steps: tuple[HomeStep, ...] = ()


def home_strength(
    *,
    exercise: ExerciseRow,
    heaviest_kg: Decimal,
    e1rm_kg: Number,
    reps: int,
    rpe: Number,
    catalogue: Iterable[ExerciseRow] | None = None,
) -> HomeStrength:
    """Return how to train strength when ``heaviest_kg`` is all there is.

    Loads and maximum by the exercise's own convention: what one hand holds. The lift is limited
    when five repetitions with the heaviest are easier than RPE 7. ``catalogue`` None means the
    built-in exercises. Raises ``OffChart``. Spec 1.4.
    """
    convention = lift_of(exercise, bodyweight_kg=None).convention
    heaviest = load_in_words(heaviest_kg, convention=convention)
    most = reps_at(heaviest_kg, e1rm_kg=e1rm_kg, rpe=rpe)
    if most is None or most <= reps:
        words = f"With {heaviest} or less you can train {reps} at RPE {rpe}."
        return HomeStrength("fits", words, reps=reps)
    easiest = Fraction(e1rm_kg) * chart_share(MOST_STRENGTH_REPS, LEAST_STRENGTH_RPE)
    if heaviest_kg >= easiest:
        other = min(most, MOST_STRENGTH_REPS)
        words = f"Take your heaviest, {heaviest}, for {other} repetitions instead of {reps}."
        return HomeStrength("other_reps", words, reps=other)
    rows = exercises().values() if catalogue is None else catalogue
    variant = unilateral_variant(exercise, catalogue=rows)
    return HomeStrength(
        "limited",
        f"Your heaviest, {heaviest}, is too light for {reps} at RPE {rpe}: take these in turn.",
        steps=(*(() if variant is None else (_one_sided(variant),)), _slow(), _more_reps()),
    )


def unilateral_variant(
    exercise: ExerciseRow, *, catalogue: Iterable[ExerciseRow]
) -> ExerciseRow | None:
    """Return the one-sided dumbbell exercise nearest to this one, None if it is one or none is.

    Of the same movement, sharing most primary muscles; ties in the catalogue's order.
    """
    if exercise.is_unilateral:
        return None
    return max(
        (row for row in catalogue if _is_variant(row, of=exercise)),
        key=lambda row: _likeness(row, of=exercise),
        default=None,
    )


def _is_variant(row: ExerciseRow, *, of: ExerciseRow) -> bool:
    patterns = ONE_SIDED_PATTERNS.get(of.movement_pattern, frozenset({of.movement_pattern}))
    return (
        row.is_unilateral
        and row.is_home_strict
        and row.load_convention in DUMBBELL_CONVENTIONS
        and row.movement_pattern in patterns
        and row.mechanic == of.mechanic
        and not set(row.primary_muscles).isdisjoint(of.primary_muscles)
    )


def _likeness(row: ExerciseRow, *, of: ExerciseRow) -> tuple[int, int]:
    mine, theirs = set(row.primary_muscles), set(of.primary_muscles)
    return len(mine & theirs), -len(mine ^ theirs)


def _one_sided(variant: ExerciseRow) -> HomeStep:
    return HomeStep(
        "unilateral",
        f"Do {variant.name} instead: one side at a time needs less weight. Find its load by "
        f"effort, at most RPE {LEAST_STRENGTH_RPE} the first time.",
        exercise=variant.slug,
        rpe=LEAST_STRENGTH_RPE,
    )


def _slow() -> HomeStep:
    return HomeStep(
        "slow",
        f"Pause for {PAUSE_S} seconds at the bottom, or lower the weight for {LOWERING_S[0]} to "
        f"{LOWERING_S[1]} seconds.",
        tempos=(PAUSED_TEMPO, SLOW_TEMPO),
    )


def _more_reps() -> HomeStep:
    low, high = LOAD_LIMITED_REPS
    return HomeStep(
        "more_reps",
        f"Do {low} to {high} repetitions with at most {10 - LOAD_LIMITED_RPE} in reserve. These "
        "sets count as limited by the load: they show a trend, but aren't compared with barbell "
        "lifts.",
        reps=LOAD_LIMITED_REPS,
        rpe=LOAD_LIMITED_RPE,
        is_load_limited=True,
    )
