"""Lighter weeks after days without training (spec 4, gap_policy.csv)."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from athletes.models import AnchorValue, Plan
from programs.engine.loads.load_anchors import load_anchors
from programs.engine.program import Program
from programs.engine.progression.gap import gap_policy


def ramp_after_gap(
    *, plan: Plan, program: Program, days: int, from_ordinal: int, per_week: int, now: datetime
) -> int:
    """Lower the plan's load numbers for the ramp weeks that begin with a session; return how many.

    They are back where they were with the first session after the ramp; ``per_week`` sessions
    make a week. Sets aren't cut yet. 2 queries.
    """
    policy = gap_policy(days)
    if not policy.ramp_weeks or policy.load_multiplier == 1:
        return 0
    values = current_values(plan)
    names = [one.name for one in load_anchors(program) if values.get(one.name) is not None]
    after_ramp = from_ordinal + per_week * policy.ramp_weeks
    lowered = [
        _entry(
            plan,
            name,
            value=value * policy.load_multiplier,
            ordinal=from_ordinal,
            reason=f"Lighter weeks ({policy.ramp_weeks}) after {days} days without training.",
            now=now,
        )
        for name in names
        if (value := values[name]) is not None
    ]
    restored = [
        _entry(
            plan,
            name,
            value=values[name],
            ordinal=after_ramp,
            reason="Back to the number before the break.",
            now=now,
        )
        for name in names
    ]
    AnchorValue.objects.bulk_create([*lowered, *restored])
    return len(names)


def current_values(plan: Plan) -> Mapping[str, Decimal | None]:
    """Return the newest value of each of the plan's anchors. 1 query."""
    rows = AnchorValue.objects.filter(plan=plan).order_by("effective_ordinal", "pk")
    return dict(rows.values_list("name", "value"))


def _entry(
    plan: Plan, name: str, *, value: Decimal | None, ordinal: int, reason: str, now: datetime
) -> AnchorValue:
    return AnchorValue(
        organization_id=plan.organization_id,
        athlete_id=plan.athlete_id,
        plan=plan,
        name=name,
        value=value,
        source=AnchorValue.Source.BOUNDARY,
        reason=reason,
        effective_ordinal=ordinal,
        set_at=now,
    )
