"""How hard sets were, against what was asked."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from athletes.queries.phase_report import PhaseReport
from athletes.queries.phase_sets import PhaseSet
from athletes.views.report_words import effort_words
from coaching.reports.charts.effort import EffortWeek, draw_effort
from coaching.reports.document import Chart, Column, Kind, Table
from coaching.reports.terms import decimal


def effort_block(found: PhaseReport) -> Chart | None:
    """Return mean RPE asked and logged, week by week; None where no effort was logged."""
    weeks = effort_weeks(found)
    if not any(one.logged is not None for one in weeks):
        return None
    title, asked, logged = _("Effort"), _("RPE asked"), _("RPE logged")
    return Chart(
        key="effort",
        title=title,
        words=effort_words(found),
        svg=draw_effort(weeks, goal=found.phase.goal, asked=asked, logged=logged, title=title),
        table=Table(
            key="effort",
            title=title,
            columns=(
                Column("week", _("Week")),
                Column("asked", asked, Kind.NUMBER),
                Column("logged", logged, Kind.NUMBER),
            ),
            rows=tuple((one.label, one.asked, one.logged) for one in weeks),
        ),
    )


def effort_weeks(found: PhaseReport) -> list[EffortWeek]:
    """Return each week's means over work sets, from the first to the last week trained."""
    asked = _means(found.asked, value=lambda one: one.effort.prescribed_rpe)
    logged = _means(found.done, value=lambda one: one.effort.rpe)
    last = max([*asked, *logged], default=-1)
    return [
        EffortWeek(
            label=_("Week %(week)d") % {"week": week + 1},
            asked=asked.get(week),
            logged=logged.get(week),
        )
        for week in range(last + 1)
    ]


def _means(
    sets: Iterable[PhaseSet], *, value: Callable[[PhaseSet], Decimal | None]
) -> dict[int, Decimal]:
    found: dict[int, list[Decimal]] = defaultdict(list)
    for one in sets:
        said = value(one)
        if said is not None and not one.effort.is_warmup:
            found[one.week].append(said)
    return {week: _mean(values) for week, values in found.items()}


def _mean(values: Sequence[Decimal]) -> Decimal:
    return decimal(sum(values, Decimal(0)) / len(values))
