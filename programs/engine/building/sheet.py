"""A phase of a program as a sheet of cells, and back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from programs.engine.building.anchors import default_anchors, with_its_anchors
from programs.engine.building.weeks import with_mesocycles
from programs.engine.notation.mesocycle import parse_mesocycle, print_mesocycle
from programs.engine.notation.printing_mesocycle import PARTED
from programs.engine.notation.sheets import parse_sheet, print_sheet
from programs.engine.program.parts import Day, Mesocycle, Program
from programs.engine.program.reading_program import read_program
from programs.engine.program.writing import program_to_dict

Lines = list[tuple[str, ...]]


def sheet_of(program: Program, *, phase: int) -> Lines:
    """Return the cells of a phase, exercises down and weeks across; ``phase`` counts from 0.

    Lines without cells part the training days; a bare % means ``default_anchors``.
    """
    text = print_mesocycle(
        program.mesocycles[phase],
        rounding=program.rounding,
        default_anchor=default_anchors(program),
    )
    return parse_sheet(text)


def with_sheet(program: Program, *, phase: int, lines: Iterable[tuple[str, ...]]) -> Program:
    """Return the program with a phase as its cells say; weeks after it are numbered on.

    Rules and example results of exercises that are gone go with them; an exercise that stands
    where another stood keeps its key, if a rule speaks of it. Raises MesocycleTextInvalid with
    every cell that can't be read, ProgramInvalid for what is wrong beyond them.
    """
    sheet = [tuple(line) for line in lines]
    names = [name.strip() for line in sheet for cell in line for name in cell.split(PARTED)]
    phases = list(program.mesocycles)
    phases[phase] = read_phase(program, origin=phase, lines=sheet, names=names)
    return with_phases(program, phases, origins=range(len(phases)), names=names)


def read_phase(
    program: Program, *, origin: int | None, lines: Iterable[tuple[str, ...]], names: Iterable[str]
) -> Mesocycle:
    """Return the phase that cells say; ``origin`` is which it was, None for a new one.

    ``names`` may be exercises still to come. Raises MesocycleTextInvalid.
    """
    typed = parse_mesocycle(
        print_sheet(list(lines)),
        rounding=program.rounding,
        default_anchor=default_anchors(program, exercises=names),
    )
    if origin is None:
        return typed
    return _with_old_keys(typed, old=program.mesocycles[origin], ruled=_ruled(program))


def with_phases(
    program: Program,
    phases: Sequence[Mesocycle],
    *,
    origins: Sequence[int | None],
    names: Iterable[str],
) -> Program:
    """Return the program with phases that were typed, its anchors those they name.

    ``origins`` and ``names`` are as for ``read_phase``. Raises ProgramInvalid.
    """
    changed = with_mesocycles(program, phases, origins=origins)
    # A name typed with space around it is that name, whatever was looked for.
    defaults = default_anchors(
        program, exercises=[*names, *(one.exercise for one in changed.slots)]
    )
    used = {slot.exercise: defaults[slot.exercise] for slot in changed.slots}
    changed = replace(changed, default_anchor={**program.default_anchor, **used})
    return read_program(program_to_dict(with_its_anchors(changed)))


def _ruled(program: Program) -> set[str]:
    return {rule.slot for rule in program.rules if rule.slot} | set(program.example_results)


def _with_old_keys(typed: Mesocycle, *, old: Mesocycle, ruled: set[str]) -> Mesocycle:
    """Return the phase with the key of the slot that was in the same place, if a rule needs it."""
    before, now = dict(_places(old)), dict(_places(typed))
    renamed = {
        now[place]: key
        for place, key in before.items()
        if key in ruled
        and key not in now.values()
        and place in now
        and now[place] not in before.values()
    }
    if not renamed:
        return typed
    weeks = (
        replace(week, days=tuple(_renamed(day, renamed) for day in week.days))
        for week in typed.weeks
    )
    return replace(
        typed, weeks=tuple(weeks), days=tuple(_renamed(day, renamed) for day in typed.days)
    )


def _places(phase: Mesocycle) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield where each slot of the first week stands, the day and the row in it, and its key."""
    for number, day in enumerate(phase.weeks[0].days if phase.weeks else phase.days):
        for row, slot in enumerate(day.slots):
            yield (number, row), slot.key


def _renamed(day: Day, renamed: Mapping[str, str]) -> Day:
    slots = (replace(slot, key=renamed.get(slot.key, slot.key)) for slot in day.slots)
    return replace(day, slots=tuple(slots))
