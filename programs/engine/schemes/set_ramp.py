"""Set ramp: sets added week by week, as long as the last week went well."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from programs.engine.program.parts import Band, Condition, Group, Load, Rule, Slot
from programs.engine.program.prescription import parse_reps
from programs.engine.progression.ramps import GATE_RPE_DEVIATION, set_ramp
from programs.engine.schemes.changes import add_to, follow_load, is_lowered, set_to
from programs.engine.schemes.scheme import Exactness, Expansion, Place, slot_of


@dataclass(frozen=True, slots=True)
class SetRampScheme:
    """``start`` and ``end`` are sets a session; not gated, the sets are added whatever happens."""

    name: ClassVar[str] = "set_ramp"
    description: ClassVar[str] = (
        "Add sets week by week, never more than two, and only after a week that was done in full "
        "without going over the effort asked."
    )
    source: ClassVar[str] = "spec 4, SET_RAMP; its gate is heuristic"
    exactness: ClassVar[Exactness] = Exactness(
        is_exact=False,
        departs=(
            "Without the gate exact. The gate goes by this exercise alone: every set of the week "
            "done stands for nine in ten, no last set a whole RPE over its target for the mean."
        ),
    )
    is_endless: ClassVar[bool] = False

    start: int = 2
    end: int = 5
    reps: str = "8-12"
    rir: Decimal = Decimal(2)
    is_gated: bool = True

    def expand(self, place: Place) -> Expansion:
        """Return each week's sets; with the gate, the list of groups that the stage has reached."""
        weight = place.load_anchor("w")
        ramp = set_ramp(weeks=place.weeks, start=self.start, end=self.end)
        follow = follow_load(place.key, anchor=weight)
        if not self.is_gated:
            weeks = [(slot_of(place, (self._group(weight, sets),)),) for sets in ramp]
            return Expansion(
                weeks=tuple(week * place.sessions_per_week for week in weeks),
                anchors={weight: place.opening_kg},
                rules=(follow,),
            )
        stages = tuple((self._group(weight, sets),) for sets in ramp)
        slot = Slot(
            key=place.key,
            exercises=(place.exercise,),
            stages=stages,
            stage=place.counter("stage"),
        )
        counters = {place.counter(name): Decimal(0) for name in ("stage", "made", "hard")}
        return Expansion(
            weeks=((slot,) * place.sessions_per_week,) * place.weeks,
            anchors={weight: place.opening_kg, **counters},
            rules=(follow, *self._gate(place)),
        )

    def _gate(self, place: Place) -> tuple[Rule, ...]:
        made, hard = place.counter("made"), place.counter("hard")
        over = 10 - self.rir + GATE_RPE_DEVIATION
        all_made = Condition(anchor=made, relation=">=", value=Decimal(place.sessions_per_week))
        begin_again = (set_to(made, 0), set_to(hard, 0))
        add_sets = (add_to(place.counter("stage"), 1), *begin_again)
        return (
            _slot_rule(place, read="ok", band=Band((add_to(made, 1),), when=(Decimal(1), None))),
            _slot_rule(place, read="rpe", band=Band((set_to(hard, 1),), when=(over, None))),
            Rule(
                on="week",
                bands=(
                    Band(conditions=(all_made, is_lowered(hard)), changes=add_sets),
                    Band(changes=begin_again),
                ),
            ),
        )

    def _group(self, weight: str, sets: int) -> Group:
        return Group(sets=sets, reps=parse_reps(self.reps), load=Load(of=weight), rir=self.rir)


def _slot_rule(place: Place, *, read: str, band: Band) -> Rule:
    return Rule(on="slot", slot=place.key, read=read, bands=(band,))
