"""Resolved sessions as the rows that keep them."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from athletes.actions.group_lines import LINE_FIELDS, GroupLines, Groups
from athletes.models import Plan, PlanPhase
from programs.engine.program import Program
from programs.engine.resolving.resolve import ResolvedSession
from programs.engine.timeline import DAYS_A_WEEK, session_dates, weekdays_for

SETS_AT, FLOOR_AT = LINE_FIELDS.index("sets"), LINE_FIELDS.index("rep_floor")

GROUP_FIELDS = (*LINE_FIELDS, "load_kg", "target_kg", "base_kg", "made_as", "volume_owed")
"""What a stored group says, in the order of ``group_values``."""


def group_values(groups: Groups, *, lines: GroupLines) -> Iterator[tuple[Any, ...]]:
    """Yield the values of each group of a session, in order, as ``GROUP_FIELDS`` names them."""
    numbers, loads = groups
    for number, (load_kg, target, base, made_as) in zip(numbers, loads, strict=True):
        row = lines.rows[number]
        owed = owed_volume(sets=row[SETS_AT], rep_floor=row[FLOOR_AT], load_kg=load_kg)
        yield (*row, load_kg, _kilograms(target), _kilograms(base), made_as, owed)


def owed_volume(*, sets: int, rep_floor: int, load_kg: Decimal | None) -> Decimal:
    """Return the dose a group asks for: repetitions x kilograms, or repetitions without a load.

    The row keeps the dose done in the same unit. Spec 6.2, rule 6; decision 6.
    """
    reps = Decimal(sets * max(rep_floor, 1))
    return reps * load_kg if load_kg else reps


def phase_dates(
    *, phase: PlanPhase, program: Program, sessions: Sequence[ResolvedSession], plan: Plan
) -> dict[int, date]:
    """Return the day of each session of a phase by ordinal.

    Weeks are counted back from the phase's last day, which a pause may have moved. Raises
    TooFewWeekdays.
    """
    mesocycle = program.mesocycles[phase.mesocycle]
    weeks: list[list[ResolvedSession]] = [[] for _ in range(weeks_of(phase, program=program))]
    for session in sessions:
        weeks[session.week_in_phase - 1].append(session)
    count = mesocycle.sessions_per_week
    days = session_dates(
        start_on=phase.ends_on - timedelta(days=DAYS_A_WEEK * len(weeks) - 1),
        weekdays=plan.weekdays.get(str(count)) or weekdays_for(count),
        sessions_by_week=[len(week) for week in weeks],
    )
    return {
        session.ordinal: on
        for week, on_days in zip(weeks, days, strict=True)
        for session, on in zip(week, on_days, strict=True)
    }


def weeks_of(phase: PlanPhase, *, program: Program) -> int:
    """Return how many weeks a phase takes as it is run: one for an inserted deload."""
    if phase.kind == PlanPhase.Kind.INSERTED_DELOAD:
        return 1
    written = program.mesocycles[phase.mesocycle].week_count
    return written + len(phase.repeated_weeks) + phase.extra_weeks


def sessions_per_week(program: Program) -> tuple[int, ...]:
    """Return the different numbers of sessions a week that a program's phases have, ascending."""
    return tuple(sorted({mesocycle.sessions_per_week for mesocycle in program.mesocycles}))


def _kilograms(millionths: int | None) -> Decimal | None:
    return None if millionths is None else Decimal(millionths).scaleb(-6)
