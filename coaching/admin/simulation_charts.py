"""Drawings of a simulation: each lift over the course, and the sets of each week."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from coaching.queries.simulated_course import LivedPhase
from coaching.queries.simulated_lifts import LiftCourse
from coaching.reports.charts.axes import Span
from coaching.reports.charts.lift_trend import Reading, draw_readings
from coaching.reports.charts.week_sets import SetsWeek, draw_week_sets


@dataclass(frozen=True, slots=True)
class LiftChart:
    """A lift with its drawing; ``has_estimates`` tells what its dots are."""

    lift: LiftCourse
    svg: str
    has_estimates: bool


def lift_charts(
    lifts: Sequence[LiftCourse], *, phases: Sequence[LivedPhase], unit: str
) -> tuple[LiftChart, ...]:
    """Return a drawing a lift: its heaviest loads as a line, estimates of its maximum as dots."""
    spans = _spans(phases)
    return tuple(_lift_chart(lift, spans=spans, unit=unit) for lift in lifts)


def sets_chart(phases: Sequence[LivedPhase]) -> str:
    """Return the drawing of the work sets of each week, done and asked."""
    weeks = [
        SetsWeek(week.starts_on, week.goal, week.sets_asked, week.sets_done)
        for phase in phases
        for week in phase.weeks
    ]
    return draw_week_sets(weeks, spans=_spans(phases), title=_("Work sets, week by week"))


def _spans(phases: Sequence[LivedPhase]) -> list[Span]:
    return [Span(phase.name, phase.goal, phase.starts_on, phase.ends_on) for phase in phases]


def _lift_chart(lift: LiftCourse, *, spans: Sequence[Span], unit: str) -> LiftChart:
    loads = [(one.starts_on, float(one.load)) for one in lift.weeks if one.load is not None]
    estimates = [
        (one.starts_on, float(one.estimate)) for one in lift.weeks if one.estimate is not None
    ]
    dots = [Reading(on, value, value, value) for on, value in estimates or loads]
    title = _("%(lift)s: heaviest load and estimated maximum, %(unit)s")
    svg = draw_readings(
        dots, trend=loads, spans=spans, title=title % {"lift": lift.name, "unit": unit}
    )
    return LiftChart(lift=lift, svg=svg, has_estimates=bool(estimates))
