"""Loading weeks: repetitions in reserve that ramp down, or a share of the maximum at an RPE."""

from decimal import Decimal
from fractions import Fraction

from programs.engine import tables
from programs.engine.composing.groups import (
    days_of,
    group_of,
    share_of_maximum,
    working_weight,
)
from programs.engine.composing.rules import Prescribed
from programs.engine.composing.templates import weekly_sets
from programs.engine.goals import Goal
from programs.engine.program.parts import Group, Mesocycle, Week
from programs.engine.progression.ramps import rir_ramp
from programs.engine.tables import TemplateRow
from programs.engine.units import plain, rounded

# H08 and the seed: the ramp runs a repetition either side of the table's target, 3 to 1 at RPE 8.
RIR_AROUND_TARGET = Fraction(1)
RIR_BAND = (Fraction(0), Fraction(4))
OPENING_RPE = Decimal(7)
"""M06, spec 5.2: the top sets of the first strength week."""

PRIORITY_FROM_SETS = 10
"""H18: a muscle with ten fractional sets a week or more is one the phase is for."""


def loading_weeks(
    goal: Goal, items: tuple[Prescribed, ...], *, first_week: int, count: int, name: str
) -> Mesocycle:
    """Return a hypertrophy or strength phase of so many weeks."""
    return Mesocycle(
        name=name,
        goal=goal,
        kind="calendar",
        weeks=tuple(
            Week(
                week=first_week + place,
                days=days_of(items, {item.key: (_loaded(item, place, count),) for item in items}),
            )
            for place in range(count)
        ),
        priority=_priority(items) if goal is Goal.HYPERTROPHY else (),
    )


def strength_rpe(row: TemplateRow, *, place: int) -> Decimal:
    """Return the target of a strength week, counted from 0; main lifts open at RPE 7."""
    if row.is_main_lift and place == 0:
        return plain(min(OPENING_RPE, row.target_rpe))
    return plain(row.target_rpe)


def _priority(items: tuple[Prescribed, ...]) -> tuple[str, ...]:
    sets = weekly_sets(item.row for item in items)
    return tuple(
        muscle for muscle in tables.muscle_groups() if sets.get(muscle, 0) >= PRIORITY_FROM_SETS
    )


def _loaded(item: Prescribed, place: int, count: int) -> Group:
    row = item.row
    if row.goal == Goal.HYPERTROPHY.value:
        rir = _ramped_rir(row, place=place, count=count)
        return group_of(item, sets=row.sets, load=working_weight(item), rir=rir)
    rpe = strength_rpe(row, place=place)
    # By the lowest repetitions of the range: those are owed, more may come.
    load = (
        share_of_maximum(item, reps=row.reps_lo, rpe=rpe)
        if row.is_main_lift
        else working_weight(item)
    )
    return group_of(item, sets=row.sets, load=load, rpe=rpe)


def _ramped_rir(row: TemplateRow, *, place: int, count: int) -> Decimal:
    """Spec 4, RIR_RAMP: from one above the target to one below it, in halves."""
    target = 10 - Fraction(row.target_rpe)
    low, high = RIR_BAND
    ramp = rir_ramp(
        weeks=count,
        start=min(target + RIR_AROUND_TARGET, high),
        end=max(target - RIR_AROUND_TARGET, low),
    )
    return plain(rounded(ramp[place], places=1))
