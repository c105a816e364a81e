"""Keep a plan's clock where its athlete is."""

from typing import Any

import pghistory
from django.db import transaction

from athletes.actions.phase_rows import fall_due_anew
from athletes.actions.wait_for_coach import keep_clock
from athletes.models import Athlete, PhaseProposal, Plan, PlanPhase


def follow_zone(*, athlete: Athlete, by: Any) -> None:
    """Bring the athlete's running plan to their zone: its phase is over at midnight there.

    ``athlete`` holds the new zone. Dates stay, and a phase that has begun stays begun. 4 queries,
    1 when the plan is there already. Spec 5.3, reliability 5.2.
    """
    with transaction.atomic(), pghistory.context(by=by.pk if by else None, why="zone"):
        running = Plan.objects.running().filter(athlete=athlete)
        plan = running.exclude(time_zone=athlete.time_zone).select_for_update().first()
        if plan is None:
            return
        plan.time_zone = athlete.time_zone
        if plan.due_at is not None:
            _fall_due(plan)
        plan.save(update_fields=["time_zone", "due_at", "zone_table"])


def _fall_due(plan: Plan) -> None:
    phase = PlanPhase.objects.get(plan=plan, seq=plan.phase_seq)
    waiting = PhaseProposal.objects.filter(plan=plan, status=PhaseProposal.Status.WAITING).first()
    if waiting is None:
        fall_due_anew(plan=plan, phase=phase)
    else:
        keep_clock(plan=plan, phase=phase, proposal=waiting)
