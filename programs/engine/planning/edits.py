"""What a coach did to a year by hand, as a list that is done again whenever the wishes change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from programs.engine.errors import TrainingError
from programs.engine.planning.moving import move, pin, unpin
from programs.engine.planning.stretching import stretch
from programs.engine.planning.year import YearPlan

MOST_EDITS = 200


class EditKind(StrEnum):
    """What is done to one phase."""

    LONGER = "longer"
    SHORTER = "shorter"
    LATER = "later"
    EARLIER = "earlier"
    PIN = "pin"
    RELEASE = "release"


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing done to one phase; ``weeks`` says nothing where it is pinned or released."""

    kind: EditKind
    phase: str
    weeks: int = 1

    def __str__(self) -> str:
        amount = f":{self.weeks}" if self.weeks > 1 else ""
        return f"{self.kind}:{self.phase}{amount}"


@dataclass(frozen=True, slots=True)
class Replayed:
    """A year after what was done to it, and what no longer fits with the reason."""

    plan: YearPlan
    refused: tuple[tuple[Edit, TrainingError], ...]


def read_edits(text: str) -> tuple[Edit, ...]:
    """Return the edits of a text such as ``longer:strength-1:2,pin:strength-1``.

    What can't be read is left out.
    """
    found = (_read(part) for part in text.split(",", MOST_EDITS)[:MOST_EDITS])
    return tuple(edit for edit in found if edit is not None)


def write_edits(edits: Iterable[Edit]) -> str:
    """Return the text that ``read_edits`` reads."""
    return ",".join(map(str, edits))


def apply_edit(plan: YearPlan, edit: Edit) -> YearPlan:
    """Return the year with one thing done. Raises what ``stretch`` and ``move`` raise."""
    match edit.kind:
        case EditKind.LONGER:
            return stretch(plan, phase=edit.phase, weeks=edit.weeks).plan
        case EditKind.SHORTER:
            return stretch(plan, phase=edit.phase, weeks=-edit.weeks).plan
        case EditKind.LATER:
            return move(plan, phase=edit.phase, weeks=edit.weeks).plan
        case EditKind.EARLIER:
            return move(plan, phase=edit.phase, weeks=-edit.weeks).plan
        case EditKind.PIN:
            return pin(plan, phase=edit.phase)
        case EditKind.RELEASE:
            return unpin(plan, phase=edit.phase)


def replay(plan: YearPlan, edits: Sequence[Edit]) -> Replayed:
    """Return the year with everything done that still fits, in order."""
    refused = []
    for edit in edits:
        try:
            plan = apply_edit(plan, edit)
        except TrainingError as error:
            refused.append((edit, error))
    return Replayed(plan, tuple(refused))


def _read(text: str) -> Edit | None:
    kind, _, rest = text.partition(":")
    phase, _, amount = rest.partition(":")
    weeks = amount or "1"
    # ASCII digits only: int() also reads others.
    is_number = weeks.isascii() and weeks.isdigit() and len(weeks) <= 2 and int(weeks) > 0
    if kind not in set(EditKind) or not phase or not is_number:
        return None
    return Edit(EditKind(kind), phase, int(weeks))
