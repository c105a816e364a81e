"""Merging: each value is a register of its own, and the one said last stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from athletes.sync.clock import NEVER, Stamp, server_stamp

IS_DELETED = "is_deleted"
# The stamp of all values that were said together, when the set or the row was made.
ALL = "*"


@dataclass(frozen=True, slots=True)
class Change:
    """Values said at one moment. Taking a set back says ``is_deleted``, restoring it unsays it."""

    stamp: Stamp
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Registers:
    """The values of one entity, each with when it was said."""

    values: Mapping[str, Any]
    clocks: Mapping[str, Stamp]

    def stamp_of(self, name: str) -> Stamp:
        """Return when a value was said; who made the row said nothing of taking it back."""
        own = self.clocks.get(name)
        if own is not None:
            return own
        return NEVER if name == IS_DELETED else self.clocks.get(ALL, NEVER)

    @property
    def is_deleted(self) -> bool:
        return bool(self.values.get(IS_DELETED))


NOTHING = Registers(values={}, clocks={})


def merge(state: Registers, change: Change) -> Registers:
    """Return the registers with those values of the change that were said later.

    Any order of the same changes, each any number of times, leads to the same registers. A later
    edit doesn't bring back what was taken back: that is a register of its own.
    """
    later = newer(state, change)
    if not later:
        return state
    return Registers(
        values={**state.values, **{name: change.values[name] for name in later}},
        clocks={**state.clocks, **dict.fromkeys(later, change.stamp)},
    )


def newer(state: Registers, change: Change) -> frozenset[str]:
    """Return the names of the values that the change says later than they stand."""
    return frozenset(name for name in change.values if change.stamp > state.stamp_of(name))


def clocks_to_json(clocks: Mapping[str, Stamp]) -> dict[str, list[Any]]:
    """Return clocks as a row keeps them."""
    return {name: list(stamp) for name, stamp in clocks.items()}


def clocks_from_json(kept: Mapping[str, Any]) -> dict[str, Stamp]:
    """Return clocks as a row has kept them."""
    return {name: Stamp(*stamp) for name, stamp in kept.items()}


def clocks_said_now(
    kept: Mapping[str, Any], names: Iterable[str], *, now: datetime
) -> dict[str, list[Any]]:
    """Return a row's clocks after these values were said here, each later than before."""
    clocks = clocks_from_json(kept)
    for name in names:
        before = clocks.get(name, clocks.get(ALL, NEVER))
        clocks[name] = server_stamp(now, after=[before])
    return clocks_to_json(clocks)
