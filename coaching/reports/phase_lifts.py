"""Main lifts of a phase: their change, their best sets, how heavy they were trained."""

from decimal import Decimal

from django.utils.translation import gettext as _

from athletes.queries.phase_report import MainLift, PhaseReport
from coaching.reports.charts.axes import Span
from coaching.reports.document import Chart, Column, Kind, Table, Value
from coaching.reports.lift_tables import FEWEST_POINTS, changes_table, estimates_chart
from coaching.reports.terms import Terms, decimal
from programs.engine.volume.metrics import average_relative_intensity, inol

MOST_CHARTS = 3
HEAVY_PCT = 80


def lift_blocks(found: PhaseReport, *, terms: Terms) -> list[Table | Chart]:
    """Return the table of changes and a chart of each of the first lifts with estimates."""
    if not found.lifts:
        return []
    phase = found.phase
    span = Span(phase.name, phase.goal, phase.starts_on, phase.ends_on)
    drawn = [one for one in found.lifts if len(one.points) >= FEWEST_POINTS][:MOST_CHARTS]
    charts = (
        estimates_chart(one.exercise_id, one.lift.exercise, one.points, spans=(span,), terms=terms)
        for one in drawn
    )
    return [changes_table([one.lift for one in found.lifts], terms=terms), *charts]


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
