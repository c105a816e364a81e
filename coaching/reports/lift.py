"""The report of one lift over any days: estimates, bests by reps, and every day's sets."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _

from athletes.models import Athlete, SetLog
from coaching.reports.charts.axes import Span
from coaching.reports.document import Block, Column, Kind, Report, Table, Value
from coaching.reports.estimates import get_courses
from coaching.reports.lift_tables import FEWEST_POINTS, changes_table, estimates_chart
from coaching.reports.phase import days_in_words
from coaching.reports.spans import get_spans
from coaching.reports.terms import Terms, decimal
from coaching.reports.written import number
from programs.engine.timeline import local_date
from programs.models import Exercise

MOST_REPS = 12
MOST_DAYS = 60

Sets = Sequence[tuple[date, int, Decimal | None, Decimal | None]]


def lift_report(
    *, athlete: Athlete, exercise: Exercise, from_on: date, to_on: date, terms: Terms
) -> Report:
    """Return the report of a lift, both days included. 3 queries."""
    with translation.override(terms.language):
        return terms.report(
            _blocks(athlete, exercise, from_on, to_on, terms),
            kind="lift",
            title=exercise.name,
            about=athlete.name,
            period=days_in_words(from_on, to_on),
            days=(from_on, to_on),
            made_on=local_date(terms.now, zone=athlete.time_zone),
        )


def _blocks(
    athlete: Athlete, exercise: Exercise, from_on: date, to_on: date, terms: Terms
) -> list[Block]:
    courses = get_courses(
        athlete_id=athlete.pk, exercises=[exercise.pk], from_on=from_on, to_on=to_on, terms=terms
    )
    spans = get_spans(athlete_id=athlete.pk, from_on=from_on, to_on=to_on)
    blocks: list[Block] = [changes_table([one.lift for one in courses], terms=terms)]
    blocks += [
        estimates_chart(one.exercise_id, one.name, one.points, spans=spans, terms=terms)
        for one in courses
        if len(one.points) >= FEWEST_POINTS
    ]
    done = _sets(athlete, exercise, from_on=from_on, to_on=to_on)
    return [*blocks, _bests(done, spans=spans, terms=terms), _days(done, terms=terms)]


def _sets(athlete: Athlete, exercise: Exercise, *, from_on: date, to_on: date) -> Sets:
    rows = SetLog.objects.standing().filter(
        athlete=athlete,
        exercise=exercise,
        is_warmup=False,
        session_log__on__range=(from_on, to_on),
    )
    return list(
        rows.order_by("session_log__on", "performed_at", "pk").values_list(
            "session_log__on", "reps", "load_kg", "rpe"
        )
    )


def _bests(done: Sets, *, spans: Sequence[Span], terms: Terms) -> Table:
    """Return the heaviest load for each number of reps, the first time it was lifted."""
    best: dict[int, tuple[Decimal, date]] = {}
    for on, reps, load, _rpe in done:
        if load and 1 <= reps <= MOST_REPS and (reps not in best or load > best[reps][0]):
            best[reps] = (load, on)
    return Table(
        key="bests",
        title=_("Heaviest by reps"),
        columns=(
            Column("reps", _("Reps"), Kind.COUNT),
            Column("load", _("Load"), Kind.LOAD, terms.loads.unit),
            Column("on", _("Day"), Kind.DAY),
            Column("phase", _("Phase")),
        ),
        rows=tuple(
            (reps, terms.load(best[reps][0]), best[reps][1], _phase(best[reps][1], spans))
            for reps in sorted(best)
        ),
    )


def _phase(on: date, spans: Sequence[Span]) -> str:
    return next((one.name for one in spans if one.from_on <= on <= one.to_on), "")


def _days(done: Sets, *, terms: Terms) -> Table:
    by_day: dict[date, list[str]] = defaultdict(list)
    volume: dict[date, Decimal] = defaultdict(Decimal)
    for on, reps, load, rpe in done:
        by_day[on].append(_set_words(reps, terms.load(load), rpe))
        volume[on] += reps * (load or 0)
    newest = sorted(by_day, reverse=True)[:MOST_DAYS]
    rows: list[tuple[Value, ...]] = [
        (on, len(by_day[on]), "  ".join(by_day[on]), terms.load(volume[on])) for on in newest
    ]
    return Table(
        key="days",
        title=_("Day by day, newest first"),
        columns=(
            Column("on", _("Day"), Kind.DAY),
            Column("sets", _("Sets"), Kind.COUNT),
            Column("work", _("Load x reps @ RPE")),
            Column("volume", _("Volume"), Kind.NUMBER, terms.loads.unit),
        ),
        rows=tuple(rows),
        note=_("Work sets; warm-ups left out.") if rows else _("Nothing was logged in these days."),
    )


def _set_words(reps: int, load: Decimal | None, rpe: Decimal | None) -> str:
    said = f"{number(load, kind=Kind.LOAD)} x {reps}" if load is not None else f"x {reps}"
    return said if rpe is None else f"{said} @{number(decimal(rpe), kind=Kind.NUMBER)}"
