"""A month of an athlete as a calendar: each day with its phase and its sessions."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from athletes.models import Athlete, PlannedSession, PlanPhase
from athletes.queries.session_cards import SessionCard, session_cards
from athletes.queries.week_start import week_start_of
from programs.engine.timeline import DAYS_A_WEEK, local_date, week_of


@dataclass(frozen=True, slots=True)
class Day:
    """One day; ``goal`` of the phase that it lies in, empty outside every phase."""

    on: date
    is_today: bool
    is_inside: bool
    goal: str
    sessions: tuple[SessionCard, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """The whole weeks that hold a month, by the athlete's own first day of the week."""

    first_on: date
    previous_on: date
    next_on: date
    is_this_month: bool
    weeks: tuple[tuple[Day, ...], ...]


def get_month(*, athlete: Athlete, on: date, now: datetime) -> Month:
    """Return the month that holds ``on``.

    ``athlete`` comes with ``organization`` selected. 4 queries, 3 without sessions; cancelled
    ones are left out.
    """
    first_on, next_on = on.replace(day=1), _next_month(on)
    start = week_of(first_on, week_start=week_start_of(athlete))
    last = week_of(next_on - timedelta(days=1), week_start=week_start_of(athlete))
    days = tuple(_days(start, last + timedelta(days=DAYS_A_WEEK)))
    today = local_date(now, zone=athlete.time_zone)
    phases = _phases(athlete, days=days)
    sessions = _sessions(athlete, days=days, now=now)
    cells = [
        Day(
            on=day,
            is_today=day == today,
            is_inside=first_on <= day < next_on,
            goal=next((one.goal for one in phases if one.starts_on <= day <= one.ends_on), ""),
            sessions=tuple(sessions[day]),
        )
        for day in days
    ]
    return Month(
        first_on=first_on,
        previous_on=(first_on - timedelta(days=1)).replace(day=1),
        next_on=next_on,
        is_this_month=first_on <= today < next_on,
        weeks=tuple(
            tuple(cells[place : place + DAYS_A_WEEK]) for place in range(0, len(cells), DAYS_A_WEEK)
        ),
    )


def _next_month(on: date) -> date:
    return (on.replace(day=28) + timedelta(days=4)).replace(day=1)


def _days(start: date, end: date) -> Iterator[date]:
    """Yield each day from ``start`` to before ``end``."""
    for offset in range((end - start).days):
        yield start + timedelta(days=offset)


def _phases(athlete: Athlete, *, days: Sequence[date]) -> list[PlanPhase]:
    """Return the phases of these days; where plans overlap, the newest plan's come first."""
    rows = PlanPhase.objects.filter(athlete=athlete, starts_on__lte=days[-1], ends_on__gte=days[0])
    return list(rows.order_by("-plan_id", "seq"))


def _sessions(
    athlete: Athlete, *, days: Sequence[date], now: datetime
) -> dict[date, list[SessionCard]]:
    rows = PlannedSession.objects.filter(
        athlete=athlete, scheduled_on__range=(days[0], days[-1]), is_cancelled=False
    )
    sessions = list(rows.select_related("phase", "log").in_training_order())
    found: dict[date, list[SessionCard]] = defaultdict(list)
    for card in session_cards(sessions=sessions, athlete=athlete, now=now):
        found[card.on].append(card)
    return found
