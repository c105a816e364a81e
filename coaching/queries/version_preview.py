"""A program as a coach reads it: a table a training day, exercises down, weeks across."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.engine.notation.cells import print_cell
from programs.engine.program import Day, Mesocycle, Program, Slot

NOT_TRAINED = "–"
# A group that only a rule can write out has no cell of its own.
HAS_NO_NOTATION = "{"
# A slot's own working weight goes without saying: what is left is what the coach decided.
OWN_WEIGHT = re.compile(r"@(\d+(?:\.\d+)?%)?\(w:[^)]*\)")


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One exercise with a cell a week."""

    exercise: str
    is_main: bool
    superset: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayTable:
    """One training day."""

    name: str
    rows: tuple[PreviewRow, ...]


@dataclass(frozen=True, slots=True)
class PhaseTables:
    """One phase; ``columns`` are its weeks, or one column where sessions rotate."""

    name: str
    goal: str
    length: str
    columns: tuple[str, ...]
    days: tuple[DayTable, ...]


def preview_phases(program: Program) -> tuple[PhaseTables, ...]:
    """Return the tables of each phase, cells in the notation they are typed in. No query."""
    return tuple(
        _rotation(program, phase) if phase.kind == "rotation" else _calendar(program, phase)
        for phase in program.mesocycles
    )


def _calendar(program: Program, phase: Mesocycle) -> PhaseTables:
    count = max((len(week.days) for week in phase.weeks), default=0)
    days = [[_nth(week.days, place) for week in phase.weeks] for place in range(count)]
    return PhaseTables(
        name=phase.name,
        goal=str(phase.goal),
        length=ngettext("%(weeks)d week", "%(weeks)d weeks", phase.week_count)
        % {"weeks": phase.week_count},
        columns=tuple(
            _("Week %(week)d, deload") % {"week": week.week}
            if week.is_deload
            else _("Week %(week)d") % {"week": week.week}
            for week in phase.weeks
        ),
        days=tuple(_table(program, days=row, place=place) for place, row in enumerate(days, 1)),
    )


def _rotation(program: Program, phase: Mesocycle) -> PhaseTables:
    return PhaseTables(
        name=phase.name,
        goal=str(phase.goal),
        length=_("%(sessions)d sessions, %(per_week)d a week")
        % {"sessions": phase.sessions, "per_week": phase.rotation_per_week},
        columns=(_("Every time"),),
        days=tuple(
            _table(program, days=[day], place=place) for place, day in enumerate(phase.days, 1)
        ),
    )


def _nth(days: tuple[Day, ...], place: int) -> Day | None:
    return days[place] if place < len(days) else None


def _table(program: Program, *, days: list[Day | None], place: int) -> DayTable:
    trained = [day for day in days if day is not None]
    slots: dict[tuple[str, str], Slot] = {}
    for day in trained:
        for slot in day.slots:
            slots.setdefault((slot.key, slot.exercises[0]), slot)
    names = (day.name for day in trained if day.name)
    return DayTable(
        name=next(names, _("Day %(place)d") % {"place": place}),
        rows=tuple(_row(program, key=key, slot=slot, days=days) for key, slot in slots.items()),
    )


def _row(
    program: Program, *, key: tuple[str, str], slot: Slot, days: list[Day | None]
) -> PreviewRow:
    return PreviewRow(
        exercise=" / ".join(slot.exercises),
        is_main=slot.is_main,
        superset=slot.superset or "",
        cells=tuple(_cell(program, key=key, day=day) for day in days),
    )


def _cell(program: Program, *, key: tuple[str, str], day: Day | None) -> str:
    found = [slot for slot in (day.slots if day else ()) if (slot.key, slot.exercises[0]) == key]
    if not found:
        return NOT_TRAINED
    slot = found[0]
    cells = [
        print_cell(
            [group],
            rounding=program.rounding,
            default_anchor=program.default_anchor.get(slot.exercises[0]),
            slot=slot.key,
        )
        for group in slot.stages[0]
    ]
    shown = [
        _("by rule") if cell.startswith(HAS_NO_NOTATION) else _without_own_weight(cell)
        for cell in cells
    ]
    return ", ".join(dict.fromkeys(shown)) if _("by rule") in shown else ", ".join(shown)


def _without_own_weight(cell: str) -> str:
    return OWN_WEIGHT.sub(lambda found: f"@{found[1]}" if found[1] else "", cell)
