"""Change many days of a running phase at once: shift, compress, repeat a week, be away."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import pghistory
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from athletes.actions.decide_proposal import PlanNotActive
from athletes.actions.end_phase import DecisionWaits
from athletes.actions.insert_week import insert_week
from athletes.actions.phase_rows import fall_due
from athletes.actions.resolve_plans import resolve_plans
from athletes.actions.schedule_preview import (
    ChangePreview,
    DaysChange,
    Kind,
    preview_change,
)
from athletes.actions.sync_rev import advance_rev
from athletes.models import Absence, PhaseProposal, Plan, PlannedSession, PlanPhase, ScheduleChange
from programs.engine.errors import TrainingError
from programs.engine.planning.repeating import place_of
from programs.engine.timeline import DAYS_A_WEEK, local_date


class PreviewStale(TrainingError):
    """The plan changed after the preview was shown."""

    def __init__(self) -> None:
        super().__init__(
            _("The plan has changed since this was shown: look at the preview once more.")
        )


class DaysCovered(TrainingError):
    """An absence covers some of the days already."""

    def __init__(self) -> None:
        super().__init__(_("These days are covered already: change that absence."))


def change_schedule(
    *, plan: Plan, change: DaysChange, mark: str, by: Any, now: datetime
) -> ScheduleChange:
    """Carry out what the preview with this mark showed, and keep how it was before.

    Order, loads and what was logged stay; phases that follow come right after. Raises
    PreviewStale, DaysCovered, PlanNotActive, DecisionWaits and as ``preview_change``.
    """
    try:
        with transaction.atomic(), pghistory.context(by=by.pk if by else None, why="schedule"):
            # Whoever logs a set holds the athlete's row, too, and before the plan.
            advance_rev(plan.athlete)
            row = locked_plan(plan)
            found = preview_change(plan=row, change=change, now=now)
            if found.mark != mark:
                raise PreviewStale
            before = _carry_out(row, found, by=by, now=now)
            _start_clock(row, found.phase, now=now)
            kept: ScheduleChange = ScheduleChange.objects.create(
                organization_id=row.organization_id,
                athlete_id=row.athlete_id,
                plan=row,
                kind=change.kind,
                words=" ".join(found.words),
                before=before,
                applied_at=now,
                applied_by=by,
            )
            resolve_plans(plans=[row], now=now)
    except IntegrityError as error:
        if "absence_does_not_overlap" not in str(error):
            raise
        raise DaysCovered from error
    return kept


def locked_plan(plan: Plan) -> Plan:
    """Return the plan, held; raise PlanNotActive, and DecisionWaits while a proposal waits."""
    plans = Plan.objects.select_related("athlete", "program_version")
    row: Plan = plans.select_for_update(of=("self",)).get(pk=plan.pk)
    if row.status != Plan.Status.ACTIVE:
        raise PlanNotActive
    waiting = PhaseProposal.objects.filter(plan=row, status=PhaseProposal.Status.WAITING)
    if waiting.exists():
        raise DecisionWaits
    return row


def _carry_out(plan: Plan, found: ChangePreview, *, by: Any, now: datetime) -> dict[str, Any]:
    """Change the rows and return what undoing needs to know."""
    phase, effects = found.phase, found.preview.effects
    before: dict[str, Any] = {
        "phase": phase.pk,
        "starts_on": phase.starts_on.isoformat(),
        "ends_on": phase.ends_on.isoformat(),
        "transitions": plan.transition_count,
    }
    if found.change.kind == Kind.ABSENCE:
        return before | {"absence": _absence(plan, found.change).pk}
    before["moved"] = _move(phase, {one.key[0]: one.to_on for one in effects.moved})
    before["cancelled"] = _cancel(phase, (one.ordinal for one in effects.gone))
    old, new = found.preview.before, found.preview.after
    phase.starts_on += new.weeks[0].starts_on - old.weeks[0].starts_on
    phase.ends_on += new.ends_on - old.ends_on
    phase.save(update_fields=["starts_on", "ends_on"])
    if found.change.kind == Kind.REPEAT:
        before["inserted"] = _repeat(plan, found, now=now)
    return before


def _absence(plan: Plan, change: DaysChange) -> Absence:
    absence: Absence = Absence.objects.create(
        organization_id=plan.organization_id,
        athlete_id=plan.athlete_id,
        from_on=change.from_on,
        to_on=change.to_on,
        reason=change.reason,
        note=change.note,
    )
    return absence


def _move(phase: PlanPhase, days: dict[int, date]) -> list[list[Any]]:
    """Give the sessions, by ordinal, their days; return key, day before and day after of each."""
    rows = list(PlannedSession.objects.filter(phase=phase, ordinal__in=days).order_by("ordinal"))
    moved = []
    for row in rows:
        before, row.scheduled_on = row.scheduled_on, days[row.ordinal]
        moved.append([row.pk, before.isoformat(), row.scheduled_on.isoformat()])
    PlannedSession.objects.bulk_update(rows, ["scheduled_on"])
    return moved


def _cancel(phase: PlanPhase, ordinals: Iterable[int]) -> list[int]:
    rows = PlannedSession.objects.filter(phase=phase, ordinal__in=list(ordinals), log=None)
    keys = list(rows.order_by("ordinal").values_list("pk", flat=True))
    PlannedSession.objects.filter(pk__in=keys).update(is_cancelled=True)
    return keys


def _repeat(plan: Plan, found: ChangePreview, *, now: datetime) -> dict[str, int]:
    before = found.preview.before
    week = before.weeks[place_of(before, found.change.from_on)]
    return insert_week(
        plan=plan,
        phase=found.phase,
        after=week.week_in_phase,
        by_days={one.ordinal: one.on + timedelta(days=DAYS_A_WEEK) for one in week.sessions},
        now=now,
    )


def _start_clock(plan: Plan, phase: PlanPhase, *, now: datetime) -> None:
    fall_due(plan=plan, phase=phase, after=local_date(now, zone=plan.time_zone))
    Plan.objects.filter(pk=plan.pk).update(
        due_at=plan.due_at, zone_table=plan.zone_table, version=F("version") + 1
    )
