"""One athlete as the coach opens them: state, the last weeks, sessions, strength."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from athletes.models import Athlete, PlannedSession, StrengthEstimate, WeeklyAdherence
from athletes.queries.late_changes import with_late_changes
from athletes.queries.loads import Loads
from athletes.queries.ramps import RunningRamp, get_running_ramp
from athletes.queries.session_cards import SessionCard, session_cards
from coaching.queries.roster import RosterLine, get_roster

if TYPE_CHECKING:
    from coaching.queries.flags import RosterAthlete

WEEKS_SHOWN = 8
DAYS_BACK = 14
DAYS_AHEAD = 7
LIFTS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Strength:
    """An exercise's newest estimate, in the athlete's unit."""

    exercise: str
    e1rm: str
    sigma_pct: str
    row: StrengthEstimate


@dataclass(frozen=True, slots=True)
class AthleteOverview:
    """Everything on the page; weeks (with ``late``) and estimates newest first, sessions by day."""

    line: RosterLine
    unit: str
    weeks: tuple[Any, ...]
    sessions: tuple[SessionCard, ...]
    strengths: tuple[Strength, ...]
    ramp: RunningRamp | None

    @property
    def has_late(self) -> bool:
        """Whether something was logged for a week after it was closed."""
        return any(week.late for week in self.weeks)


def get_athlete_overview(*, athlete: "RosterAthlete", now: datetime) -> AthleteOverview:
    """Return the overview of a row of ``roster_rows``. 11 queries with a plan."""
    line = get_roster(athletes=[athlete], now=now)[athlete.pk]
    loads = Loads.of(athlete)
    weeks = WeeklyAdherence.objects.filter(athlete=athlete).order_by("-week_on", "-pk")
    return AthleteOverview(
        line=line,
        unit=loads.unit,
        weeks=tuple(with_late_changes(weeks)[:WEEKS_SHOWN]),
        sessions=_sessions(line, now=now),
        strengths=_strengths(athlete, loads=loads),
        ramp=get_running_ramp(plan=line.phase.plan, today=line.on) if line.phase else None,
    )


def _sessions(line: RosterLine, *, now: datetime) -> tuple[SessionCard, ...]:
    days = (line.on - timedelta(days=DAYS_BACK), line.on + timedelta(days=DAYS_AHEAD))
    sessions = PlannedSession.objects.filter(
        athlete=line.athlete, scheduled_on__range=days, is_cancelled=False
    ).select_related("phase", "log")
    return session_cards(sessions=list(sessions.in_training_order()), athlete=line.athlete, now=now)


def _strengths(athlete: Athlete, *, loads: Loads) -> tuple[Strength, ...]:
    rows = StrengthEstimate.objects.filter(athlete=athlete).select_related("exercise")
    newest = sorted(
        rows.order_by("exercise", "-on").distinct("exercise"), key=lambda row: row.on, reverse=True
    )
    return tuple(
        Strength(
            exercise=row.exercise.name,
            e1rm=f"{loads.shown(row.e1rm_kg):.1f}",
            sigma_pct=f"{row.sigma_pct:.1f}",
            row=row,
        )
        for row in newest[:LIFTS_SHOWN]
    )
