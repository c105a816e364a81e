"""What a phase amounts to while it is built: sets by muscle against their band, minutes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from programs.engine.checks.bands import Span, bounds_of, is_inside
from programs.engine.checks.facts import PhaseFacts, SessionFacts, WeekFacts
from programs.engine.goals import Goal
from programs.engine.volume.duration import sets_seconds

# The rules that bound a muscle's weekly hard sets: of priority muscles, of others aimed at.
BANDS: dict[Goal, tuple[str, str]] = {
    Goal.HYPERTROPHY: ("H18", "H19"),
    Goal.STRENGTH: ("ST24", "ST24"),
}

Level = Literal["below", "inside", "above"]


@dataclass(frozen=True, slots=True)
class MuscleWeeks:
    """Hard sets of one muscle, week by week; secondary work counts half.

    ``span`` is the band by the phase's goal, open where there is none; ``levels`` tell by week on
    which side of it the sets lie, None for light weeks and where nothing aims at the muscle.
    """

    muscle: str
    is_priority: bool
    sets: tuple[Decimal, ...]
    span: Span
    levels: tuple[Level | None, ...]


@dataclass(frozen=True, slots=True)
class DayMinutes:
    """About how long a training day takes, week by week; None where it isn't trained."""

    day: int | None
    minutes: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class PhaseOverview:
    """One phase: its weeks, muscles with the most sets first, and days."""

    weeks: tuple[int, ...]
    muscles: tuple[MuscleWeeks, ...]
    days: tuple[DayMinutes, ...]
    hard_sets: tuple[int, ...]


def overview_of(phase: PhaseFacts) -> PhaseOverview:
    """Return what the phase's weeks amount to. Spec 3.2, minutes heuristic."""
    names = dict.fromkeys(
        (*phase.priority, *(muscle for week in phase.weeks for muscle in week.muscle_sets))
    )
    muscles = (_muscle(phase, name) for name in names)
    return PhaseOverview(
        weeks=tuple(week.week for week in phase.weeks),
        muscles=tuple(sorted(muscles, key=lambda row: (-sum(row.sets), row.muscle))),
        days=tuple(_days(phase.weeks)),
        hard_sets=tuple(_hard_sets(week) for week in phase.weeks),
    )


def _muscle(phase: PhaseFacts, muscle: str) -> MuscleWeeks:
    is_priority = muscle in phase.priority
    keys = BANDS.get(phase.goal)
    span = bounds_of(keys[0] if is_priority else keys[1]) if keys else (None, None)
    return MuscleWeeks(
        muscle=muscle,
        is_priority=is_priority,
        sets=tuple(week.muscle_sets.get(muscle, Decimal(0)) for week in phase.weeks),
        span=span,
        levels=tuple(
            _level(week, muscle, span, is_judged=week in phase.full_weeks, is_priority=is_priority)
            for week in phase.weeks
        ),
    )


def _level(
    week: WeekFacts, muscle: str, span: Span, *, is_judged: bool, is_priority: bool
) -> Level | None:
    is_aimed_at = muscle in week.direct_sets or is_priority
    if not is_judged or not is_aimed_at or span == (None, None):
        return None
    sets = week.muscle_sets.get(muscle, Decimal(0))
    if is_inside(sets, span):
        return "inside"
    return "below" if span[0] is not None and sets < span[0] else "above"


def _hard_sets(week: WeekFacts) -> int:
    return sum(group.counted_sets for group in week.owed if group.is_hard)


def _days(weeks: Iterable[WeekFacts]) -> Iterator[DayMinutes]:
    of_weeks = [{session.place.day: session for session in week.sessions} for week in weeks]
    days = dict.fromkeys(day for sessions in of_weeks for day in sessions)
    for day in days:
        yield DayMinutes(
            day=day,
            minutes=tuple(
                _minutes(sessions[day]) if day in sessions else None for sessions in of_weeks
            ),
        )


def _minutes(session: SessionFacts) -> int:
    seconds = sum(
        sets_seconds(sets=group.sets, reps=group.reps, rest_s=group.rest_s, tempo=group.tempo)
        for group in session.groups
    )
    return max(1, round(seconds / 60))
