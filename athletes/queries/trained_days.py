"""Which days of its program a plan has behind it."""

from collections.abc import Iterable
from datetime import datetime

from athletes.models import Plan, PlannedSession
from programs.engine.program import Program
from programs.engine.timeline import local_date
from programs.engine.versions.trained import DayPlace


def is_to_come(session: PlannedSession, *, plan: Plan, now: datetime) -> bool:
    """Tell whether nobody has begun the session and its day isn't over. No query with ``log``."""
    is_begun = getattr(session, "log", None) is not None or session.is_cancelled
    return not is_begun and session.scheduled_on >= local_date(now, zone=plan.time_zone)


def place_in_program(session: PlannedSession, *, program: Program) -> DayPlace | None:
    """Return where the session's day stands in the program, None where it stands no more.

    ``phase`` comes selected.
    """
    index = session.phase.mesocycle
    if index >= len(program.mesocycles):
        return None
    mesocycle = program.mesocycles[index]
    if mesocycle.kind == "rotation":
        before = sum(one.week_count for one in program.mesocycles[:index])
        return DayPlace(index, session.week - before - 1, session.day - 1)
    for week, written in enumerate(mesocycle.weeks):
        for at, day in enumerate(written.days):
            if written.week == session.week and (day.day or at + 1) == session.day:
                return DayPlace(index, week, at)
    return None


def trained_places(
    sessions: Iterable[PlannedSession], *, plan: Plan, program: Program, now: datetime
) -> frozenset[DayPlace]:
    """Return the days that a session behind the athlete was made from, however often it comes."""
    places = (
        place_in_program(session, program=program)
        for session in sessions
        if not is_to_come(session, plan=plan, now=now)
    )
    return frozenset(place for place in places if place is not None)
