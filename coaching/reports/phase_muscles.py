"""Work for each muscle, and the volume of exercises that were kept."""

from collections import defaultdict
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from athletes.queries.phase_report import PhaseReport
from athletes.views.report_words import muscle_rows
from coaching.reports.charts.muscle_bars import MuscleBar, draw_muscles
from coaching.reports.document import Chart, Column, Kind, Table, Value
from coaching.reports.terms import Terms, decimal

MOST_MUSCLES = 12
MOST_EXERCISES = 12


def muscles_block(found: PhaseReport) -> Chart | None:
    """Return weekly hard sets of the muscles that the phase works; None without one."""
    rows = muscle_rows(found.muscles)[:MOST_MUSCLES]
    if not rows:
        return None
    weeks = found.loading_weeks
    words = ngettext(
        "Mean of %(count)d loading week; a muscle that only helps counts half. "
        "The ground is a common range, the stroke what was asked.",
        "Mean of %(count)d loading weeks; a muscle that only helps counts half. "
        "The ground is a common range, the stroke what was asked.",
        weeks,
    ) % {"count": weeks}
    title = _("Hard sets a week")
    bars = [MuscleBar(row.name, row.done, row.asked, row.low, row.high) for row in rows]
    return Chart(
        key="muscles",
        title=title,
        words=words,
        svg=draw_muscles(bars, goal=found.phase.goal, title=title),
        table=Table(
            key="muscles",
            title=title,
            columns=(
                Column("muscle", _("Muscle")),
                Column("done", _("Done"), Kind.NUMBER),
                Column("asked", _("Asked"), Kind.NUMBER),
                Column("low", _("Range from"), Kind.COUNT),
                Column("high", _("Range to"), Kind.COUNT),
            ),
            rows=tuple((row.name, row.done, row.asked, row.low, row.high) for row in rows),
        ),
    )


def volume_block(found: PhaseReport, *, terms: Terms) -> Table | None:
    """Return the weekly volume load of exercises kept from the first to the last loading week.

    None where none was: loads of different exercises are never added up (spec 8.1).
    """
    by_week: dict[int, dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for one in found.done:
        if one.exercise is not None and one.load_kg and not one.effort.is_warmup:
            by_week[one.exercise][one.week] += one.load_kg * one.effort.reps
    weeks = sorted({week for of_exercise in by_week.values() for week in of_exercise})
    weeks = [week for week in weeks if week < found.loading_weeks]
    if len(weeks) < 2:
        return None
    first, last = weeks[0], weeks[-1]
    rows: list[tuple[Value, ...]] = [
        (
            found.exercises[exercise].name,
            terms.load(of_exercise[first]),
            terms.load(of_exercise[last]),
            decimal((of_exercise[last] / of_exercise[first] - 1) * 100),
        )
        for exercise, of_exercise in by_week.items()
        if of_exercise.get(first) and of_exercise.get(last)
    ]
    if not rows:
        return None
    rows = sorted(rows, key=lambda row: (-Decimal(str(row[1])), row[0]))[:MOST_EXERCISES]
    return Table(
        key="volume",
        title=_("Volume of exercises kept"),
        columns=(
            Column("exercise", _("Exercise")),
            Column(
                "start", _("Week %(week)d") % {"week": first + 1}, Kind.NUMBER, terms.loads.unit
            ),
            Column("end", _("Week %(week)d") % {"week": last + 1}, Kind.NUMBER, terms.loads.unit),
            Column("change", _("Change"), Kind.CHANGE),
        ),
        rows=tuple(rows),
        note=_("Load x reps of work sets, first and last loading week; the largest first."),
    )
