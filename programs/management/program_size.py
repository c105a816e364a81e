"""Refusing a small file that asks for more sets than anybody could read."""

from django.core.management.base import CommandError

from programs.engine.program.parts import Program
from programs.engine.program.size import sets_in

# Six sessions a week of 30 sets are 9,360 a year.
MOST_SETS = 100_000


def refuse_endless(program: Program) -> None:
    """Raise CommandError where the program has more sets than a command prints."""
    sets = sets_in(program)
    if sets > MOST_SETS:
        raise CommandError(
            f"The program has {sets} sets; a command takes {MOST_SETS} at most, so split it."
        )
