"""Sessions as lists show them: when, how long, what for, and how far they are done."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from athletes.models import Absence, Athlete, PlannedGroup, PlannedSession, SessionLog
from programs.engine.adherence.measures import (
    Pause,
    SessionStatus,
    TalliedSession,
    Tally,
    session_status,
)

WARMUP = "warmup"


@dataclass(frozen=True, slots=True)
class ExerciseLine:
    """One exercise of a session and its work in short, such as ``3 x 8-12``."""

    name: str
    superset: str
    work: str


@dataclass(frozen=True, slots=True)
class SessionCard:
    """One planned session. ``week`` counts within its phase; sets are those owed and credited."""

    id: int
    name: str
    on: date
    week: int
    day: int
    minutes: int
    phase_name: str
    goal: str
    status: SessionStatus
    is_begun: bool
    is_finished: bool
    is_provisional: bool
    excused_for: str
    sets_owed: int
    sets_done: int
    exercises: tuple[ExerciseLine, ...]


def session_cards(
    *, sessions: Sequence[PlannedSession], athlete: Athlete, now: datetime
) -> tuple[SessionCard, ...]:
    """Return a card for each session, in the order given.

    Sessions come with ``phase`` and ``log`` selected. 2 queries, whatever their number.
    """
    groups = _groups(sessions)
    absences = list(Absence.objects.filter(athlete=athlete).order_by("from_on"))
    return tuple(
        _card(session, groups=groups[session.pk], absences=absences, athlete=athlete, now=now)
        for session in sessions
    )


def log_of(session: PlannedSession) -> SessionLog | None:
    """Return the session's log, None before it is begun. No query when ``log`` was selected."""
    return getattr(session, "log", None)


def work_in_short(groups: Iterable[tuple[int, str]]) -> str:
    """Return sets and repetitions as people write them: ``3 x 5, 1 x 5+``."""
    return ", ".join(f"{sets} x {reps}" for sets, reps in groups)


def _groups(sessions: Sequence[PlannedSession]) -> dict[int, list[PlannedGroup]]:
    rows = PlannedGroup.objects.filter(session__in=[session.pk for session in sessions])
    rows = rows.only(
        "session_id", "position", "slot_position", "exercise_name", "superset", "sets", "reps",
        "intent", "is_optional", "sets_credited",
    )  # fmt: skip
    found: dict[int, list[PlannedGroup]] = defaultdict(list)
    for group in rows.order_by("session_id", "slot_position", "position"):
        found[group.session_id].append(group)
    return found


def _card(
    session: PlannedSession,
    *,
    groups: list[PlannedGroup],
    absences: list[Absence],
    athlete: Athlete,
    now: datetime,
) -> SessionCard:
    owed = [group for group in groups if not group.is_optional and group.intent != WARMUP]
    log = log_of(session)
    return SessionCard(
        id=session.pk,
        name=session.name,
        on=session.scheduled_on,
        week=session.week_in_phase,
        day=session.day,
        minutes=session.minutes,
        phase_name=session.phase.name,
        goal=session.phase.goal,
        status=_status(session, owed=owed, absences=absences, athlete=athlete, now=now),
        is_begun=log is not None,
        is_finished=log is not None and log.completed_at is not None,
        is_provisional=session.is_provisional,
        excused_for=session.excuse,
        sets_owed=sum(group.sets for group in owed),
        sets_done=sum(group.sets_credited for group in owed),
        exercises=_lines(groups),
    )


def _status(
    session: PlannedSession,
    *,
    owed: list[PlannedGroup],
    absences: list[Absence],
    athlete: Athlete,
    now: datetime,
) -> SessionStatus:
    log = log_of(session)
    excuses = [one for one in absences if one.effect == Absence.Effect.EXCUSE]
    pauses = [one for one in absences if one.effect == Absence.Effect.PAUSE]
    return session_status(
        TalliedSession(
            key=str(session.pk),
            on=session.scheduled_on,
            tallies=tuple(
                Tally(sets_prescribed=group.sets, sets_credited=group.sets_credited)
                for group in owed
            ),
            completed_at=log.completed_at if log else None,
            completed_zone=log.time_zone if log else None,
            is_excused=bool(session.excused_for)
            or any(_covers(one, session.scheduled_on) for one in excuses),
            is_cancelled=session.is_cancelled,
        ),
        as_of=now,
        zone=athlete.time_zone,
        pauses=[Pause(one.from_on, one.to_on) for one in pauses],
    )


def _covers(absence: Absence, on: date) -> bool:
    return absence.from_on <= on and (absence.to_on is None or on <= absence.to_on)


def _lines(groups: list[PlannedGroup]) -> tuple[ExerciseLine, ...]:
    return tuple(
        ExerciseLine(
            name=name,
            superset=superset,
            work=work_in_short((one.sets, one.reps) for one in of_slot if one.intent != WARMUP),
        )
        for (_, name, superset), of_slot in groupby(
            groups, key=lambda one: (one.slot_position, one.exercise_name, one.superset)
        )
    )
