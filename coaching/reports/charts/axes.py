"""Scales and the frame around a drawing over time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor

from django.utils.formats import date_format, number_format

from coaching.reports.charts.drawing import FAINT, Drawing, goal_colors, short

STEPS = (0.5, 1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
MOST_LINES = 5
MOST_DATES = 6
CHARACTER = 6.2


@dataclass(frozen=True, slots=True)
class Span:
    """A phase behind a drawing."""

    name: str
    goal: str
    from_on: date
    to_on: date


@dataclass(frozen=True, slots=True)
class Frame:
    """Where values and days stand. ``low`` to ``high`` in steps of ``step``; days included."""

    left: float
    top: float
    width: float
    height: float
    from_on: date
    to_on: date
    low: float
    high: float
    step: float

    def x(self, on: date) -> float:
        days = max((self.to_on - self.from_on).days, 1)
        return self.left + self.width * (on - self.from_on).days / days

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.top + self.height * (1 - share)

    @property
    def base(self) -> float:
        return self.top + self.height

    def levels(self) -> Iterator[float]:
        count = round((self.high - self.low) / self.step)
        return (self.low + self.step * number for number in range(count + 1))


def rounded_range(values: Sequence[float]) -> tuple[float, float, float]:
    """Return low, high and step of a scale that holds the values on at most five steps."""
    lowest, highest = min(values), max(values)
    for step in STEPS:
        low, high = floor(lowest / step) * step, ceil(highest / step) * step
        if high == low:
            high = low + step
        if (high - low) / step <= MOST_LINES:
            return low, high, step
    return floor(lowest), ceil(highest), max(highest - lowest, 1)


def draw_levels(drawing: Drawing, frame: Frame) -> None:
    """Draw the lines of the scale with their figures."""
    for level in frame.levels():
        y = frame.y(level)
        drawing.line((frame.left, y), (frame.left + frame.width, y), color=FAINT)
        drawing.text(frame.left - 8, y + 4, number_format(f"{level:g}"), anchor="end", size=11)


def draw_days(drawing: Drawing, frame: Frame) -> None:
    """Write days below, whole weeks apart, none over another."""
    weeks = max(ceil((frame.to_on - frame.from_on).days / 7), 1)
    apart = timedelta(weeks=ceil(weeks / MOST_DATES))
    on = frame.from_on
    while on <= frame.to_on:
        is_first = on == frame.from_on
        anchor = "start" if is_first else "middle"
        if frame.x(on) <= frame.left + frame.width - 14 or is_first:
            words = date_format(on, "SHORT_MONTH_DAY_FORMAT")
            drawing.text(frame.x(on), frame.base + 17, words, anchor=anchor, size=11)
        on += apart


def draw_phases(drawing: Drawing, frame: Frame, spans: Sequence[Span]) -> None:
    """Shade the phases and write their names above where they fit."""
    for number, span in enumerate(spans):
        first = max(span.from_on, frame.from_on)
        last = min(span.to_on + timedelta(days=1), frame.to_on)
        if first >= last:
            continue
        x, width = frame.x(first), frame.x(last) - frame.x(first)
        color, ground = goal_colors(span.goal)
        drawing.rectangle(x, frame.top, width, frame.height, fill=ground)
        if number:
            drawing.line((x, frame.top), (x, frame.base), color=color, dashes="3 3")
        fits = int(width / CHARACTER)
        if fits > 5:
            words = short(span.name, most=fits)
            drawing.text(x + 4, frame.top - 6, words, color=color, size=11, is_bold=True)
