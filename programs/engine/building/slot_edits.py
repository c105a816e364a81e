"""Changing exercises of single days, as a coach writes them in cells."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from programs.engine.building.anchors import default_anchors, with_its_anchors
from programs.engine.errors import TrainingError
from programs.engine.notation.cells import parse_cell
from programs.engine.program.parts import Day, Program, Slot
from programs.engine.program.reading_program import read_program
from programs.engine.program.writing import program_to_dict
from programs.engine.versions.trained import DayPlace, day_at, with_days


@dataclass(frozen=True, slots=True)
class SlotEdit:
    """What one exercise of a day becomes; None leaves that as it is, the cell “-” leaves it out.

    A key that the day doesn't have adds an exercise, with a cell, behind the others.
    """

    key: str
    cell: str | None = None
    exercise: str | None = None
    note: str | None = None


class NothingToAdd(TrainingError):
    """A new exercise without a name or a cell."""

    def __init__(self) -> None:
        super().__init__("Name the exercise and write its sets, for example 3x8 @RIR2.")


def edit_slots(
    program: Program, *, places: Sequence[DayPlace], edits: Sequence[SlotEdit]
) -> Program:
    """Return the program with the edits made on each of the days that has the exercise.

    Raises CellInvalid, NothingToAdd and ProgramInvalid.
    """
    names = [edit.exercise for edit in edits if edit.exercise]
    defaults = default_anchors(program, exercises=names)
    days = []
    for place in places:
        day = day_at(program, place)
        for edit in edits:
            day = _edited(day, edit, program=program, defaults=defaults)
        days.append((place, day))
    used = {name: defaults[name] for name in names}
    program = replace(program, default_anchor={**program.default_anchor, **used})
    changed = with_its_anchors(with_days(program, days))
    return read_program(program_to_dict(changed))


def _edited(day: Day, edit: SlotEdit, *, program: Program, defaults: dict[str, str]) -> Day:
    slots = {slot.key: slot for slot in day.slots}
    old = slots.get(edit.key)
    if old is None and not (edit.exercise and edit.cell):
        raise NothingToAdd
    slot = old or Slot(key=edit.key, exercises=(edit.exercise or "",), stages=((),))
    if edit.exercise is not None and edit.exercise != slot.exercise:
        slot = replace(slot, exercises=(edit.exercise,), pick=None)
    if edit.note is not None:
        slot = replace(slot, note=edit.note)
    if edit.cell is not None:
        groups = parse_cell(
            edit.cell,
            rounding=program.rounding,
            default_anchor=defaults.get(slot.exercise),
            slot=slot.key,
        )
        slot = replace(slot, stages=(groups,), stage=None)
    slots[edit.key] = slot
    # A day without exercises is for the reader to refuse.
    return replace(day, slots=tuple(one for one in slots.values() if any(one.stages)))
