"""Refusing a small file that asks for more sets than anybody could read."""

from collections.abc import Iterable

from django.core.management.base import CommandError

from programs.engine.program.parts import Day, Group, Mesocycle, Program, Slot

# Six sessions a week of 30 sets are 9,360 a year.
MOST_SETS = 100_000


def refuse_endless(program: Program) -> None:
    """Raise CommandError where the program has more sets than a command prints."""
    sets = sum(_sets_in(mesocycle) for mesocycle in program.mesocycles)
    if sets > MOST_SETS:
        raise CommandError(
            f"The program has {sets} sets; a command takes {MOST_SETS} at most, so split it."
        )


def _sets_in(mesocycle: Mesocycle) -> int:
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
