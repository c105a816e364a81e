"""The report of one week: what was asked, what was done, what came of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from athletes.models import Athlete, CheckIn, PlannedSession, SetLog, WeeklyAdherence
from coaching.reports.adherence import adherence_facts
from coaching.reports.document import (
    Block,
    Column,
    Fact,
    Facts,
    Kind,
    Paragraphs,
    Report,
    Table,
    Value,
)
from coaching.reports.phase import days_in_words
from coaching.reports.terms import Terms, decimal
from programs.engine.timeline import DAYS_A_WEEK, local_date

MORNINGS = ("sleep", "soreness", "readiness")


def week_report(*, athlete: Athlete, week_on: date, terms: Terms) -> Report:
    """Return the report of the week that begins on ``week_on``. 4 queries."""
    with translation.override(terms.language):
        to_on = week_on + timedelta(days=DAYS_A_WEEK - 1)
        summary = WeeklyAdherence.objects.filter(athlete=athlete, week_on=week_on).first()
        return terms.report(
            _blocks(athlete, week_on, to_on, summary=summary, terms=terms),
            kind="week",
            title=_("Week of %(day)s") % {"day": date_format(week_on, "MEDIUM_DATE_FORMAT")},
            about=athlete.name,
            period=days_in_words(week_on, to_on),
            days=(week_on, to_on),
            made_on=local_date(terms.now, zone=athlete.time_zone),
            is_provisional=summary is None or summary.sealed_at is None,
        )


def _blocks(
    athlete: Athlete,
    from_on: date,
    to_on: date,
    *,
    summary: WeeklyAdherence | None,
    terms: Terms,
) -> list[Block]:
    days = (from_on, to_on)
    return [
        _received(summary),
        _sessions(athlete, days=days),
        _work(athlete, days=days, terms=terms),
        *_mornings(athlete, days=days, terms=terms),
    ]


def _received(summary: WeeklyAdherence | None) -> Facts | Paragraphs:
    title = _("Training received")
    if summary is None:
        return Paragraphs("head", title, (_("No session was due in this week."),))
    return Facts("head", title, tuple(adherence_facts(summary)))


def _sessions(athlete: Athlete, *, days: tuple[date, date]) -> Table:
    rows = PlannedSession.objects.filter(
        athlete=athlete, is_cancelled=False, scheduled_on__range=days
    ).values_list(
        "scheduled_on", "name", "log__on", "log__sets_done", "log__sets_prescribed",
        "log__session_rpe", "excused_for",
    )  # fmt: skip
    return Table(
        key="sessions",
        title=_("Sessions"),
        columns=(
            Column("planned", _("Planned"), Kind.DAY),
            Column("session", _("Session")),
            Column("done", _("Done on"), Kind.DAY),
            Column("sets", _("Sets"), Kind.COUNT),
            Column("asked", _("Asked"), Kind.COUNT),
            Column("rpe", _("Session RPE"), Kind.NUMBER),
            Column("excused", _("Excused for")),
        ),
        rows=tuple(rows.order_by("scheduled_on", "ordinal")),
    )


def _work(athlete: Athlete, *, days: tuple[date, date], terms: Terms) -> Table:
    """Return each exercise's sets, its heaviest one and how hard it was."""
    rows = SetLog.objects.standing().filter(
        athlete=athlete, is_warmup=False, session_log__on__range=days
    )
    by_name: dict[str, list[Any]] = defaultdict(list)
    for row in rows.order_by("performed_at", "pk").only("exercise_name", "reps", "load_kg", "rpe"):
        by_name[row.exercise_name].append(row)
    return Table(
        key="work",
        title=_("Exercises"),
        columns=(
            Column("exercise", _("Exercise")),
            Column("sets", _("Sets"), Kind.COUNT),
            Column("reps", _("Reps"), Kind.COUNT),
            Column("load", _("Heaviest set"), Kind.LOAD, terms.loads.unit),
            Column("of", _("for reps"), Kind.COUNT),
            Column("rpe", _("Mean RPE"), Kind.NUMBER),
        ),
        rows=tuple(_exercise(name, sets, terms=terms) for name, sets in by_name.items()),
    )


def _exercise(name: str, sets: Sequence[Any], *, terms: Terms) -> tuple[Value, ...]:
    top = max(sets, key=lambda one: (one.load_kg or 0, one.reps))
    efforts = [one.rpe for one in sets if one.rpe is not None]
    return (
        name,
        len(sets),
        sum(one.reps for one in sets),
        terms.load(top.load_kg),
        top.reps,
        _mean(efforts),
    )


def _mornings(athlete: Athlete, *, days: tuple[date, date], terms: Terms) -> list[Facts]:
    rows = list(CheckIn.objects.filter(athlete=athlete, on__range=days).order_by("on"))
    weights = [row.body_weight_kg for row in rows if row.body_weight_kg is not None]
    labels = {"sleep": _("Sleep"), "soreness": _("Soreness"), "readiness": _("Readiness")}
    facts = [
        Fact(name, labels[name], _mean(said), Kind.NUMBER, note=_("mean, 1 to 5"))
        for name in MORNINGS
        if (said := [getattr(row, name) for row in rows if getattr(row, name) is not None])
    ]
    if weights:
        weight = terms.load(_mean(weights))
        facts.append(Fact("weight", _("Body weight"), weight, Kind.LOAD, terms.loads.unit))
    return [Facts("mornings", _("Check-ins"), tuple(facts))] if facts else []


def _mean(values: Iterable[Any]) -> Any:
    found = list(values)
    return decimal(Decimal(sum(found)) / len(found)) if found else None
