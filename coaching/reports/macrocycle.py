"""The report of a whole plan: phase over phase, like beside like (spec 8.3)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _

from athletes.models import Athlete, PhaseSummary, Plan, PlannedGroup, PlanPhase, SetLog
from athletes.views.phase_words import GOALS
from coaching.reports.adherence import adherence_cells, adherence_columns
from coaching.reports.charts.axes import Span
from coaching.reports.document import Block, Column, Kind, Report, Table, Value
from coaching.reports.estimates import LiftCourse, get_courses
from coaching.reports.lift_tables import FEWEST_POINTS, changes_table, estimates_chart
from coaching.reports.phase import days_in_words
from coaching.reports.terms import Terms, decimal
from programs.engine.goals import Goal
from programs.engine.loads.estimates import TrendPoint, trend
from programs.engine.timeline import DAYS_A_WEEK, local_date

MOST_CHARTS = 4


def macrocycle_report(*, plan: Plan, athlete: Athlete, terms: Terms) -> Report:
    """Return the report of a plan, as far as it has come. 5 queries.

    ``plan`` comes with ``program_version__template`` selected.
    """
    with translation.override(terms.language):
        today = local_date(terms.now, zone=athlete.time_zone)
        phases = [
            one
            for one in PlanPhase.objects.filter(plan=plan).order_by("seq")
            if one.starts_on <= today
        ]
        to_on = min(max([one.ends_on for one in phases], default=today), today)
        return terms.report(
            _blocks(plan, phases, to_on=to_on, terms=terms),
            kind="macrocycle",
            title=plan.program_version.template.name,
            about=athlete.name,
            period=days_in_words(plan.starts_on, max(to_on, plan.starts_on)),
            days=(plan.starts_on, max(to_on, plan.starts_on)),
            made_on=today,
            is_provisional=plan.is_running,
        )


def _blocks(plan: Plan, phases: Sequence[PlanPhase], *, to_on: date, terms: Terms) -> list[Block]:
    if not phases:
        return [_phases(phases, summaries={})]
    mains = _main_lifts(plan)
    courses = get_courses(
        athlete_id=plan.athlete_id,
        exercises=mains,
        from_on=plan.starts_on,
        to_on=to_on,
        terms=terms,
    )
    summaries = {row.phase_id: row for row in PhaseSummary.objects.filter(phase__in=phases)}
    spans = [Span(one.name, one.goal, one.starts_on, min(one.ends_on, to_on)) for one in phases]
    drawn = [one for one in courses if len(one.points) >= FEWEST_POINTS][:MOST_CHARTS]
    return [
        _phases(phases, summaries=summaries),
        changes_table([one.lift for one in courses], terms=terms),
        *(
            estimates_chart(one.exercise_id, one.name, one.points, spans=spans, terms=terms)
            for one in drawn
        ),
        *_like_beside_like(phases, courses, effort=_effort(plan, phases), to_on=to_on, terms=terms),
    ]


def _main_lifts(plan: Plan) -> list[int]:
    rows = PlannedGroup.objects.filter(session__plan=plan, is_main=True, exercise__isnull=False)
    found = rows.order_by("session__ordinal", "position").values_list("exercise", flat=True)
    return list(dict.fromkeys(key for key in found if key is not None))


def _phases(phases: Sequence[PlanPhase], *, summaries: Mapping[int, PhaseSummary]) -> Table:
    return Table(
        key="phases",
        title=_("Phase by phase"),
        columns=(
            Column("phase", _("Phase")),
            Column("goal", _("Goal")),
            Column("from", _("From"), Kind.DAY),
            Column("to", _("To"), Kind.DAY),
            *adherence_columns(),
        ),
        rows=tuple(
            (
                one.name,
                str(GOALS[Goal(one.goal)]),
                one.starts_on,
                one.ends_on,
                *adherence_cells(summaries.get(one.pk)),
            )
            for one in phases
        ),
        note=_("Exposure is of all that was planned; the other shares are of what was due."),
    )


def _effort(plan: Plan, phases: Sequence[PlanPhase]) -> Mapping[int, tuple[int, Decimal | None]]:
    """Return each phase's work sets and their mean RPE, None where nobody said one."""
    rows = SetLog.objects.standing().filter(
        athlete=plan.athlete_id,
        is_warmup=False,
        session_log__on__range=(phases[0].starts_on, max(one.ends_on for one in phases)),
    )
    logged = list(rows.values_list("session_log__on", "rpe"))
    found = {}
    for one in phases:
        efforts = [rpe for on, rpe in logged if one.starts_on <= on <= one.ends_on]
        said = [rpe for rpe in efforts if rpe is not None]
        mean = decimal(sum(said, Decimal(0)) / len(said)) if said else None
        found[one.pk] = (len(efforts), mean)
    return found


def _like_beside_like(
    phases: Sequence[PlanPhase],
    courses: Sequence[LiftCourse],
    *,
    effort: Mapping[int, tuple[int, Decimal | None]],
    to_on: date,
    terms: Terms,
) -> list[Table]:
    """Return a table a goal: hypertrophy stands beside hypertrophy, strength beside strength."""
    goals = dict.fromkeys(one.goal for one in phases)
    return [
        _of_goal(goal, [one for one in phases if one.goal == goal], courses, effort, to_on, terms)
        for goal in goals
        if goal in {Goal.HYPERTROPHY, Goal.STRENGTH}
    ]


def _of_goal(
    goal: str,
    phases: Sequence[PlanPhase],
    courses: Sequence[LiftCourse],
    effort: Mapping[int, tuple[int, Decimal | None]],
    to_on: date,
    terms: Terms,
) -> Table:
    lifts = courses[:MOST_CHARTS]
    rows: list[tuple[Value, ...]] = []
    for one in phases:
        last = min(one.ends_on, to_on)
        weeks = max(((last - one.starts_on).days + 1) / DAYS_A_WEEK, 1)
        sets, rpe = effort[one.pk]
        strengths = (_strength(course, last) for course in lifts)
        rows.append((one.name, one.starts_on, decimal(Decimal(sets / weeks)), rpe, *strengths))
    return Table(
        key=f"over-{goal}",
        title=_("%(goal)s beside %(goal)s") % {"goal": GOALS[Goal(goal)]},
        columns=(
            Column("phase", _("Phase")),
            Column("from", _("From"), Kind.DAY),
            Column("sets", _("Work sets a week"), Kind.NUMBER),
            Column("rpe", _("Mean RPE"), Kind.NUMBER),
            *(
                Column(f"lift-{one.exercise_id}", one.name, Kind.NUMBER, terms.loads.unit)
                for one in lifts
            ),
        ),
        rows=tuple(rows),
        note=_("Lifts: the trend of estimates at each phase's end. Tonnage isn't compared."),
    )


def _strength(course: LiftCourse, on: date) -> Decimal | None:
    points = [
        TrendPoint(day=one.on, e1rm_kg=one.e1rm, sigma_pct=one.sigma_pct)
        for one in course.points
        if on - timedelta(days=42) <= one.on <= on
    ]
    found = trend(points, as_of=on)
    return None if found is None else decimal(found.e1rm_kg)
