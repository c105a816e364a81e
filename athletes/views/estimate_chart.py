"""An exercise's estimated maximum over time, as a chart."""

from collections.abc import Sequence

from athletes.queries.history import EstimatePoint
from athletes.views.chart import Chart, Reading, line_chart


def estimate_chart(points: Sequence[EstimatePoint]) -> Chart | None:
    """Return the chart of estimates, oldest first; None below two of them."""
    return line_chart(
        [Reading(on=one.on, value=one.e1rm, low=one.low, high=one.high) for one in points]
    )
