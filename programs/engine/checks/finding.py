"""What a check found: which rule, where, what was measured, and how grave it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise


class Severity(StrEnum):
    """How grave a finding is. Spec 1.2.

    An error keeps a version from being published, a warning wants a coach's acknowledgment,
    advice is only shown.
    """

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"

    @property
    def rank(self) -> int:
        """Return 0 for the gravest."""
        return tuple(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a program something is.

    ``mesocycle`` and ``group`` count from 0, ``week`` and ``day`` are the printed numbers. None
    where the whole phase, week, day or slot is meant. ``phase`` and ``exercise`` are the names
    that a coach reads.
    """

    mesocycle: int
    phase: str
    week: int | None = None
    day: int | None = None
    slot: str | None = None
    exercise: str | None = None
    group: int | None = None

    @property
    def words(self) -> str:
        """Return the place in words: Hypertrophy 1, week 2, day 1, Bench Press, line 1."""
        return where_words((self,))


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach of one rule.

    ``place`` is where ``measured`` lies farthest outside; ``places`` are all where the same thing
    breaks the rule, in training order. ``subject`` names the muscle or exercise measured, if one
    is. Bounds are inclusive, None is open.
    """

    rule: str
    severity: Severity
    place: Place
    measured: Fraction
    lower: Decimal | None
    upper: Decimal | None
    unit: str
    sentence: str
    source: str
    subject: str = ""
    places: tuple[Place, ...] = ()

    @property
    def weeks(self) -> tuple[int, ...]:
        """Return the weeks of the places, ascending; empty where the whole phase is meant."""
        return _numbers(place.week for place in self.places)

    @property
    def where(self) -> str:
        """Return the places in words: all weeks, all days, all lines."""
        return where_words(self.places or (self.place,))


def where_words(places: Sequence[Place]) -> str:
    """Return places of one phase and exercise in words: Build, weeks 1-3, day 1, Squat, line 1.

    Weeks, days and lines are each told together; which belongs to which, the places tell.
    """
    first = places[0]
    lines = _numbers(None if place.group is None else place.group + 1 for place in places)
    parts = (
        first.phase,
        week_words(_numbers(place.week for place in places)),
        _numbered("day", _numbers(place.day for place in places)),
        first.exercise,
        _numbered("line", lines),
    )
    return ", ".join(part for part in parts if part)


def week_words(weeks: Sequence[int]) -> str:
    """Return ascending weeks in words: week 2; weeks 1-3 and 5. Empty without any."""
    return _numbered("week", weeks)


def _numbers(numbers: Iterable[int | None]) -> tuple[int, ...]:
    return tuple(sorted({number for number in numbers if number is not None}))


def _numbered(noun: str, numbers: Sequence[int]) -> str:
    if not numbers:
        return ""
    spans = [[numbers[0], numbers[0]]]
    for before, number in pairwise(numbers):
        if number == before + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    texts = [str(first) if first == last else f"{first}-{last}" for first, last in spans]
    listed = " and ".join(filter(None, (", ".join(texts[:-1]), texts[-1])))
    return f"{noun}{'s' if len(numbers) > 1 else ''} {listed}"
