"""What to do after days without training."""

from decimal import Decimal

from programs.engine.progression.easing import Ease
from programs.engine.tables import GapRow, gap_rows

# gap_policy.csv, 7-13 days: the first session of a repeated week. Lighter weeks after longer gaps
# go no harder.
FIRST_SESSION_RPE_CAP = Decimal(8)


def gap_policy(days: int) -> GapRow:
    """Return the policy for a gap, in days since the last work set of the lift family.

    Spec 4, gap_policy.csv; the multipliers are heuristic.
    """
    reached = [row for row in gap_rows() if days >= row.days_min]
    return reached[-1] if reached else gap_rows()[0]


def ease_after_gap(policy: GapRow, *, week: int, is_first: bool) -> Ease | None:
    """Return how much lighter a session is in a week after the gap, counted from 0.

    None: as written. Ramp weeks take the policy's share of load and sets; a week that is only
    repeated opens with a session of RPE 8 at most. Spec 4, gap_policy.csv.
    """
    if week < policy.ramp_weeks:
        return Ease(
            load_share=policy.load_multiplier,
            set_share=policy.set_multiplier,
            rpe_cap=FIRST_SESSION_RPE_CAP,
        )
    if policy.action == "repeat_week" and is_first and week == 0:
        return Ease(rpe_cap=FIRST_SESSION_RPE_CAP)
    return None


def ramped_sets(sets: int, *, multiplier: Decimal) -> int:
    """Return the sets of a ramp week: half up, at least one. Spec 4."""
    return Ease(set_share=multiplier).sets(sets)
