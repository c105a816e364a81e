"""What an athlete's mornings and tape say over twelve weeks, as a coach looks at it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from athletes.models import Athlete, CheckIn
from athletes.queries.lengths import Lengths
from athletes.queries.loads import Loads
from athletes.queries.measurements import SiteTrend, get_site_trends
from athletes.queries.photos import PhotoDay, get_photo_days
from programs.engine.timeline import local_date

DAYS_SHOWN = 84
DAYS_RECENT, DAYS_BEFORE = 7, 28
TENTH = Decimal("0.1")

Measure = Literal["sleep", "soreness", "readiness", "body_weight"]
MEASURES: tuple[Measure, ...] = ("sleep", "soreness", "readiness", "body_weight")


@dataclass(frozen=True, slots=True)
class Said:
    """A value on a day: 1 to 5, or body weight in the athlete's unit."""

    on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean to the tenth and how many days said something."""

    value: Decimal
    days: int


@dataclass(frozen=True, slots=True)
class MorningTrend:
    """One measure: what was said, oldest first; the mean of the last week and of four before."""

    measure: Measure
    said: tuple[Said, ...]
    recent: Mean | None
    before: Mean | None


@dataclass(frozen=True, slots=True)
class Body:
    """Measures that were ever said in the weeks shown; ``note`` and pain are the newest ones."""

    unit: str
    length_unit: str
    mornings: tuple[MorningTrend, ...]
    note: str
    note_on: date | None
    sites: tuple[SiteTrend, ...]
    photos: tuple[PhotoDay, ...]


def get_body(*, athlete: Athlete, now: datetime) -> Body:
    """Return check-ins, circumferences, and photos if they are shared. 2 queries; 3 with photos."""
    today, loads = local_date(now, zone=athlete.time_zone), Loads.of(athlete)
    rows = list(
        CheckIn.objects.filter(
            athlete=athlete, on__gt=today - timedelta(days=DAYS_SHOWN), on__lte=today
        ).order_by("on")
    )
    trends = (_trend(measure, rows, loads=loads, today=today) for measure in MEASURES)
    noted = next((row for row in reversed(rows) if row.note), None)
    return Body(
        unit=loads.unit,
        length_unit=Lengths.of(athlete).unit,
        mornings=tuple(trend for trend in trends if trend.said),
        note=noted.note if noted else "",
        note_on=noted.on if noted else None,
        sites=get_site_trends(athlete=athlete),
        photos=get_photo_days(athlete=athlete) if athlete.shares_photos else (),
    )


def _trend(measure: Measure, rows: Iterable[CheckIn], *, loads: Loads, today: date) -> MorningTrend:
    values = ((row.on, _value(row, measure, loads=loads)) for row in rows)
    said = tuple(Said(on=on, value=value) for on, value in values if value is not None)
    recent_from = today - timedelta(days=DAYS_RECENT - 1)
    before_from = recent_from - timedelta(days=DAYS_BEFORE)
    return MorningTrend(
        measure=measure,
        said=said,
        recent=_mean([one.value for one in said if one.on >= recent_from]),
        before=_mean([one.value for one in said if before_from <= one.on < recent_from]),
    )


def _value(row: CheckIn, measure: Measure, *, loads: Loads) -> Decimal | None:
    if measure == "body_weight":
        return loads.shown_or_none(row.body_weight_kg)
    rank: int | None = getattr(row, measure)
    return None if rank is None else Decimal(rank)


def _mean(values: Sequence[Decimal]) -> Mean | None:
    if not values:
        return None
    mean = sum(values, Decimal(0)) / len(values)
    return Mean(value=mean.quantize(TENTH, rounding=ROUND_HALF_UP), days=len(values))
