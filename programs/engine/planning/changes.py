"""What changed between two versions of a year, as data and in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from programs.engine.goals import Goal
from programs.engine.planning.year import PlannedPhase, YearPlan

ChangeKind = Literal["moved", "test_moved", "lengthened", "shortened", "dropped", "added"]


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One change of one phase; days and weeks None where the phase isn't there."""

    kind: ChangeKind
    key: str
    from_on: date | None
    to_on: date | None
    from_weeks: int | None
    to_weeks: int | None
    words: str


def changes_between(*, before: YearPlan, after: YearPlan) -> tuple[PlanChange, ...]:
    """Return what changed: phases that moved, lengthened, shortened, came; then those dropped."""
    old = {phase.key: phase for phase in before.phases}
    kept = {phase.key for phase in after.phases}
    found = [change for phase in after.phases for change in _changes(old.get(phase.key), phase)]
    dropped = [_dropped(phase) for phase in before.phases if phase.key not in kept]
    return (*found, *dropped)


def _changes(before: PlannedPhase | None, after: PlannedPhase) -> Iterator[PlanChange]:
    if before is None:
        words = (
            f"{_named(after)} comes in on {after.starts_on.isoformat()} for {_weeks(after.weeks)}."
        )
        yield _change("added", before, after, words)
        return
    if before.starts_on != after.starts_on:
        kind: ChangeKind = "test_moved" if after.goal is Goal.TEST else "moved"
        words = (
            f"{_named(after)} begins on {after.starts_on.isoformat()} instead of "
            f"{before.starts_on.isoformat()}."
        )
        yield _change(kind, before, after, words)
    if before.weeks != after.weeks:
        is_longer = after.weeks > before.weeks
        words = (
            f"{_named(after)} is {'lengthened' if is_longer else 'shortened'} from {before.weeks} "
            f"to {_weeks(after.weeks)}."
        )
        yield _change("lengthened" if is_longer else "shortened", before, after, words)


def _dropped(before: PlannedPhase) -> PlanChange:
    return PlanChange(
        kind="dropped",
        key=before.key,
        from_on=before.starts_on,
        to_on=None,
        from_weeks=before.weeks,
        to_weeks=None,
        words=f"{_named(before)} on {before.starts_on.isoformat()} is dropped.",
    )


def _change(
    kind: ChangeKind, before: PlannedPhase | None, after: PlannedPhase, words: str
) -> PlanChange:
    return PlanChange(
        kind=kind,
        key=after.key,
        from_on=before.starts_on if before else None,
        to_on=after.starts_on,
        from_weeks=before.weeks if before else None,
        to_weeks=after.weeks,
        words=words,
    )


def _named(phase: PlannedPhase) -> str:
    return phase.name.capitalize()


def _weeks(count: int) -> str:
    return "1 week" if count == 1 else f"{count} weeks"
