"""Seven days of an athlete, with what was planned and what became of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from athletes.models import Athlete, PlannedSession, WeeklyAdherence
from athletes.queries.late_changes import with_late_changes
from athletes.queries.session_cards import SessionCard, session_cards
from athletes.queries.week_start import week_start_of
from programs.engine.timeline import DAYS_A_WEEK, local_date, week_of


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of the week and its sessions."""

    on: date
    is_today: bool
    sessions: tuple[SessionCard, ...]


@dataclass(frozen=True, slots=True)
class WeekPage:
    """A week from ``first_on``; ``summary`` once the week was summarized, with ``late``."""

    first_on: date
    last_on: date
    previous_on: date
    next_on: date
    is_this_week: bool
    days: tuple[DayCell, ...]
    summary: WeeklyAdherence | None


def get_week(*, athlete: Athlete, on: date, now: datetime) -> WeekPage:
    """Return the week that holds ``on``, by the athlete's own first day.

    ``athlete`` comes with ``organization`` selected. 4 queries; cancelled sessions are left out.
    """
    first = week_of(on, week_start=week_start_of(athlete))
    last = first + timedelta(days=DAYS_A_WEEK - 1)
    today = local_date(now, zone=athlete.time_zone)
    rows = PlannedSession.objects.filter(
        athlete=athlete, scheduled_on__range=(first, last), is_cancelled=False
    )
    sessions = list(rows.select_related("phase", "log").in_training_order())
    cards = session_cards(sessions=sessions, athlete=athlete, now=now)
    summaries = with_late_changes(WeeklyAdherence.objects.filter(athlete=athlete, week_on=first))
    return WeekPage(
        first_on=first,
        last_on=last,
        previous_on=first - timedelta(days=DAYS_A_WEEK),
        next_on=first + timedelta(days=DAYS_A_WEEK),
        is_this_week=first <= today <= last,
        days=tuple(
            DayCell(
                on=day,
                is_today=day == today,
                sessions=tuple(card for card in cards if card.on == day),
            )
            for day in (first + timedelta(days=offset) for offset in range(DAYS_A_WEEK))
        ),
        summary=summaries.order_by("-computed_at", "-pk").first(),
    )
