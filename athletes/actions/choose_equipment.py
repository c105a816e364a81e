"""Start from what a place of training usually has."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from athletes.actions.change_equipment import Equipment, change_equipment
from athletes.models import Athlete
from athletes.queries.loads import Loads

Pairs = tuple[tuple[str, int], ...]


class Preset(models.TextChoices):
    GYM = "GYM", _("A gym: barbells, dumbbells, machines")
    HOME_BARBELL = "HOME_BARBELL", _("At home: a barbell with plates")
    DUMBBELLS = "DUMBBELLS", _("Dumbbells only")


GYM_PAIRS: dict[str, Pairs] = {
    "kg": (("25", 4), ("20", 2), ("15", 1), ("10", 2), ("5", 1), ("2.5", 1), ("1.25", 1)),
    "lb": (("45", 4), ("35", 1), ("25", 2), ("10", 2), ("5", 1), ("2.5", 1)),
}
HOME_PAIRS: dict[str, Pairs] = {
    "kg": (("20", 2), ("15", 1), ("10", 1), ("5", 1), ("2.5", 1), ("1.25", 1)),
    "lb": (("45", 2), ("25", 1), ("10", 2), ("5", 1), ("2.5", 1)),
}
BAR = {"kg": "20", "lb": "45"}
MACHINE_STEP = {"kg": "2.5", "lb": "5"}
GYM_DUMBBELLS = {"kg": range(2, 51, 2), "lb": range(5, 101, 5)}
HOME_DUMBBELLS = {"kg": range(2, 25, 2), "lb": range(5, 51, 5)}


def choose_equipment(*, athlete: Athlete, preset: Preset, now: datetime) -> int:
    """Keep the preset in weights of the athlete's unit; return as ``change_equipment`` does."""
    equipment = equipment_of(preset, loads=Loads.of(athlete))
    return change_equipment(athlete=athlete, equipment=equipment, now=now)


def equipment_of(preset: Preset, *, loads: Loads) -> Equipment:
    """Return what the place usually has, stamped in the unit."""
    has_barbell, is_gym = preset is not Preset.DUMBBELLS, preset is Preset.GYM
    pairs = (GYM_PAIRS if is_gym else HOME_PAIRS)[loads.unit] if has_barbell else ()
    dumbbells: Iterable[int] = ()
    if preset is not Preset.HOME_BARBELL:
        dumbbells = (GYM_DUMBBELLS if is_gym else HOME_DUMBBELLS)[loads.unit]
    return Equipment(
        has_barbell=has_barbell,
        has_machines=is_gym,
        bar_kg=loads.in_kg(Decimal(BAR[loads.unit])),
        collars_kg=Decimal(0),
        machine_step_kg=loads.in_kg(Decimal(MACHINE_STEP[loads.unit])),
        plate_pairs=[(loads.in_kg(Decimal(weight)), count) for weight, count in pairs],
        dumbbells_kg=[loads.in_kg(Decimal(weight)) for weight in dumbbells],
    )
