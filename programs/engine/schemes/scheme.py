"""What a scheme is given, what it becomes in format 1, and how exactly."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar, Protocol

from programs.engine.loads.load_anchors import UNKNOWN, LoadKind
from programs.engine.program.parts import Derived, Ends, Group, Rounding, Rule, Slot


@dataclass(frozen=True, slots=True)
class Place:
    """The exercise's place that a scheme fills.

    ``anchor`` names the number its loads go by; None: the scheme's own kind of number, by ``key``.
    ``opening_kg`` is that number's first value, UNKNOWN where nobody has one yet. ``first_week``
    counts over the program.
    """

    key: str
    exercise: str
    anchor: str | None = None
    opening_kg: Decimal = UNKNOWN
    first_week: int = 1
    weeks: int = 4
    sessions_per_week: int = 1
    rounding: Rounding = field(default_factory=Rounding)

    @property
    def step_kg(self) -> Decimal:
        """Return the smallest change of load that the program rounds to."""
        return self.rounding.step_kg

    @property
    def week_numbers(self) -> range:
        """Return the weeks it lasts, as the program numbers them."""
        return range(self.first_week, self.first_week + self.weeks)

    def load_anchor(self, kind: LoadKind) -> str:
        """Return the number its loads go by."""
        return self.anchor or f"{kind}:{self.key}"

    def counter(self, name: str) -> str:
        """Return the name of a counter that belongs to this place alone."""
        return f"{name}:{self.key}"


@dataclass(frozen=True, slots=True)
class Expansion:
    """A scheme in format 1. ``weeks`` hold one slot a session, in training order.

    ``made_reps`` are the repetitions that move an open set forward, None where its floor does.
    """

    weeks: tuple[tuple[Slot, ...], ...]
    anchors: Mapping[str, Decimal] = field(default_factory=dict)
    derived: Mapping[str, Derived] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    ends: Ends = "weeks"
    deload_weeks: frozenset[int] = frozenset()
    made_reps: int | None = None


@dataclass(frozen=True, slots=True)
class Exactness:
    """How faithfully the rules do what the scheme says. ``departs`` tells where not, in words.

    ``acts_on_plan``: the decision is taken about the plan, from more than one slot's results, so
    the rules only lay out what follows from it.
    """

    is_exact: bool = True
    departs: str = ""
    acts_on_plan: bool = False


class Scheme(Protocol):
    """A way to progress, with its settings. ``is_endless`` where it has no last week of its own."""

    name: ClassVar[str]
    description: ClassVar[str]
    source: ClassVar[str]
    exactness: ClassVar[Exactness]
    is_endless: ClassVar[bool]

    def expand(self, place: Place) -> Expansion:
        """Return the groups of every week, and the anchors and rules that move them."""


def every_session(
    place: Place, groups: tuple[Group, ...], *, note: str = ""
) -> tuple[tuple[Slot, ...], ...]:
    """Return weeks that ask the same of every session."""
    slot = slot_of(place, groups, note=note)
    return ((slot,) * place.sessions_per_week,) * place.weeks


def slot_of(place: Place, groups: tuple[Group, ...], *, note: str = "") -> Slot:
    """Return the place's slot with these groups."""
    return Slot(key=place.key, exercises=(place.exercise,), stages=(groups,), note=note)
