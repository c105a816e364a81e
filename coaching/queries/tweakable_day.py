"""A session's day as its plan's program writes it, ready to be changed in cells."""

from dataclasses import dataclass
from datetime import datetime

from athletes.models import Plan, PlannedSession
from athletes.queries.own_program import own_program
from athletes.queries.trained_days import is_to_come, place_in_program
from programs.engine.building.anchors import default_anchors
from programs.engine.notation.printing import print_cell
from programs.engine.versions.trained import day_at


@dataclass(frozen=True, slots=True)
class TweakableSlot:
    """One exercise of the day, as the builder writes it. ``has_stages``: a cell flattens it."""

    key: str
    exercise: str
    cell: str
    note: str
    has_stages: bool


def get_tweakable_day(
    *, session: PlannedSession, plan: Plan, now: datetime
) -> tuple[TweakableSlot, ...] | None:
    """Return the day's exercises, None where it can't be changed any more. No query.

    ``session`` comes with ``phase`` and ``log``, ``plan`` with ``program_version`` selected.
    """
    program = own_program(plan)
    place = place_in_program(session, program=program)
    if place is None or not plan.is_running or not is_to_come(session, plan=plan, now=now):
        return None
    defaults = default_anchors(program)
    return tuple(
        TweakableSlot(
            key=slot.key,
            exercise=slot.exercise,
            cell=print_cell(
                slot.groups,
                rounding=program.rounding,
                default_anchor=defaults.get(slot.exercise),
                slot=slot.key,
            ),
            note=slot.note,
            has_stages=len(slot.stages) > 1,
        )
        for slot in day_at(program, place).slots
    )
