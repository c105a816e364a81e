"""Sealed weeks and phases that were trained in late, counted once more for what was due then."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Coalesce

from athletes.models import PhaseSummary, PlannedSession, SessionLog, WeeklyAdherence
from athletes.queries.tallies import PlacedSession, get_placed_sessions
from programs.engine.adherence.counts import Counts
from programs.engine.adherence.measures import TalliedSession, count_sessions

Value = TypeVar("Value")

WEEK = timedelta(days=7)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LateLog:
    """A finished log that came or changed; an extra belongs to no session, phase or plan."""

    pk: UUID
    athlete_id: int
    session_id: int | None
    plan_id: int | None
    phase_id: int | None
    on: date


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed row with the late logs in it. ``phase_id`` None: the week of ``first_on``."""

    row: WeeklyAdherence | PhaseSummary
    plan_id: int
    phase_id: int | None
    first_on: date
    last_on: date
    time_zone: str
    logs: tuple[UUID, ...]

    @property
    def due_sessions(self) -> frozenset[int]:
        """The sessions that were due when it was sealed."""
        return frozenset(self.row.done_sessions) | frozenset(self.row.missed_sessions)


def get_late_logs(logs: Collection[UUID]) -> list[LateLog]:
    """Return those of the logs that still stand, each on its session's day. 1 query."""
    rows = (
        SessionLog.objects.filter(pk__in=logs)
        .annotate(day=Coalesce("planned_session__scheduled_on", "on"))
        .order_by("pk")
    )
    return [
        LateLog(*row)
        for row in rows.values_list(
            "pk",
            "athlete_id",
            "planned_session_id",
            "planned_session__plan_id",
            "planned_session__phase_id",
            "day",
        )
    ]


def get_sealed(*, plans: Sequence[int], logs: Sequence[LateLog]) -> list[Sealed]:
    """Return the sealed weeks and phases of the plans that the logs belong to. 2 queries."""
    days = [log.on for log in logs]
    keys = [log.session_id for log in logs if log.session_id is not None]
    trained = {log.plan_id for log in logs if log.plan_id is not None}
    athletes = {log.athlete_id for log in logs if log.plan_id is None}
    weeks = WeeklyAdherence.objects.filter(
        Q(plan__in=trained) | Q(athlete__in=athletes, plan__in=plans),
        Q(week_on__range=(min(days) - WEEK + DAY, max(days)))
        | Q(done_sessions__overlap=keys)
        | Q(missed_sessions__overlap=keys),
        sealed_at__isnull=False,
    ).select_related("plan")
    phases = PhaseSummary.objects.filter(
        Q(phase__plan__in=trained) | Q(athlete__in=athletes, phase__plan__in=plans),
        sealed_at__isnull=False,
    ).select_related("phase__plan")
    found = [
        *(_sealed_week(row) for row in weeks.order_by("week_on", "pk")),
        *(_sealed_phase(row) for row in phases.order_by("phase__seq", "pk")),
    ]
    of_plan = _grouped((log.plan_id, log) for log in logs)
    of_athlete = _grouped((log.athlete_id, log) for log in logs if log.plan_id is None)
    with_logs = (
        replace(one, logs=_logs_in(one, [*of_plan[one.plan_id], *of_athlete[one.row.athlete_id]]))
        for one in found
    )
    return [one for one in with_logs if one.logs]


def count_again(sealed: Sequence[Sealed]) -> list[Counts]:
    """Count what is known now of the sessions that were due at each seal. 3 queries.

    Those are done or missed, whatever became of them since; all other work is extra. Groups that
    follow from a result are owed only where the session was done by then.
    """
    missed = {key for one in sealed for key in one.row.missed_sessions}
    placed = get_placed_sessions(sessions=_sessions(sealed), away={}, without_branches=missed)
    of_plan = _grouped((one.plan_id, one) for one in placed)
    of_athlete = _grouped(_extras(sealed))
    return [
        _count(one, of_plan[one.plan_id], extras_on=of_athlete[one.row.athlete_id])
        for one in sealed
    ]


def _grouped(pairs: Iterable[tuple[Hashable, Value]]) -> Mapping[Any, list[Value]]:
    """Return the values by key: each plan is compared with its own rows only."""
    found: dict[Any, list[Value]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def _sealed_week(row: WeeklyAdherence) -> Sealed:
    last_on = row.week_on + WEEK - DAY
    return Sealed(row, row.plan_id, None, row.week_on, last_on, row.plan.time_zone, ())


def _sealed_phase(row: PhaseSummary) -> Sealed:
    phase = row.phase
    return Sealed(
        row, phase.plan_id, phase.pk, phase.starts_on, phase.ends_on, phase.plan.time_zone, ()
    )


def _logs_in(sealed: Sealed, logs: Iterable[LateLog]) -> tuple[UUID, ...]:
    return tuple(sorted(log.pk for log in logs if _is_in(sealed, log)))


def _is_in(sealed: Sealed, log: LateLog) -> bool:
    if log.session_id in sealed.due_sessions:
        return True
    if sealed.phase_id is not None and log.session_id is not None:
        return log.phase_id == sealed.phase_id
    return sealed.first_on <= log.on <= sealed.last_on


def _sessions(sealed: Sequence[Sealed]) -> Any:
    days = (min(one.first_on for one in sealed), max(one.last_on for one in sealed))
    return PlannedSession.objects.filter(
        Q(pk__in={key for one in sealed for key in one.due_sessions})
        | Q(phase__in=[one.phase_id for one in sealed if one.phase_id is not None])
        | Q(plan__in={one.plan_id for one in sealed}, scheduled_on__range=days)
    )


def _extras(sealed: Sequence[Sealed]) -> Sequence[tuple[int, date]]:
    logs = SessionLog.objects.filter(
        athlete__in={one.row.athlete_id for one in sealed},
        planned_session=None,
        completed_at__isnull=False,
    )
    return list(logs.order_by("pk").values_list("athlete_id", "on"))


def _count(sealed: Sealed, placed: Sequence[PlacedSession], *, extras_on: Sequence[date]) -> Counts:
    sessions = [
        _as_sealed(one.session, due=sealed.due_sessions)
        for one in placed
        if int(one.session.key) in sealed.due_sessions or _is_placed_in(sealed, one)
    ]
    if sealed.row.sealed_at is None:
        raise ValueError("only what is sealed is counted again")
    unlinked = sum(sealed.first_on <= on <= sealed.last_on for on in extras_on)
    return count_sessions(
        sessions,
        window=(date.min, date.max),
        as_of=sealed.row.sealed_at,
        zone=sealed.time_zone,
        unlinked_sessions=unlinked,
    )


def _is_placed_in(sealed: Sealed, placed: PlacedSession) -> bool:
    if sealed.phase_id is not None:
        return placed.phase_id == sealed.phase_id
    return sealed.first_on <= placed.session.on <= sealed.last_on


def _as_sealed(session: TalliedSession, *, due: frozenset[int]) -> TalliedSession:
    """Return the session as the seal left it: owed, or not owed, whatever was done."""
    return replace(session, is_excused=False, is_cancelled=int(session.key) not in due)
