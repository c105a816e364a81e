"""Phases of a program added, doubled, moved and taken out."""

from collections.abc import Callable
from dataclasses import replace

from programs.engine.building.anchors import with_its_anchors
from programs.engine.building.weeks import moved_rules, with_mesocycles
from programs.engine.composing.course import BUILDING, CoursePhase, compose_course
from programs.engine.composing.templates import Equipment, days_offered
from programs.engine.errors import TrainingError
from programs.engine.goals import Goal
from programs.engine.program.parts import Mesocycle, Program, Week
from programs.engine.program.reading_program import read_program
from programs.engine.program.writing import program_to_dict
from programs.engine.schemes.deload import light_slot

WEEKS_OF_SOURCE = 4


class LastPhase(TrainingError):
    """A program without any phase can't be."""

    def __init__(self) -> None:
        super().__init__("This is the program's only phase: add another one before taking it out.")


def with_phase(
    program: Program, *, goal: Goal, weeks: int, after: int, equipment: Equipment = "GYM"
) -> Program:
    """Return the program with a phase behind phase ``after``, both counted from 0.

    A deload eases the last loading week before it; all others are of the sample weeks. Loads that
    those need start unknown; their rules come along, but for exercises that have rules already.
    Raises CompositionInvalid, ProgramInvalid.
    """
    if goal is Goal.DELOAD and program.mesocycles[after].kind == "calendar":
        light = _lightened(program.mesocycles[after], weeks, name=_free_name(program, goal))
        return _placed(
            program, lambda phases: [*phases[: after + 1], (None, light), *phases[after + 1 :]]
        )
    sample, made = _sample(goal, weeks, equipment)
    phases = list(program.mesocycles)
    phases.insert(after + 1, replace(made, name=_free_name(program, goal)))
    origins = [*range(after + 1), None, *range(after + 1, len(program.mesocycles))]
    changed = with_mesocycles(program, phases, origins=origins)
    first = sum(phase.week_count for phase in changed.mesocycles[: after + 1]) + 1
    keys = {slot.key for day in made.all_days for slot in day.slots}
    ruled = {rule.slot for rule in program.rules}
    rules = moved_rules(
        (rule for rule in sample.rules if rule.slot in keys and rule.slot not in ruled),
        moved={week.week: first + place for place, week in enumerate(made.weeks)},
    )
    return _read(
        replace(
            changed,
            anchors={**sample.anchors, **program.anchors},
            default_anchor={**sample.default_anchor, **program.default_anchor},
            rules=(*changed.rules, *rules),
        )
    )


def with_copy(program: Program, *, phase: int) -> Program:
    """Return the program with a phase twice in a row. Raises ProgramInvalid where it gets too long.

    What rules say of single weeks stays with the first of the two.
    """
    old = program.mesocycles[phase]
    copy = replace(old, name=_free_name(program, old.goal))
    return _placed(
        program,
        lambda phases: [*phases[: phase + 1], (None, copy), *phases[phase + 1 :]],
    )


def without_phase(program: Program, *, phase: int) -> Program:
    """Return the program without a phase; its rules go along. Raises LastPhase."""
    if len(program.mesocycles) == 1:
        raise LastPhase
    return _placed(program, lambda phases: [*phases[:phase], *phases[phase + 1 :]])


def with_phase_moved(program: Program, *, phase: int, to: int) -> Program:
    """Return the program with a phase in another place; ``to`` counts from 0 without it."""

    def moved(phases: "_Phases") -> "_Phases":
        rest = [*phases[:phase], *phases[phase + 1 :]]
        return [*rest[:to], phases[phase], *rest[to:]]

    return _placed(program, moved)


_Phases = list[tuple[int | None, Mesocycle]]


def _placed(program: Program, place: Callable[[_Phases], _Phases]) -> Program:
    placed = place(list(enumerate(program.mesocycles)))
    return _read(
        with_mesocycles(
            program,
            [phase for _, phase in placed],
            origins=[origin for origin, _ in placed],
        )
    )


def _read(program: Program) -> Program:
    return read_program(program_to_dict(with_its_anchors(program)))


def _lightened(before: Mesocycle, count: int, *, name: str) -> Mesocycle:
    """Return weeks like the last loading one: half the sets, 0.9 of the load, four in reserve."""
    loading = [week for week in before.weeks if week.days and not week.is_deload]
    days = tuple(
        replace(
            day,
            slots=tuple(light_slot(slot, key=f"light-{slot.key}") for slot in day.slots),
        )
        for day in (loading or before.weeks)[-1].days
    )
    weeks = tuple(Week(week=place + 1, days=days, is_deload=True) for place in range(count))
    return Mesocycle(name=name, goal=Goal.DELOAD, kind="calendar", weeks=weeks)


def _sample(goal: Goal, weeks: int, equipment: Equipment) -> tuple[Program, Mesocycle]:
    """Return a program of sample weeks, and its phase for the goal."""
    source = goal if goal in BUILDING else Goal.STRENGTH
    course = [CoursePhase(source, weeks if goal is source else WEEKS_OF_SOURCE)]
    course += [] if goal is source else [CoursePhase(goal, weeks)]
    days = {source: min(days_offered(equipment=equipment, goal=source))}
    sample = compose_course(course, name="Sample", equipment=equipment, days=days)
    return sample, sample.mesocycles[-1]


def _free_name(program: Program, goal: Goal) -> str:
    """Return a name by the goal that no phase has yet: Strength, Strength 2."""
    taken = {phase.name for phase in program.mesocycles}
    names = (
        goal.value.capitalize() + (f" {number}" if number > 1 else "") for number in range(1, 999)
    )
    return next(name for name in names if name not in taken)
