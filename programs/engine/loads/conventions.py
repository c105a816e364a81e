"""What a logged load means on each implement, in figures and in words."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from programs.engine.tables import ExerciseRow
from programs.engine.units import Number, Unit, display_load

LoadConvention = Literal[
    "total",
    "per_hand",
    "single_db",
    "stack",
    "bodyweight",
    "bodyweight_plus",
    "bodyweight_minus",
    "band",
]

HANDS = 2
TWO_HANDED_UNILATERAL_PATTERNS = frozenset({"lunge", "hinge"})


@dataclass(frozen=True, slots=True)
class LoadedLift:
    """How an exercise is loaded; body weight and its factor where the body is part of it.

    ``hands_loaded`` says how many hands hold the logged weight at once.
    """

    convention: LoadConvention = "total"
    is_unilateral: bool = False
    hands_loaded: int = HANDS
    bodyweight_kg: Decimal | None = None
    bodyweight_factor: Decimal | None = None


def lift_of(exercise: ExerciseRow, *, bodyweight_kg: Decimal | None) -> LoadedLift:
    """Return how a catalogue exercise is loaded by an athlete of this body weight."""
    return LoadedLift(
        convention=_CONVENTIONS[exercise.load_convention],
        is_unilateral=exercise.is_unilateral,
        hands_loaded=hands_loaded(
            is_unilateral=exercise.is_unilateral, movement_pattern=exercise.movement_pattern
        ),
        bodyweight_kg=bodyweight_kg,
        bodyweight_factor=exercise.bodyweight_factor,
    )


def hands_loaded(*, is_unilateral: bool, movement_pattern: str | None) -> int:
    """Return how many hands hold the weight: one in unilateral arm work, else two.

    Lunges and hinges are unilateral in the legs, so both hands are loaded. Spec 3.2.
    """
    if not is_unilateral or movement_pattern in TWO_HANDED_UNILATERAL_PATTERNS:
        return HANDS
    return 1


def moved_load(load_kg: Decimal, *, lift: LoadedLift) -> Decimal | None:
    """Return everything moved in one rep, in kilograms; None if the body's share is unknown.

    Both hands, the body's share and what is added or taken off (never below 0). Spec 3.2.
    """
    match lift.convention:
        case "per_hand":
            return load_kg * lift.hands_loaded
        case "bodyweight" | "bodyweight_plus" | "bodyweight_minus":
            return _with_body(load_kg, lift)
        case _:
            return load_kg


def logged_load(moved_kg: Number, *, lift: LoadedLift) -> Fraction | None:
    """Return what is loaded and logged so that this much is moved: ``moved_load`` backwards.

    Unrounded; never below 0: less than the body can't be moved by adding to it. None if the
    body's share is unknown. Spec 2.5.
    """
    moved = Fraction(moved_kg)
    match lift.convention:
        case "per_hand":
            return moved / lift.hands_loaded
        case "bodyweight" | "bodyweight_plus" | "bodyweight_minus":
            body = _body(lift)
            if body is None:
                return None
            added = moved - Fraction(body)
            return max(-added if lift.convention == "bodyweight_minus" else added, Fraction(0))
        case _:
            return moved


def load_in_words(load_kg: Decimal, *, convention: LoadConvention, unit: Unit = "kg") -> str:
    """Return a logged load as it is said: "22.5 kg in each hand", "body weight + 10 kg"."""
    weight = f"{display_load(load_kg, unit)} {unit}"
    match convention:
        case "per_hand":
            return f"{weight} in each hand"
        case "single_db":
            return f"one dumbbell of {weight}"
        case "stack":
            return f"{weight} on the stack"
        case "bodyweight" | "bodyweight_plus":
            return f"body weight + {weight}" if load_kg else "body weight"
        case "bodyweight_minus":
            return f"body weight - {weight}" if load_kg else "body weight"
        case "band":
            return "a band"
        case "total":
            return weight


def _with_body(load_kg: Decimal, lift: LoadedLift) -> Decimal | None:
    body = _body(lift)
    if body is None:
        return None
    if lift.convention == "bodyweight_minus":
        return max(body - load_kg, Decimal(0))
    return body + load_kg


def _body(lift: LoadedLift) -> Decimal | None:
    if lift.bodyweight_kg is None or lift.bodyweight_factor is None:
        return None
    return lift.bodyweight_kg * lift.bodyweight_factor


_CONVENTIONS: dict[str, LoadConvention] = {
    "total": "total",
    "per_hand": "per_hand",
    "single_db": "single_db",
    "stack": "stack",
    "bodyweight": "bodyweight",
    "bodyweight_plus": "bodyweight_plus",
    "bodyweight_minus": "bodyweight_minus",
    "band": "band",
}
