"""Planned and done: a column a week, a row a weekday."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from math import ceil

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.formats import date_format

from coaching.reports.charts.drawing import (
    FAINT,
    INK,
    PAPER,
    SOFT,
    WIDTH,
    Drawing,
    Point,
    goal_colors,
)

DAYS = 7
LEFT, TOP = 44, 22
HEIGHT, GAP = 15, 3
WIDEST = 64
ARM = 3.5


class DayState(StrEnum):
    """What became of a planned day; those without a session aren't in the calendar."""

    DONE = "done"
    PARTIAL = "partial"
    MISSED = "missed"
    EXCUSED = "excused"
    PLANNED = "planned"


def draw_calendar(
    days: Mapping[date, DayState],
    *,
    from_on: date,
    to_on: date,
    goal: str,
    labels: Mapping[DayState, str],
    title: str,
) -> str:
    """Return the drawing with its key below; weeks begin on the weekday of ``from_on``."""
    weeks = (to_on - from_on).days // DAYS + 1
    width = min(WIDEST, (WIDTH - LEFT) / weeks - GAP)
    height = TOP + DAYS * (HEIGHT + GAP)
    drawing = Drawing(height=height + 26)
    for weekday in range(DAYS):
        name = str(WEEKDAYS_ABBR[(from_on + timedelta(days=weekday)).weekday()])
        y = TOP + weekday * (HEIGHT + GAP) + HEIGHT / 2 + 4
        drawing.text(LEFT - 10, y, name, anchor="end", size=11)
    apart = max(1, ceil(50 / (width + GAP)))
    for week in range(weeks):
        x = LEFT + week * (width + GAP)
        monday = from_on + timedelta(weeks=week)
        if week % apart == 0:
            drawing.text(x, TOP - 8, date_format(monday, "SHORT_MONTH_DAY_FORMAT"), size=11)
        for weekday in range(DAYS):
            on, y = monday + timedelta(days=weekday), TOP + weekday * (HEIGHT + GAP)
            if on <= to_on:
                size = (width, HEIGHT)
                draw_day(drawing, days.get(on), x=x, y=y, size=size, goal=goal)
    _draw_key(drawing, y=height + 6, states=set(days.values()), goal=goal, labels=labels)
    return drawing.svg(title=title)


def draw_day(
    drawing: Drawing, state: DayState | None, *, x: float, y: float, size: Point, goal: str
) -> None:
    """Draw one day; each state has a form of its own besides its color."""
    (color, ground), (width, height) = goal_colors(goal), size
    middle = (x + width / 2, y + height / 2)
    if state is None:
        drawing.dot(middle, radius=1.5, fill=FAINT, edge=FAINT)
        return
    if state is DayState.DONE:
        drawing.rectangle(x, y, width, height, fill=color, radius=3)
        return
    edge = SOFT if state in {DayState.PLANNED, DayState.EXCUSED} else color
    drawing.rectangle(x, y, width, height, fill=edge, radius=3)
    inside = ground if state is DayState.MISSED else PAPER
    drawing.rectangle(x + 1.5, y + 1.5, width - 3, height - 3, fill=inside, radius=2)
    if state is DayState.PARTIAL:
        drawing.rectangle(x + 1.5, middle[1], width - 3, height / 2 - 1.5, fill=color)
    elif state is DayState.MISSED:
        for up in (ARM, -ARM):
            start, end = (middle[0] - ARM, middle[1] - up), (middle[0] + ARM, middle[1] + up)
            drawing.line(start, end, color=INK, width=1.5)
    elif state is DayState.EXCUSED:
        start, end = (middle[0] - ARM, middle[1]), (middle[0] + ARM, middle[1])
        drawing.line(start, end, color=SOFT, width=2)


def _draw_key(
    drawing: Drawing,
    *,
    y: float,
    states: set[DayState],
    goal: str,
    labels: Mapping[DayState, str],
) -> None:
    x: float = LEFT
    for state in DayState:
        if state in states:
            draw_day(drawing, state, x=x, y=y, size=(12, 12), goal=goal)
            drawing.text(x + 18, y + 10, labels[state], color=INK, size=11)
            x += 34 + 6.2 * len(labels[state])
