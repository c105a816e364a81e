"""Which catalogue exercise a written name means, where there is no database."""

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from programs.engine.tables.catalogue import ExerciseRow, aliases, exercises
from programs.engine.tables.names import folded, spelled_out

ExerciseOf = Callable[[str], ExerciseRow | None]
"""Finds the exercise that a program's name means; None where nobody knows it."""


def catalogue_exercise(name: str) -> ExerciseRow | None:
    """Return the built-in exercise of that slug, name or alias, or None.

    Case, hyphens, brackets and gym shorthand don't matter. A name of the catalogue's own goes
    before an alias.
    """
    known = _by_name()
    return known.get(folded(name)) or known.get(spelled_out(name))


@cache
def _by_name() -> Mapping[str, ExerciseRow]:
    known = {folded(alias.name): exercises()[alias.exercise] for alias in aliases()}
    for row in exercises().values():
        known[folded(row.slug)] = row
        known[folded(row.name)] = row
    return MappingProxyType(known)
