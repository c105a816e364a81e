"""The report of a roster: everybody's last week, by name and never ranked (spec 8.3, rule 7)."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.queries.roster import RosterLine, get_roster
from coaching.reports.adherence import adherence_cells, adherence_columns
from coaching.reports.document import Column, Fact, Facts, Kind, Report, Table, Value
from coaching.reports.terms import Terms

if TYPE_CHECKING:
    from coaching.queries.flags import RosterAthlete


def roster_report(
    *, athletes: "Sequence[RosterAthlete]", title: str, on: date, terms: Terms
) -> Report:
    """Return the report of athletes as given by ``roster_rows``, by name. 5 queries."""
    with translation.override(terms.language):
        lines = get_roster(athletes=athletes, now=terms.now)
        ordered = sorted(lines.values(), key=lambda line: line.athlete.name.casefold())
        return terms.report(
            (_counts(ordered), _standing(ordered), _weeks(ordered), _attention(ordered)),
            kind="roster",
            title=title,
            about=ngettext("%(count)d athlete", "%(count)d athletes", len(ordered))
            % {"count": len(ordered)},
            period=_("Where everybody stands, and the last week that is over"),
            days=(on, on),
            made_on=on,
        )


def _counts(lines: Sequence[RosterLine]) -> Facts:
    training = sum(line.phase is not None for line in lines)
    asking = sum(bool(line.flags) for line in lines)
    return Facts(
        key="head",
        title=_("In short"),
        facts=(
            Fact("athletes", _("Athletes"), len(lines), Kind.COUNT),
            Fact("training", _("On a plan"), training, Kind.COUNT),
            Fact("asking", _("With something to look at"), asking, Kind.COUNT),
        ),
    )


def _standing(lines: Sequence[RosterLine]) -> Table:
    return Table(
        key="standing",
        title=_("Where they are"),
        columns=(
            Column("athlete", _("Athlete")),
            Column("program", _("Program")),
            Column("phase", _("Phase")),
            Column("week", _("Week"), Kind.COUNT),
            Column("weeks", _("of"), Kind.COUNT),
            Column("trained", _("Last trained"), Kind.DAY),
        ),
        rows=tuple(_where(line) for line in lines),
    )


def _where(line: RosterLine) -> tuple[Value, ...]:
    athlete: RosterAthlete = line.athlete  # type: ignore[assignment]
    if line.phase is None:
        return (athlete.name, None, None, None, None, athlete.last_trained_on)
    program = line.phase.plan.program_version.template.name
    return (
        athlete.name, program, line.phase.name, line.week, line.weeks, athlete.last_trained_on,
    )  # fmt: skip


def _weeks(lines: Sequence[RosterLine]) -> Table:
    rows: list[tuple[Value, ...]] = [
        (line.athlete.name, line.last_week.week_on, *adherence_cells(line.last_week))
        for line in lines
        if line.last_week is not None
    ]
    return Table(
        key="weeks",
        title=_("The last week that is over"),
        columns=(
            Column("athlete", _("Athlete")),
            Column("week", _("Week of"), Kind.DAY),
            *adherence_columns(),
        ),
        rows=tuple(rows),
        note=_("By name: shares rank nobody without what was excused and received."),
    )


def _attention(lines: Sequence[RosterLine]) -> Table:
    rows: list[tuple[Value, ...]] = [
        (line.athlete.name, flag.short, flag.words) for line in lines for flag in line.flags
    ]
    return Table(
        key="attention",
        title=_("What asks for a look"),
        columns=(
            Column("athlete", _("Athlete")),
            Column("what", _("What")),
            Column("why", _("Why")),
        ),
        rows=tuple(rows),
    )
