"""Every load that an implement can make, laid out once for all who own the same."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import Protocol

from programs.engine.loads.implements import Implement, Loaded
from programs.engine.loads.plates import Rack, rack_up_to
from programs.engine.loads.rungs import THOUSANDTHS, LoadStatus, Mode, Rungs
from programs.engine.loads.steps import StepNotPositive, times, whole_steps
from programs.engine.units import KG_PER_LB, Number, kg_from_lb, rounded

# Microplates of a quarter pound are whole, what three places of a kilogram blur is not seen.
STAMPED_LB_PLACES = 2
# Decision 4.
STORED_KG_PLACES = 3
# As many as are remembered of loads without end.
_MOST_LOADS = 4096

Stored = Callable[[Loaded], Loaded]
"""What is kept of a load found: kilograms."""


class Ladder(Protocol):
    """All that an implement can make."""

    def loaded(self, target: Number, *, mode: Mode = "nearest") -> Loaded:
        """Return the load closest to the target, ties lower; ``down``: not above the target.

        The same object for the same load.
        """
        ...


@lru_cache(maxsize=1024)
def ladder_of(implement: Implement) -> Ladder:
    """Return all that the implement can make. Raises ``StepNotPositive``."""
    if implement.stamped_in == "kg":
        return _ladder(implement, stored=_as_found)
    in_pounds = _in_pounds(implement)
    if in_pounds is None:
        return _ladder(implement, stored=_to_the_gram)
    return _InPounds(_ladder(in_pounds, stored=_in_kilograms))


def _ladder(implement: Implement, *, stored: Stored) -> Ladder:
    if implement.kind == "dumbbell" and implement.ladder:
        return _Dumbbells(implement.ladder, stored=stored)
    if implement.kind in ("barbell", "dumbbell") and implement.plate_pairs:
        return _Plates(implement, stored=stored)
    if implement.kind == "barbell":
        return _BarWithoutPlates(implement, stored=stored)
    return _Steps(implement.step_kg, stored=stored)


class _Dumbbells:
    __slots__ = ("_made", "_parts", "_rungs", "_stored", "_weights")

    def __init__(self, weights: tuple[Decimal, ...], *, stored: Stored) -> None:
        ratios = [weight.as_integer_ratio() for weight in weights]
        self._weights = weights
        self._parts = lcm(*(bottom for _, bottom in ratios))
        self._rungs = Rungs([top * self._parts // bottom for top, bottom in ratios])
        self._stored = stored
        self._made: dict[tuple[int, LoadStatus], Loaded] = {}

    def loaded(self, target: Number, *, mode: Mode = "nearest") -> Loaded:
        top, bottom = target.as_integer_ratio()
        top *= self._parts
        place = self._rungs.place(top, bottom, mode)
        key = place, self._rungs.status(place, top, bottom)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._stored(Loaded(self._weights[place], key[1]))
        return made


class _Plates:
    __slots__ = ("_implement", "_made", "_rack", "_stored")

    def __init__(self, implement: Implement, *, stored: Stored) -> None:
        self._implement = implement
        self._rack = self._up_to(0)
        self._stored = stored
        self._made: dict[tuple[int, LoadStatus], Loaded] = {}

    def loaded(self, target: Number, *, mode: Mode = "nearest") -> Loaded:
        top, bottom = target.as_integer_ratio()
        top *= THOUSANDTHS
        rack = self._rack
        place = rack.rungs.place(top, bottom, mode)
        if place == rack.rungs.last:
            # A longer rack begins with the same rungs, so a place goes on to mean the same load.
            rack = self._rack = self._up_to(top // bottom)
            place = rack.rungs.place(top, bottom, mode)
        key = place, rack.rungs.status(place, top, bottom)
        made = self._made.get(key)
        if made is None:
            found = Loaded(rack.weight(place), key[1], rack.per_side(place))
            made = self._made[key] = self._stored(found)
        return made

    def _up_to(self, wanted: int) -> Rack:
        owned = self._implement
        return rack_up_to(
            wanted, bar=owned.bar_kg, collars=owned.collars_kg, pairs=owned.plate_pairs
        )


class _Steps:
    __slots__ = ("_made", "_parts", "_step", "_step_kg", "_stored")

    def __init__(self, step_kg: Decimal, *, stored: Stored) -> None:
        if step_kg <= 0:
            raise StepNotPositive(step_kg)
        self._step_kg = step_kg
        self._step, self._parts = step_kg.as_integer_ratio()
        self._stored = stored
        self._made: dict[tuple[int, LoadStatus], Loaded] = {}

    def loaded(self, target: Number, *, mode: Mode = "nearest") -> Loaded:
        top, bottom = target.as_integer_ratio()
        part, step = top * self._parts, bottom * self._step
        count = whole_steps(part, step, mode=mode, ties="down")
        status: LoadStatus = "exact" if count * step == part else "nearest"
        made = self._made.get((count, status))
        if made is None:
            if len(self._made) == _MOST_LOADS:
                self._made.clear()
            made = self._stored(Loaded(times(count, self._step_kg), status))
            self._made[count, status] = made
        return made


class _BarWithoutPlates:
    """A bar whose plates nobody counted: what is on it goes up by the step."""

    __slots__ = ("_bare", "_steps", "_stored")

    def __init__(self, implement: Implement, *, stored: Stored) -> None:
        self._bare = implement.bar_kg + implement.collars_kg
        self._steps = _Steps(implement.step_kg, stored=_as_found)
        self._stored = stored

    def loaded(self, target: Number, *, mode: Mode = "nearest") -> Loaded:
        made = self._steps.loaded(target, mode=mode)
        if target < self._bare:
            made = Loaded(self._bare, "below_bar")
        elif made.load_kg < self._bare:
            made = Loaded(self._bare, "exact" if self._bare == target else "nearest")
        return self._stored(made)


class _InPounds:
    """What is stamped in pounds: 225 lb stored as 102.058 kg are made of plates of 225 lb."""

    __slots__ = ("_ladder",)

    def __init__(self, ladder: Ladder) -> None:
        self._ladder = ladder

    def loaded(self, target: Number, *, mode: Mode = "nearest") -> Loaded:
        return self._ladder.loaded(_pounds(target), mode=mode)


def _in_pounds(implement: Implement) -> Implement | None:
    """Return the implement with every weight in pounds, as if they were kilograms.

    None where one isn't of pounds, such as a bar of 20 kg in a gym of pounds.
    """
    plates = tuple(plate for plate, _ in implement.plate_pairs)
    # The step serves only where there are neither dumbbells nor plates.
    sizes = implement.ladder or plates or (implement.step_kg,)
    if not all(map(_is_of_pounds, (implement.bar_kg, implement.collars_kg, *sizes))):
        return None
    return replace(
        implement,
        bar_kg=_pounds(implement.bar_kg),
        collars_kg=_pounds(implement.collars_kg),
        plate_pairs=tuple((_pounds(plate), count) for plate, count in implement.plate_pairs),
        ladder=tuple(_pounds(weight) for weight in implement.ladder),
        step_kg=_pounds(implement.step_kg),
    )


def _is_of_pounds(kg: Decimal) -> bool:
    return _stored_kg(_pounds(kg)) == rounded(kg, places=STORED_KG_PLACES)


def _pounds(kg: Number) -> Decimal:
    return rounded(Fraction(kg) / Fraction(KG_PER_LB), places=STAMPED_LB_PLACES)


def _stored_kg(lb: Decimal) -> Decimal:
    return rounded(kg_from_lb(lb), places=STORED_KG_PLACES)


def _as_found(made: Loaded) -> Loaded:
    return made


def _to_the_gram(made: Loaded) -> Loaded:
    return replace(made, load_kg=rounded(made.load_kg, places=STORED_KG_PLACES))


def _in_kilograms(made: Loaded) -> Loaded:
    return replace(
        made,
        load_kg=_stored_kg(made.load_kg),
        per_side=tuple(_stored_kg(plate) for plate in made.per_side),
    )
