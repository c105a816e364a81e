"""Effort asked and logged, week by week."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format

from coaching.reports.charts.axes import rounded_range
from coaching.reports.charts.drawing import FAINT, INK, SOFT, WIDTH, Drawing, Point, goal_colors

HEIGHT, LEFT, TOP, BOTTOM = 170, 44, 24, 26


@dataclass(frozen=True, slots=True)
class EffortWeek:
    """A week's mean target and mean logged RPE; None where nothing had one."""

    label: str
    asked: Decimal | None
    logged: Decimal | None


def draw_effort(
    weeks: Sequence[EffortWeek], *, goal: str, asked: str, logged: str, title: str
) -> str:
    """Return the drawing; ``asked`` and ``logged`` name the two courses.

    Raises ValueError where no week has either.
    """
    drawing, color = Drawing(height=HEIGHT), goal_colors(goal)[0]
    values = [float(v) for one in weeks for v in (one.asked, one.logged) if v is not None]
    low, high, step = rounded_range(values)
    height, width = HEIGHT - TOP - BOTTOM, WIDTH - LEFT - 8
    slot = width / len(weeks)

    def at(number: int, value: Decimal) -> Point:
        share = (float(value) - low) / (high - low)
        return LEFT + slot * (number + 0.5), TOP + height * (1 - share)

    for level in range(round((high - low) / step) + 1):
        y = TOP + height * (1 - level * step / (high - low))
        drawing.line((LEFT, y), (WIDTH - 8, y), color=FAINT)
        drawing.text(
            LEFT - 8, y + 4, number_format(f"{low + level * step:g}"), anchor="end", size=11
        )
    for number, one in enumerate(weeks):
        x = LEFT + slot * (number + 0.5)
        drawing.text(x, HEIGHT - 8, one.label, anchor="middle", size=11)
        if one.asked is not None:
            y = at(number, one.asked)[1]
            drawing.line((x - slot * 0.3, y), (x + slot * 0.3, y), color=INK, width=2)
    course = [at(number, one.logged) for number, one in enumerate(weeks) if one.logged is not None]
    if len(course) > 1:
        drawing.course(course, color=color)
    for point in course:
        drawing.dot(point, radius=4, fill=color)
    _draw_key(drawing, asked=asked, logged=logged, color=color)
    return drawing.svg(title=title)


def _draw_key(drawing: Drawing, *, asked: str, logged: str, color: str) -> None:
    drawing.line((LEFT, 9), (LEFT + 18, 9), color=INK, width=2)
    drawing.text(LEFT + 24, 13, asked, color=SOFT, size=11)
    x = LEFT + 44 + 6.2 * len(asked)
    drawing.dot((x, 9), radius=4, fill=color)
    drawing.text(x + 10, 13, logged, color=SOFT, size=11)
