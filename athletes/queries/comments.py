"""Comments as pages show them: a thread beside its session or phase, and what is unread."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from athletes.models import Athlete, Comment, PlannedSession, PlanPhase, SetLog
from athletes.queries.loads import Loads
from athletes.querysets import AthleteQuerySet
from programs.engine.units import Unit

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class LoggedSet:
    """A set that a comment is, or can be, written on; ``load`` in the athlete's unit."""

    id: UUID
    exercise_name: str
    reps: int
    load: Decimal | None
    unit: Unit


@dataclass(frozen=True, slots=True)
class CommentLine:
    """One comment; ``is_unread`` for who reads now. ``on_set`` where it is on one set."""

    id: UUID
    text: str
    author: str
    is_own: bool
    is_unread: bool
    written_at: datetime
    on_set: LoggedSet | None = None
    session: PlannedSession | None = None
    phase: PlanPhase | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """Comments from the oldest to the newest."""

    lines: tuple[CommentLine, ...] = ()

    @property
    def unread(self) -> tuple[UUID, ...]:
        return tuple(line.id for line in self.lines if line.is_unread)


def get_session_thread(*, session: PlannedSession, athlete: Athlete, reader: Any) -> Thread:
    """Return what was written on the session and its sets. 1 query."""
    return _thread(Comment.objects.filter(planned_session=session), athlete, reader)


def get_phases_thread(*, phases: Iterable[PlanPhase], athlete: Athlete, reader: Any) -> Thread:
    """Return what was written on the phases. 1 query."""
    rows = Comment.objects.filter(phase__in=[phase.pk for phase in phases])
    return _thread(rows, athlete, reader)


def get_comments(*, athlete: Athlete, reader: Any) -> Thread:
    """Return the athlete's latest comments, the newest first. 1 query."""
    found = _thread(Comment.objects.filter(athlete=athlete), athlete, reader)
    return Thread(lines=tuple(reversed(found.lines)))


def get_logged_sets(*, session: PlannedSession, athlete: Athlete) -> Sequence[LoggedSet]:
    """Return the session's sets in the order done. 1 query."""
    rows = SetLog.objects.standing().filter(session_log__planned_session=session)
    loads = Loads.of(athlete)
    return [_logged_set(row, loads=loads) for row in rows.order_by("performed_at", "pk")]


def _logged_set(row: SetLog, *, loads: Loads) -> LoggedSet:
    return LoggedSet(
        id=row.pk,
        exercise_name=row.exercise_name,
        reps=row.reps,
        load=loads.shown_or_none(row.load_kg),
        unit=loads.unit,
    )


def _thread(rows: QuerySet[Comment], athlete: Athlete, reader: Any) -> Thread:
    # The latest ones, in the order written.
    latest = list(
        rows.select_related("author", "set_log", "planned_session", "phase").order_by(
            "-written_at", "-pk"
        )[:MOST_SHOWN]
    )
    loads = Loads.of(athlete)
    reads_theirs = athlete.user_id != reader.pk
    return Thread(
        lines=tuple(
            CommentLine(
                id=row.pk,
                text=row.text,
                author=_author(row, athlete=athlete),
                is_own=row.author_id == reader.pk,
                is_unread=row.read_at is None
                and row.is_by_athlete == reads_theirs
                and row.author_id != reader.pk,
                written_at=row.written_at,
                on_set=_logged_set(row.set_log, loads=loads) if row.set_log else None,
                session=row.planned_session,
                phase=row.phase,
            )
            for row in reversed(latest)
        )
    )


def _author(row: Comment, *, athlete: Athlete) -> str:
    if row.is_by_athlete:
        return athlete.name
    return str(row.author) if row.author else ""


def with_unread_comments(athletes: AthleteQuerySet[Athlete]) -> AthleteQuerySet[Athlete]:
    """Count what each athlete has still to read, as ``unread_comments``; no query of its own."""
    unread = (
        Comment.objects.unread_by_athlete()
        .filter(athlete=OuterRef("pk"))
        .order_by()
        .values("athlete")
        .annotate(count=Count("pk"))
        .values("count")
    )
    return athletes.annotate(unread_comments=Coalesce(Subquery(unread), 0))


@dataclass(frozen=True, slots=True)
class UnreadComments:
    """What one athlete wrote that no coach has read; ``newest`` with session and phase."""

    athlete: Athlete
    keys: tuple[UUID, ...]
    since: datetime
    newest: Comment

    @property
    def count(self) -> int:
        return len(self.keys)


def get_unread_comments(*, user: Any) -> list[UnreadComments]:
    """Return what waits for the coach to be read, whose waits longest first. 1 query."""
    rows = (
        Comment.objects.coached_by(user)
        .unread_by_coaches(user)
        .filter(athlete__is_archived=False)
        .select_related("athlete", "planned_session", "phase")
        .order_by("written_at", "pk")
    )
    found: dict[int, list[Comment]] = defaultdict(list)
    for row in rows:
        found[row.athlete_id].append(row)
    return [
        UnreadComments(
            athlete=of_one[0].athlete,
            keys=tuple(one.pk for one in of_one),
            since=of_one[0].written_at,
            newest=of_one[-1],
        )
        for of_one in found.values()
    ]
