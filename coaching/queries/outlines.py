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


def get_versions(*, versions: Iterable[int]) -> Mapping[int, ProgramVersion]:
    """Return versions with their template by primary key, without their bodies. 1 query.

    They are those of plans or templates that the reader may see.
    """
    rows = ProgramVersion.objects.filter(pk__in=set(versions)).select_related("template")
    return {row.pk: row for row in rows.defer("body")}


def outline_of(version: ProgramVersion) -> tuple[PhaseOutline, ...]:
    """Return a version's phases in their order.

    No query when the body is at hand or this process has read the program; else 1.
    """
    return tuple(
        PhaseOutline(phase.name, str(phase.goal), phase.week_count, phase)
        for phase in program_of(version).mesocycles
    )
