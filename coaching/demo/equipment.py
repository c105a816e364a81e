"""What the demo's lifters can load: a gym in pounds, adjustable dumbbells at home."""

from decimal import Decimal

from athletes.actions.add_athlete import GYM_DUMBBELLS_KG, GYM_PLATES
from athletes.actions.change_equipment import Equipment
from coaching.demo.roster import Lifter
from programs.engine.units import kg_from_lb

PLATES_LB = (("45", 4), ("35", 1), ("25", 2), ("10", 2), ("5", 2), ("2.5", 1))
BAR_LB = Decimal(45)
THOUSANDTH = Decimal("0.001")


def equipment_of(lifter: Lifter) -> Equipment:
    """Return what the lifter trains with."""
    is_metric = lifter.units == "KG"
    plates = (
        tuple((Decimal(weight), pairs) for weight, pairs in GYM_PLATES)
        if is_metric
        else tuple((_kg(Decimal(weight)), pairs) for weight, pairs in PLATES_LB)
    )
    return Equipment(
        has_barbell=not lifter.is_at_home,
        has_machines=not lifter.is_at_home,
        bar_kg=Decimal(20) if is_metric else _kg(BAR_LB),
        collars_kg=Decimal(0),
        machine_step_kg=Decimal("2.5") if is_metric else _kg(Decimal(5)),
        plate_pairs=() if lifter.is_at_home else plates,
        dumbbells_kg=_dumbbells(lifter, is_metric=is_metric),
    )


def _dumbbells(lifter: Lifter, *, is_metric: bool) -> tuple[Decimal, ...]:
    if lifter.is_at_home and is_metric:
        return tuple(Decimal(half) / 2 for half in range(5, 66, 5))
    if lifter.is_at_home:
        return tuple(_kg(Decimal(half) / 2) for half in range(10, 106, 5))
    if is_metric:
        return tuple(Decimal(weight) for weight in GYM_DUMBBELLS_KG)
    return tuple(_kg(Decimal(weight)) for weight in range(5, 101, 5))


def _kg(weight_lb: Decimal) -> Decimal:
    return kg_from_lb(weight_lb).quantize(THOUSANDTH)
