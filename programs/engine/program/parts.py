"""The parts of a program as frozen values, as program format 1 names them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from programs.engine.goals import Goal
from programs.engine.program.prescription import Reps

Amount = Decimal | str
"""A number, or the name of an anchor or derived anchor."""

Intent = Literal[
    "work",
    "warmup",
    "top",
    "backoff",
    "drop",
    "rest-pause",
    "myo",
    "cluster",
    "emom",
    "speed",
    "test",
]
Verb = Literal["add", "add_per", "multiply", "set", "set_from_result", "copy", "round"]
Ends = Literal["weeks", "test", "stall", "coach"]
Span = tuple[Decimal | None, Decimal | None]
"""Both ends included; None is open."""

BODY_WEIGHT = "bw"
TOP_PREFIX = "top:"


@dataclass(frozen=True, slots=True)
class Rounding:
    """How the program turns a target into a load when no athlete's equipment is known.

    ``step_lb`` serves athletes who read pounds. Decision 4.
    """

    step_kg: Decimal = Decimal("2.5")
    step_lb: Decimal = Decimal(5)
    mode: Literal["nearest", "down"] = "nearest"
    ties: Literal["up", "down"] = "down"


@dataclass(frozen=True, slots=True)
class Derived:
    """A read-only anchor: a percent of another one, perhaps rounded by the program."""

    of: str
    percent: Decimal = Decimal(100)
    is_rounded: bool = False


@dataclass(frozen=True, slots=True)
class Load:
    """Where a load comes from: fixed ``kg``, or round(of x percent/100 + pre x step) + post x step.

    ``percent`` None means 100 and prints empty. ``step`` None means the program's own step.
    """

    of: str | None = None
    percent: Decimal | None = None
    pre: Decimal = Decimal(0)
    post: Decimal = Decimal(0)
    step: Amount | None = None
    kg: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """Single-set steps: each step of the anchor gives one set one more repetition."""

    anchor: str
    sets: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Change:
    """One step of what a rule or a branch does to an anchor."""

    verb: Verb
    anchor: str
    value: Amount | None = None
    times: Amount | None = None
    source: str | None = None
    at_most: Amount | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """What follows inside the session when the reported value lies within ``when``."""

    when: Span
    do: tuple[Change, ...] = ()
    groups: tuple["Group", ...] = ()
    after: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """One printed line of equal sets. Exactly one of reps, reps_from, ladder is given."""

    sets: int = 1
    reps: Reps | None = None
    reps_from: str | None = None
    ladder: Ladder | None = None
    load: Load | None = None
    rpe: Decimal | None = None
    rir: Decimal | None = None
    rest_s: int | None = None
    tempo: str | None = None
    intent: Intent = "work"
    is_optional: bool = False
    is_result: bool = False
    has_shown_percent: bool = False
    shown_percent: Decimal | None = None
    report: str | None = None
    then: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """One exercise's place in a day; ``key`` is stable over weeks.

    ``pick`` chooses among several ``exercises`` and ``stage`` among several lists of ``stages``;
    without ``stage`` there is exactly one list. ``substitutes`` are what the coach would see done
    instead, best first.
    """

    key: str
    exercises: tuple[str, ...]
    stages: tuple[tuple[Group, ...], ...]
    pick: str | None = None
    stage: str | None = None
    superset: str | None = None
    is_main: bool = False
    rest_s: int | None = None
    tempo: str | None = None
    note: str = ""
    substitutes: tuple[str, ...] = ()

    @property
    def exercise(self) -> str:
        """The first movement, the only one unless ``pick`` chooses."""
        return self.exercises[0]

    @property
    def groups(self) -> tuple[Group, ...]:
        """The first list of groups, the only one unless ``stage`` chooses."""
        return self.stages[0]


@dataclass(frozen=True, slots=True)
class Day:
    """One session as written. ``day`` is its number in the week, None in a rotation."""

    slots: tuple[Slot, ...]
    day: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Week:
    """One calendar week of a mesocycle, numbered over the whole program."""

    week: int
    days: tuple[Day, ...]
    is_deload: bool = False


@dataclass(frozen=True, slots=True)
class Mesocycle:
    """One phase: calendar ``weeks``, or ``days`` taken in turn for ``sessions`` sessions."""

    name: str
    goal: Goal
    kind: Literal["calendar", "rotation"]
    weeks: tuple[Week, ...] = ()
    days: tuple[Day, ...] = ()
    rotation_per_week: int = 0
    sessions: int = 0
    ends: Ends = "weeks"
    priority: tuple[str, ...] = ()

    @property
    def week_count(self) -> int:
        """Weeks as written; a rotation's last partial week counts."""
        if self.kind == "calendar":
            return len(self.weeks)
        return -(-self.sessions // self.rotation_per_week)

    @property
    def sessions_per_week(self) -> int:
        """Sessions of the fullest week."""
        if self.kind == "calendar":
            return max(len(week.days) for week in self.weeks)
        return min(self.rotation_per_week, self.sessions)

    @property
    def all_days(self) -> Iterator[Day]:
        """Every day as written, in order."""
        for week in self.weeks:
            yield from week.days
        yield from self.days


@dataclass(frozen=True, slots=True)
class Condition:
    """A guard on an anchor."""

    anchor: str
    relation: Literal["<", ">=", "="]
    value: Amount


@dataclass(frozen=True, slots=True)
class Band:
    """What a rule does for one range of what it read. ``when`` None fits always."""

    changes: tuple[Change, ...]
    when: Span | None = None
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """What changes when results come in.

    ``slot`` None matches every slot, ``weeks`` None every week. ``apply`` is ``now``, ``week_end``
    or the weeks at whose end a change may take effect, ascending.
    """

    on: Literal["slot", "session", "week"]
    bands: tuple[Band, ...]
    slot: str | None = None
    weeks: frozenset[int] | None = None
    read: str | None = None
    minimum: Mapping[int, Decimal] = field(default_factory=dict)
    target: Mapping[int, Decimal] = field(default_factory=dict)
    apply: Literal["now", "week_end"] | tuple[int, ...] = "now"


@dataclass(frozen=True, slots=True)
class Result:
    """What was reported of one exposure; None where nothing was. ``fields`` by other names."""

    ok: bool | None = None
    reps: int | None = None
    load: Fraction | None = None
    test: Fraction | None = None
    fields: Mapping[str, Fraction] = field(default_factory=dict)

    def read(self, name: str) -> Fraction | None:
        """Return the reported value called ``name``; ``ok`` as 1 or 0."""
        if name == "ok":
            return None if self.ok is None else Fraction(self.ok)
        if name == "reps":
            return None if self.reps is None else Fraction(self.reps)
        if name == "load":
            return self.load
        if name == "test":
            return self.test
        return self.fields.get(name)


@dataclass(frozen=True, slots=True)
class Program:
    """A whole program. ``default_anchor`` maps an exercise to the anchor that a bare % means."""

    name: str
    mesocycles: tuple[Mesocycle, ...]
    summary: str = ""
    source: str = ""
    notes: str = ""
    rounding: Rounding = field(default_factory=Rounding)
    anchors: Mapping[str, Decimal] = field(default_factory=dict)
    derived: Mapping[str, Derived] = field(default_factory=dict)
    default_anchor: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    example_results: Mapping[str, tuple[Result | None, ...]] = field(default_factory=dict)

    @property
    def slots(self) -> Iterator[Slot]:
        """Every slot as written, in training order; a key comes once per day it is in."""
        for mesocycle in self.mesocycles:
            for day in mesocycle.all_days:
                yield from day.slots

    @property
    def week_count(self) -> int:
        """Weeks of the whole program as written."""
        return sum(mesocycle.week_count for mesocycle in self.mesocycles)


def exercise_names(program: Program) -> tuple[str, ...]:
    """Return each exercise once, in the order of first use."""
    names = {name: None for slot in program.slots for name in slot.exercises}
    return tuple(names)


def names_to_match(program: Program) -> tuple[str, ...]:
    """Return the exercises, then those that are named only as substitutes."""
    instead = {name: None for slot in program.slots for name in slot.substitutes}
    return tuple(dict.fromkeys((*exercise_names(program), *instead)))
