"""What an exercise is loaded on, from what the athlete owns."""

from decimal import Decimal

from athletes.models import EquipmentProfile
from programs.engine.loads.loading import DEFAULT_STEP_KG, Implement
from programs.engine.units import Unit
from programs.models import Exercise

Convention = Exercise.LoadConvention
HANDHELD = frozenset({Convention.PER_HAND, Convention.SINGLE_DB})
STACKED = frozenset({Convention.STACK, Convention.BODYWEIGHT_MINUS})
BARBELL = "barbell"


def implement_for(
    *,
    exercise: Exercise | None,
    equipment: EquipmentProfile | None,
    step_kg: Decimal = DEFAULT_STEP_KG,
    unit: Unit = "kg",
) -> Implement:
    """Return what the exercise is loaded on; ``step_kg`` serves where equipment doesn't say.

    ``unit`` is the athlete's own, which the weights are taken to be stamped in. Only the
    plain barbell has the profile's bar: an EZ, trap or Smith bar has a weight of its own, so its
    load goes up by the smallest pair of plates. Makes no query when ``equipment`` is at hand.
    Spec 2.5, decision 10.
    """
    if exercise is None or equipment is None:
        return Implement(kind="other", step_kg=step_kg, stamped_in=unit)
    convention = exercise.load_convention
    if convention in HANDHELD:
        return Implement(
            kind="dumbbell", ladder=tuple(equipment.dumbbells_kg), step_kg=step_kg, stamped_in=unit
        )
    if convention in STACKED:
        return Implement(kind="machine", step_kg=equipment.machine_step_kg, stamped_in=unit)
    pairs = _pairs(equipment)
    if convention == Convention.BODYWEIGHT_PLUS:
        return Implement(kind="other", step_kg=_lightest(pairs) or step_kg, stamped_in=unit)
    if convention != Convention.TOTAL:
        return Implement(kind="other", step_kg=step_kg, stamped_in=unit)
    if exercise.equipment == BARBELL and equipment.has_barbell:
        return Implement(
            kind="barbell",
            bar_kg=equipment.bar_kg,
            collars_kg=equipment.collars_kg,
            plate_pairs=pairs,
            step_kg=step_kg,
            stamped_in=unit,
        )
    return Implement(kind="other", step_kg=2 * _lightest(pairs) or step_kg, stamped_in=unit)


def moved_at_once(exercise: Exercise) -> int:
    """Return how often a logged load is moved at once: both hands hold one, or one thing is."""
    return 2 if exercise.load_convention == Convention.PER_HAND else 1


def _pairs(equipment: EquipmentProfile) -> tuple[tuple[Decimal, int], ...]:
    return tuple((Decimal(str(weight)), int(count)) for weight, count in equipment.plate_pairs)


def _lightest(pairs: tuple[tuple[Decimal, int], ...]) -> Decimal:
    return min((weight for weight, count in pairs if weight > 0 and count > 0), default=Decimal(0))
