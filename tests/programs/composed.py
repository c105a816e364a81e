"""Composed macrocycles and how to find one's way in them."""

from collections.abc import Iterator

from programs.engine import tables
from programs.engine.composing.composition import (
    Composition,
)
from programs.engine.goals import Goal
from programs.engine.program import Group, Mesocycle, Program, Slot

GYM = Composition(name="Gym")
HOME = Composition(name="Home", equipment="HOME", hypertrophy_days=3)
EXERCISES = {row.name: row for row in tables.exercises().values()}


def phases(program: Program, goal: Goal) -> list[Mesocycle]:
    return [mesocycle for mesocycle in program.mesocycles if mesocycle.goal is goal]


def written(mesocycle: Mesocycle) -> Iterator[tuple[Slot, Group]]:
    for day in mesocycle.all_days:
        for slot in day.slots:
            for group in slot.groups:
                yield slot, group


def slot(program: Program, key: str, *, week: int) -> Slot:
    for mesocycle in program.mesocycles:
        for written_week in mesocycle.weeks:
            for day in written_week.days:
                for found in day.slots:
                    if found.key == key and written_week.week == week:
                        return found
    raise AssertionError(f"no {key} in week {week}")
