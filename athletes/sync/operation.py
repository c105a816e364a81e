"""An operation of a phone, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from athletes.sync.clock import Stamp
from athletes.sync.merge import Change


class Entity(StrEnum):
    """What an operation is about."""

    SET = "set"
    SESSION = "session"
    SLOT = "slot"
    CHECK_IN = "check_in"
    COMMENT = "comment"


class Kind(StrEnum):
    """What an operation does."""

    PUT = "put"
    PATCH = "patch"
    DELETE = "delete"
    RESTORE = "restore"


class Status(StrEnum):
    """What became of an operation, as the phone reads it.

    SUPERSEDED: something said later stands. PARKED: kept beside the plan, or waiting for its set.
    """

    APPLIED = "applied"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"
    PARKED = "parked"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as read: ``values`` are those that merge, ``place`` what a put says once.

    ``key`` is the entity's: a set's id or a comment's, a planned session's, one with its slot, or
    a day.
    """

    op_id: UUID
    entity: Entity
    entity_id: str
    kind: Kind
    stamp: Stamp
    key: Any
    values: Mapping[str, Any] = field(default_factory=dict)
    place: Mapping[str, Any] = field(default_factory=dict)

    @property
    def change(self) -> Change:
        """Return what it says, to be merged."""
        return Change(stamp=self.stamp, values=self.values)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an operation; ``message`` is a sentence for the athlete."""

    status: Status
    code: str = ""
    message: str = ""


APPLIED = Outcome(Status.APPLIED)
SUPERSEDED = Outcome(Status.SUPERSEDED)
