"""Main lifts: estimates with their error, change with its verdict, bests and intensity."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from athletes.queries.history import EstimatePoint
from athletes.queries.phase_report import MainLift, PhaseReport
from athletes.views.report_words import VERDICTS
from coaching.reports.charts.axes import Span
from coaching.reports.charts.lift_trend import Reading, draw_readings
from coaching.reports.document import Chart, Column, Kind, Table, Value
from coaching.reports.terms import Terms, decimal, decimal_or_none
from programs.engine.loads.estimates import TrendPoint, trend
from programs.engine.timeline import DAYS_A_WEEK
from programs.engine.volume.metrics import average_relative_intensity, inol

MOST_CHARTS = 3
FEWEST_POINTS = 2
HEAVY_PCT = 80


def lift_blocks(found: PhaseReport, *, terms: Terms) -> list[Table | Chart]:
    """Return the table of changes and a chart of each of the first lifts with estimates."""
    if not found.lifts:
        return []
    drawn = [one for one in found.lifts if len(one.points) >= FEWEST_POINTS][:MOST_CHARTS]
    return [changes_table(found, terms=terms), *(_chart(one, found, terms) for one in drawn)]


def changes_table(found: PhaseReport, *, terms: Terms) -> Table:
    """Return start, end, change, the margin it has to pass, and what may be said of it."""
    unit = terms.loads.unit
    return Table(
        key="lifts",
        title=_("Main lifts, estimated maximum"),
        columns=(
            Column("lift", _("Lift")),
            Column("start", _("Start"), Kind.LOAD, unit),
            Column("end", _("End"), Kind.LOAD, unit),
            Column("change", _("Change"), Kind.CHANGE),
            Column("margin", _("Margin, %"), Kind.NUMBER),
            Column("verdict", _("Verdict")),
        ),
        rows=tuple(_change(one, terms=terms) for one in found.lifts),
        note=_(
            "Clear: beyond the margin that measuring alone can make (90 %). "
            "Possible: at least 2 %, within it."
        ),
    )


def _change(one: MainLift, *, terms: Terms) -> tuple[Value, ...]:
    lift = one.lift
    return (
        lift.exercise,
        terms.load(lift.start),
        terms.load(lift.end),
        decimal_or_none(lift.change_pct),
        decimal_or_none(lift.mdc90_pct),
        str(VERDICTS[lift.verdict]) if lift.verdict else _("not enough estimates"),
    )


def _chart(one: MainLift, found: PhaseReport, terms: Terms) -> Chart:
    phase, name = found.phase, one.lift.exercise
    title = _("%(lift)s: estimated maximum, %(unit)s") % {"lift": name, "unit": terms.loads.unit}
    span = Span(phase.name, phase.goal, phase.starts_on, phase.ends_on)
    return Chart(
        key=f"lift-{one.exercise_id}",
        title=title,
        words=_("Each point is a day's best estimate with one standard error either way."),
        svg=draw_readings(
            [readings_of(point) for point in one.points],
            trend=tuple(trend_course(one.points)),
            spans=(span,),
            title=title,
        ),
        table=estimates_table(name, one.points, terms=terms),
    )


def readings_of(point: EstimatePoint) -> Reading:
    return Reading(point.on, float(point.e1rm), float(point.low), float(point.high))


def trend_course(points: tuple[EstimatePoint, ...]) -> Iterator[tuple[date, float]]:
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


def estimates_table(name: str, points: tuple[EstimatePoint, ...], *, terms: Terms) -> Table:
    unit = terms.loads.unit
    return Table(
        key="estimates",
        title=_("Estimates of %(lift)s") % {"lift": name},
        columns=(
            Column("on", _("Day"), Kind.DAY),
            Column("e1rm", _("Estimate"), Kind.LOAD, unit),
            Column("error", _("Error"), Kind.LOAD, unit),
        ),
        rows=tuple((one.on, one.e1rm, one.error) for one in points),
    )


def best_block(found: PhaseReport, *, terms: Terms) -> Table | None:
    """Return the heaviest single, triple and five of each main lift; None without any."""
    rows: list[tuple[Value, ...]] = [
        (
            one.lift.exercise,
            terms.load(one.bests.single),
            terms.load(one.bests.triple),
            terms.load(one.bests.five),
        )
        for one in found.lifts
        if one.bests.single is not None
    ]
    if not rows:
        return None
    unit = terms.loads.unit
    return Table(
        key="bests",
        title=_("Best sets of the phase"),
        columns=(
            Column("lift", _("Lift")),
            Column("single", _("Single"), Kind.LOAD, unit),
            Column("triple", _("Triple"), Kind.LOAD, unit),
            Column("five", _("Five"), Kind.LOAD, unit),
        ),
        rows=tuple(rows),
        note=_("A set of more reps counts for fewer, too."),
    )


def intensity_block(found: PhaseReport) -> Table | None:
    """Return how heavy each main lift was trained: mean percent, heavy sets, INOL a week."""
    weeks = max((one.week for one in found.done), default=-1) + 1
    rows = [row for one in found.lifts if (row := _intensity(one, found, weeks=weeks))]
    if not rows:
        return None
    return Table(
        key="intensity",
        title=_("How heavy"),
        columns=(
            Column("lift", _("Lift")),
            Column("mean", _("Mean of the maximum"), Kind.PERCENT),
            Column("heavy", _("Sets at 80 % or more"), Kind.COUNT),
            Column("inol", _("INOL a week"), Kind.NUMBER),
        ),
        rows=tuple(rows),
        note=_("Percents are of the estimated maximum at the end of the phase."),
    )


def _intensity(one: MainLift, found: PhaseReport, *, weeks: int) -> tuple[Value, ...] | None:
    maximum = one.lift.end
    if not maximum:
        return None
    sets = [
        (work.effort.reps, decimal(Decimal(work.load_kg) * 100) / decimal(maximum))
        for work in found.done
        if work.exercise == one.exercise_id and work.load_kg and not work.effort.is_warmup
    ]
    mean = average_relative_intensity(sets)
    if mean is None:
        return None
    heavy = sum(share >= HEAVY_PCT for reps, share in sets if reps)
    return (one.lift.exercise, decimal(mean), heavy, decimal(inol(sets) / weeks))
