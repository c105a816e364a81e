"""Body weight and circumferences during a phase."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from athletes.models import Athlete, CheckIn, Measurement, PlanPhase
from athletes.queries.lengths import Lengths
from coaching.reports.charts.axes import Span
from coaching.reports.charts.lift_trend import Reading, draw_readings
from coaching.reports.document import Chart, Column, Kind, Table, Value
from coaching.reports.terms import Terms

FEWEST = 2


def body_blocks(phase: PlanPhase, *, athlete: Athlete, terms: Terms) -> list[Chart | Table]:
    """Return what was measured during the phase; a measure needs two days. 2 queries."""
    span = Span(phase.name, phase.goal, phase.starts_on, phase.ends_on)
    found = (_weight(phase, span=span, terms=terms), _sites(phase, athlete=athlete))
    return [block for block in found if block is not None]


def _weight(phase: PlanPhase, *, span: Span, terms: Terms) -> Chart | None:
    rows = CheckIn.objects.filter(
        athlete=phase.athlete_id,
        on__range=(phase.starts_on, phase.ends_on),
        body_weight_kg__isnull=False,
    ).order_by("on")
    said: list[tuple[date, Decimal]] = [
        (on, terms.loads.shown(weight))
        for on, weight in rows.values_list("on", "body_weight_kg")
        if weight is not None
    ]
    if len(said) < FEWEST:
        return None
    title = _("Body weight, %(unit)s") % {"unit": terms.loads.unit}
    readings = [Reading(on, float(value), float(value), float(value)) for on, value in said]
    return Chart(
        key="body-weight",
        title=title,
        words=_("As said in check-ins."),
        svg=draw_readings(
            readings,
            trend=[(one.on, one.value) for one in readings],
            spans=(span,),
            title=title,
        ),
        table=Table(
            key="body-weight",
            title=title,
            columns=(
                Column("on", _("Day"), Kind.DAY),
                Column("weight", _("Body weight"), Kind.LOAD, terms.loads.unit),
            ),
            rows=tuple(said),
        ),
    )


def _sites(phase: PlanPhase, *, athlete: Athlete) -> Table | None:
    lengths = Lengths.of(athlete)
    rows = Measurement.objects.filter(
        athlete=phase.athlete_id, on__range=(phase.starts_on, phase.ends_on)
    ).order_by("on", "pk")
    by_site: dict[str, list[Decimal]] = {}
    for site, around_cm in rows.values_list("site", "around_cm"):
        by_site.setdefault(site, []).append(lengths.shown(around_cm))
    lines: list[tuple[Value, ...]] = [
        (str(site.label), values[0], values[-1])
        for site in Measurement.Site
        if len(values := by_site.get(site, [])) >= FEWEST
    ]
    if not lines:
        return None
    return Table(
        key="circumferences",
        title=_("Circumferences"),
        columns=(
            Column("site", _("Site")),
            Column("start", _("First"), Kind.NUMBER, lengths.unit),
            Column("end", _("Last"), Kind.NUMBER, lengths.unit),
        ),
        rows=tuple(lines),
    )
