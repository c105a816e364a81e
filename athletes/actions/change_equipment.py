"""Change what an athlete can load; loads to come follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from athletes.actions.resolve_plans import resolve_plans
from athletes.models import Athlete, EquipmentProfile, Plan
from programs.engine.errors import TrainingError
from programs.engine.loads.loading import StepNotPositive

HEAVIEST_KG = Decimal(500)
MOST_PLATES = 30


class WeightOutOfRange(TrainingError):
    """A weight that no gym has, or one below zero; ``field`` says where."""

    def __init__(self, field: str) -> None:
        super().__init__(
            _("Weights go from 0 to %(heaviest)s kg: check each one.") % {"heaviest": HEAVIEST_KG}
        )
        self.field = field


class TooManyPlates(TrainingError):
    """More kinds of plates than plates can be searched for a load."""

    field = "plate_pairs"

    def __init__(self) -> None:
        super().__init__(
            ngettext(
                "At most %(count)d kind of plates fits here: leave some out.",
                "At most %(count)d kinds of plates fit here: leave some out.",
                MOST_PLATES,
            )
            % {"count": MOST_PLATES}
        )


@dataclass(frozen=True, slots=True)
class Equipment:
    """What can be loaded, in kg. ``plate_pairs`` are (weight, pairs); dumbbells per hand."""

    has_barbell: bool
    has_machines: bool
    bar_kg: Decimal
    collars_kg: Decimal
    machine_step_kg: Decimal
    plate_pairs: Sequence[tuple[Decimal, int]]
    dumbbells_kg: Sequence[Decimal]


def change_equipment(*, athlete: Athlete, equipment: Equipment, now: datetime) -> int:
    """Keep the athlete's equipment; return how many groups of sets got another load by it.

    Sessions that were begun stay as they were seen. 2 queries and those of ``resolve_plans``.
    Raises WeightOutOfRange, StepNotPositive and TooManyPlates; then nothing is changed.
    """
    _check(equipment)
    with transaction.atomic():
        EquipmentProfile.objects.filter(athlete=athlete).update(
            has_barbell=equipment.has_barbell,
            has_machines=equipment.has_machines,
            bar_kg=equipment.bar_kg,
            collars_kg=equipment.collars_kg,
            machine_step_kg=equipment.machine_step_kg,
            plate_pairs=[[str(weight), pairs] for weight, pairs in equipment.plate_pairs],
            dumbbells_kg=list(equipment.dumbbells_kg),
            version=F("version") + 1,
        )
        plans = Plan.objects.filter(athlete=athlete).running()
        return resolve_plans(plans=list(plans.values_list("pk", flat=True)), now=now)


def _check(equipment: Equipment) -> None:
    if equipment.machine_step_kg <= 0:
        raise StepNotPositive(equipment.machine_step_kg)
    if len(equipment.plate_pairs) > MOST_PLATES:
        raise TooManyPlates
    weights = {
        "bar_kg": (equipment.bar_kg,),
        "collars_kg": (equipment.collars_kg,),
        "machine_step_kg": (equipment.machine_step_kg,),
        "plate_pairs": tuple(weight for weight, _ in equipment.plate_pairs),
        "dumbbells_kg": equipment.dumbbells_kg,
    }
    for field, of_field in weights.items():
        if any(not 0 <= weight <= HEAVIEST_KG for weight in of_field):
            raise WeightOutOfRange(field)
