"""Versions as a row of phases with their lengths: what a running plan still has before it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from programs.engine.program import Mesocycle
from programs.models import ProgramVersion
from programs.queries.program_of import program_of


@dataclass(frozen=True, slots=True)
class PhaseOutline:
    """One mesocycle of a version."""

    name: str
    goal: str
    weeks: int
    mesocycle: Mesocycle

    @property
    def main_lifts(self) -> frozenset[str]:
        """The names of its main lifts."""
        slots = (slot for day in self.mesocycle.all_days for slot in day.slots)
        return frozenset(name for slot in slots if slot.is_main for name in slot.exercises)


def get_outlines(*, versions: Iterable[int]) -> Mapping[int, tuple[PhaseOutline, ...]]:
    """Return the phases of each version, by primary key. 1 query.

    The versions are those of plans or templates that the reader may see.
    """
    rows = ProgramVersion.objects.filter(pk__in=set(versions)).only("content_hash", "body")
    return {row.pk: outline_of(row) for row in rows}


def outline_of(version: ProgramVersion) -> tuple[PhaseOutline, ...]:
    """Return a version's phases in their order. No query when the body is at hand."""
    return tuple(
        PhaseOutline(phase.name, str(phase.goal), phase.week_count, phase)
        for phase in program_of(version).mesocycles
    )
