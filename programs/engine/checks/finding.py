"""What a check found: which rule, where, what was measured, and how grave it is."""

from collections.abc import Sequence
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
        return self.words_in(() if self.week is None else (self.week,))

    def words_in(self, weeks: Sequence[int]) -> str:
        """Return the same for several weeks at once."""
        line = None if self.group is None else f"line {self.group + 1}"
        day = None if self.day is None else f"day {self.day}"
        parts = (self.phase, week_words(weeks), day, self.exercise, line)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach of one rule.

    ``place`` is where ``measured`` lies farthest outside; ``weeks`` are all weeks in which the same
    place breaks the rule, ascending. ``subject`` names the muscle or exercise measured, if one is.
    Bounds are inclusive, None is open.
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
    weeks: tuple[int, ...] = ()

    @property
    def where(self) -> str:
        """Return the place in words, with every week that is meant."""
        return self.place.words_in(self.weeks)


def week_words(weeks: Sequence[int]) -> str:
    """Return ascending weeks in words: week 2; weeks 1-3 and 5. Empty without any."""
    if not weeks:
        return ""
    spans = [[weeks[0], weeks[0]]]
    for before, week in pairwise(weeks):
        if week == before + 1:
            spans[-1][1] = week
        else:
            spans.append([week, week])
    texts = [str(first) if first == last else f"{first}-{last}" for first, last in spans]
    listed = " and ".join(filter(None, (", ".join(texts[:-1]), texts[-1])))
    return f"week{'s' if len(weeks) > 1 else ''} {listed}"
