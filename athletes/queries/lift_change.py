"""How much stronger a lift became between two days, by the trend of its estimates."""

from collections.abc import Sequence
from datetime import date

from athletes.models import StrengthEstimate
from programs.engine.loads.estimates import Trend, TrendPoint, trend
from programs.engine.progress.lifts import Lift, lift_of_trends


def lift_change(name: str, rows: Sequence[StrengthEstimate], *, from_on: date, to_on: date) -> Lift:
    """Return the change of the trend, from the first estimate if none is older than ``from_on``.

    ``rows`` are oldest first and reach six weeks back. No query. Spec 2.3 and 8.2.
    """
    end = _trend(rows, as_of=to_on)
    if len(rows) < 2:
        return lift_of_trends(name, method="trend", start=None, end=end)
    start = _trend(rows, as_of=max(from_on, rows[0].on))
    return lift_of_trends(name, method="trend", start=start, end=end)


def _trend(rows: Sequence[StrengthEstimate], *, as_of: date) -> Trend | None:
    points = (TrendPoint(day=row.on, e1rm_kg=row.e1rm_kg, sigma_pct=row.sigma_pct) for row in rows)
    return trend(points, as_of=as_of)
