"""Weekly hard sets of each muscle over its range, with what was asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format

from coaching.reports.charts.axes import rounded_range
from coaching.reports.charts.drawing import BAND, FAINT, INK, WIDTH, Drawing, goal_colors, short

ROW, TOP, BOTTOM, LEFT, RIGHT = 22, 6, 24, 124, 44
BAR = 10


@dataclass(frozen=True, slots=True)
class MuscleBar:
    """A muscle's mean weekly hard sets, what was asked, and the range of reference."""

    name: str
    done: Decimal
    asked: Decimal
    low: int
    high: int


def draw_muscles(bars: Sequence[MuscleBar], *, goal: str, title: str) -> str:
    """Return the drawing, a row a muscle."""
    drawing = Drawing(height=TOP + ROW * len(bars) + BOTTOM)
    ends = [max(float(one.done), float(one.asked), one.high) for one in bars]
    _, most, step = rounded_range([0.0, *ends])
    scale = (WIDTH - LEFT - RIGHT) / most
    base = TOP + ROW * len(bars)
    for number, one in enumerate(bars):
        y = TOP + ROW * number
        drawing.rectangle(
            LEFT + one.low * scale, y + 1, (one.high - one.low) * scale, ROW - 2, fill=BAND
        )
    for level in range(int(most / step) + 1):
        x = LEFT + level * step * scale
        drawing.line((x, TOP), (x, base), color=FAINT)
        drawing.text(x, base + 16, number_format(f"{level * step:g}"), anchor="middle", size=11)
    for number, one in enumerate(bars):
        _draw_row(drawing, one, y=TOP + ROW * number, scale=scale, goal=goal)
    return drawing.svg(title=title)


def _draw_row(drawing: Drawing, one: MuscleBar, *, y: float, scale: float, goal: str) -> None:
    middle = y + ROW / 2
    end = LEFT + float(one.done) * scale
    drawing.text(LEFT - 10, middle + 4, short(one.name, most=17), anchor="end", color=INK)
    drawing.rectangle(LEFT, middle - BAR / 2, end - LEFT, BAR, fill=goal_colors(goal)[0], radius=2)
    asked = LEFT + float(one.asked) * scale
    drawing.line((asked, y + 3), (asked, y + ROW - 3), color=INK, width=2)
    figure = number_format(f"{one.done.normalize():f}")
    drawing.text(max(end, asked) + 7, middle + 4, figure, color=INK, is_bold=True)
