"""What an operation on a schedule would do: days, dose, exposure, phase ends, the next test."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from programs.engine.goals import Goal
from programs.engine.planning.schedule import Schedule, ScheduledSession, SessionKey
from programs.engine.units import plain, rounded


@dataclass(frozen=True, slots=True)
class SessionMove:
    """A session that goes to another day."""

    key: SessionKey
    name: str
    from_on: date
    to_on: date


@dataclass(frozen=True, slots=True)
class PhaseEndMove:
    """A phase run that ends on another day."""

    course_index: int
    goal: Goal
    from_on: date
    to_on: date


@dataclass(frozen=True, slots=True)
class Effects:
    """What changes, each pair before and after. Sets are of what is done or still to come.

    ``exposure`` is what it will be if all that is to come is done; None without any session.
    ``sets`` holds only the muscles whose dose changes. ``next_test_on`` None: no test ahead.
    """

    moved: tuple[SessionMove, ...]
    gone: tuple[ScheduledSession, ...]
    added: tuple[ScheduledSession, ...]
    sessions: tuple[int, int]
    sets: Mapping[str, tuple[Decimal, Decimal]]
    exposure: tuple[Fraction | None, Fraction | None]
    phase_ends: tuple[PhaseEndMove, ...]
    ends_on: tuple[date, date]
    next_test_on: tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Preview:
    """A schedule before and after an operation that nobody has accepted yet."""

    before: Schedule
    after: Schedule
    effects: Effects
    words: tuple[str, ...]


def preview(*, before: Schedule, after: Schedule, said: tuple[str, ...] = ()) -> Preview:
    """Return what changes between two versions of a schedule; ``said`` comes first in its words."""
    effects = effects_of(before=before, after=after)
    return Preview(before, after, effects, (*said, *_words(effects)))


def effects_of(*, before: Schedule, after: Schedule) -> Effects:
    """Return what changes between two versions of a schedule, as data."""
    old = {session.key: session for session in before.sessions}
    new = {session.key: session for session in after.sessions}
    return Effects(
        moved=tuple(
            SessionMove(key, session.name, old[key].on, session.on)
            for key, session in new.items()
            if key in old and old[key].on != session.on
        ),
        gone=tuple(session for key, session in old.items() if key not in new),
        added=tuple(session for key, session in new.items() if key not in old),
        sessions=(len(_received(before)), len(_received(after))),
        sets=_sets(before, after),
        exposure=(exposure_ahead(before), exposure_ahead(after)),
        phase_ends=tuple(_phase_ends(before, after)),
        ends_on=(before.ends_on, after.ends_on),
        next_test_on=(_next_test(before), _next_test(after)),
    )


def exposure_ahead(schedule: Schedule) -> Fraction | None:
    """Return the exposure (0-1) if every session still to come is done. Spec 6.2, rule 9."""
    planned = len(list(schedule.sessions))
    return Fraction(len(_received(schedule)), planned) if planned else None


def _received(schedule: Schedule) -> list[ScheduledSession]:
    return [session for session in schedule.sessions if session.state in {"done", "pending"}]


def _sets(before: Schedule, after: Schedule) -> dict[str, tuple[Decimal, Decimal]]:
    old, new = _dose(before), _dose(after)
    nothing = Decimal(0)
    pairs = {
        muscle: (old.get(muscle, nothing), new.get(muscle, nothing))
        for muscle in sorted(old.keys() | new.keys())
    }
    return {muscle: pair for muscle, pair in pairs.items() if pair[0] != pair[1]}


def _dose(schedule: Schedule) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for session in _received(schedule):
        for muscle, sets in session.sets.items():
            found[muscle] = found.get(muscle, Decimal(0)) + sets
    return found


def _phase_ends(before: Schedule, after: Schedule) -> Iterator[PhaseEndMove]:
    goals = {week.course_index: week.goal for week in before.weeks}
    ends = after.phase_ends
    for index, from_on in before.phase_ends.items():
        if index in ends and ends[index] != from_on:
            yield PhaseEndMove(index, goals[index], from_on, ends[index])


def _next_test(schedule: Schedule) -> date | None:
    tests = (
        session.on
        for week in schedule.weeks
        if week.goal is Goal.TEST
        for session in week.sessions
        if session.state == "pending"
    )
    return min(tests, default=None)


def _words(effects: Effects) -> Iterator[str]:
    yield from _session_words(effects)
    if effects.sets:
        doses = ", ".join(
            f"{muscle.replace('_', ' ')} {plain(old)} to {plain(new)}"
            for muscle, (old, new) in effects.sets.items()
        )
        yield f"Hard sets change: {doses}."
    old_share, new_share = effects.exposure
    if old_share != new_share:
        yield (
            f"With all that is to come done, exposure is {_percent(new_share)} instead of "
            f"{_percent(old_share)}."
        )
    for phase in effects.phase_ends:
        yield (
            f"{phase.goal.capitalize()} ends on {phase.to_on.isoformat()} instead of "
            f"{phase.from_on.isoformat()}."
        )
    old_test, new_test = effects.next_test_on
    if old_test and new_test and old_test != new_test:
        yield f"The next test is on {new_test.isoformat()} instead of {old_test.isoformat()}."


def _session_words(effects: Effects) -> Iterator[str]:
    if effects.moved:
        first = min(effects.moved, key=lambda move: move.from_on)
        count = len(effects.moved)
        yield (
            f"{_sessions(count)} {'moves' if count == 1 else 'move'}, the first from "
            f"{first.from_on.isoformat()} to {first.to_on.isoformat()}."
        )
    if effects.gone:
        yield f"{_sessions(len(effects.gone))} {_is(len(effects.gone))} left out."
    if effects.added:
        yield f"{_sessions(len(effects.added))} {_is(len(effects.added))} added."
    if not (effects.moved or effects.gone or effects.added):
        yield "No session changes its day."


def _sessions(count: int) -> str:
    return "1 session" if count == 1 else f"{count} sessions"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _percent(share: Fraction | None) -> str:
    return "unknown" if share is None else f"{plain(rounded(share * 100, places=1))} %"
