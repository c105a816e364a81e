"""How hard an athlete's sessions were, week by week."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from athletes.models import Athlete, SessionLog
from athletes.queries.week_start import week_start_of
from programs.engine.timeline import DAYS_A_WEEK, local_date, week_of

WEEKS_SHOWN = 12
# Opened by mistake or typed in afterwards; left open until somebody remembered.
SHORTEST, LONGEST = timedelta(minutes=5), timedelta(hours=4)
MINUTE = timedelta(minutes=1)
TENTH = Decimal("0.1")

Rating = tuple[Decimal, timedelta]


@dataclass(frozen=True, slots=True)
class WeekOfEffort:
    """A week's mean session RPE with its number of sessions.

    ``load`` is the sum of RPE x minutes over the ``timed`` sessions whose length is known, None
    without any.
    """

    week_on: date
    sessions: int
    mean_rpe: Decimal
    timed: int
    load: int | None


def get_efforts(*, athlete: Athlete, now: datetime) -> tuple[WeekOfEffort, ...]:
    """Return the last twelve weeks in which a session was rated, newest first. 1 query.

    ``athlete`` comes with ``organization`` selected. Weeks without a rating are left out.
    """
    week_start = week_start_of(athlete)
    this_week = week_of(local_date(now, zone=athlete.time_zone), week_start=week_start)
    rated = SessionLog.objects.filter(
        athlete=athlete,
        on__gte=this_week - (WEEKS_SHOWN - 1) * timedelta(days=DAYS_A_WEEK),
        session_rpe__isnull=False,
        completed_at__isnull=False,
    )
    weeks: dict[date, list[Rating]] = defaultdict(list)
    for log in rated.only("on", "session_rpe", "started_at", "completed_at"):
        if log.session_rpe is not None and log.completed_at is not None:
            week_on = week_of(log.on, week_start=week_start)
            weeks[week_on].append((log.session_rpe, log.completed_at - log.started_at))
    return tuple(_week(week_on, weeks[week_on]) for week_on in sorted(weeks, reverse=True))


def _week(week_on: date, ratings: Sequence[Rating]) -> WeekOfEffort:
    mean = sum(rpe for rpe, _ in ratings) / Decimal(len(ratings))
    loads = [rpe * (length // MINUTE) for rpe, length in ratings if SHORTEST <= length <= LONGEST]
    return WeekOfEffort(
        week_on=week_on,
        sessions=len(ratings),
        mean_rpe=mean.quantize(TENTH, rounding=ROUND_HALF_UP),
        timed=len(loads),
        load=int(sum(loads, Decimal(0)).quantize(Decimal(1), rounding=ROUND_HALF_UP))
        if loads
        else None,
    )


def _whole(load: Decimal) -> int:
    return int(load.quantize(Decimal(1), rounding=ROUND_HALF_UP))
