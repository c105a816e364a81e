"""The ramp to an exercise's heaviest set, with the plates of the athlete's own bar."""

from collections.abc import Sequence

from athletes.models import EquipmentProfile, PlannedGroup
from athletes.queries.equipment import implement_for
from athletes.queries.loads import Loads
from athletes.queries.session_blocks import WarmUp
from athletes.queries.session_cards import WARMUP
from programs.engine.loads.warm_up import warm_up

OF_MAXIMUM = "rm:"
RAMPED = frozenset({"barbell", "dumbbell"})


def warm_ups(
    slot: Sequence[PlannedGroup], *, equipment: EquipmentProfile | None, loads: Loads
) -> tuple[WarmUp, ...]:
    """Return the ramp of a main lift that has none of its own in the plan. No query. Spec 2.4."""
    if not slot[0].is_main or any(group.intent == WARMUP for group in slot):
        return ()
    loaded = [(group.load_kg, group) for group in slot if group.load_kg is not None]
    implement = implement_for(exercise=slot[0].exercise, equipment=equipment, unit=loads.unit)
    if not loaded or implement.kind not in RAMPED:
        return ()
    top_kg, heaviest = max(loaded, key=lambda one: one[0])
    maximum_kg = heaviest.base_kg if heaviest.anchor.startswith(OF_MAXIMUM) else None
    return tuple(
        WarmUp(
            load=loads.shown(one.load_kg),
            reps=one.reps,
            plates=tuple(loads.shown(plate) for plate in one.per_side),
        )
        for one in warm_up(top_kg, implement=implement, maximum_kg=maximum_kg)
    )
