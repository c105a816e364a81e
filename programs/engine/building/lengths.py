"""A program whose phases last longer or shorter than written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from programs.engine.building.phases import with_phase
from programs.engine.building.weeks import with_mesocycles
from programs.engine.composing.templates import Equipment
from programs.engine.goals import Goal
from programs.engine.program.parts import Mesocycle, Program
from programs.engine.program.reading_program import read_program
from programs.engine.program.writing import program_to_dict


@dataclass(frozen=True, slots=True)
class PhaseWeeks:
    """A phase of the new program: which one it was, counted from 0, and how long it is now.

    ``origin`` None: it wasn't there; its weeks are sample weeks of the goal.
    """

    origin: int | None
    goal: Goal
    weeks: int


def with_lengths(
    program: Program, phases: Sequence[PhaseWeeks], *, equipment: Equipment = "GYM"
) -> Program:
    """Return the program with these phases in order; the first is one of its own.

    A longer phase repeats its last loading week, a shorter one loses it; rules stay with the weeks
    they speak of. Raises ProgramInvalid where it gets too long.
    """
    kept = [phase for phase in phases if phase.origin is not None]
    origins = [phase.origin for phase in kept]
    lasting = [_lasting(program.mesocycles[one.origin or 0], weeks=one.weeks) for one in kept]
    changed = read_program(program_to_dict(with_mesocycles(program, lasting, origins=origins)))
    for place, phase in enumerate(phases):
        if phase.origin is None:
            changed = with_phase(
                changed, goal=phase.goal, weeks=phase.weeks, after=place - 1, equipment=equipment
            )
    return changed


def _lasting(phase: Mesocycle, *, weeks: int) -> Mesocycle:
    if weeks == phase.week_count:
        return phase
    if phase.kind == "rotation":
        return replace(phase, sessions=weeks * phase.rotation_per_week)
    found = list(phase.weeks)
    while len(found) != weeks:
        # A light week at the end stays at the end. Decision 13: the last loading one is repeated.
        last = max(
            (place for place, week in enumerate(found) if not week.is_deload),
            default=len(found) - 1,
        )
        found[last : last + 1] = [found[last]] * 2 if len(found) < weeks else []
    return replace(phase, weeks=tuple(found))
