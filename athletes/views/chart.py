"""A line over time with its error band, as coordinates of an SVG made on the server."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

WIDTH, HEIGHT = 420, 220
LEFT, RIGHT, TOP, BOTTOM = 46, 14, 14, 30
MOST_GRID_LINES = 5
SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 120, 28, 3
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)


@dataclass(frozen=True, slots=True)
class Reading:
    """A measured value on a day with its error either way; without one, ``low`` is ``high``."""

    on: date
    value: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the chart with the text that belongs there."""

    x: str
    y: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Coordinates in an SVG of ``width`` by ``height``; ``line`` and ``band`` are point lists."""

    width: int
    height: int
    left: int
    right: int
    base: int
    line: str
    band: str
    points: tuple[Mark, ...]
    levels: tuple[Mark, ...]
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class _Frame:
    first: date
    days: int
    low: int
    high: int

    def x(self, on: date) -> Fraction:
        share = Fraction((on - self.first).days, self.days)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(self, value: Decimal | int) -> Fraction:
        share = (Fraction(value) - self.low) / (self.high - self.low)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    def place(self, on: date, value: Decimal) -> str:
        return f"{_text(self.x(on))},{_text(self.y(value))}"


def line_chart(points: Sequence[Reading]) -> Chart | None:
    """Return the chart of readings, oldest first; None below two of them."""
    if len(points) < 2:
        return None
    step, frame = _frame(points)
    upper = [frame.place(point.on, point.high) for point in points]
    lower = [frame.place(point.on, point.low) for point in reversed(points)]
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        base=HEIGHT - BOTTOM,
        line=" ".join(frame.place(point.on, point.value) for point in points),
        band=" ".join(upper + lower),
        points=tuple(
            Mark(x=_text(frame.x(point.on)), y=_text(frame.y(point.value))) for point in points
        ),
        levels=tuple(
            Mark(x=str(LEFT - 8), y=_text(frame.y(level)), text=str(level))
            for level in range(frame.low, frame.high + 1, step)
        ),
        first=points[0].on,
        last=points[-1].on,
    )


def sparkline(points: Sequence[tuple[date, Decimal]], *, first: date, last: date) -> str:
    """Return values by day as the points of a line of 120 by 28; empty below two of them."""
    if len(points) < 2:
        return ""
    lowest, highest = (choose(value for _, value in points) for choose in (min, max))
    days, span = max((last - first).days, 1), (highest - lowest) or Decimal(1)
    width, height = SPARK_WIDTH - 2 * SPARK_EDGE, SPARK_HEIGHT - 2 * SPARK_EDGE
    return " ".join(
        f"{SPARK_EDGE + (on - first).days * width / days:.1f},"
        f"{SPARK_HEIGHT - SPARK_EDGE - float((value - lowest) / span) * height:.1f}"
        for on, value in points
    )


def _frame(points: Sequence[Reading]) -> tuple[int, _Frame]:
    lowest = min(point.low for point in points)
    highest = max(point.high for point in points)
    wanted = (highest - lowest) / MOST_GRID_LINES
    step = next((step for step in STEPS if step >= wanted), STEPS[-1])
    low, high = floor(lowest / step) * step, ceil(highest / step) * step
    days = max((points[-1].on - points[0].on).days, 1)
    return step, _Frame(first=points[0].on, days=days, low=low, high=max(high, low + step))


def _text(value: Fraction) -> str:
    return f"{float(value):.1f}"
