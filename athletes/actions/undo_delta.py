"""Take back a change of one athlete's program."""

from datetime import datetime
from typing import Any

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from athletes.actions.keep_own_program import KEPT
from athletes.actions.resolve_plans import resolve_plans
from athletes.actions.set_anchor import PlanIsOver
from athletes.actions.sync_rev import advance_rev
from athletes.models import AnchorValue, PhaseTransition, Plan, PlanDelta, PlannedSession
from programs.engine.errors import TrainingError
from programs.models import ProgramVersion


class NotTheLastChange(TrainingError):
    """Something followed the change, or it is taken back already."""

    def __init__(self) -> None:
        super().__init__(
            _("Something was changed after this, or it is taken back already: see how it stands.")
        )


class TrainedSince(TrainingError):
    """A session was begun as the change made it."""

    def __init__(self) -> None:
        super().__init__(
            _("A session is begun as this change made it, so it stays: change what is to come.")
        )


def undo_delta(*, delta: PlanDelta, by: Any, now: datetime) -> None:
    """Put the plan's program back as it was before its last change. It stays on record.

    Raises PlanIsOver, NotTheLastChange and TrainedSince.
    """
    with transaction.atomic(), pghistory.context(by=by.pk if by else None, why="undo"):
        advance_rev(delta.plan.athlete)
        plan = Plan.objects.select_for_update().get(pk=delta.plan_id)
        if not plan.is_running:
            raise PlanIsOver
        _mark(delta, plan=plan, by=by, now=now)
        changed = PlannedSession.objects.filter(plan=plan, ordinal__in=delta.ordinals)
        if changed.filter(log__isnull=False).exists():
            raise TrainedSince
        AnchorValue.objects.filter(
            plan=plan, source=AnchorValue.Source.COACH, reason=KEPT, set_at=delta.made_at
        ).delete()
        plan.program_version = ProgramVersion.objects.get(pk=delta.before["version"])
        plan.overrides = delta.before["overrides"]
        plan.version += 1
        plan.save(update_fields=["program_version", "overrides", "version"])
        resolve_plans(plans=[plan], now=now)


def _mark(delta: PlanDelta, *, plan: Plan, by: Any, now: datetime) -> None:
    """Compare and swap: of two who take it back only the first does."""
    deltas = PlanDelta.objects.standing().filter(plan=plan)
    is_followed = (
        deltas.filter(pk__gt=delta.pk).exists()
        or PhaseTransition.objects.standing()
        .filter(plan=plan, applied_at__gt=delta.made_at)
        .exists()
    )
    if is_followed or not deltas.filter(pk=delta.pk).update(undone_at=now, undone_by=by):
        raise NotTheLastChange
