"""Say when a plan asks its coach, and what becomes of a question that nobody answers."""

from datetime import datetime
from typing import Any

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from athletes.actions.end_plan import PlanAlreadyOver
from athletes.actions.wait_for_coach import goes_on_at, keep_clock
from athletes.models import PhaseProposal, Plan, PlanPhase
from programs.engine.errors import TrainingError
from programs.engine.phases.decision import Reason

SET = ("asks_before_advancing", "confirms_after_h", "lets_athlete_move", "version", "due_at")


class PolicyChangedMeanwhile(TrainingError):
    """Somebody else set it since the page was opened."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else changed this plan meanwhile: see what it says now, then save again.")
        )


def set_policy(
    *,
    plan: Plan,
    asks_before_advancing: bool,
    confirms_after_h: int | None,
    lets_athlete_move: bool | None = None,
    expected_version: int,
    by: Any,
    now: datetime,
) -> Plan:
    """Set the policy and return the plan; a proposal that waits follows it from now on.

    ``confirms_after_h`` 1 to 168, None: proposals wait without end. ``lets_athlete_move`` None
    leaves that as it is. Raises PlanAlreadyOver and PolicyChangedMeanwhile. Spec 5.1, decision 12.
    """
    with transaction.atomic(), pghistory.context(by=by.pk if by else None, why="policy"):
        row = Plan.objects.select_for_update().get(pk=plan.pk)
        if not row.is_running:
            raise PlanAlreadyOver
        if row.version != expected_version:
            raise PolicyChangedMeanwhile
        row.asks_before_advancing = asks_before_advancing
        row.confirms_after_h = confirms_after_h
        if lets_athlete_move is not None:
            row.lets_athlete_move = lets_athlete_move
        row.version += 1
        _follow(row, now=now)
        row.save(update_fields=SET)
    return row


def _follow(plan: Plan, *, now: datetime) -> None:
    """Set anew when the proposal that waits goes on without an answer."""
    waiting = PhaseProposal.objects.filter(plan=plan, status=PhaseProposal.Status.WAITING)
    proposal = waiting.exclude(reason=Reason.STILL_RISING.value).first()
    if proposal is None:
        return
    proposal.goes_on_at = goes_on_at(
        plan=plan,
        decision=proposal.decision,
        reason=proposal.reason,
        due_at=proposal.due_at,
        now=now,
    )
    proposal.save(update_fields=["goes_on_at"])
    if plan.due_at is None and plan.status == Plan.Status.ACTIVE:
        # It waited so long that its clock was stopped.
        plan.due_at = proposal.goes_on_at
        return
    phase = PlanPhase.objects.get(plan=plan, seq=plan.phase_seq)
    keep_clock(plan=plan, phase=phase, proposal=proposal)
