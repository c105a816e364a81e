"""How many sets a program asks for at most."""

from collections.abc import Iterable

from programs.engine.program.parts import Day, Group, Mesocycle, Program, Slot


def sets_in(program: Program) -> int:
    """Return the sets of all weeks, each slot and branch at its longest."""
    return sum(map(_in_mesocycle, program.mesocycles))


def _in_mesocycle(mesocycle: Mesocycle) -> int:
    if mesocycle.kind == "calendar":
        return sum(_of_day(day) for day in mesocycle.all_days)
    turns, rest = divmod(mesocycle.sessions, len(mesocycle.days))
    whole = turns * sum(map(_of_day, mesocycle.days))
    return whole + sum(map(_of_day, mesocycle.days[:rest]))


def _of_day(day: Day) -> int:
    return sum(map(_of_slot, day.slots))


def _of_slot(slot: Slot) -> int:
    return max(_of_groups(stage) for stage in slot.stages)


def _of_groups(groups: Iterable[Group]) -> int:
    """Count the sets of groups and of the longest branch after each."""
    return sum(
        (group.ladder.sets if group.ladder else group.sets)
        + max((_of_groups(branch.groups) for branch in group.then), default=0)
        for group in groups
    )
