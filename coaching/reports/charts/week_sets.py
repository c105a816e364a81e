"""Sets of each week: what was asked as an outline, what was done filled, phases behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coaching.reports.charts.axes import (
    Frame,
    Span,
    draw_days,
    draw_levels,
    draw_phases,
    rounded_range,
)
from coaching.reports.charts.drawing import PAPER, WIDTH, Drawing, goal_colors

HEIGHT, LEFT, TOP, BOTTOM = 170, 44, 24, 26
WIDEST, EDGE = 16.0, 1.5
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class SetsWeek:
    """A week from its first day, with its sets."""

    on: date
    goal: str
    asked: int
    done: int


def draw_week_sets(weeks: Sequence[SetsWeek], *, spans: Sequence[Span], title: str) -> str:
    """Return the drawing. Raises ValueError without a week."""
    _low, high, step = rounded_range([0, *(float(max(one.asked, one.done)) for one in weeks)])
    frame = Frame(
        left=LEFT,
        top=TOP,
        width=WIDTH - LEFT - 8,
        height=HEIGHT - TOP - BOTTOM,
        from_on=weeks[0].on,
        to_on=weeks[-1].on + WEEK,
        low=0,
        high=high,
        step=step,
    )
    drawing = Drawing(height=HEIGHT)
    draw_phases(drawing, frame, spans)
    draw_levels(drawing, frame)
    draw_days(drawing, frame)
    for one in weeks:
        _draw_week(drawing, frame, one)
    return drawing.svg(title=title)


def _draw_week(drawing: Drawing, frame: Frame, one: SetsWeek) -> None:
    first, color = frame.x(one.on), goal_colors(one.goal)[0]
    room = frame.x(one.on + WEEK) - first
    width = min(WIDEST, room * 0.6)
    x = first + (room - width) / 2
    asked, done = frame.y(one.asked), frame.y(one.done)
    if one.asked > one.done:
        drawing.rectangle(x, asked, width, frame.base - asked, fill=color)
        inner = width - 2 * EDGE
        drawing.rectangle(x + EDGE, asked + EDGE, inner, frame.base - asked - EDGE, fill=PAPER)
    drawing.rectangle(x, done, width, frame.base - done, fill=color)
