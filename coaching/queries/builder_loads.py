"""A phase of a draft with one athlete's real loads, cell by cell."""

from datetime import datetime
from decimal import Decimal

from athletes.actions.opening_values import opening_values
from athletes.models import Athlete
from athletes.queries.load_maker import LoadMaker
from athletes.queries.loads import Loads
from programs.engine.building.sheet import sheet_of
from programs.engine.building.sheet_map import Cell, SheetMap
from programs.engine.checks.finding import Place
from programs.engine.resolving.resolve import ResolvedSession, ResolvedSlot, resolve
from programs.models import ProgramVersion
from programs.queries.program_of import program_of

NO_LOAD = "?"


def get_loads(
    *, version: ProgramVersion, phase: int, athlete: Athlete, now: datetime
) -> dict[Cell, str]:
    """Return by cell the loads that the athlete would lift, from what is known of them today.

    In the athlete's unit, of their equipment; "?" where their number isn't known. 6 queries.
    ``athlete`` comes with its equipment. Raises AnchorRunsAway.
    """
    program = program_of(version)
    openings = opening_values(version=version, athletes=[athlete], given={}, now=now)
    unit = Loads.of(athlete)
    exercises = {row.name: row.exercise for row in version.exercises.select_related("exercise")}
    make_load = LoadMaker(
        rounding=program.rounding,
        unit=unit.unit,
        equipment=getattr(athlete, "equipment", None),
        exercises=exercises,
    )
    resolution = resolve(
        program,
        anchors={opening.name: opening.value for opening in openings[athlete.pk]},
        make_load=make_load,
    )
    sheet = SheetMap(sheet_of(program, phase=phase))
    found: dict[Cell, str] = {}
    for session in resolution.sessions:
        if session.mesocycle != phase:
            continue
        for slot in session.slots:
            text = _text(slot, unit)
            if text:
                found.update(dict.fromkeys(sheet.cells([_place(session, slot)]), text))
    return found


def _place(session: ResolvedSession, slot: ResolvedSlot) -> Place:
    return Place(
        mesocycle=session.mesocycle,
        phase="",
        week=session.week,
        day=session.day,
        slot=slot.key,
        exercise=slot.exercise,
    )


def _text(slot: ResolvedSlot, unit: Loads) -> str:
    """Return the loads of a slot's groups: 60, 70, 80 kg; nothing where none is asked."""
    loads = [group.load_kg for group in slot.groups if group.source is not None]
    if not loads:
        return ""
    words = [NO_LOAD if load is None else _plain(unit.shown(load)) for load in loads]
    return f"{', '.join(dict.fromkeys(words))} {unit.unit}"


def _plain(load: Decimal) -> str:
    return f"{load.normalize():f}"
