"""Days without a lift in a simulation, and the lighter sessions that follow them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce

from programs.engine.progression.easing import AS_WRITTEN, Ease
from programs.engine.progression.gap import ease_after_gap, gap_policy
from programs.engine.tables import GapRow
from programs.engine.tables.catalogue import NO_FAMILY
from programs.engine.tables.catalogue_names import ExerciseOf
from programs.engine.tables.names import folded


@dataclass(frozen=True, slots=True)
class _Return:
    """A family trained again after a gap, for the first time in ``week`` on day ``on``."""

    policy: GapRow
    week: int
    on: date


class Gaps:
    """Counts the days of each lift family since its last work set. Spec 4, gap_policy.csv.

    A gap is one that a break or a missed session made: what the program itself trains seldom
    isn't lost. Every gap counts, one within the ramp of another too; the lighter of both holds.
    """

    def __init__(self, *, exercise_of: ExerciseOf) -> None:
        self._exercise_of = exercise_of
        self._trained_on: dict[str, date] = {}
        self._interrupted: set[str] = set()
        self._returns: dict[str, tuple[_Return, ...]] = {}

    def eases(self, exercises: Iterable[str], *, on: date, week: int) -> dict[str, Ease]:
        """Return how much lighter a session's exercises are that day, those as written left out."""
        eases = {name: self._ease(self._family(name), on=on, week=week) for name in exercises}
        return {name: ease for name, ease in eases.items() if ease != AS_WRITTEN}

    def rest(self) -> None:
        """Remember that nothing at all was trained for a while."""
        self._interrupted.update(self._trained_on)

    def miss(self, exercises: Iterable[str]) -> None:
        """Remember that exercises were due and not done."""
        self._interrupted.update(map(self._family, exercises))

    def train(self, exercises: Iterable[str], *, on: date, week: int) -> None:
        """Remember that exercises were done."""
        for family in set(map(self._family, exercises)):
            self._returns[family] = self._running(family, on=on, week=week)
            self._trained_on[family] = on
            self._interrupted.discard(family)

    def _ease(self, family: str, *, on: date, week: int) -> Ease:
        found = (
            ease_after_gap(one.policy, week=week - one.week, is_first=one.on == on)
            for one in self._running(family, on=on, week=week)
        )
        return reduce(Ease.and_then, (ease for ease in found if ease is not None), AS_WRITTEN)

    def _running(self, family: str, *, on: date, week: int) -> tuple[_Return, ...]:
        earlier = self._returns.get(family, ())
        trained_on = self._trained_on.get(family)
        if trained_on is None or family not in self._interrupted:
            return earlier
        return (*earlier, _Return(gap_policy((on - trained_on).days), week, on))

    def _family(self, exercise: str) -> str:
        row = self._exercise_of(exercise)
        if row is None:
            return folded(exercise)
        return row.slug if row.competition_family == NO_FAMILY else row.competition_family
