"""What a simulation's lifts come to: the heaviest load and the estimated maximum by week."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from athletes.queries.loads import Loads
from programs.engine.resolving.results import PerformedSet
from programs.engine.simulating.evidence import day_points
from programs.engine.simulating.simulated import SimulatedWeek, Simulation
from programs.engine.units import plain, rounded

MOST_LIFTS = 6
PLACES = 1


@dataclass(frozen=True, slots=True)
class LiftWeek:
    """A lift's week: its heaviest work set, and the best estimate of its sets; None without."""

    week: int
    starts_on: date
    load: Decimal | None
    reps: int | None
    estimate: Decimal | None


@dataclass(frozen=True, slots=True)
class LiftCourse:
    """A lift with each week in which it was trained."""

    name: str
    weeks: tuple[LiftWeek, ...]

    @property
    def by_week(self) -> Mapping[int, LiftWeek]:
        """The weeks by their number."""
        return {one.week: one for one in self.weeks}


def lift_courses(simulation: Simulation, *, loads: Loads) -> tuple[LiftCourse, ...]:
    """Return the lifts that carry a load, main ones first, at most six; in the reader's unit."""
    slots = [
        slot for week in simulation.weeks for one in week.sessions for slot in one.session.slots
    ]
    ordered = sorted(slots, key=lambda slot: not slot.is_main)
    names = dict.fromkeys(slot.exercise for slot in ordered)
    courses = (
        LiftCourse(name, tuple(_weeks(name, simulation.weeks, loads=loads))) for name in names
    )
    found = [one for one in courses if any(week.load is not None for week in one.weeks)]
    return tuple(found[:MOST_LIFTS])


def _weeks(name: str, weeks: Sequence[SimulatedWeek], *, loads: Loads) -> Iterator[LiftWeek]:
    for week in weeks:
        sets = list(_sets(name, week))
        if not sets:
            continue
        heaviest = max(
            (one for one in sets if one.load_kg), key=lambda one: one.load_kg or 0, default=None
        )
        yield LiftWeek(
            week=week.number,
            starts_on=week.starts_on,
            load=loads.shown_or_none(heaviest.load_kg) if heaviest else None,
            reps=heaviest.reps if heaviest else None,
            estimate=_estimate(name, week, loads=loads),
        )


def _sets(name: str, week: SimulatedWeek) -> Iterator[PerformedSet]:
    for session in week.sessions:
        for lifted in session.lifted:
            if lifted.slot.exercise == name:
                yield from (one for one in lifted.sets if one.reps and not one.is_warmup)


def _estimate(name: str, week: SimulatedWeek, *, loads: Loads) -> Decimal | None:
    found = [
        point.e1rm_kg
        for session in week.sessions
        for exercise, point in day_points(session)
        if exercise == name
    ]
    if not found:
        return None
    return plain(rounded(loads.shown(rounded(max(found), places=3)), places=PLACES))
