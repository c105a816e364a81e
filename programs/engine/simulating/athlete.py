"""The virtual athlete as a value: maxima, gains, misses, stalls, pauses, equipment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from programs.engine.phases.decision import RollMode
from programs.engine.substitution.equipment import Equipment

# Heuristic: trained lifters gain a few percent in a training block, and hold for weeks.
GAIN_PERCENT = Decimal("0.5")
LOSS_PERCENT = Decimal("0.5")
START_ON = date(2024, 1, 1)
"""A Monday; any would do."""


@dataclass(frozen=True, slots=True)
class LiftProfile:
    """What the athlete can lift once, in the exercise's own convention, and how that changes.

    Percent a week: ``gain`` in a week in which the lift is trained, ``loss`` in one without.
    None of them: the athlete's own. ``stalls`` are first and last week of training, both ends
    included, in which nothing is gained.
    """

    max_kg: Decimal
    gain_percent: Decimal | None = None
    loss_percent: Decimal | None = None
    stalls: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Break:
    """Weeks without training, after so many weeks of it."""

    after_week: int
    weeks: int


@dataclass(frozen=True, slots=True)
class Athlete:
    """A virtual athlete. ``lifts`` by exercise name; what isn't there is done as prescribed.

    ``missed`` are sessions by their place in the course, from 1; ``miss_percent`` is for whoever
    draws more of them. ``rpe_bias`` is added to the true effort in what is logged. ``anchors``
    are first values of a program's numbers that no maximum tells. ``equipment`` None: anything
    can be had, and the program rounds.
    """

    name: str
    lifts: Mapping[str, LiftProfile] = field(default_factory=dict)
    gain_percent: Decimal = GAIN_PERCENT
    loss_percent: Decimal = LOSS_PERCENT
    body_weight_kg: Decimal | None = None
    missed: frozenset[int] = frozenset()
    miss_percent: Decimal = Decimal(0)
    breaks: tuple[Break, ...] = ()
    rpe_bias: Decimal = Decimal(0)
    anchors: Mapping[str, Decimal] = field(default_factory=dict)
    equipment: Equipment | None = None
    start_on: date = START_ON
    mode: RollMode = RollMode.ADHERENCE
