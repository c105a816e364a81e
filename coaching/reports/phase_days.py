"""The phase's sessions as a calendar of what was planned and done."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from athletes.models import PlannedSession
from athletes.queries.phase_report import PhaseReport
from coaching.reports.charts.calendar import DayState, draw_calendar
from coaching.reports.document import Chart, Column, Kind, Table


def days_block(found: PhaseReport, *, today: date) -> Chart | None:
    """Return a square a session, by week and weekday; None without sessions. 1 query.

    A session stands on the day it was done, else on the one it was planned for. Two on one day:
    the one that went worse shows.
    """
    phase = found.phase
    rows = PlannedSession.objects.filter(phase=phase, is_cancelled=False).values_list(
        "scheduled_on", "excused_for", "log__on", "log__completed_at", "log__sets_done", "name"
    )
    labels = state_labels()
    days: dict[date, DayState] = {}
    lines = []
    for scheduled_on, excused_for, done_on, completed_at, sets, name in rows.order_by("ordinal"):
        on = done_on or scheduled_on
        if completed_at is not None:
            state = DayState.DONE
        elif done_on is not None and sets:
            state = DayState.PARTIAL
        elif excused_for:
            state = DayState.EXCUSED
        else:
            state = DayState.MISSED if scheduled_on < today else DayState.PLANNED
        days[on] = _worse(days.get(on), state)
        lines.append((on, name, labels[state]))
    if not lines:
        return None
    title = _("Sessions")
    first = phase.starts_on - timedelta(days=phase.starts_on.weekday())
    return Chart(
        key="sessions",
        title=title,
        words=_("A square a session: by week from left to right, by day from top to bottom."),
        svg=draw_calendar(
            days, from_on=first, to_on=phase.ends_on, goal=phase.goal, labels=labels, title=title
        ),
        table=Table(
            key="sessions",
            title=title,
            columns=(
                Column("on", _("Day"), Kind.DAY),
                Column("session", _("Session")),
                Column("state", _("What became of it")),
            ),
            rows=tuple(lines),
        ),
    )


def state_labels() -> dict[DayState, str]:
    """Return what each state is called."""
    return {
        DayState.DONE: _("done"),
        DayState.PARTIAL: _("partly done"),
        DayState.MISSED: _("missed"),
        DayState.EXCUSED: _("excused"),
        DayState.PLANNED: _("planned"),
    }


def _worse(one: DayState | None, other: DayState) -> DayState:
    order = list(DayState)
    return other if one is None else max(one, other, key=order.index)
