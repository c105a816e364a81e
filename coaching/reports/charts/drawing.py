"""An SVG under construction."""

from collections.abc import Sequence
from html import escape

from programs.engine.goals import Goal

WIDTH = 640
INK, SOFT, FAINT = "#14181a", "#5d656a", "#dcdfd7"
BAND = "#e1f0ed"
PAPER = "#ffffff"
TEXT_SIZE = 12
FONTS = "Figtree, Noto Sans, sans-serif"

# Each goal's color and its light ground, as everywhere in the product.
GOAL_COLORS: dict[str, tuple[str, str]] = {
    Goal.HYPERTROPHY: ("#6a35b8", "#f0e9fb"),
    Goal.STRENGTH: ("#a63f0c", "#fcebe0"),
}
OTHER_COLORS = ("#3c5a86", "#e6edf7")

Point = tuple[float, float]


def goal_colors(goal: str) -> tuple[str, str]:
    """Return a goal's color and its light ground."""
    return GOAL_COLORS.get(goal, OTHER_COLORS)


class Drawing:
    """Collects shapes, the hindmost first. Places are units from the upper left corner."""

    def __init__(self, *, height: float, width: float = WIDTH) -> None:
        self.width, self.height = width, height
        self._shapes: list[str] = []

    def rectangle(
        self, x: float, y: float, width: float, height: float, *, fill: str, radius: float = 0
    ) -> None:
        round_ = f' rx="{_n(radius)}"' if radius else ""
        self._shapes.append(
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(max(width, 0))}" '
            f'height="{_n(max(height, 0))}" fill="{fill}"{round_}/>'
        )

    def line(
        self, start: Point, end: Point, *, color: str, width: float = 1, dashes: str = ""
    ) -> None:
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        self._shapes.append(
            f'<line x1="{_n(start[0])}" y1="{_n(start[1])}" x2="{_n(end[0])}" y2="{_n(end[1])}" '
            f'stroke="{color}" stroke-width="{_n(width)}"{dashed}/>'
        )

    def course(self, points: Sequence[Point], *, color: str, width: float = 2) -> None:
        """Join points by a line."""
        self._shapes.append(
            f'<polyline points="{_points(points)}" fill="none" stroke="{color}" '
            f'stroke-width="{_n(width)}" stroke-linejoin="round" stroke-linecap="round"/>'
        )

    def dot(self, at: Point, *, radius: float, fill: str, edge: str = PAPER) -> None:
        self._shapes.append(
            f'<circle cx="{_n(at[0])}" cy="{_n(at[1])}" r="{_n(radius)}" fill="{fill}" '
            f'stroke="{edge}" stroke-width="1.5"/>'
        )

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        anchor: str = "start",
        color: str = SOFT,
        size: float = TEXT_SIZE,
        is_bold: bool = False,
    ) -> None:
        weight = ' font-weight="600"' if is_bold else ""
        self._shapes.append(
            f'<text x="{_n(x)}" y="{_n(y)}" font-family="{FONTS}" font-size="{_n(size)}" '
            f'fill="{color}" text-anchor="{anchor}"{weight}>{escape(_printable(words))}</text>'
        )

    def svg(self, *, title: str) -> str:
        """Return the whole document; ``title`` is what a screen reader says."""
        said = escape(_printable(title))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(self.width)} '
            f'{_n(self.height)}" role="img"><title>{said}</title>{"".join(self._shapes)}</svg>'
        )


def short(words: str, *, most: int) -> str:
    """Return words that fit: cut at ``most`` characters, between words where one is left."""
    if len(words) <= most:
        return words
    cut = words[:most].rpartition(" ")[0] or words[: most - 1]
    return f"{cut.rstrip(' ,;:')}…"


def _printable(words: str) -> str:
    """Leave out what XML has no way to say."""
    return "".join(letter for letter in words if letter.isprintable())


def _points(points: Sequence[Point]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
