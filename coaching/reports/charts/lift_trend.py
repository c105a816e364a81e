"""Estimates of a lift's maximum with their error, phases shaded behind them."""

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
from coaching.reports.charts.drawing import INK, WIDTH, Drawing, Point, goal_colors

HEIGHT = 190
LEFT, TOP, BOTTOM = 44, 24, 26


@dataclass(frozen=True, slots=True)
class Reading:
    """A day's value with one standard error either way, in the reader's unit."""

    on: date
    value: float
    low: float
    high: float


def draw_readings(
    readings: Sequence[Reading],
    *,
    trend: Sequence[tuple[date, float]],
    spans: Sequence[Span],
    title: str,
) -> str:
    """Return the drawing; ``trend`` is the smoothed course through them, may be empty.

    Raises ValueError without a reading.
    """
    frame = _frame(readings, trend=trend, spans=spans)
    drawing = Drawing(height=HEIGHT)
    draw_phases(drawing, frame, spans)
    draw_levels(drawing, frame)
    draw_days(drawing, frame)
    color = goal_colors(spans[-1].goal)[0] if len({span.goal for span in spans}) == 1 else INK
    for one in readings:
        if one.high > one.low:
            x = frame.x(one.on)
            drawing.line((x, frame.y(one.low)), (x, frame.y(one.high)), color=color, width=1.2)
    if len(trend) > 1:
        course: list[Point] = [(frame.x(on), frame.y(value)) for on, value in trend]
        drawing.course(course, color=color, width=2.2)
    for one in readings:
        drawing.dot((frame.x(one.on), frame.y(one.value)), radius=3.6, fill=color)
    return drawing.svg(title=title)


def _frame(
    readings: Sequence[Reading], *, trend: Sequence[tuple[date, float]], spans: Sequence[Span]
) -> Frame:
    values = [one.low for one in readings] + [one.high for one in readings]
    low, high, step = rounded_range(values + [value for _, value in trend])
    days = [one.on for one in readings]
    first = min([span.from_on for span in spans] + days)
    last = max([span.to_on for span in spans] + days)
    return Frame(
        left=LEFT,
        top=TOP,
        width=WIDTH - LEFT - 8,
        height=HEIGHT - TOP - BOTTOM,
        from_on=first,
        to_on=max(last, first + timedelta(days=6)),
        low=low,
        high=high,
        step=step,
    )
