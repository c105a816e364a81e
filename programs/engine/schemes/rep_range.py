"""Double progression in a printed range: the last set decides, the load follows what was lifted."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from programs.engine.program.parts import Band, Change, Condition, Group, Load, Rule
from programs.engine.program.prescription import parse_reps
from programs.engine.progression.double import FAILS_TO_DECREASE
from programs.engine.schemes.changes import add_to, follow_load, set_to
from programs.engine.schemes.scheme import Exactness, Expansion, Place, every_session

MISSES_ALLOWED = Decimal(FAILS_TO_DECREASE - 1)
"""Spec 4, DOUBLE: the second miss in a row takes a step back."""


@dataclass(frozen=True, slots=True)
class RepRangeScheme:
    """``step_kg`` None: the program's step."""

    name: ClassVar[str] = "rep_range"
    description: ClassVar[str] = (
        "Keep the load until the last set reaches the top of the printed range; then a step more. "
        "After two sessions below the range a step less."
    )
    source: ClassVar[str] = "spec 4, DOUBLE, read from the last set"
    exactness: ClassVar[Exactness] = Exactness(
        is_exact=False,
        departs=(
            "The last set stands for the worst one, effort doesn't count, and coarse steps ask "
            "for no more repetitions than the range prints. The scheme “double” minds all three."
        ),
    )
    is_endless: ClassVar[bool] = True

    sets: int = 3
    low: int = 8
    high: int = 12
    step_kg: Decimal | None = None

    def expand(self, place: Place) -> Expansion:
        """Return equal sets in the range at the working weight, and the rules that move it."""
        weight, fails = place.load_anchor("w"), place.counter("fails")
        group = Group(
            sets=self.sets, reps=parse_reps(f"{self.low}-{self.high}"), load=Load(of=weight)
        )
        rules = working_weight_rules(
            key=place.key,
            anchor=weight,
            fails=fails,
            low=self.low,
            high=self.high,
            step_kg=self.step_kg or place.step_kg,
        )
        return Expansion(
            weeks=every_session(place, (group,)),
            anchors={weight: place.opening_kg, fails: Decimal(0)},
            rules=rules,
        )


def working_weight_rules(
    *, key: str, anchor: str, fails: str, low: int, high: int, step_kg: Decimal
) -> tuple[Rule, ...]:
    """Return double progression on what was really lifted. Spec 4, DOUBLE.

    The weight becomes the load performed; full repetitions add a step, a second miss takes one.
    """
    # No step back below one step: a weight never reaches zero.
    is_heavy_enough = Condition(anchor=anchor, relation=">=", value=2 * step_kg)
    moved = by_repetitions(
        key=key,
        fails=fails,
        low=low,
        high=high,
        forward=(add_to(anchor, step_kg),),
        back=(add_to(anchor, -step_kg),),
        back_if=(is_heavy_enough,),
    )
    return (follow_load(key, anchor=anchor), moved)


def by_repetitions(
    *,
    key: str,
    fails: str,
    low: int,
    high: int,
    forward: tuple[Change, ...],
    back: tuple[Change, ...],
    back_if: tuple[Condition, ...] = (),
) -> Rule:
    """Return the rule that goes forward at the top of a range and back at a second miss."""
    clear = set_to(fails, 0)
    missed = (None, Decimal(low) - 1)
    again = Condition(anchor=fails, relation=">=", value=MISSES_ALLOWED)
    return Rule(
        on="slot",
        slot=key,
        read="reps",
        bands=(
            Band(when=(Decimal(high), None), changes=(*forward, clear)),
            Band(when=missed, conditions=(again, *back_if), changes=(*back, clear)),
            Band(when=missed, changes=(add_to(fails, 1),)),
            Band(changes=(clear,)),
        ),
    )
