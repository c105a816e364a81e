"""An athlete's training days as a calendar shows them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from athletes.models import Athlete, CalendarFeed, PlannedGroup, PlannedSession, PlanPhase
from athletes.queries.loads import Loads
from programs.engine.timeline import local_date

DAYS_BACK = 90


@dataclass(frozen=True, slots=True)
class FeedSession:
    """A session on its day; ``lines`` are its exercises with their work, loads in the unit."""

    id: int
    on: date
    name: str
    phase: str
    minutes: int
    is_done: bool
    excused_for: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeedPhase:
    """A phase from first to last day, both inside it."""

    id: int
    name: str
    goal: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Feed:
    """The last ninety days and everything planned."""

    athlete: str
    sessions: tuple[FeedSession, ...]
    phases: tuple[FeedPhase, ...]


def find_athlete_of_feed(*, token_hash: str) -> Athlete | None:
    """Return whose calendar a secret opens, with organization and user. 1 query."""
    feed = (
        CalendarFeed.objects.filter(token_hash=token_hash, athlete__is_archived=False)
        .select_related("athlete__organization", "athlete__user")
        .first()
    )
    return feed.athlete if feed else None


def get_feed(*, athlete: Athlete, now: datetime) -> Feed:
    """Return what the athlete's calendar shows. 3 queries."""
    from_on = local_date(now, zone=athlete.time_zone) - timedelta(days=DAYS_BACK)
    rows = PlannedSession.objects.filter(
        athlete=athlete, is_cancelled=False, scheduled_on__gte=from_on
    ).select_related("phase", "log")
    sessions = list(rows.order_by("scheduled_on", "ordinal", "pk"))
    lines = _lines(sessions, loads=Loads.of(athlete))
    phases = PlanPhase.objects.filter(athlete=athlete, ends_on__gte=from_on)
    return Feed(
        athlete=athlete.name,
        sessions=tuple(_session(one, lines=tuple(lines.get(one.pk, ()))) for one in sessions),
        phases=tuple(
            FeedPhase(one.pk, one.name, one.goal, one.starts_on, one.ends_on)
            for one in phases.order_by("starts_on", "pk")
        ),
    )


def _session(one: PlannedSession, *, lines: tuple[str, ...]) -> FeedSession:
    log = getattr(one, "log", None)
    return FeedSession(
        id=one.pk,
        on=log.on if log else one.scheduled_on,
        name=one.name,
        phase=one.phase.name,
        minutes=one.minutes,
        is_done=log is not None and log.completed_at is not None,
        excused_for=one.excused_for,
        lines=lines,
    )


def _lines(sessions: list[PlannedSession], *, loads: Loads) -> dict[int, list[str]]:
    rows = PlannedGroup.objects.filter(session__in=[one.pk for one in sessions])
    found: dict[int, list[str]] = {}
    for row in rows.exclude(intent="warmup").order_by("session", "position"):
        load = loads.shown_or_none(row.load_kg)
        work = f"{row.exercise_name}: {row.sets} x {row.reps}"
        said = work if load is None else f"{work}, {load} {loads.unit}"
        found.setdefault(row.session_id, []).append(said)
    return found
