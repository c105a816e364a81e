"""What to do after days without training."""

from decimal import Decimal

from programs.engine.tables import GapRow, gap_rows
from programs.engine.units import round_half_up

# gap_policy.csv, 7-13 days: the first session of a repeated week.
FIRST_SESSION_RPE_CAP = Decimal(8)


def gap_policy(days: int) -> GapRow:
    """Return the policy for a gap, in days since the last work set of the lift family.

    Spec 4, gap_policy.csv; the multipliers are heuristic.
    """
    reached = [row for row in gap_rows() if days >= row.days_min]
    return reached[-1] if reached else gap_rows()[0]


def ramped_sets(sets: int, *, multiplier: Decimal) -> int:
    """Return the sets of a ramp week: half up, at least one. Spec 4."""
    return max(1, round_half_up(sets * multiplier))
