"""Start and end of each lift on one scale: what changed, and how far."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format

from coaching.reports.charts.axes import rounded_range
from coaching.reports.charts.drawing import FAINT, INK, PAPER, WIDTH, Drawing, goal_colors, short

ROW, TOP, BOTTOM, LEFT, RIGHT = 30, 6, 24, 176, 30


@dataclass(frozen=True, slots=True)
class StartEnd:
    """A lift's figure at the start and at the end, in one unit."""

    name: str
    start: Decimal
    end: Decimal


def draw_start_end(lines: Sequence[StartEnd], *, goal: str, title: str) -> str:
    """Return the drawing, a row a lift: a ring at the start, a dot at the end."""
    base = TOP + ROW * len(lines)
    drawing, color = Drawing(height=base + BOTTOM), goal_colors(goal)[0]
    low, high, step = rounded_range([float(v) for one in lines for v in (one.start, one.end)])
    scale = (WIDTH - LEFT - RIGHT) / (high - low)
    for level in range(round((high - low) / step) + 1):
        x = LEFT + level * step * scale
        drawing.line((x, TOP), (x, base), color=FAINT)
        shown = number_format(f"{low + level * step:g}")
        drawing.text(x, base + 16, shown, anchor="middle", size=11)
    for number, one in enumerate(lines):
        y = TOP + ROW * (number + 0.5)
        start, end = (LEFT + (float(v) - low) * scale for v in (one.start, one.end))
        drawing.text(LEFT - 14, y + 4, short(one.name, most=26), anchor="end", color=INK)
        drawing.line((start, y), (end, y), color=color, width=3)
        # Where nothing changed, the ring stands around the dot.
        drawing.dot((start, y), radius=5 if start != end else 8, fill=PAPER, edge=color)
        drawing.dot((end, y), radius=5, fill=color)
    return drawing.svg(title=title)
