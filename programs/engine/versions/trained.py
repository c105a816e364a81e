"""Changing what is still to come of a program and leaving alone what was trained."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from programs.engine.errors import TrainingError
from programs.engine.program.parts import Day, Mesocycle, Program
from programs.engine.program.reading_program import read_program
from programs.engine.program.writing import program_to_dict


@dataclass(frozen=True, slots=True, order=True)
class DayPlace:
    """Where a day stands in a program: phase, week and day in it, each from 0.

    In a rotation the days are the sessions of the week.
    """

    mesocycle: int
    week: int
    day: int


class PhaseNotFound(TrainingError):
    """A version without the phase that an athlete is in."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The version has no phase “{name}”, which this athlete is in: "
            "bring them over when the phase is over, or give the phase its name back."
        )


@dataclass(frozen=True, slots=True)
class Followed:
    """A version as somebody on the way follows it; ``keeps_phase``: from the next phase on."""

    program: Program
    keeps_phase: bool = False


def day_at(program: Program, place: DayPlace) -> Day:
    """Return the day that stands there."""
    mesocycle = program.mesocycles[place.mesocycle]
    if mesocycle.kind == "calendar":
        return mesocycle.weeks[place.week].days[place.day]
    return mesocycle.days[_session(mesocycle, place) % len(mesocycle.days)]


def with_days(program: Program, days: Iterable[tuple[DayPlace, Day]]) -> Program:
    """Return the program with these days in their places, unchecked.

    A rotation is written out for it.
    """
    phases = list(program.mesocycles)
    for place, day in days:
        phases[place.mesocycle] = _with_day(phases[place.mesocycle], place, day)
    return replace(program, mesocycles=tuple(phases))


def same_day_later(program: Program, place: DayPlace) -> tuple[DayPlace, ...]:
    """Return where the day comes again later in its phase, weeks as light as its own only."""
    mesocycle = program.mesocycles[place.mesocycle]
    if mesocycle.kind == "rotation":
        first, turn = _session(mesocycle, place), _turn(mesocycle)
        return tuple(
            _rotated(mesocycle, place.mesocycle, session)
            for session in range(first + turn, mesocycle.sessions, turn)
        )
    here = mesocycle.weeks[place.week]
    number = here.days[place.day].day or place.day + 1
    return tuple(
        DayPlace(place.mesocycle, week, at)
        for week, other in enumerate(mesocycle.weeks)
        if week > place.week and other.is_deload == here.is_deload
        for at, day in enumerate(other.days)
        if (day.day or at + 1) == number
    )


def followed(
    version: Program, *, own: Program, running: int, trained: Collection[DayPlace]
) -> Followed:
    """Return the version as somebody follows it who has trained their ``own`` program so far.

    Phases before ``running`` (from 0) and days ``trained`` stay as they were; the running phase
    stays as a whole where the version has other weeks or other training days in it. Raises
    PhaseNotFound.
    """
    now = own.mesocycles[running]
    found = _phase_like(version, now, running=running)
    new = version.mesocycles[found]
    keeps_phase = _skeleton(new) != _skeleton(now)
    phase = now if keeps_phase else _with_trained(new, now, running=running, trained=trained)
    phases = (*own.mesocycles[:running], phase, *version.mesocycles[found + 1 :])
    weeks = 0
    numbered = []
    for one in phases:
        numbered.append(_numbered(one, after=weeks))
        weeks += one.week_count
    program = replace(version, mesocycles=tuple(numbered))
    return Followed(read_program(program_to_dict(program)), keeps_phase=keeps_phase)


def _phase_like(version: Program, phase: Mesocycle, *, running: int) -> int:
    named = [at for at, one in enumerate(version.mesocycles) if one.name == phase.name]
    if named:
        return min(named, key=lambda at: abs(at - running))
    raise PhaseNotFound(phase.name)


def _with_trained(
    new: Mesocycle, now: Mesocycle, *, running: int, trained: Collection[DayPlace]
) -> Mesocycle:
    for place in sorted(trained):
        if place.mesocycle == running:
            day = day_at(_only(now), replace(place, mesocycle=0))
            if day != day_at(_only(new), replace(place, mesocycle=0)):
                new = _with_day(new, place, day)
    return new


def _only(mesocycle: Mesocycle) -> Program:
    return Program(name="", mesocycles=(mesocycle,))


def _with_day(mesocycle: Mesocycle, place: DayPlace, day: Day) -> Mesocycle:
    if mesocycle.kind == "calendar":
        week = mesocycle.weeks[place.week]
        changed = replace(week, days=_put(week.days, place.day, day))
        return replace(mesocycle, weeks=_put(mesocycle.weeks, place.week, changed))
    # Each session a day of its own, so that one can differ from those before.
    days = tuple(mesocycle.days[at % len(mesocycle.days)] for at in range(mesocycle.sessions))
    return replace(mesocycle, days=_put(days, _session(mesocycle, place), day))


def _put(items: Sequence, at: int, item: object) -> tuple:  # type: ignore[type-arg]
    return (*items[:at], item, *items[at + 1 :])


def _session(mesocycle: Mesocycle, place: DayPlace) -> int:
    return place.week * mesocycle.rotation_per_week + place.day


def _rotated(mesocycle: Mesocycle, phase: int, session: int) -> DayPlace:
    week, day = divmod(session, mesocycle.rotation_per_week)
    return DayPlace(phase, week, day)


def _turn(mesocycle: Mesocycle) -> int:
    """Return after how many sessions the days come again, also where they are written out."""
    keys = [tuple(slot.key for slot in day.slots) for day in mesocycle.days]
    count = len(keys)
    return next(
        turn
        for turn in range(1, count + 1)
        if all(keys[at] == keys[at % turn] for at in range(count))
    )


def _skeleton(mesocycle: Mesocycle) -> tuple[object, ...]:
    """Return what sessions on the calendar follow from."""
    if mesocycle.kind == "rotation":
        return (
            mesocycle.kind, mesocycle.goal, mesocycle.rotation_per_week, mesocycle.sessions,
            mesocycle.ends,
        )  # fmt: skip
    weeks = tuple((week.is_deload, tuple(day.day for day in week.days)) for week in mesocycle.weeks)
    return (mesocycle.kind, mesocycle.goal, weeks, mesocycle.ends)


def _numbered(mesocycle: Mesocycle, *, after: int) -> Mesocycle:
    weeks = tuple(
        replace(week, week=after + number) for number, week in enumerate(mesocycle.weeks, 1)
    )
    return replace(mesocycle, weeks=weeks)
