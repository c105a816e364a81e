"""A whole program as sheets of cells, one a phase, and back."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase

from programs.engine.building.sheet import Lines, read_phase, sheet_of, with_phases
from programs.engine.errors import TrainingError
from programs.engine.notation.mesocycle import MesocycleTextInvalid, TextFault
from programs.engine.notation.printing_mesocycle import PARTED
from programs.engine.program.parts import Program

_DAY = re.compile(r"(day|session)\s*\d*", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook: its name and its cells, from the first line and column on."""

    name: str
    lines: tuple[tuple[str, ...], ...]

    @property
    def is_phase(self) -> bool:
        """True where a mesocycle or a training day begins on it; other sheets are notes."""
        firsts = [line[0].strip() for line in self.lines if line]
        heads = {"mesocycle", "mesocycle:"}
        return any(first.lower() in heads or _DAY.fullmatch(first) for first in firsts)

    @property
    def phase_name(self) -> str:
        """What the sheet calls its mesocycle, empty where it says nothing."""
        named = (line for line in self.lines if len(line) > 1)
        found = (line[1] for line in named if line[0].lower().rstrip(":") == "mesocycle")
        return next(found, "").strip()


@dataclass(frozen=True, slots=True)
class SheetFault:
    """One thing wrong with a workbook, and in which cell of which sheet."""

    sheet: str
    fault: TextFault

    def __str__(self) -> str:
        column = column_letters(self.fault.cell)
        place = f"{self.sheet}, {column}{self.fault.line}"
        return f"{place}: {self.fault.problem}; {self.fault.fix}."


class WorkbookInvalid(TrainingError):
    """A workbook that cannot be read; ``faults`` lists every cell that is wrong."""

    def __init__(self, faults: Iterable[SheetFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class NoPhaseInWorkbook(TrainingError):
    """A workbook in which no sheet is a mesocycle."""

    def __init__(self) -> None:
        super().__init__(
            "No sheet begins with Mesocycle in A1; export a version to see how one is laid out."
        )


def sheets_of(program: Program) -> tuple[Lines, ...]:
    """Return the cells of every phase, in order."""
    return tuple(sheet_of(program, phase=phase) for phase in range(len(program.mesocycles)))


def with_sheets(program: Program, *, sheets: Sequence[Sheet]) -> Program:
    """Return the program with its phases as the sheets say, in their order.

    A sheet is the phase of its name, else the one in its place, else a new one; a phase without
    a sheet goes. Raises NoPhaseInWorkbook, WorkbookInvalid, ProgramInvalid.
    """
    phases = _tidied(program, [sheet for sheet in sheets if sheet.is_phase])
    if not phases:
        raise NoPhaseInWorkbook
    lines = (line for sheet in phases for line in sheet.lines)
    names = [name.strip() for line in lines for cell in line for name in cell.split(PARTED)]
    origins = _origins(program, phases)
    typed, faults = [], list[SheetFault]()
    for sheet, origin in zip(phases, origins, strict=True):
        try:
            typed.append(read_phase(program, origin=origin, lines=sheet.lines, names=names))
        except MesocycleTextInvalid as error:
            faults += [SheetFault(sheet.name, fault) for fault in error.faults]
    if faults:
        raise WorkbookInvalid(faults)
    return with_phases(program, typed, origins=origins, names=names)


def _tidied(program: Program, sheets: Iterable[Sheet]) -> list[Sheet]:
    """Return the sheets without space around cells, unless the program says it with that space."""
    meant = {cell for lines in sheets_of(program) for line in lines for cell in line}
    return [
        replace(
            sheet,
            lines=tuple(
                tuple(cell if cell in meant else cell.strip() for cell in line)
                for line in sheet.lines
            ),
        )
        for sheet in sheets
    ]


def _origins(program: Program, sheets: Sequence[Sheet]) -> list[int | None]:
    """Return which phase each sheet was, counted from 0, None for a new one."""
    left = dict(enumerate(phase.name for phase in program.mesocycles))
    found: list[int | None] = []
    for sheet in sheets:
        same = next((index for index, name in left.items() if name == sheet.phase_name), None)
        found.append(same)
        if same is not None:
            del left[same]
    for place, origin in enumerate(found):
        if origin is None and place in left:
            found[place] = place
            del left[place]
    return found


def column_letters(number: int) -> str:
    """Return a column as spreadsheets call it; ``number`` counts from 1."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, len(ascii_uppercase))
        letters = ascii_uppercase[letter] + letters
    return letters
