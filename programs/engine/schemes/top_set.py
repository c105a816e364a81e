"""Top set and back-offs: one heavy set tells the day's strength, the rest follow it."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from programs.engine.loads.estimates import HIGHEST_RPE, LOWEST_RPE, chart_share, is_on_chart
from programs.engine.program.parts import (
    TOP_PREFIX,
    Band,
    Branch,
    Change,
    Condition,
    Group,
    Load,
    Rule,
)
from programs.engine.program.prescription import fixed_reps
from programs.engine.progression.top_set import FALLBACK_SHARE, STOP_ABOVE_TARGET_RPE
from programs.engine.schemes.changes import down_by, ratio, set_to
from programs.engine.schemes.efforts import percent_of_maximum, snapped_from
from programs.engine.schemes.scheme import Exactness, Expansion, Place, every_session
from programs.engine.units import plain, rounded

STOP_NOTE = (
    f"Stop the back-offs when a set is more than {STOP_ABOVE_TARGET_RPE} RPE over its target."
)
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class TopSetScheme:
    """``reads_maximum``: the day's maximum replaces the number the next top set is taken from."""

    name: ClassVar[str] = "top_set"
    description: ClassVar[str] = (
        "One heavy set at a target effort; how hard it was sets the load of the back-off sets."
    )
    source: ClassVar[str] = "spec 4, TOP_SET_BACKOFF; chart: RTS"
    exactness: ClassVar[Exactness] = Exactness(
        departs=(
            "Exact when the top set is done at the load and repetitions asked. Without its effort "
            "no back-offs open; ending them early is left to the lifter, in the note."
        )
    )
    is_endless: ClassVar[bool] = True

    reps: int = 3
    rpe: Decimal = Decimal(8)
    back_off_sets: int = 3
    back_off_reps: int = 5
    back_off_rpe: Decimal = Decimal(7)
    reads_maximum: bool = True

    def expand(self, place: Place) -> Expansion:
        """Return the top set, whose effort opens the back-offs."""
        maximum = place.load_anchor("rm")
        top = Group(
            reps=fixed_reps(self.reps),
            load=Load(of=maximum, percent=percent_of_maximum(reps=self.reps, rpe=self.rpe)),
            rpe=self.rpe,
            intent="top",
            is_result=True,
            report="rpe",
            then=self._branches(place),
        )
        counters = {place.counter(name): Decimal(0) for name in ("done", "times")}
        return Expansion(
            weeks=every_session(place, (top,), note=STOP_NOTE),
            anchors={maximum: place.opening_kg, **(counters if self.reads_maximum else {})},
            rules=self._rules(place, maximum=maximum) if self.reads_maximum else (),
        )

    def _branches(self, place: Place) -> tuple[Branch, ...]:
        by_chart = tuple(
            Branch(when=(low, None), groups=(self._back_off(place, share=self._share(logged)),))
            for logged, low in snapped_from(HIGHEST_RPE, LOWEST_RPE)
        )
        off_chart = self._back_off(place, share=FALLBACK_SHARE)
        return (*by_chart, Branch(when=(None, None), groups=(off_chart,)))

    def _share(self, logged: Fraction) -> Fraction:
        if not is_on_chart(self.back_off_reps, self.back_off_rpe):
            return FALLBACK_SHARE
        wanted = chart_share(self.back_off_reps, self.back_off_rpe)
        return wanted / chart_share(self.reps, logged)

    def _back_off(self, place: Place, *, share: Fraction) -> Group:
        return Group(
            sets=self.back_off_sets,
            reps=fixed_reps(self.back_off_reps),
            load=Load(
                of=f"{TOP_PREFIX}{place.key}",
                percent=ratio(share * HUNDRED),
                pre=-down_by(place.rounding),
            ),
            rpe=self.back_off_rpe,
            intent="backoff",
            has_shown_percent=True,
            shown_percent=plain(rounded(share * HUNDRED, places=1)),
        )

    def _rules(self, place: Place, *, maximum: str) -> tuple[Rule, ...]:
        """The day's maximum is the load over the chart's share, where the repetitions agree."""
        done, times = place.counter("done"), place.counter("times")
        note = Change(verb="set_from_result", anchor=done)
        as_asked = Condition(anchor=done, relation="=", value=Decimal(self.reps))
        by_effort = tuple(
            Band(
                when=(low, None),
                conditions=(as_asked,),
                changes=(set_to(times, ratio(1 / chart_share(self.reps, logged))),),
            )
            for logged, low in snapped_from(HIGHEST_RPE, LOWEST_RPE)
        )
        is_known = Condition(anchor=times, relation=">=", value=Decimal(1))
        read = Change(verb="set_from_result", anchor=maximum, times=times)
        return (
            Rule(on="slot", slot=place.key, bands=(Band(changes=(set_to(times, 0),)),)),
            Rule(on="slot", slot=place.key, read="reps", bands=(Band(changes=(note,)),)),
            Rule(on="slot", slot=place.key, read="rpe", bands=by_effort),
            Rule(
                on="slot",
                slot=place.key,
                read="load",
                bands=(Band(conditions=(is_known,), changes=(read,)),),
            ),
        )
