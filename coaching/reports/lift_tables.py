"""Lifts over time: estimates with their error, and change with its margin and verdict."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from athletes.queries.history import EstimatePoint
from athletes.views.report_words import VERDICTS
from coaching.reports.charts.axes import Span
from coaching.reports.charts.lift_trend import Reading, draw_readings
from coaching.reports.document import Chart, Column, Kind, Table, Value
from coaching.reports.terms import Terms, decimal_or_none
from programs.engine.loads.estimates import TrendPoint, trend
from programs.engine.progress.lifts import Lift
from programs.engine.timeline import DAYS_A_WEEK

FEWEST_POINTS = 2


def changes_table(lifts: Iterable[Lift], *, terms: Terms) -> Table:
    """Return start, end, change, the margin it has to pass, and what may be said of it."""
    unit = terms.loads.unit
    return Table(
        key="lifts",
        title=_("Main lifts, estimated maximum"),
        columns=(
            Column("lift", _("Lift")),
            Column("start", _("Start"), Kind.NUMBER, unit),
            Column("end", _("End"), Kind.NUMBER, unit),
            Column("change", _("Change"), Kind.CHANGE),
            Column("margin", _("Margin, %"), Kind.NUMBER),
            Column("verdict", _("Verdict")),
        ),
        rows=tuple(_change(one, terms=terms) for one in lifts),
        note=_(
            "Clear: beyond the margin that measuring alone can make (90 %). "
            "Possible: at least 2 %, within it."
        ),
    )


def _change(lift: Lift, *, terms: Terms) -> tuple[Value, ...]:
    return (
        lift.exercise,
        terms.load(lift.start),
        terms.load(lift.end),
        decimal_or_none(lift.change_pct),
        decimal_or_none(lift.mdc90_pct),
        str(VERDICTS[lift.verdict]) if lift.verdict else _("not enough estimates"),
    )


def estimates_chart(
    exercise_id: int,
    name: str,
    points: Sequence[EstimatePoint],
    *,
    spans: Sequence[Span],
    terms: Terms,
) -> Chart:
    """Return a lift's estimates over its phases. Raises ValueError without a point."""
    title = _("%(lift)s: estimated maximum, %(unit)s") % {"lift": name, "unit": terms.loads.unit}
    return Chart(
        key=f"lift-{exercise_id}",
        title=title,
        words=_("Each point is a day's best estimate with one standard error either way."),
        svg=draw_readings(
            [Reading(one.on, float(one.e1rm), float(one.low), float(one.high)) for one in points],
            trend=tuple(_course(points)),
            spans=spans,
            title=title,
        ),
        table=_estimates(name, points, terms=terms),
    )


def _course(points: Sequence[EstimatePoint]) -> Iterator[tuple[date, float]]:
    """Yield the trend week by week from the first point to the last. Spec 2.3."""
    known = [TrendPoint(day=one.on, e1rm_kg=one.e1rm, sigma_pct=one.sigma_pct) for one in points]
    on, last = points[0].on, points[-1].on
    while True:
        found = trend(known, as_of=min(on, last))
        if found is not None:
            yield min(on, last), float(found.e1rm_kg)
        if on >= last:
            return
        on += timedelta(days=DAYS_A_WEEK)


def _estimates(name: str, points: Sequence[EstimatePoint], *, terms: Terms) -> Table:
    unit = terms.loads.unit
    return Table(
        key="estimates",
        title=_("Estimates of %(lift)s") % {"lift": name},
        columns=(
            Column("on", _("Day"), Kind.DAY),
            Column("e1rm", _("Estimate"), Kind.NUMBER, unit),
            Column("error", _("Error"), Kind.NUMBER, unit),
        ),
        rows=tuple((one.on, one.e1rm, one.error) for one in points),
    )
