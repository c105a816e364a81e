"""Let a proposal wait without a clock: nothing happens until the coach answers."""

from datetime import datetime
from typing import Any

import pghistory
from django.db import transaction

from athletes.actions.decide_proposal import ProposalAlreadyDecided, locked_plan
from athletes.actions.sync_rev import advance_rev
from athletes.actions.wait_for_coach import keep_clock
from athletes.models import PhaseProposal, PlanPhase


def hold_proposal(*, proposal: PhaseProposal, by: Any, now: datetime) -> None:
    """Stop the time after which the plan would go on without an answer; twice is harmless.

    Raises ProposalAlreadyDecided and PlanNotActive.
    """
    with transaction.atomic(), pghistory.context(by=by.pk if by else None, why="hold"):
        advance_rev(proposal.athlete)
        plan = locked_plan(proposal)
        waiting = PhaseProposal.objects.filter(pk=proposal.pk, status="WAITING")
        if not waiting.update(goes_on_at=None):
            raise ProposalAlreadyDecided
        proposal.goes_on_at = None
        phase = PlanPhase.objects.get(plan=plan, seq=plan.phase_seq)
        keep_clock(plan=plan, phase=phase, proposal=proposal)
        plan.save(update_fields=["due_at", "zone_table"])
