"""Set an athlete's training number by hand, with the reason."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from athletes.actions.opening_values import check_given
from athletes.actions.resolve_plans import resolve_plans
from athletes.actions.sync_rev import advance_rev
from athletes.models import AnchorValue, Plan, PlannedSession
from athletes.queries.own_program import own_program
from programs.engine.errors import TrainingError


class ReasonMissing(TrainingError):
    """A change without a word why."""

    def __init__(self) -> None:
        super().__init__(_("Say in a few words why, so that the athlete can read it."))


class PlanIsOver(TrainingError):
    """A change to a plan that no longer runs."""

    def __init__(self) -> None:
        super().__init__(_("This plan is over: change the athlete's running plan instead."))


def set_anchor(
    *,
    plan: Plan,
    name: str,
    value: Decimal | None,
    reason: str,
    by: Any,
    now: datetime,
    source: str = AnchorValue.Source.COACH,
) -> AnchorValue:
    """Set the number from the first session not begun on, and resolve the loads to come.

    ``value`` None makes it unknown. Sessions begun keep what the athlete saw. ``plan`` comes with
    ``program_version`` and ``athlete`` selected. Raises ReasonMissing, PlanIsOver and
    AnchorInvalid.
    """
    if not reason.strip():
        raise ReasonMissing
    if not plan.is_running:
        raise PlanIsOver
    check_given(own_program(plan), given={plan.athlete_id: {name: value}})
    with transaction.atomic():
        advance_rev(plan.athlete)
        known = AnchorValue.objects.filter(plan=plan, name=name, exercise__isnull=False)
        exercise_id = known.order_by("pk").values_list("exercise_id", flat=True).first()
        entries = [
            AnchorValue(
                organization_id=plan.organization_id,
                athlete_id=plan.athlete_id,
                plan=plan,
                name=name,
                exercise_id=exercise_id,
                value=value,
                source=source,
                reason=reason.strip(),
                effective_ordinal=ordinal,
                set_at=now,
                set_by=by,
            )
            for ordinal in _ordinals(plan, name=name)
        ]
        AnchorValue.objects.bulk_create(entries)
        resolve_plans(plans=[plan], now=now)
    return entries[0]


def _ordinals(plan: Plan, *, name: str) -> list[int]:
    """Return where the number holds from, and where an older entry would take its place again."""
    first = _next_ordinal(plan)
    later = AnchorValue.objects.filter(plan=plan, name=name, effective_ordinal__gt=first)
    to_come = later.exclude(source=AnchorValue.Source.RULE)
    return [first, *sorted(set(to_come.values_list("effective_ordinal", flat=True)))]


def _next_ordinal(plan: Plan) -> int:
    """Return the place after the last session that was begun; 1 in a plan not begun."""
    begun = PlannedSession.objects.filter(plan=plan, log__isnull=False)
    last = begun.order_by("-ordinal").values_list("ordinal", flat=True).first()
    return (last or 0) + 1
