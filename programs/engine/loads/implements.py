"""What a lift is loaded on, and a load that exists there."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from programs.engine.loads.plates import PlatePairs
from programs.engine.loads.rungs import LoadStatus
from programs.engine.units import Unit

ImplementKind = Literal["barbell", "dumbbell", "machine", "bodyweight", "other"]

# Used where neither program nor equipment says: the smallest common pair is 2 x 1.25 kg.
DEFAULT_STEP_KG = Decimal("2.5")


@dataclass(frozen=True, slots=True)
class Implement:
    """What a lift is loaded on.

    Barbell: ``bar_kg``, ``collars_kg`` (both together) and the pairs of plates owned.
    Dumbbell: a ``ladder`` of weights per hand, ascending; or, for adjustable ones, the
    handle as ``bar_kg`` with its plate pairs. ``step_kg`` serves where those are empty.
    ``stamped_in`` pounds: weights are kilograms to three places here, but counted as the pounds
    that they stand for, where all of them stand for some.
    """

    kind: ImplementKind
    bar_kg: Decimal = Decimal(0)
    collars_kg: Decimal = Decimal(0)
    plate_pairs: PlatePairs = ()
    ladder: tuple[Decimal, ...] = ()
    step_kg: Decimal = DEFAULT_STEP_KG
    stamped_in: Unit = "kg"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A load that exists: the total on a barbell, the weight per hand of dumbbells."""

    load_kg: Decimal
    status: LoadStatus
    per_side: tuple[Decimal, ...] = ()
