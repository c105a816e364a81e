"""What an athlete has done: sessions newest first, and one exercise over time."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.core.paginator import Paginator

from athletes.models import Athlete, SessionLog, SetLog, StrengthEstimate
from athletes.queries.loads import Loads
from programs.models import Exercise

SESSIONS_A_PAGE = 20
POINTS = 60
DAYS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class LoggedSession:
    """One session as performed; ``planned_id`` is None for an extra one.

    ``entered_by`` names the coach who logged or corrected it; empty where nobody did.
    """

    id: UUID
    planned_id: int | None
    name: str
    phase_name: str
    goal: str
    on: date
    is_finished: bool
    sets: int
    exercises: tuple[str, ...]
    session_rpe: Decimal | None
    note: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """One page of sessions, newest first."""

    sessions: tuple[LoggedSession, ...]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class EstimatePoint:
    """One day's estimated maximum with its error either way, in the athlete's unit."""

    on: date
    e1rm: Decimal
    sigma_pct: Decimal
    low: Decimal
    high: Decimal
    method: str

    @property
    def error(self) -> Decimal:
        """One standard error, in the unit of the estimate."""
        return self.high - self.e1rm


@dataclass(frozen=True, slots=True)
class LoggedSet:
    """One set as performed; ``load`` in the athlete's unit, None where none was logged."""

    reps: int
    load: Decimal | None
    rpe: Decimal | None
    is_warmup: bool


@dataclass(frozen=True, slots=True)
class ExerciseDay:
    """The sets of one exercise on one day, in the order performed."""

    on: date
    sets: tuple[LoggedSet, ...]


@dataclass(frozen=True, slots=True)
class ExerciseHistory:
    """One exercise over time: estimates oldest first, days newest first."""

    exercise_id: int
    name: str
    unit: str
    points: tuple[EstimatePoint, ...]
    days: tuple[ExerciseDay, ...]


def get_history(*, athlete: Athlete, page: int = 1) -> HistoryPage:
    """Return one page of the athlete's sessions; a page too far is the last. 3 queries."""
    logs = SessionLog.objects.filter(athlete=athlete).select_related(
        "planned_session__phase", "logged_by", "corrected_by"
    )
    found = Paginator(logs.order_by("-on", "-started_at", "-pk"), SESSIONS_A_PAGE).get_page(page)
    sets = _sets_by_log(found)
    return HistoryPage(
        sessions=tuple(_logged_session(log, sets=sets[log.pk], athlete=athlete) for log in found),
        number=found.number,
        pages=found.paginator.num_pages,
        total=found.paginator.count,
    )


def get_exercise_history(*, athlete: Athlete, exercise: Exercise) -> ExerciseHistory:
    """Return one exercise over its last 60 estimates and 20 days. 2 queries."""
    loads = Loads.of(athlete)
    points = StrengthEstimate.objects.filter(athlete=athlete, exercise=exercise)
    newest = list(points.order_by("-on", "-pk")[:POINTS])
    return ExerciseHistory(
        exercise_id=exercise.pk,
        name=exercise.name,
        unit=loads.unit,
        points=tuple(estimate_point(row, loads=loads) for row in reversed(newest)),
        days=_days(athlete, exercise=exercise, loads=loads),
    )


def _sets_by_log(page: Iterable[SessionLog]) -> dict[UUID, list[tuple[str, bool]]]:
    """Return the exercise of each standing set and whether it was a warm-up, as performed."""
    rows = SetLog.objects.standing().filter(session_log__in=[log.pk for log in page])
    found: dict[UUID, list[tuple[str, bool]]] = defaultdict(list)
    for log_id, name, is_warmup in rows.order_by("performed_at", "pk").values_list(
        "session_log_id", "exercise_name", "is_warmup"
    ):
        found[log_id].append((name, is_warmup))
    return found


def coach_who_entered(log: SessionLog, *, athlete: Athlete) -> str:
    """Return who but the athlete corrected or logged the session, empty for nobody.

    No query when ``logged_by`` and ``corrected_by`` were selected.
    """
    who = log.corrected_by or log.logged_by
    return str(who) if who and who.pk != athlete.user_id else ""


def _logged_session(
    log: SessionLog, *, sets: Sequence[tuple[str, bool]], athlete: Athlete
) -> LoggedSession:
    planned = log.planned_session
    return LoggedSession(
        id=log.pk,
        planned_id=planned.pk if planned else None,
        name=planned.name if planned else "",
        phase_name=planned.phase.name if planned else "",
        goal=planned.phase.goal if planned else "",
        on=log.on,
        is_finished=log.completed_at is not None,
        sets=sum(not is_warmup for _, is_warmup in sets),
        exercises=tuple(dict.fromkeys(name for name, _ in sets)),
        session_rpe=log.session_rpe,
        note=log.note,
        entered_by=coach_who_entered(log, athlete=athlete),
    )


def estimate_point(row: StrengthEstimate, *, loads: Loads) -> EstimatePoint:
    error = row.e1rm_kg * row.sigma_pct / 100
    return EstimatePoint(
        on=row.on,
        e1rm=loads.shown(row.e1rm_kg),
        sigma_pct=row.sigma_pct,
        low=loads.shown(row.e1rm_kg - error),
        high=loads.shown(row.e1rm_kg + error),
        method=row.method,
    )


def _days(athlete: Athlete, *, exercise: Exercise, loads: Loads) -> tuple[ExerciseDay, ...]:
    logs = SessionLog.objects.filter(
        athlete=athlete, sets__exercise=exercise, sets__deleted_at=None
    )
    # distinct() needs the sort keys selected; both belong to the same row.
    newest = logs.order_by("-on", "-pk").values("pk", "on").distinct()[:DAYS_SHOWN]
    rows = SetLog.objects.standing().filter(
        athlete=athlete, exercise=exercise, session_log__in=newest.values("pk")
    )
    sets: dict[date, list[LoggedSet]] = defaultdict(list)
    for row in rows.select_related("session_log").order_by("performed_at", "pk"):
        sets[row.session_log.on].append(_logged_set(row, loads=loads))
    return tuple(ExerciseDay(on=on, sets=tuple(sets[on])) for on in _newest_first(sets))


def _newest_first(days: Iterable[date]) -> list[date]:
    return sorted(days, reverse=True)


def _logged_set(row: SetLog, *, loads: Loads) -> LoggedSet:
    return LoggedSet(
        reps=row.reps,
        load=loads.shown_or_none(row.load_kg),
        rpe=row.rpe,
        is_warmup=row.is_warmup,
    )
