"""Light weeks after a loading phase, and easy weeks where no phase fits."""

from programs.engine.composing.groups import (
    days_of,
    group_of,
    share_of_maximum,
    working_weight,
)
from programs.engine.composing.rules import Prescribed
from programs.engine.goals import Goal
from programs.engine.program.parts import Group, Mesocycle, Week
from programs.engine.progression.easing import LIGHT_WEEK
from programs.engine.units import plain

EASY_SETS = 1
"""X03, X04: easy weeks keep what is there, one set an exercise at RPE 6."""


def light_weeks(
    items: tuple[Prescribed, ...], *, first_week: int, count: int, name: str
) -> Mesocycle:
    """Return weeks of half the sets, half up, at least one; load x 0.9; four in reserve."""
    groups = {item.key: (_lightened(item, sets=LIGHT_WEEK.sets(item.row.sets)),) for item in items}
    days = days_of(items, groups, prefix="light-")
    weeks = tuple(
        Week(week=first_week + place, days=days, is_deload=True) for place in range(count)
    )
    return Mesocycle(name=name, goal=Goal.DELOAD, kind="calendar", weeks=weeks)


def easy_weeks(
    items: tuple[Prescribed, ...], *, first_week: int, count: int, name: str
) -> Mesocycle:
    """Return weeks of one set an exercise; load x 0.9; four in reserve."""
    groups = {item.key: (_lightened(item, sets=EASY_SETS),) for item in items}
    days = days_of(items, groups, prefix="easy-")
    weeks = tuple(Week(week=first_week + place, days=days) for place in range(count))
    return Mesocycle(name=name, goal=Goal.TRANSITION, kind="calendar", weeks=weeks)


def _lightened(item: Prescribed, *, sets: int) -> Group:
    row = item.row
    if row.is_main_lift:
        load = share_of_maximum(
            item, reps=row.reps_lo, rpe=row.target_rpe, scale=LIGHT_WEEK.load_share
        )
        return group_of(item, sets=sets, load=load, rpe=LIGHT_WEEK.rpe_cap)
    weight = working_weight(item, percent=plain(100 * LIGHT_WEEK.load_share))
    return group_of(item, sets=sets, load=weight, rir=LIGHT_WEEK.least_rir)
