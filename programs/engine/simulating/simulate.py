"""Simulating a program: a virtual athlete trains it, and phases end as they would."""

from collections.abc import Callable, Container, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Protocol

from programs.engine.loads.loading import loadable, round_load
from programs.engine.program.parts import Program, exercise_names
from programs.engine.resolving.course import PlacedDay, place_days
from programs.engine.resolving.resolve import Walk
from programs.engine.resolving.resolved import Outcome, Resolution
from programs.engine.simulating.athlete import Athlete
from programs.engine.simulating.gaps import Gaps
from programs.engine.simulating.lifting import ChooseLoad
from programs.engine.simulating.opening import opening_values
from programs.engine.simulating.phase_ends import PhaseEnds
from programs.engine.simulating.simulated import SimulatedWeek, Simulation
from programs.engine.simulating.strength import Strength
from programs.engine.simulating.weeks import TrainingWeeks
from programs.engine.substitution.equipment import can_do, implement_of
from programs.engine.substitution.home import HomeVersion, home_version
from programs.engine.substitution.home_anchors import groups_of
from programs.engine.tables.catalogue_names import ExerciseOf, catalogue_exercise

MakeLoad = Callable[[str, Fraction], Decimal]


class Loads(Protocol):
    """Makes the load of an exercise from a target, as close as it can be or rounded down."""

    def __call__(self, exercise: str, target: Fraction) -> Decimal: ...

    def down(self, exercise: str, target: Fraction) -> Decimal: ...


def simulate(
    program: Program,
    *,
    athlete: Athlete,
    missed: Container[int] = frozenset(),
    exercise_of: ExerciseOf = catalogue_exercise,
    loads: Loads | None = None,
) -> Simulation:
    """Return how the athlete would live through the program, week by week.

    ``missed`` adds to the athlete's own missed sessions, by place in the course from 1: whoever
    wants chance draws them. Exercises that the athlete's equipment can't do are replaced first.
    At a phase's end the decision of spec 5.1 is taken; a coach who is asked agrees to a proposal
    and sends on what is held. ``loads`` makes them where the athlete's equipment is known better
    than the profile tells. Costs one resolution of the course. Raises AnchorRunsAway and
    SessionsDoNotFit.
    """
    version = _made_possible(program, athlete=athlete, exercise_of=exercise_of)
    strength = Strength(athlete, exercise_of=exercise_of)
    for change in version.changes if version else ():
        if change.share is not None:
            strength.learn(change.substitute, like=change.exercise, share=change.share)
    trained = version.program if version else program
    anchors = opening_values(trained, athlete=athlete, strength=strength)
    make_load = loads or _make_load(athlete, exercise_of=exercise_of)
    outcomes: dict[int, Outcome] = {}
    walk = Walk(trained, anchors=anchors, results=None, outcomes=outcomes, make_load=make_load)
    weeks = TrainingWeeks(
        trained,
        athlete=athlete,
        missed=missed,
        strength=strength,
        walk=walk,
        outcomes=outcomes,
        choose_load=(
            loads.down if loads else _choose_load(trained, athlete=athlete, exercise_of=exercise_of)
        ),
        gaps=Gaps(exercise_of=exercise_of),
    )
    ends = PhaseEnds(trained, athlete=athlete)
    lived = tuple(_live(trained, weeks=weeks, ends=ends))
    return Simulation(
        program=trained,
        weeks=lived,
        resolution=Resolution(
            sessions=tuple(one.session for week in lived for one in week.sessions),
            runs=tuple(walk.rules.runs),
            anchors=walk.anchors.snapshot(),
        ),
        course=tuple(ends.course),
        anchors=anchors,
        outcomes=outcomes,
        eases=weeks.eases,
        notes=(
            *_notes(version),
            *_unknown_lifts(trained, version, strength=strength, exercise_of=exercise_of),
        ),
    )


def _live(program: Program, *, weeks: TrainingWeeks, ends: PhaseEnds) -> Iterator[SimulatedWeek]:
    """Yield every week; the course grows at its end while phases are decided."""
    placed = 0
    while ends.is_going_on:
        days = list(place_days(program, course=ends.course))[placed:]
        placed += len(days)
        lived = [weeks.live(week) for week in _by_week(days)]
        decision = ends.decide(lived)
        yield from (*lived[:-1], replace(lived[-1], decision=decision))


def _by_week(days: list[PlacedDay]) -> Iterator[list[PlacedDay]]:
    for _, week in groupby(days, key=lambda day: (day.course_index, day.week_in_phase)):
        yield list(week)


def _made_possible(
    program: Program, *, athlete: Athlete, exercise_of: ExerciseOf
) -> HomeVersion | None:
    """Return the program with what the equipment can't do replaced; None where all can be done."""
    equipment = athlete.equipment
    rows = [exercise_of(name) for name in exercise_names(program)]
    if equipment is None or all(row is None or can_do(row, equipment=equipment) for row in rows):
        return None
    return home_version(program, equipment=equipment, exercise_of=exercise_of)


def _make_load(athlete: Athlete, *, exercise_of: ExerciseOf) -> MakeLoad | None:
    equipment = athlete.equipment
    if equipment is None:
        return None

    def make(exercise: str, target: Fraction) -> Decimal:
        implement = implement_of(exercise_of(exercise), equipment=equipment)
        return loadable(target, implement=implement).load_kg

    return make


def _choose_load(program: Program, *, athlete: Athlete, exercise_of: ExerciseOf) -> ChooseLoad:
    """Return how a load picked alone is made: rounded down (decision 10)."""
    equipment, step = athlete.equipment, program.rounding.step_kg

    def choose(exercise: str, target: Fraction) -> Decimal:
        if equipment is None:
            return round_load(target, step=step, mode="down")
        implement = implement_of(exercise_of(exercise), equipment=equipment, step_kg=step)
        return loadable(target, implement=implement, mode="down").load_kg

    return choose


def _unknown_lifts(
    program: Program,
    version: HomeVersion | None,
    *,
    strength: Strength,
    exercise_of: ExerciseOf,
) -> Iterator[str]:
    """Yield what the profile tells for nothing, and which loads it tells nothing of."""
    names = [*exercise_names(program), *_replaced(version)]
    trained = {strength.key(name) for name in names}
    for name in strength.told:
        if strength.key(name) not in trained and exercise_of(name) is None:
            yield f"The profile's {name} is no exercise of the program or the catalogue."
    loaded = {
        name
        for slot in program.slots
        for name in slot.exercises
        if any(group.load is not None for group in groups_of(slot))
    }
    for name in sorted(loaded):
        if strength.maximum(name) is None:
            yield f"The profile has no maximum of {name}: it is done as prescribed."


def _replaced(version: HomeVersion | None) -> tuple[str, ...]:
    return tuple(change.exercise for change in version.changes) if version else ()


def _notes(version: HomeVersion | None) -> Iterator[str]:
    if version is None:
        return
    for change in version.changes:
        yield f"{change.exercise} becomes {change.substitute}. {change.load}"
    for lost in version.not_kept:
        yield f"Not kept ({lost.place}): {lost.sentence}"
