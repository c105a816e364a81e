"""What is tested between two phases: repetitions after hypertrophy, the maximum after strength."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from programs.engine.loads.estimates import Trend, chart_share
from programs.engine.loads.loading import DEFAULT_STEP_KG, round_load
from programs.engine.tables import phase_rules
from programs.engine.units import plain

TestKind = Literal["rep_max", "one_rep_max", "top_set"]

# Spec 5.2: 1 to 3 repetitions at RPE 8 to 9 stand for a maximum.
TOP_SET_REP_RANGE = (1, 3)
TOP_SET_RPE_RANGE = (Decimal(8), Decimal(9))
TOP_SET_REPS = 2
TOP_SET_RPE = TOP_SET_RPE_RANGE[0]
SECONDS_A_MINUTE = 60
BODY_MEASURES = ("body weight", "circumferences")


@dataclass(frozen=True, slots=True)
class BoundaryTest:
    """A test proposed for one lift, in the rested days after the deload. Load None: to be found."""

    lift: str
    kind: TestKind
    load_kg: Decimal | None
    words: str


def rep_max_test(lift: str, *, reference_kg: Decimal | None) -> BoundaryTest:
    """Propose the rep max at the load that the phase began with. Spec 5.2, R07."""
    load = (
        "the load that the phase began with"
        if reference_kg is None
        else f"{plain(reference_kg)} kg, the load that the phase began with"
    )
    words = f"{lift}: as many repetitions as possible with {load}, one short of failure."
    return BoundaryTest(lift=lift, kind="rep_max", load_kg=reference_kg, words=words)


def maximum_test(lift: str) -> BoundaryTest:
    """Propose a tested one-repetition maximum. Spec 5.2, R02 to R04 and R06."""
    _, attempts = _band("R02")
    least_pct, most_pct = _band("R03")
    least_s, most_s = _band("R04")
    _, misses = _band("R06")
    words = (
        f"{lift}: one-repetition maximum, at most {attempts} attempts in steps of {least_pct} to "
        f"{most_pct} %, {plain(least_s / SECONDS_A_MINUTE)} to {plain(most_s / SECONDS_A_MINUTE)} "
        f"minutes of rest, and the end after {misses} misses."
    )
    return BoundaryTest(lift=lift, kind="one_rep_max", load_kg=None, words=words)


def top_set_test(
    lift: str, *, trend: Trend | None, step_kg: Decimal = DEFAULT_STEP_KG
) -> BoundaryTest:
    """Propose one heavy set from which the maximum is estimated. Spec 5.2."""
    load_kg = None
    start = "ramp up to it in small steps"
    if trend is not None:
        share = chart_share(TOP_SET_REPS, TOP_SET_RPE)
        load_kg = round_load(trend.e1rm_kg * share, step=step_kg, mode="down")
        start = f"about {plain(load_kg)} kg"
    (fewest, most), (easiest, hardest) = TOP_SET_REP_RANGE, TOP_SET_RPE_RANGE
    words = (
        f"{lift}: one set of {fewest} to {most} at RPE {easiest} to {hardest}, {start}; it gives "
        "the estimated maximum."
    )
    return BoundaryTest(lift=lift, kind="top_set", load_kg=load_kg, words=words)


def _band(rule: str) -> tuple[Decimal, Decimal]:
    row = phase_rules()[rule]
    return plain(row.lower or Decimal(0)), plain(row.upper or Decimal(0))
