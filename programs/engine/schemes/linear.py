"""Linear progression: a step more whenever every set was made."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from programs.engine.loads.loading import DEFAULT_STEP_KG, round_load
from programs.engine.program.parts import Band, Change, Condition, Group, Load, Rule
from programs.engine.program.prescription import fixed_reps
from programs.engine.progression.linear import DEFAULT_RPE_CAP, FAILS_TO_RESET, RESET_SHARE
from programs.engine.schemes.changes import (
    add_to,
    found_from_load,
    is_lowered,
    rounded_down,
    set_to,
    too_hard,
)
from programs.engine.schemes.scheme import Exactness, Expansion, Place, every_session
from programs.engine.units import decimal_of

DEFAULT_RESET_SHARE = decimal_of(RESET_SHARE)
MADE, MISSED = (Decimal(1), Decimal(1)), (Decimal(0), Decimal(0))


@dataclass(frozen=True, slots=True)
class LinearScheme:
    """``rpe_cap`` None: the effort doesn't matter. ``reset_rounds``: spec 4 rounds down."""

    name: ClassVar[str] = "linear"
    description: ClassVar[str] = (
        "Add load whenever every set is made; after three misses in a row take a tenth off."
    )
    source: ClassVar[str] = "spec 4, LINEAR"
    exactness: ClassVar[Exactness] = Exactness(
        departs=(
            "Exact from a load that is a whole number of steps, with an increment of whole steps. "
            "A set beyond those owed can make up for a short one."
        )
    )
    is_endless: ClassVar[bool] = True

    sets: int = 3
    reps: int = 5
    increment_kg: Decimal = DEFAULT_STEP_KG
    rpe_cap: Decimal | None = DEFAULT_RPE_CAP
    fails_to_reset: int = FAILS_TO_RESET
    reset_share: Decimal = DEFAULT_RESET_SHARE
    reset_rounds: Literal["down", "by_program"] = "down"

    def expand(self, place: Place) -> Expansion:
        """Return equal sets at a working weight, and the rules that move it."""
        weight, fails = place.load_anchor("w"), place.counter("fails")
        anchors = {weight: place.opening_kg, fails: Decimal(0)}
        rules = found_from_load(place, anchor=weight)
        if self.rpe_cap is not None:
            hard = place.counter("hard")
            anchors[hard] = Decimal(0)
            rules += too_hard(place, flag=hard, cap=self.rpe_cap)
        group = Group(sets=self.sets, reps=fixed_reps(self.reps), load=Load(of=weight))
        return Expansion(
            weeks=every_session(place, (group,)),
            anchors=anchors,
            rules=(*rules, self._rule(place, weight=weight, fails=fails)),
        )

    def _rule(self, place: Place, *, weight: str, fails: str) -> Rule:
        clear = set_to(fails, 0)
        forward = Band(when=MADE, changes=(*self._step(place, weight), clear))
        if self.rpe_cap is None:
            made: tuple[Band, ...] = (forward,)
        else:
            easy = is_lowered(place.counter("hard"))
            made = (
                Band(when=MADE, conditions=(easy,), changes=forward.changes),
                Band(when=MADE, changes=()),
            )
        few = Condition(anchor=fails, relation="<", value=Decimal(self.fails_to_reset - 1))
        again = Band(when=MISSED, conditions=(few,), changes=(add_to(fails, 1),))
        reset = Band(when=MISSED, changes=(*self._reset(place, weight), clear))
        return Rule(on="slot", slot=place.key, read="ok", bands=(*made, again, reset))

    def _step(self, place: Place, weight: str) -> tuple[Change, ...]:
        step, rounding = place.step_kg, place.rounding
        if self.increment_kg % step == 0:
            return (add_to(weight, self.increment_kg),)
        is_lost = not round_load(
            self.increment_kg, step=step, mode=rounding.mode, ties=rounding.ties
        )
        # What rounding would take away again makes a whole step, as in ``linear``.
        more = step if is_lost else self.increment_kg
        return (add_to(weight, more), Change(verb="round", anchor=weight))

    def _reset(self, place: Place, weight: str) -> tuple[Change, ...]:
        lighter = Change(verb="multiply", anchor=weight, value=self.reset_share)
        if self.reset_rounds == "by_program":
            return (lighter, Change(verb="round", anchor=weight))
        return (lighter, *rounded_down(weight, rounding=place.rounding))
