"""End a plan before its program is over."""

from datetime import date, datetime
from typing import Any

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from athletes.actions.end_pause import end_pause
from athletes.models import PhaseProposal, Plan, PlannedSession, PlanPhase
from programs.engine.errors import TrainingError
from programs.engine.timeline import local_date

# What nobody answered: a question that holds the plan, and one that late logs raised.
UNDECIDED = PhaseProposal.Status.WAITING, PhaseProposal.Status.OPEN


class PlanAlreadyOver(TrainingError):
    """The plan ended before."""

    def __init__(self) -> None:
        super().__init__(_("This plan is over already: assign a new one to go on."))


def end_plan(*, plan: Plan, by: Any, now: datetime) -> None:
    """End the plan on the athlete's today; what was not begun and lies ahead is cancelled.

    What was logged stays; a pause ends with its plan. Raises PlanAlreadyOver.
    """
    with transaction.atomic(), pghistory.context(by=by.pk if by else None, why="end"):
        row = Plan.objects.select_for_update().get(pk=plan.pk)
        if not row.is_running:
            raise PlanAlreadyOver
        today = local_date(now, zone=row.time_zone)
        if row.status == Plan.Status.PAUSED:
            end_pause(plan=row, today=today)
        row.status, row.due_at, row.ended_on = Plan.Status.ENDED, None, today
        row.save(update_fields=["status", "due_at", "ended_on"])
        _close(row, today=today, now=now)
        PlannedSession.objects.filter(plan=row, scheduled_on__gte=today, log=None).update(
            is_cancelled=True
        )
        PhaseProposal.objects.filter(plan=row, status__in=UNDECIDED).update(
            status=PhaseProposal.Status.DECLINED, decided_at=now, decided_by=by
        )


def _close(plan: Plan, *, today: date, now: datetime) -> None:
    phase = PlanPhase.objects.get(plan=plan, seq=plan.phase_seq)
    phase.ends_on = min(phase.ends_on, max(today, phase.starts_on))
    phase.closed_at = now
    phase.save(update_fields=["ends_on", "closed_at"])
