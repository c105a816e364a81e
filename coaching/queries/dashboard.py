"""The console's first page: who needs the coach, the week so far, everybody's phases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Lower

from athletes.models import Plan, PlannedSession, PlanPhase
from coaching.queries.attention import MOST_SHOWN, Queue, get_queue
from coaching.queries.roster import RosterLine, get_roster, roster_rows
from programs.engine.timeline import DAYS_A_WEEK, local_date

WEEKS_BACK = 6
WEEKS_AHEAD = 14
BOARD_DAYS = (WEEKS_BACK + WEEKS_AHEAD) * DAYS_A_WEEK
WEEKS_A_TICK = 2
HALF_A_DAY = 0.5
BAR = 24
NARROW_DAYS = 21
# More are shown on demand: drawing a row takes longer than reading it.
MOST_ROWS = 50
OF_BAR = ("plan", "name", "goal", "starts_on", "ends_on")


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the week at a glance; heights and places are units of a bar ``BAR`` high."""

    on: date
    due: int
    done: int
    is_today: bool
    due_height: str
    due_y: str
    done_height: str
    done_y: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A phase on the board, cut to it; ``left`` and ``width`` are percents of its width.

    A narrow one has no room for its name; ``is_last`` where the plan ends on the board.
    """

    name: str
    goal: str
    left: str
    width: str
    starts_on: date
    ends_on: date
    is_running: bool
    is_projected: bool
    is_narrow: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One athlete's timeline; ``asked_left`` is where a phase change waits for the coach."""

    line: RosterLine
    bars: tuple[Bar, ...]
    asked_left: str | None


@dataclass(frozen=True, slots=True)
class Week:
    """A tick of the board's scale, ``left`` in percent of its width."""

    on: date
    left: str


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Everything on the page; ``today_left`` in percent of the board's width.

    ``more_rows`` athletes are left out of the board.
    """

    queue: Queue
    days: tuple[Day, ...]
    due_so_far: int
    done_so_far: int
    planned: int
    athletes: int
    training: int
    rows: tuple[BoardRow, ...]
    more_rows: int
    weeks: tuple[Week, ...]
    today_left: str


def get_dashboard(
    *,
    user: Any,
    now: datetime,
    most: int | None = MOST_SHOWN,
    most_rows: int | None = MOST_ROWS,
) -> Dashboard:
    """Return the page's values for a coach. At most 15 queries, whatever the number of athletes.

    ``most`` athletes of the queue and ``most_rows`` of the board are shown; None: all.
    The page's own day is that of the reader's zone; each athlete's phases are local days.
    """
    on = local_date(now, zone=user.time_zone)
    rows = roster_rows(user=user, now=now).filter(is_archived=False)
    athletes = list(rows.order_by(Lower("name"), "pk"))
    lines = list(get_roster(athletes=athletes, now=now, shows_weeks=False).values())
    from_on = _monday(on) - timedelta(weeks=WEEKS_BACK)
    days = _days(lines, on=on)
    return Dashboard(
        queue=get_queue(lines=lines, user=user, now=now, most=most),
        days=days,
        due_so_far=sum(day.due for day in days if day.on <= on),
        done_so_far=sum(day.done for day in days if day.on <= on),
        planned=sum(day.due for day in days),
        athletes=len(lines),
        training=sum(line.phase is not None for line in lines),
        rows=_rows(lines[:most_rows], from_on=from_on),
        more_rows=0 if most_rows is None else max(len(lines) - most_rows, 0),
        weeks=tuple(
            Week(from_on + timedelta(days=day), _percent(day))
            for day in range(0, BOARD_DAYS, WEEKS_A_TICK * DAYS_A_WEEK)
        ),
        today_left=_percent((on - from_on).days + HALF_A_DAY),
    )


def _percent(days: float) -> str:
    """Return a number of days as a percent of the board, in CSS's own notation."""
    return f"{100 * days / BOARD_DAYS:.3f}"


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())


def _days(lines: Sequence[RosterLine], *, on: date) -> tuple[Day, ...]:
    from_on = _monday(on)
    plans = [line.phase.plan_id for line in lines if line.phase]
    rows = (
        PlannedSession.objects.filter(
            plan__in=plans,
            plan__status=Plan.Status.ACTIVE,
            is_cancelled=False,
            excused_for="",
            scheduled_on__range=(from_on, from_on + timedelta(days=DAYS_A_WEEK - 1)),
        )
        .values("scheduled_on")
        .annotate(due=Count("pk"), done=Count("pk", filter=Q(log__completed_at__isnull=False)))
    )
    by_day = {row["scheduled_on"]: (row["due"], row["done"]) for row in rows}
    most = max((due for due, _ in by_day.values()), default=0)
    week = (from_on + timedelta(days=number) for number in range(DAYS_A_WEEK))
    return tuple(_day(day, *by_day.get(day, (0, 0)), most=most, today=on) for day in week)


def _day(on: date, due: int, done: int, *, most: int, today: date) -> Day:
    due_height, done_height = (BAR * count / most if most else 0 for count in (due, done))
    return Day(
        on=on,
        due=due,
        done=done,
        is_today=on == today,
        due_height=f"{due_height:.2f}",
        due_y=f"{BAR - due_height:.2f}",
        done_height=f"{done_height:.2f}",
        done_y=f"{BAR - done_height:.2f}",
    )


def _rows(lines: Sequence[RosterLine], *, from_on: date) -> tuple[BoardRow, ...]:
    phases = _phases([line.phase.plan_id for line in lines if line.phase])
    rows = []
    for line in lines:
        spans = _spans(line, phases=phases.get(line.phase.plan_id, ()) if line.phase else ())
        bars = (_bar(span, from_on=from_on, is_last=span is spans[-1]) for span in spans)
        found = tuple(bar for bar in bars if bar is not None)
        rows.append(BoardRow(line, found, _asked_left(line, from_on=from_on)))
    return tuple(rows)


def _asked_left(line: RosterLine, *, from_on: date) -> str | None:
    """Return where the running phase ends, or today if it is over, when its change waits."""
    if line.phase is None or not line.phase.proposal:
        return None
    days = (max(line.phase.ends_on + timedelta(days=1), line.on) - from_on).days
    return _percent(days) if 0 <= days <= BOARD_DAYS else None


def _phases(plans: Sequence[int]) -> Mapping[int, list[PlanPhase]]:
    found: dict[int, list[PlanPhase]] = {}
    rows = PlanPhase.objects.filter(plan__in=plans).only(*OF_BAR)
    for row in rows.order_by("plan", "seq"):
        found.setdefault(row.plan_id, []).append(row)
    return found


@dataclass(frozen=True, slots=True)
class Span:
    """A phase in days; ``until`` is the day after its last."""

    name: str
    goal: str
    starts_on: date
    until: date
    is_running: bool
    is_projected: bool


def _spans(line: RosterLine, *, phases: Sequence[PlanPhase]) -> list[Span]:
    if line.phase is None:
        return []
    day = timedelta(days=1)
    spans = [
        Span(one.name, one.goal, one.starts_on, one.ends_on + day, one.pk == line.phase.pk, False)
        for one in phases
    ]
    # A phase that is held goes on until somebody decides.
    starts_on = max(line.phase.ends_on + day, line.on)
    for ahead in line.ahead:
        until = starts_on + timedelta(weeks=ahead.weeks)
        spans.append(Span(ahead.name, ahead.goal, starts_on, until, False, True))
        starts_on = until
    return spans


def _bar(span: Span, *, from_on: date, is_last: bool) -> Bar | None:
    first = max((span.starts_on - from_on).days, 0)
    last = min((span.until - from_on).days, BOARD_DAYS)
    if first >= last:
        return None
    return Bar(
        name=span.name,
        goal=span.goal,
        left=_percent(first),
        width=_percent(last - first),
        starts_on=span.starts_on,
        ends_on=span.until - timedelta(days=1),
        is_running=span.is_running,
        is_projected=span.is_projected,
        is_narrow=last - first < NARROW_DAYS,
        is_last=is_last and (span.until - from_on).days <= BOARD_DAYS,
    )
