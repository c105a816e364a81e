"""One mail to each athlete about everything that a run changed in the plan."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from athletes.models import Outbox, PhaseProposal, PhaseTransition, Plan
from athletes.queries.mail_address import mail_address

Change = PhaseTransition | PhaseProposal


def tell_athletes(changed: Sequence[tuple[Plan, Sequence[Change]]], *, now: datetime) -> None:
    """Queue a mail for each plan with changes whose athlete has an address. 1 query.

    Only what names the facts is queued: the mail is written when it is sent. The key is the
    plan's last change, so that a repeat of the run tells nothing twice.
    """
    rows = [
        Outbox(
            key=_key(plan, changes[-1]),
            kind=Outbox.Kind.PHASE_CHANGED,
            organization_id=plan.organization_id,
            message=_facts(plan, changes),
            run_after=now,
            queued_at=now,
        )
        for plan, changes in changed
        if changes and mail_address(plan.athlete)
    ]
    if rows:
        Outbox.objects.bulk_create(rows, ignore_conflicts=True)


def _key(plan: Plan, last: Change) -> str:
    if isinstance(last, PhaseProposal):
        return f"plan:{plan.pk}:proposal:{last.pk}"
    undone = ":undone" if last.undone_at else ""
    return f"plan:{plan.pk}:{last.sequence}{undone}"


def _facts(plan: Plan, changes: Sequence[Change]) -> dict[str, Any]:
    transitions = [one for one in changes if isinstance(one, PhaseTransition)]
    return {
        "plan": plan.pk,
        "transitions": [one.sequence for one in transitions if one.undone_at is None],
        "undone": [one.sequence for one in transitions if one.undone_at],
        "proposals": [one.pk for one in changes if isinstance(one, PhaseProposal)],
    }
