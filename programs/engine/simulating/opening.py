"""The numbers a virtual athlete begins a program with."""

from decimal import Decimal
from fractions import Fraction

from programs.engine.loads.estimates import TRAINING_MAX_SHARE, chart_share
from programs.engine.loads.load_anchors import LoadAnchor, LoadKind, load_anchors
from programs.engine.program.parts import BODY_WEIGHT, Program
from programs.engine.simulating.athlete import Athlete
from programs.engine.simulating.strength import FAILURE, GRAMS, Strength
from programs.engine.units import plain, rounded

FIVE = 5
# What each kind of number is of a maximum. Spec 2.4; format 1, "Whole".
SHARES: dict[LoadKind, Fraction] = {
    "rm": Fraction(1),
    "pm": Fraction(1),
    "tm": Fraction(TRAINING_MAX_SHARE),
}


def opening_values(
    program: Program, *, athlete: Athlete, strength: Strength
) -> dict[str, Decimal | None]:
    """Return the first values: the profile's own, else by the maxima, else the program's.

    None for a load that nobody knows. A working weight is never guessed from a maximum.
    """
    values: dict[str, Decimal | None] = dict(program.anchors)
    for anchor in load_anchors(program):
        values[anchor.name] = _value(anchor, strength=strength)
    if athlete.body_weight_kg is not None:
        values[BODY_WEIGHT] = athlete.body_weight_kg
    return values | {
        name: value for name, value in athlete.anchors.items() if name in program.anchors
    }


def _value(anchor: LoadAnchor, *, strength: Strength) -> Decimal | None:
    maximum = None if anchor.exercise is None else strength.maximum(anchor.exercise)
    share = chart_share(FIVE, FAILURE) if anchor.kind == "five" else SHARES.get(anchor.kind)
    if maximum is None or share is None:
        return anchor.default
    return plain(rounded(Fraction(maximum) * share, places=GRAMS))
