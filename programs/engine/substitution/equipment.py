"""What an athlete trains with, and which exercises it allows."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from programs.engine.loads.loading import DEFAULT_STEP_KG, Implement
from programs.engine.loads.plates import PlatePairs
from programs.engine.tables import ExerciseRow

# Body and floor; nobody has to own them.
ALWAYS_THERE = frozenset({"bodyweight", "other", "none"})
# Spec 7: what every home is taken to have, so that its exercises count as strict.
HOME_FURNITURE = frozenset({"bench", "step", "wall", "sliders", "handles", "post"})
GYM_ITEMS = frozenset(
    {
        "barbell",
        "dumbbell",
        "machine",
        "cable",
        "smith",
        "landmine",
        "ez_bar",
        "trap_bar",
        "safety_bar",
        "kettlebell",
        "band",
        "band_anchor",
        "rack",
        "platform",
        "blocks",
        "pullup_bar",
        "dip_bars",
        "low_bar",
        "preacher",
        "decline_bench",
        "ab_wheel",
        "foot_anchor",
    }
)
# What comes with a rack, and what stays with somebody who has neither rack nor machines.
WITH_RACK = frozenset({"barbell", "rack", "platform", "blocks", "landmine"})
DUMBBELLS = HOME_FURNITURE | {"dumbbell"}
HANDHELD = frozenset({"per_hand", "single_db"})
STACKED = frozenset({"stack", "bodyweight_minus"})
LOADABLE = HANDHELD | STACKED | {"total", "bodyweight_plus"}

# Adjustable dumbbells as they are commonly sold: 2 to 32 kg a hand in steps of 2.
COMMON_DUMBBELLS_KG = tuple(Decimal(weight) for weight in range(2, 33, 2))


@dataclass(frozen=True, slots=True)
class Equipment:
    """What there is to train with; ``items`` are the catalogue's words for equipment and needs.

    ``dumbbells_kg`` lists every weight that one hand can hold, ascending; empty when any can be
    had. Plates and bar as in ``Implement``.
    """

    items: frozenset[str]
    dumbbells_kg: tuple[Decimal, ...] = ()
    bar_kg: Decimal = Decimal(20)
    collars_kg: Decimal = Decimal(0)
    plate_pairs: PlatePairs = ()
    machine_step_kg: Decimal = DEFAULT_STEP_KG

    @property
    def heaviest_dumbbell_kg(self) -> Decimal | None:
        """The most that one hand can hold, None when nothing limits it."""
        return self.dumbbells_kg[-1] if self.dumbbells_kg else None


GYM = Equipment(items=GYM_ITEMS | HOME_FURNITURE)
HOME = Equipment(items=DUMBBELLS, dumbbells_kg=COMMON_DUMBBELLS_KG)


def missing_items(exercise: ExerciseRow, *, equipment: Equipment) -> tuple[str, ...]:
    """Return what the exercise needs and the athlete hasn't, in the catalogue's words."""
    needed = (exercise.equipment, *exercise.extra_needs.split("+"))
    have = equipment.items | ALWAYS_THERE
    return tuple(dict.fromkeys(item for item in needed if item and item not in have))


def can_do(exercise: ExerciseRow, *, equipment: Equipment) -> bool:
    """Tell whether nothing that the exercise needs is missing."""
    return not missing_items(exercise, equipment=equipment)


def needs_extra_kit(exercise: ExerciseRow) -> bool:
    """Tell whether a home exercise needs more than dumbbells, bench, step or wall. Spec 7."""
    return exercise.is_home and not exercise.is_home_strict


def implement_of(
    exercise: ExerciseRow | None, *, equipment: Equipment, step_kg: Decimal = DEFAULT_STEP_KG
) -> Implement:
    """Return what the exercise is loaded on; ``step_kg`` serves where equipment doesn't say.

    Only the plain barbell has the athlete's bar: an EZ, trap or Smith bar has a weight of its
    own, so its load goes up by the smallest pair of plates. Spec 2.5, decision 10.
    """
    if exercise is None:
        return Implement(kind="other", step_kg=step_kg)
    convention = exercise.load_convention
    if convention in HANDHELD:
        return Implement(kind="dumbbell", ladder=equipment.dumbbells_kg, step_kg=step_kg)
    if convention in STACKED:
        return Implement(kind="machine", step_kg=equipment.machine_step_kg)
    lightest = _lightest(equipment.plate_pairs)
    if convention == "bodyweight_plus":
        return Implement(kind="other", step_kg=lightest or step_kg)
    if convention != "total":
        return Implement(kind="other", step_kg=step_kg)
    if exercise.equipment == "barbell" and "barbell" in equipment.items:
        return Implement(
            kind="barbell",
            bar_kg=equipment.bar_kg,
            collars_kg=equipment.collars_kg,
            plate_pairs=equipment.plate_pairs,
            step_kg=step_kg,
        )
    return Implement(kind="other", step_kg=2 * lightest or step_kg)


def _lightest(pairs: Iterable[tuple[Decimal, int]]) -> Decimal:
    owned = (weight for weight, count in pairs if weight > 0 and count > 0)
    return min(owned, default=Decimal(0))
