"""Take back a plan's last change of many days, while nothing was trained after it."""

from datetime import date, datetime
from typing import Any

import pghistory
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from athletes.actions.change_schedule import locked_plan
from athletes.actions.insert_week import remove_week
from athletes.actions.phase_rows import fall_due
from athletes.actions.resolve_plans import resolve_plans
from athletes.actions.sync_rev import advance_rev
from athletes.actions.undo_transition import TrainedSince
from athletes.models import (
    Absence,
    Plan,
    PlannedSession,
    PlanPhase,
    ScheduleChange,
    SessionLog,
)
from programs.engine.errors import TrainingError
from programs.engine.timeline import local_date


class NotTheLastChangeOfDays(TrainingError):
    """Something was changed after it, or it was taken back before."""

    def __init__(self) -> None:
        super().__init__(
            _("The plan has changed since, so this can't be taken back: move the days themselves.")
        )


def undo_schedule_change(*, change: ScheduleChange, by: Any, now: datetime) -> None:
    """Put days, sessions and the phase's end back as they were before the change.

    Raises TrainedSince, NotTheLastChangeOfDays, PlanNotActive and DecisionWaits.
    """
    with transaction.atomic(), pghistory.context(by=by.pk if by else None, why="undo schedule"):
        advance_rev(change.athlete)
        plan = locked_plan(change.plan)
        _mark(change, plan=plan, by=by, now=now)
        _check_nothing_logged(change)
        if change.kind == ScheduleChange.Kind.ABSENCE:
            Absence.objects.filter(pk=change.before["absence"], athlete=change.athlete_id).delete()
        else:
            _put_back(change, plan=plan, now=now)
        resolve_plans(plans=[plan], now=now)


def _mark(change: ScheduleChange, *, plan: Plan, by: Any, now: datetime) -> None:
    """Compare and swap: of two who take it back only the first does."""
    standing = ScheduleChange.objects.standing().filter(athlete=change.athlete_id, plan=plan)
    last = standing.order_by("-pk").values_list("pk", flat=True).first()
    has_rolled = plan.transition_count != change.before["transitions"]
    if last != change.pk or has_rolled:
        raise NotTheLastChangeOfDays
    if not standing.filter(pk=change.pk).update(undone_at=now, undone_by=by):
        raise NotTheLastChangeOfDays


def _check_nothing_logged(change: ScheduleChange) -> None:
    since = Q(started_at__gt=change.applied_at)
    since |= Q(sets__performed_at__gt=change.applied_at, sets__deleted_at=None)
    if SessionLog.objects.filter(since, athlete=change.athlete_id).exists():
        raise TrainedSince


def _put_back(change: ScheduleChange, *, plan: Plan, now: datetime) -> None:
    before = change.before
    phase = PlanPhase.objects.select_related("plan__program_version").get(pk=before["phase"])
    if "inserted" in before:
        remove_week(plan=plan, phase=phase, inserted=before["inserted"])
    _move_back(before["moved"])
    PlannedSession.objects.filter(pk__in=before["cancelled"], plan=plan).update(is_cancelled=False)
    phase.starts_on = date.fromisoformat(before["starts_on"])
    phase.ends_on = date.fromisoformat(before["ends_on"])
    phase.save(update_fields=["starts_on", "ends_on"])
    fall_due(plan=plan, phase=phase, after=local_date(now, zone=plan.time_zone))
    Plan.objects.filter(pk=plan.pk).update(
        due_at=plan.due_at, zone_table=plan.zone_table, version=F("version") + 1
    )


def _move_back(moved: list[list[Any]]) -> None:
    """Give each session its day before; one that was moved again since stops it all."""
    days = {key: (date.fromisoformat(old), date.fromisoformat(new)) for key, old, new in moved}
    rows = list(PlannedSession.objects.filter(pk__in=days).order_by("pk"))
    if any(row.scheduled_on != days[row.pk][1] for row in rows):
        raise NotTheLastChangeOfDays
    for row in rows:
        row.scheduled_on = days[row.pk][0]
    PlannedSession.objects.bulk_update(rows, ["scheduled_on"])
