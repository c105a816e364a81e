"""Making one phase of a year longer or shorter; what stands between fixed days moves along.

The last phase before the next fixed day gives the week or takes it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from programs.engine.errors import TrainingError
from programs.engine.goals import Goal
from programs.engine.planning.changes import PlanChange, changes_between
from programs.engine.planning.filling import longest_before_peak
from programs.engine.planning.wishes import Length, YearWishes
from programs.engine.planning.year import PlannedPhase, YearPlan
from programs.engine.tables import phase_rules
from programs.engine.timeline import DAYS_A_WEEK

Phases = tuple[PlannedPhase, ...]


class PhaseStays(TrainingError):
    """A phase that is pinned or held by the calendar."""

    def __init__(self, phase: PlannedPhase) -> None:
        remedy = (
            "release it first"
            if phase.is_pinned
            else "change the holiday or the event and plan the year again"
        )
        super().__init__(
            f"{phase.name.capitalize()} on {phase.starts_on.isoformat()} stays where it is: "
            f"{remedy}."
        )


class NotStretchable(TrainingError):
    """Only hypertrophy and strength have a length to choose."""

    def __init__(self, phase: PlannedPhase) -> None:
        super().__init__(
            f"{phase.name.capitalize()} has its length: choose a hypertrophy or strength phase."
        )


class LengthLimit(TrainingError):
    """A phase would become longer or shorter than it may be."""

    def __init__(self, phase: PlannedPhase, *, length: Length) -> None:
        super().__init__(
            f"{phase.name.capitalize()} may load {length.fewest} to {length.most} weeks: choose a "
            "number within."
        )


class NoRoom(TrainingError):
    """Nothing between a phase and the next fixed day can give or take a week."""

    def __init__(self, phase: PlannedPhase, *, until_on: date) -> None:
        super().__init__(
            f"Nothing between {phase.name} and {until_on.isoformat()} can give or take the week: "
            "change an earlier phase, or release a pinned one."
        )


@dataclass(frozen=True, slots=True)
class PlanEdit:
    """A changed year and what changed."""

    plan: YearPlan
    changes: tuple[PlanChange, ...]


def stretch(
    plan: YearPlan, *, phase: str, weeks: int = 1, keeping: frozenset[str] = frozenset()
) -> PlanEdit:
    """Return the year with the phase of that key longer, by so many weeks; shorter if negative.

    Phases named in ``keeping`` move but keep their length. A phase that can give no more is
    dropped with its light week. In an open year nothing gives a week where no fixed day follows:
    it ends later. Raises ``NoSuchPhase``, ``PhaseStays``, ``NotStretchable``,
    ``LengthLimit`` and ``NoRoom``.
    """
    changed = plan
    for _ in range(abs(weeks)):
        changed = _by_a_week(changed, key=phase, is_longer=weeks > 0, keeping=keeping)
    return PlanEdit(plan=changed, changes=changes_between(before=plan, after=changed))


def shrink(plan: YearPlan, *, phase: str, weeks: int = 1) -> PlanEdit:
    """Return the year with the phase of that key shorter. As ``stretch``."""
    return stretch(plan, phase=phase, weeks=-weeks)


def run_of(plan: YearPlan, place: int) -> tuple[int, int]:
    """Return the half-open range of places between fixed phases that a place lies in."""
    phases = plan.phases
    first = next((one + 1 for one in range(place, -1, -1) if phases[one].stays), 0)
    end = next((one for one in range(place, len(phases)) if phases[one].stays), len(phases))
    return first, end


def length_of(plan: YearPlan, place: int) -> Length:
    """Return the bounds of the phase at a place; tighter where a peak follows it."""
    phase = plan.phases[place]
    length = plan.wishes.lengths[phase.goal]
    following = plan.phases[place + 1] if place + 1 < len(plan.phases) else None
    if following is not None and following.goal is Goal.PEAKING:
        return longest_before_peak(length, peaking_weeks=following.weeks)
    return length


def _by_a_week(plan: YearPlan, *, key: str, is_longer: bool, keeping: frozenset[str]) -> YearPlan:
    place = plan.place_of(key)
    phase = plan.phases[place]
    if not phase.builds:
        raise NotStretchable(phase)
    if phase.stays:
        raise PhaseStays(phase)
    length = length_of(plan, place)
    weeks = phase.weeks + (1 if is_longer else -1)
    # A phase that was out of its bounds before may come nearer to them.
    if weeks > length.most if is_longer else weeks < length.fewest:
        raise LengthLimit(phase, length=length)
    end = run_of(plan, place)[1]
    if plan.is_open and end == len(plan.phases):
        return _ending_elsewhere(plan, place, by=weeks - phase.weeks)
    give = _take if is_longer else _hand_over
    rest = give(plan, place, end=end, keeping=keeping)
    if rest is None:
        until = plan.phases[end].starts_on if end < len(plan.phases) else plan.wishes.last_on
        raise NoRoom(phase, until_on=until)
    phases = (*plan.phases[:place], replace(phase, weeks=weeks), *rest, *plan.phases[end:])
    return replace(plan, phases=tuple(_dated(plan.wishes, phases)))


def _ending_elsewhere(plan: YearPlan, place: int, *, by: int) -> YearPlan:
    """Return an open year with a phase longer or shorter, and so the year itself."""
    wishes = replace(plan.wishes, weeks=plan.wishes.weeks + by)
    phases = _dated(wishes, _changed(plan.phases, place, by=by))
    return replace(plan, wishes=wishes, phases=tuple(phases))


def _take(plan: YearPlan, place: int, *, end: int, keeping: frozenset[str]) -> Phases | None:
    """Return the phases after a place, one week less; None where none can give it."""
    rest = plan.phases[place + 1 : end]
    for one in _builders(plan, place, end=end, keeping=keeping):
        if plan.phases[one].weeks > length_of(plan, one).fewest:
            return _changed(rest, one - place - 1, by=-1)
    if rest and rest[-1].goal is Goal.TRANSITION:
        return _changed(rest, len(rest) - 1, by=-1)
    return _without_last(plan, place, end=end, keeping=keeping)


def _hand_over(plan: YearPlan, place: int, *, end: int, keeping: frozenset[str]) -> Phases | None:
    """Return the phases after a place, one week more; None where none may take it."""
    rest = plan.phases[place + 1 : end]
    for one in _builders(plan, place, end=end, keeping=keeping):
        if plan.phases[one].weeks < length_of(plan, one).most:
            return _changed(rest, one - place - 1, by=1)
    return _with_easy_weeks(plan, rest, weeks=1)


def _builders(plan: YearPlan, place: int, *, end: int, keeping: frozenset[str]) -> Iterator[int]:
    """Yield the places of the phases after one that may change length, the last first."""
    for one in range(end - 1, place, -1):
        if plan.phases[one].builds and plan.phases[one].key not in keeping:
            yield one


def _without_last(
    plan: YearPlan, place: int, *, end: int, keeping: frozenset[str]
) -> Phases | None:
    """Drop the last phase of the run with what follows it, and hand its other weeks on."""
    last = next(_builders(plan, place, end=end, keeping=keeping), None)
    if last is None or _leads_to_peak(plan, end):
        return None
    rest = plan.phases[place + 1 : last]
    left = sum(phase.weeks for phase in plan.phases[last:end]) - 1
    for one in _builders(plan, place, end=last, keeping=keeping):
        given = min(left, length_of(plan, one).most - plan.phases[one].weeks)
        rest = _changed(rest, one - place - 1, by=given)
        left -= given
    return _with_easy_weeks(plan, rest, weeks=left) if left else rest


def _leads_to_peak(plan: YearPlan, end: int) -> bool:
    return end < len(plan.phases) and plan.phases[end].goal is Goal.PEAKING


def _with_easy_weeks(plan: YearPlan, rest: Phases, *, weeks: int) -> Phases | None:
    """Add easy weeks after a light one; None where too many would follow each other (X02)."""
    if not rest or rest[-1].builds:
        return None
    has_some = rest[-1].goal is Goal.TRANSITION
    if weeks + (rest[-1].weeks if has_some else 0) > int(phase_rules()["X02"].upper or 0):
        return None
    if has_some:
        return _changed(rest, len(rest) - 1, by=weeks)
    why = "Easy training: the weeks that a shorter phase left."
    easy = PlannedPhase(
        key=_free_key(plan),
        goal=Goal.TRANSITION,
        starts_on=rest[-1].starts_on,
        weeks=weeks,
        why=why,
    )
    return (*rest, easy)


def _free_key(plan: YearPlan) -> str:
    taken = {phase.key for phase in plan.phases}
    number = 1
    while f"{Goal.TRANSITION}-{number}" in taken:
        number += 1
    return f"{Goal.TRANSITION}-{number}"


def _changed(phases: Phases, place: int, *, by: int) -> Phases:
    """Return the phases with one of them longer or shorter; without it when nothing is left."""
    phase = phases[place]
    if phase.weeks + by == 0:
        return (*phases[:place], *phases[place + 1 :])
    return (*phases[:place], replace(phase, weeks=phase.weeks + by), *phases[place + 1 :])


def _dated(wishes: YearWishes, phases: Phases) -> Iterator[PlannedPhase]:
    on = wishes.first_on
    for phase in phases:
        yield phase if phase.starts_on == on else replace(phase, starts_on=on)
        on += timedelta(days=phase.weeks * DAYS_A_WEEK)
