"""What a version of a program led to: who finished, what was dropped, what was gained."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, F, Q
from django.utils import translation
from django.utils.translation import gettext as _

from athletes.models import (
    PhaseSummary,
    Plan,
    PlannedGroup,
    PlannedSession,
    PlanPhase,
    StrengthEstimate,
)
from athletes.queries.lift_change import lift_change
from coaching.reports.document import Column, Fact, Facts, Kind, Report, Table, Value
from coaching.reports.terms import Terms, decimal, decimal_or_none, percent
from programs.engine.loads.estimates import TREND_WINDOW_DAYS
from programs.engine.progress.dose import VERDICT_FROM_EXPOSURE
from programs.engine.progress.median import middle_of
from programs.models import ProgramVersion

MOST_DROPPED = 15


def outcome_report(*, version: ProgramVersion, user: Any, on: date, terms: Terms) -> Report:
    """Return the report of a version over the plans that a person coaches. 5 queries.

    ``version`` comes with ``template`` selected; ``on`` is the reader's day.
    """
    with translation.override(terms.language):
        plans = list(Plan.objects.coached_by(user).filter(program_version=version).order_by("pk"))
        first = min([plan.starts_on for plan in plans], default=on)
        return terms.report(
            (
                _counts(plans),
                _phases(plans),
                _dropped(plans, on=on),
                _gains(plans, on=on),
            ),
            kind="outcomes",
            title=str(version),
            about=version.template.name,
            period=_("Every plan of this version, up to today"),
            days=(first, on),
            made_on=on,
            is_provisional=any(plan.is_running for plan in plans),
        )


def _counts(plans: Sequence[Plan]) -> Facts:
    by_status: dict[str, int] = defaultdict(int)
    for plan in plans:
        by_status[plan.status] += 1
    running = by_status[Plan.Status.ACTIVE] + by_status[Plan.Status.PAUSED]
    return Facts(
        key="head",
        title=_("In short"),
        facts=(
            Fact("plans", _("Plans"), len(plans), Kind.COUNT),
            Fact("completed", _("Completed"), by_status[Plan.Status.COMPLETED], Kind.COUNT),
            Fact("ended", _("Ended early"), by_status[Plan.Status.ENDED], Kind.COUNT),
            Fact("running", _("Running"), running, Kind.COUNT),
        ),
    )


def _phases(plans: Sequence[Plan]) -> Table:
    """Return of each mesocycle who began, finished or left it, and what they received."""
    ended = {plan.pk for plan in plans if plan.status == Plan.Status.ENDED}
    rows = PlanPhase.objects.filter(plan__in=plans).annotate(received=F("summary__exposure"))
    found: dict[int, list[Any]] = defaultdict(list)
    last: dict[int, int] = {}
    for row in rows.order_by("plan", "seq"):
        found[row.mesocycle].append(row)
        last[row.plan_id] = row.pk
    lines: list[tuple[Value, ...]] = []
    for place in sorted(found):
        of_one = found[place]
        began = {row.plan_id for row in of_one}
        left = {
            row.plan_id for row in of_one if row.plan_id in ended and row.pk == last[row.plan_id]
        }
        closed = {row.plan_id for row in of_one if row.closed_at is not None} - left
        received = middle_of(row.received for row in of_one if row.received is not None)
        lines.append(
            (
                of_one[0].name,
                len(began),
                len(closed),
                len(left),
                sum(row.kind != PlanPhase.Kind.PLANNED for row in of_one),
                percent(received.median) if received else None,
            )
        )
    return Table(
        key="phases",
        title=_("Who finished each phase"),
        columns=(
            Column("phase", _("Phase")),
            Column("began", _("Began"), Kind.COUNT),
            Column("finished", _("Finished"), Kind.COUNT),
            Column("left", _("Left the plan in it"), Kind.COUNT),
            Column("again", _("Repeats and deloads"), Kind.COUNT),
            Column("exposure", _("Median exposure"), Kind.PERCENT),
        ),
        rows=tuple(lines),
    )


def _dropped(plans: Sequence[Plan], *, on: date) -> Table:
    """Return the sessions that were missed most often, by phase, week and name."""
    rows = (
        PlannedSession.objects.filter(
            plan__in=plans, is_cancelled=False, excused_for="", scheduled_on__lt=on
        )
        .values("phase__mesocycle", "phase__name", "week_in_phase", "day", "name")
        .annotate(due=Count("pk"), missed=Count("pk", filter=Q(log=None)))
        .filter(missed__gt=0)
        .order_by("phase__mesocycle", "week_in_phase", "day")
    )
    worst = sorted(rows, key=lambda row: (-row["missed"] / row["due"], -row["missed"]))
    return Table(
        key="dropped",
        title=_("Where sessions were dropped"),
        columns=(
            Column("phase", _("Phase")),
            Column("week", _("Week"), Kind.COUNT),
            Column("session", _("Session")),
            Column("due", _("Due"), Kind.COUNT),
            Column("missed", _("Missed"), Kind.COUNT),
            Column("share", _("Share"), Kind.PERCENT),
        ),
        rows=tuple(
            (
                row["phase__name"],
                row["week_in_phase"],
                row["name"],
                row["due"],
                row["missed"],
                percent(Fraction(row["missed"], row["due"])),
            )
            for row in worst[:MOST_DROPPED]
        ),
    )


def _gains(plans: Sequence[Plan], *, on: date) -> Table:
    """Return each main lift's median change with its interval, of plans with enough exposure."""
    judged, left_out = _judged(plans)
    changes: dict[str, list[Decimal]] = defaultdict(list)
    for plan, rows in _estimates(judged):
        for name, of_lift in _by_lift(rows).items():
            lift = lift_change(name, of_lift, from_on=plan.starts_on, to_on=plan.ended_on or on)
            if lift.change_pct is not None:
                changes[name].append(decimal(lift.change_pct))
    rows_of: list[tuple[Value, ...]] = []
    for name in sorted(changes):
        middle = middle_of(changes[name])
        if middle is not None:
            rows_of.append(
                (
                    name,
                    middle.n,
                    decimal(middle.median),
                    decimal_or_none(middle.low),
                    decimal_or_none(middle.high),
                )
            )
    note = _(
        "Change of the estimated maximum over the plan so far; the interval holds the median "
        "with 95 %% and needs six athletes. Left out for an exposure below %(least)s %%: %(count)d."
    ) % {"least": round(VERDICT_FROM_EXPOSURE * 100), "count": left_out}
    return Table(
        key="gains",
        title=_("Change of main lifts"),
        columns=(
            Column("lift", _("Lift")),
            Column("athletes", _("Athletes"), Kind.COUNT),
            Column("median", _("Median"), Kind.CHANGE),
            Column("low", _("From"), Kind.CHANGE),
            Column("high", _("To"), Kind.CHANGE),
        ),
        rows=tuple(rows_of),
        note=note,
    )


def _judged(plans: Sequence[Plan]) -> tuple[list[Plan], int]:
    """Return the plans whose mean exposure says enough, and how many have less. Spec 8.3."""
    received: dict[int, list[Decimal]] = defaultdict(list)
    rows = PhaseSummary.objects.filter(phase__plan__in=plans, exposure__isnull=False)
    for plan_id, exposure in rows.values_list("phase__plan", "exposure"):
        if exposure is not None:
            received[plan_id].append(exposure)
    means = {key: Fraction(sum(found)) / len(found) for key, found in received.items()}
    judged = [plan for plan in plans if means.get(plan.pk, 0) >= VERDICT_FROM_EXPOSURE]
    return judged, len(means) - len(judged)


def _estimates(plans: Sequence[Plan]) -> Iterable[tuple[Plan, list[StrengthEstimate]]]:
    mains = PlannedGroup.objects.filter(session__plan__in=plans, is_main=True)
    rows = StrengthEstimate.objects.filter(
        athlete__in=[plan.athlete_id for plan in plans], exercise__in=mains.values("exercise")
    ).select_related("exercise")
    found: Mapping[int, list[StrengthEstimate]] = defaultdict(list)
    for row in rows.order_by("on", "pk"):
        found[row.athlete_id].append(row)
    window = timedelta(days=TREND_WINDOW_DAYS)
    for plan in plans:
        yield (
            plan,
            [
                row
                for row in found.get(plan.athlete_id, ())
                if row.on >= plan.starts_on - window
                and (plan.ended_on is None or row.on <= plan.ended_on)
            ],
        )


def _by_lift(rows: Iterable[StrengthEstimate]) -> dict[str, list[StrengthEstimate]]:
    found: dict[str, list[StrengthEstimate]] = defaultdict(list)
    for row in rows:
        found[row.exercise.name].append(row)
    return found
