"""Rep strength: reps at the same load, near the start and near the end of a phase."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from athletes.queries.phase_report import PhaseReport
from athletes.queries.phase_sets import PhaseSet
from athletes.views.report_words import VERDICTS
from coaching.reports.charts.start_end import StartEnd, draw_start_end
from coaching.reports.document import Chart, Column, Kind, Table, Value
from coaching.reports.terms import Terms
from programs.engine.progress.compare import RPE_APART, SAME_LOAD_SHARE
from programs.engine.progress.lifts import Lift, lift_of_reps

MOST_LINES = 8
# Where no maximum is known: the middle of the loads that hypertrophy works with.
PERCENT_UNKNOWN = 70

Line = tuple[Lift, Decimal]


def rep_strength_block(found: PhaseReport, *, terms: Terms) -> Chart | None:
    """Return reps at a load that was lifted in the first and in the last loading week.

    Compared are sets within 2.5 % of the load and 1 RPE (spec 8.3); None where there are none.
    """
    lines = [line for key in found.exercises if (line := _line(found, key)) is not None]
    lines = lines[:MOST_LINES]
    if not lines:
        return None
    title = _("Reps at the same load")
    return Chart(
        key="rep-strength",
        title=title,
        words=_(
            "The ring is the first loading week, the dot the last, at the same load and effort."
        ),
        svg=draw_start_end(
            [
                StartEnd(lift.exercise, Decimal(int(lift.start or 0)), Decimal(int(lift.end or 0)))
                for lift, _load in lines
            ],
            goal=found.phase.goal,
            title=title,
        ),
        table=Table(
            key="rep-strength",
            title=title,
            columns=(
                Column("exercise", _("Exercise")),
                Column("load", _("Load"), Kind.LOAD, terms.loads.unit),
                Column("start", _("Start"), Kind.COUNT, _("reps")),
                Column("end", _("End"), Kind.COUNT, _("reps")),
                Column("verdict", _("Verdict")),
            ),
            rows=tuple(_row(lift, load, terms=terms) for lift, load in lines),
        ),
    )


def _row(lift: Lift, load: Decimal, *, terms: Terms) -> tuple[Value, ...]:
    return (
        lift.exercise,
        terms.load(load),
        int(lift.start or 0),
        int(lift.end or 0),
        str(VERDICTS[lift.verdict]) if lift.verdict else "",
    )


def _line(found: PhaseReport, exercise: int) -> Line | None:
    first, last = (_sets(found, exercise, week=week) for week in (0, found.loading_weeks - 1))
    if found.loading_weeks < 2 or not first:
        return None
    start = max(first, key=lambda one: (one.load_kg or 0, one.effort.reps))
    ends = [one for one in last if _is_comparable(start, one)]
    if not ends or start.load_kg is None:
        return None
    end = max(ends, key=lambda one: one.effort.reps)
    lift = lift_of_reps(
        found.exercises[exercise].name,
        load_kg=start.load_kg,
        start_reps=start.effort.reps,
        end_reps=end.effort.reps,
        percent_of_max=_percent(found, exercise, load_kg=start.load_kg),
    )
    return lift, start.load_kg


def _sets(found: PhaseReport, exercise: int, *, week: int) -> Sequence[PhaseSet]:
    return [
        one
        for one in found.done
        if one.exercise == exercise
        and one.week == week
        and one.load_kg
        and one.effort.reps
        and one.effort.rpe is not None
        and not one.effort.is_warmup
    ]


def _is_comparable(start: PhaseSet, end: PhaseSet) -> bool:
    if start.load_kg is None or end.load_kg is None:
        return False
    if start.effort.rpe is None or end.effort.rpe is None:
        return False
    apart = Fraction(abs(end.load_kg - start.load_kg))
    return (
        apart <= SAME_LOAD_SHARE * Fraction(start.load_kg)
        and abs(end.effort.rpe - start.effort.rpe) <= RPE_APART
    )


def _percent(found: PhaseReport, exercise: int, *, load_kg: Decimal) -> Fraction:
    known = [one.lift.start for one in found.lifts if one.exercise_id == exercise]
    if not known or not known[0]:
        return Fraction(PERCENT_UNKNOWN)
    return min(Fraction(100), Fraction(load_kg) * 100 / known[0])
