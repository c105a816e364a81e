"""An athlete's mornings and circumferences as rows of the console's tables."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from athletes.queries.body import DAYS_SHOWN, Body, Mean, Measure
from athletes.queries.measurements import SiteTrend
from athletes.queries.photos import PhotoDay
from athletes.templatetags.training import signed
from athletes.views.chart import sparkline

NAMES: dict[Measure, object] = {
    "sleep": _("Sleep, 1 to 5"),
    "soreness": _("Soreness, 1 to 5"),
    "readiness": _("Readiness, 1 to 5"),
    "body_weight": _("Body weight"),
}


@dataclass(frozen=True, slots=True)
class MorningRow:
    """One measure: its newest value, two means, and its line over twelve weeks."""

    name: object
    unit: str
    newest: Decimal
    on: date
    recent: Mean | None
    before: Mean | None
    line: str


@dataclass(frozen=True, slots=True)
class SiteRow:
    """One site: its newest circumference and what changed since the one before and the first."""

    name: object
    newest: Decimal
    on: date
    since_before: str
    since_first: str
    first_on: date
    line: str


def morning_rows(body: Body, *, today: date) -> list[MorningRow]:
    first = today - timedelta(days=DAYS_SHOWN - 1)
    return [
        MorningRow(
            name=NAMES[trend.measure],
            unit=body.unit if trend.measure == "body_weight" else "",
            newest=trend.said[-1].value,
            on=trend.said[-1].on,
            recent=trend.recent,
            before=trend.before,
            line=sparkline([(one.on, one.value) for one in trend.said], first=first, last=today),
        )
        for trend in body.mornings
    ]


def site_rows(body: Body) -> list[SiteRow]:
    return [_site_row(trend) for trend in body.sites]


def _site_row(trend: SiteTrend) -> SiteRow:
    newest, *earlier = trend.readings
    first = trend.readings[-1]
    points = [(one.on, one.around) for one in reversed(trend.readings)]
    return SiteRow(
        name=trend.site.label,
        newest=newest.around,
        on=newest.on,
        since_before=_change(newest.around - earlier[0].around) if earlier else "",
        since_first=_change(newest.around - first.around) if len(earlier) > 1 else "",
        first_on=first.on,
        line=sparkline(points, first=first.on, last=newest.on),
    )


def _change(by: Decimal) -> str:
    return signed(by) or "0"


def first_and_newest(days: tuple[PhotoDay, ...]) -> list[PhotoDay]:
    """Return the days between which progress is seen, oldest first."""
    return [days[-1], days[0]] if len(days) > 1 else list(days)
