"""Coming back after a gap: lighter weeks, longer the longer it was."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from programs.engine.program.parts import Group, Load, Slot
from programs.engine.program.prescription import parse_reps
from programs.engine.progression.gap import ease_after_gap, gap_policy
from programs.engine.schemes.changes import follow_load
from programs.engine.schemes.easing import eased_slot
from programs.engine.schemes.scheme import Exactness, Expansion, Place, slot_of
from programs.engine.tables import GapRow


@dataclass(frozen=True, slots=True)
class GapScheme:
    """``days`` since the last work set of the lift family; sets, reps and RIR before the gap."""

    name: ClassVar[str] = "gap"
    description: ClassVar[str] = (
        "After days without training: repeat the week, or come back over lighter weeks with fewer "
        "sets, by how long the gap was."
    )
    source: ClassVar[str] = "spec 4, missed sessions; gap_policy.csv, multipliers heuristic"
    exactness: ClassVar[Exactness] = Exactness(
        is_exact=False,
        departs=(
            "No rule sees the calendar. The plan finds the gap; the lighter weeks that follow are "
            "written out here."
        ),
        acts_on_plan=True,
    )
    is_endless: ClassVar[bool] = False

    days: int = 14
    sets: int = 3
    reps: str = "5"
    rir: Decimal = Decimal(2)

    def expand(self, place: Place) -> Expansion:
        """Return the weeks after the gap: those of the ramp lighter, then as before."""
        weight, policy = place.load_anchor("w"), gap_policy(self.days)
        group = Group(
            sets=self.sets, reps=parse_reps(self.reps), load=Load(of=weight), rir=self.rir
        )
        slot = slot_of(place, (group,), note=policy.note)
        weeks = tuple(
            tuple(self._week(slot, policy, place=place, week=week)) for week in range(place.weeks)
        )
        rules = () if policy.ramp_weeks else (follow_load(place.key, anchor=weight),)
        return Expansion(weeks=weeks, anchors={weight: place.opening_kg}, rules=rules)

    def _week(self, slot: Slot, policy: GapRow, *, place: Place, week: int) -> Iterator[Slot]:
        for session in range(place.sessions_per_week):
            is_first = week == session == 0
            yield slot_after_gap(slot, policy=policy, week=week, is_first=is_first)


def slot_after_gap(slot: Slot, *, policy: GapRow, week: int, is_first: bool) -> Slot:
    """Return the slot as it is trained in a week after the gap, counted from 0. Spec 4."""
    ease = ease_after_gap(policy, week=week, is_first=is_first)
    return slot if ease is None else eased_slot(slot, ease=ease)
