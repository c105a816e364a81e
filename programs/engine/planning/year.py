"""A planned year: its phases with their days, and what each is there for."""

from dataclasses import dataclass
from datetime import date, timedelta

from programs.engine.errors import TrainingError
from programs.engine.goals import Goal
from programs.engine.planning.wishes import YearWishes
from programs.engine.timeline import DAYS_A_WEEK


class NoSuchPhase(TrainingError):
    """A year has no phase of that key."""

    def __init__(self, key: str, *, known: tuple[str, ...]) -> None:
        super().__init__(f"The year has no phase {key}: choose one of {', '.join(known)}.")


@dataclass(frozen=True, slots=True)
class PlannedPhase:
    """One phase of a year. ``key`` stays with it when the year is changed.

    ``is_pause``: no session at all. ``is_fixed``: the calendar holds it (a holiday, an event and
    the peak before it). ``is_pinned``: the coach does.
    """

    key: str
    goal: Goal
    starts_on: date
    weeks: int
    why: str
    is_pause: bool = False
    is_fixed: bool = False
    is_pinned: bool = False

    @property
    def name(self) -> str:
        """The key as people say it: ``hypertrophy 2``."""
        return self.key.replace("-", " ")

    @property
    def ends_on(self) -> date:
        """Its last day."""
        return self.starts_on + timedelta(days=self.weeks * DAYS_A_WEEK - 1)

    @property
    def stays(self) -> bool:
        """True where its days don't move with those of other phases."""
        return self.is_fixed or self.is_pinned

    @property
    def builds(self) -> bool:
        """True for hypertrophy and strength, the phases that may be stretched."""
        return self.goal in {Goal.HYPERTROPHY, Goal.STRENGTH}


@dataclass(frozen=True, slots=True)
class YearPlan:
    """The phases of a year in order, without gap or overlap, and the wishes they come from.

    ``is_open``: its last day isn't held, so a longer phase makes it end later.
    """

    wishes: YearWishes
    phases: tuple[PlannedPhase, ...]
    is_open: bool = False

    def place_of(self, key: str) -> int:
        """Return where the phase of that key stands, from 0. Raises ``NoSuchPhase``."""
        for place, phase in enumerate(self.phases):
            if phase.key == key:
                return place
        raise NoSuchPhase(key, known=tuple(phase.key for phase in self.phases))

    def phase(self, key: str) -> PlannedPhase:
        """Return the phase of that key. Raises ``NoSuchPhase``."""
        return self.phases[self.place_of(key)]
