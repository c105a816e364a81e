"""Lighter weeks after days without training (spec 4, gap_policy.csv)."""

from collections.abc import Sequence
from dataclasses import dataclass

from athletes.models import Plan, PlanPhase, PlanRamp
from athletes.queries.own_program import own_program
from programs.engine.progression.gap import ease_after_gap, gap_policy


@dataclass(frozen=True, slots=True)
class Gap:
    """Days without training before a session of a plan's phase."""

    plan: Plan
    phase: PlanPhase
    days: int
    from_ordinal: int


def ramp_after_gap(gaps: Sequence[Gap]) -> int:
    """Make the sessions after each gap lighter, where it was long enough; return how many were.

    The numbers stay: sessions are resolved lighter for as long as the gap asks. A later gap before
    the same session takes its place. Plans come with their version. 1 query, 0 where every gap
    was short.
    """
    rows = [_row(gap) for gap in gaps if _is_long(gap)]
    if rows:
        PlanRamp.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["organization", "plan", "from_ordinal"],
            update_fields=["days", "per_week"],
        )
    return len(rows)


def _is_long(gap: Gap) -> bool:
    return ease_after_gap(gap_policy(gap.days), week=0, is_first=True) is not None


def _row(gap: Gap) -> PlanRamp:
    mesocycle = own_program(gap.plan).mesocycles[gap.phase.mesocycle]
    return PlanRamp(
        organization_id=gap.plan.organization_id,
        athlete_id=gap.plan.athlete_id,
        plan=gap.plan,
        from_ordinal=gap.from_ordinal,
        per_week=mesocycle.sessions_per_week,
        days=gap.days,
    )
