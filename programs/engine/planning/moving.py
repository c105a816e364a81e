"""Moving a phase of a year, and pinning one to its days."""

from dataclasses import replace

from programs.engine.errors import TrainingError
from programs.engine.planning.stretching import PhaseStays, PlanEdit, run_of, stretch
from programs.engine.planning.year import PlannedPhase, YearPlan


class NothingBefore(TrainingError):
    """A phase that comes right after a fixed day can't be moved."""

    def __init__(self, phase: PlannedPhase) -> None:
        super().__init__(
            f"Nothing before {phase.name} can make room for it: change the first day of the year, "
            "or what stands right before it."
        )


def move(plan: YearPlan, *, phase: str, weeks: int) -> PlanEdit:
    """Return the year with the phase of that key later by so many weeks, earlier if negative.

    It keeps its length; the phase before it is stretched or shortened and what follows moves.
    Raises ``NoSuchPhase``, ``PhaseStays``, ``NothingBefore``, and as ``stretch``.
    """
    place = plan.place_of(phase)
    moved = plan.phases[place]
    if moved.stays:
        raise PhaseStays(moved)
    first = run_of(plan, place)[0]
    before = next((one for one in reversed(plan.phases[first:place]) if one.builds), None)
    if before is None:
        raise NothingBefore(moved)
    return stretch(plan, phase=before.key, weeks=weeks, keeping=frozenset({phase}))


def pin(plan: YearPlan, *, phase: str) -> YearPlan:
    """Return the year with the phase held to its days. Raises ``NoSuchPhase``."""
    return _with_pin(plan, phase, is_pinned=True)


def unpin(plan: YearPlan, *, phase: str) -> YearPlan:
    """Return the year with the phase free to move again. Raises ``NoSuchPhase``."""
    return _with_pin(plan, phase, is_pinned=False)


def _with_pin(plan: YearPlan, key: str, *, is_pinned: bool) -> YearPlan:
    place = plan.place_of(key)
    pinned = replace(plan.phases[place], is_pinned=is_pinned)
    return replace(plan, phases=(*plan.phases[:place], pinned, *plan.phases[place + 1 :]))
