"""Loads as they are stored: as a log counts them, with what they were made from."""

from decimal import Decimal
from fractions import Fraction

from athletes.models import PlannedGroup
from athletes.queries.load_maker import LoadMaker
from programs.engine.loads.loading import ImplementKind, LoadStatus
from programs.engine.loads.rungs import Mode
from programs.engine.program import BODY_WEIGHT
from programs.engine.resolving.resolve import ResolvedGroup
from programs.engine.units import rounded

MadeAs = PlannedGroup.MadeAs

STORED_KG_PLACES = 3

OwnLoad = tuple[Decimal | None, int | None, int | None, str]
"""``load_kg``, then ``target_kg`` and ``base_kg`` in millionths, and ``made_as``."""

NO_LOAD: OwnLoad = (None, None, None, "")


def own_load(group: ResolvedGroup, *, exercise: str, make: LoadMaker, mode: Mode | None) -> OwnLoad:
    """Return the load of a resolved group as it is stored; ``mode`` is how it was rounded."""
    value, target, load_kg = group.value, group.target_kg, group.load_kg
    if value is None or target is None or load_kg is None:
        return NO_LOAD if value is None else (None, None, _millionths(value), "")
    if group.line.load is not None and group.line.load.of == BODY_WEIGHT:
        return _beside_the_body(load_kg, target=target, body=value)
    made_as = _made_as(load_kg, target=target, exercise=exercise, make=make, mode=mode)
    return load_kg, max(_millionths(target), 0), _millionths(value), made_as


def _beside_the_body(load_kg: Decimal, *, target: Fraction, body: Fraction) -> OwnLoad:
    """Body weight itself isn't logged: what is added to it is, none of it when taken off."""
    added = rounded(max(Fraction(load_kg) - body, Fraction(0)), places=STORED_KG_PLACES)
    return added, max(_millionths(target - body), 0), _millionths(body), ""


def _millionths(value: Fraction) -> int:
    """Return the nearest whole number of millionths, ties up."""
    of = value.denominator
    return (value.numerator * 2_000_000 + of) // (2 * of)


def _made_as(
    load_kg: Decimal, *, target: Fraction, exercise: str, make: LoadMaker, mode: Mode | None
) -> str:
    """Return what the equipment had for a load that it can't make."""
    status = make.loaded(exercise, target=target, mode=mode).status
    # Loads in pounds are blurred as they are stored.
    if status == "exact" or load_kg == target:
        return ""
    return _MADE_AS.get((make.implement(exercise).kind, status), _STEP)


_STEP = MadeAs.STEP.value
_MADE_AS: dict[tuple[ImplementKind, LoadStatus], str] = {
    ("barbell", "below_bar"): MadeAs.BAR.value,
    ("barbell", "above_inventory"): MadeAs.ALL_PLATES.value,
    ("barbell", "nearest"): MadeAs.PLATES.value,
    ("dumbbell", "below_bar"): MadeAs.LIGHTEST.value,
    ("dumbbell", "above_inventory"): MadeAs.HEAVIEST.value,
    ("dumbbell", "nearest"): MadeAs.DUMBBELLS.value,
}
