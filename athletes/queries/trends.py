"""How strong athletes are by their newest estimates."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from athletes.models import Athlete, StrengthEstimate
from programs.engine.loads.estimates import TREND_WINDOW_DAYS, Trend, TrendPoint, trend
from programs.engine.timeline import local_date


def newest_trends(*, athletes: Iterable[Athlete], now: datetime) -> dict[int, dict[int, Trend]]:
    """Return each athlete's strength by exercise id, from the last 42 days. 1 query. Spec 2.3."""
    return trends_on(days={one.pk: local_date(now, zone=one.time_zone) for one in athletes})


def trends_on(*, days: Mapping[int, date]) -> dict[int, dict[int, Trend]]:
    """Return strength as it was on a day of each athlete, given by id. 1 query, 0 without days.

    By exercise id, of everything moved (both dumbbells).
    """
    if not days:
        return {}
    oldest = min(days.values()) - timedelta(days=TREND_WINDOW_DAYS)
    rows = StrengthEstimate.objects.filter(athlete__in=days, on__gte=oldest)
    points: dict[tuple[int, int], list[TrendPoint]] = defaultdict(list)
    values = rows.values_list("athlete_id", "exercise_id", "on", "e1rm_kg", "sigma_pct")
    for athlete_id, exercise_id, on, e1rm_kg, sigma_pct in values.order_by(
        "athlete_id", "exercise_id", "on"
    ):
        point = TrendPoint(day=on, e1rm_kg=e1rm_kg, sigma_pct=sigma_pct)
        points[athlete_id, exercise_id].append(point)
    found: dict[int, dict[int, Trend]] = defaultdict(dict)
    for (athlete_id, exercise_id), of_exercise in points.items():
        measured = trend(of_exercise, as_of=days[athlete_id])
        if measured is not None:
            found[athlete_id][exercise_id] = measured
    return found
