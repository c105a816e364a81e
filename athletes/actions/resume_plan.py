"""Start a plan's clock again: what wasn't due yet moves by the length of the pause."""

from datetime import date, datetime, timedelta
from typing import Any

import pghistory
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from athletes.actions.end_pause import end_pause
from athletes.actions.phase_rows import fall_due
from athletes.actions.ramp_after_gap import Gap, ramp_after_gap
from athletes.actions.resolve_plans import resolve_plans
from athletes.actions.wait_for_coach import wait_anew
from athletes.models import PhaseProposal, Plan, PlannedSession, PlanPhase
from athletes.queries.fatigue import days_since_session
from programs.engine.errors import TrainingError
from programs.engine.phases.decision import Reason
from programs.engine.timeline import local_date, shift_after_pause


class PlanNotPaused(TrainingError):
    """Only a paused plan can be resumed."""

    def __init__(self) -> None:
        super().__init__(_("This plan isn't paused, so there is nothing to resume."))


def resume_plan(*, plan: Plan, by: Any, now: datetime) -> int:
    """Resume the plan from the athlete's today on and return by how many days it moved.

    Whole weeks, rounded up, since plans are bound to weekdays; days before the pause stay.
    Raises PlanNotPaused; spec 5.3.
    """
    with transaction.atomic(), pghistory.context(by=by.pk if by else None, why="resume"):
        row = Plan.objects.select_for_update().get(pk=plan.pk)
        if row.status != Plan.Status.PAUSED:
            raise PlanNotPaused
        today = local_date(now, zone=row.time_zone)
        paused_from = end_pause(plan=row, today=today)
        days = shift_after_pause((today - paused_from).days, is_weekday_bound=True)
        phase = PlanPhase.objects.get(plan=row, seq=row.phase_seq)
        _move(row, phase, from_on=paused_from, days=days)
        _ramp(row, phase, today=today)
        row.status = Plan.Status.ACTIVE
        _start_clock(row, phase, now=now)
        row.save(update_fields=["status", "due_at", "zone_table"])
        resolve_plans(plans=[row], now=now)
    return days


def _move(plan: Plan, phase: PlanPhase, *, from_on: date, days: int) -> None:
    if not days:
        return
    _not_due(plan, from_on=from_on).update(scheduled_on=F("scheduled_on") + timedelta(days=days))
    phase.ends_on += timedelta(days=days)
    if phase.starts_on >= from_on:
        phase.starts_on += timedelta(days=days)
    phase.save(update_fields=["starts_on", "ends_on"])


def _ramp(plan: Plan, phase: PlanPhase, *, today: date) -> None:
    """Come back with lighter weeks where the gap was long. Spec 5.3, gap_policy.csv."""
    gap = days_since_session(plan=plan, today=today)
    first = _not_due(plan, from_on=today).order_by("ordinal").first()
    if gap is None or first is None:
        return
    ramp_after_gap([Gap(plan, phase, days=gap, from_ordinal=first.ordinal)])


def _not_due(plan: Plan, *, from_on: date) -> QuerySet[PlannedSession]:
    return PlannedSession.objects.filter(plan=plan, scheduled_on__gte=from_on, log=None)


def _start_clock(plan: Plan, phase: PlanPhase, *, now: datetime) -> None:
    """Set when the plan falls due; while pain waits for the coach, never."""
    waiting = PhaseProposal.objects.filter(plan=plan, status=PhaseProposal.Status.WAITING).first()
    if waiting is not None and waiting.reason == Reason.PAIN:
        return
    fall_due(plan=plan, phase=phase, after=local_date(now, zone=plan.time_zone))
    if waiting is not None:
        wait_anew(plan=plan, proposal=waiting, now=now)
