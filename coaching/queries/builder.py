"""What the builder shows of a draft: its phases as a strip, one of them as cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from programs.engine.building.sheet import sheet_of
from programs.engine.program import Program
from programs.models import ProgramVersion
from programs.queries.program_of import program_of

Lines = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class StripPhase:
    """One mesocycle on the strip; ``index`` counts from 0, weeks over the whole program."""

    index: int
    name: str
    goal: str
    first_week: int
    weeks: int
    is_unread: bool

    @property
    def last_week(self) -> int:
        return self.first_week + self.weeks - 1


@dataclass(frozen=True, slots=True)
class BuilderPage:
    """A draft open at one phase. ``lines`` are its cells as typed last, read or not."""

    version: ProgramVersion
    phase: int
    phases: tuple[StripPhase, ...]
    lines: Lines

    @property
    def open_phase(self) -> StripPhase:
        return self.phases[self.phase]


def get_builder(*, user: Any, key: int, phase: int) -> BuilderPage:
    """Return a draft that the person may change, open at a phase, the first if there is no such.

    2 queries. Raises ProgramVersion.DoesNotExist.
    """
    versions = ProgramVersion.objects.editable_by(user).select_related("template")
    version = versions.get(pk=key)
    typed = dict(version.typed_sheets.values_list("phase", "lines"))
    program = program_of(version)
    index = phase if 0 <= phase < len(program.mesocycles) else 0
    return BuilderPage(
        version=version,
        phase=index,
        phases=strip_of(program, unread=typed),
        lines=typed.get(index) or sheet_of(program, phase=index),
    )


def strip_of(program: Program, *, unread: Any = ()) -> tuple[StripPhase, ...]:
    """Return the phases in order; ``unread`` are those whose cells can't be read."""
    found, first = [], 1
    for index, phase in enumerate(program.mesocycles):
        found.append(
            StripPhase(
                index=index,
                name=phase.name,
                goal=str(phase.goal),
                first_week=first,
                weeks=phase.week_count,
                is_unread=index in unread,
            )
        )
        first += phase.week_count
    return tuple(found)
