"""Double progression: repetitions up to the top of a range, then load."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from programs.engine.program.parts import Band, Change, Condition, Group, Load, Rule
from programs.engine.progression.double import (
    COARSE_STEP_ABOVE,
    DEFAULT_RPE_CAP,
    FAILS_TO_DECREASE,
    MOST_EXTRA_REPS,
)
from programs.engine.schemes.changes import (
    add_to,
    copied,
    found_from_load,
    is_lowered,
    ratio,
    set_to,
    too_hard,
)
from programs.engine.schemes.scheme import Exactness, Expansion, Place, every_session

EPLEY_REPS = 30


@dataclass(frozen=True, slots=True)
class DoubleScheme:
    """``step_kg`` None: the program's step."""

    name: ClassVar[str] = "double"
    description: ClassVar[str] = (
        "Add repetitions until the worst set reaches the top of the range, then a step of load "
        "and start again at the bottom."
    )
    source: ClassVar[str] = "spec 4, DOUBLE"
    exactness: ClassVar[Exactness] = Exactness(
        departs="Exact from a load that is a whole number of steps."
    )
    is_endless: ClassVar[bool] = True

    sets: int = 3
    low: int = 8
    high: int = 12
    step_kg: Decimal | None = None
    rpe_cap: Decimal = DEFAULT_RPE_CAP
    fails_to_decrease: int = FAILS_TO_DECREASE

    def expand(self, place: Place) -> Expansion:
        """Return equal sets at the target repetitions, and the rules that move load and target."""
        weight, target = place.load_anchor("w"), place.counter("reps")
        group = Group(sets=self.sets, reps_from=target, load=Load(of=weight))
        counters = {place.counter(name): Decimal(0) for name in ("done", "fails", "hard")}
        return Expansion(
            weeks=every_session(place, (group,)),
            anchors={
                weight: place.opening_kg,
                target: Decimal(self.low),
                place.counter("top"): Decimal(self.high),
                **counters,
            },
            rules=(
                *found_from_load(place, anchor=weight),
                self._noted(place),
                self._top(place, weight=weight),
                *too_hard(place, flag=place.counter("hard"), cap=self.rpe_cap),
                self._decided(place, weight=weight),
            ),
        )

    def _noted(self, place: Place) -> Rule:
        note = Change(verb="set_from_result", anchor=place.counter("done"))
        return Rule(on="slot", slot=place.key, read="worst", bands=(Band(changes=(note,)),))

    def _top(self, place: Place, *, weight: str) -> Rule:
        """Coarse steps ask for more repetitions first: the lighter the weight, the more."""
        top = place.counter("top")
        bands = [
            Band(
                conditions=(Condition(anchor=weight, relation=">=", value=lightest),),
                changes=(set_to(top, reps),),
            )
            for reps, lightest in self._lightest(step_kg=self._step(place))
        ]
        most = Band(changes=(set_to(top, self.high + MOST_EXTRA_REPS),))
        return Rule(on="slot", slot=place.key, bands=(*bands, most))

    def _lightest(self, *, step_kg: Decimal) -> list[tuple[int, Decimal]]:
        """Return, by repetitions, the lightest load from which they are enough to step up.

        Epley(reps) >= (1 + step / load) x Epley(low), solved for the load.
        """
        step = Fraction(step_kg)
        found = [(self.high, step / COARSE_STEP_ABOVE)]
        for reps in range(self.high, self.high + MOST_EXTRA_REPS):
            if reps > self.low:
                found.append((reps, step * (EPLEY_REPS + self.low) / (reps - self.low)))
        lightest: dict[int, Fraction] = {}
        for reps, load in found:
            lightest[reps] = min(load, lightest.get(reps, load))
        return [(reps, ratio(load)) for reps, load in lightest.items()]

    def _decided(self, place: Place, *, weight: str) -> Rule:
        target, fails = place.counter("reps"), place.counter("fails")
        full = Condition(anchor=place.counter("done"), relation=">=", value=place.counter("top"))
        restart = (set_to(target, self.low), set_to(fails, 0))
        more = add_to(weight, self._step(place))
        one_more = (
            Change(verb="set_from_result", anchor=target),
            add_to(target, 1),
            set_to(fails, 0),
        )
        stay = (copied(target, source=place.counter("top")), set_to(fails, 0))
        easy = is_lowered(place.counter("hard"))
        bands = (
            Band(conditions=(full, easy), changes=(more, *restart)),
            Band(conditions=(full,), changes=stay),
            Band(when=(Decimal(self.low), None), changes=one_more),
            *self._missed(place, weight=weight, restart=restart),
        )
        return Rule(on="slot", slot=place.key, read="worst", bands=bands)

    def _missed(
        self, place: Place, *, weight: str, restart: tuple[Change, ...]
    ) -> tuple[Band, ...]:
        step, fails = self._step(place), place.counter("fails")
        again = Condition(anchor=fails, relation=">=", value=Decimal(self.fails_to_decrease - 1))
        # Never below one step.
        is_heavy = Condition(anchor=weight, relation=">=", value=2 * step)
        # An unknown weight meets no condition: there is nothing to take off.
        is_known = Condition(anchor=weight, relation=">=", value=Decimal(0))
        lighter = add_to(weight, -step)
        return (
            Band(conditions=(again, is_heavy), changes=(lighter, *restart)),
            Band(conditions=(again, is_known), changes=(set_to(weight, step), *restart)),
            Band(changes=(set_to(place.counter("reps"), self.low), add_to(fails, 1))),
        )

    def _step(self, place: Place) -> Decimal:
        return self.step_kg or place.step_kg
