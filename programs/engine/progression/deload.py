"""When a deload is due: planned, after eight weeks, or because signs add up."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from programs.engine.units import plain

DeloadReason = Literal["performance", "effort", "readiness", "soreness", "fatigue"]
DeloadWhy = Literal["", "planned", "8 weeks", "reactive", "pain: hold for coach"]

# Spec 4, deload trigger; the thresholds are heuristic.
MOST_LOADING_WEEKS = 8
REASONS_NEEDED = 2
LIFT_DOWN_PCT = Decimal(-3)
LIFTS_DOWN = 2
RPE_DEVIATION = Decimal("1.0")
RPE_DEVIATION_SETS = 6
LOW_READINESS = Decimal(2)
HIGHEST_READINESS = 5
READINESS_CHECK_INS = 3
SORENESS_FLAGS = 2
FATIGUE_SKIPS = 2


@dataclass(frozen=True, slots=True)
class Signals:
    """A week's signs of fatigue.

    ``lifts_down``: main lifts whose e1RM fell by 3 % or more. ``rpe_deviation_mean``:
    logged minus target over ``rpe_deviation_sets``. ``readiness_mean``: of 5.
    """

    is_planned: bool = False
    weeks_since: int = 0
    lifts_down: int = 0
    rpe_deviation_mean: Decimal = Decimal(0)
    rpe_deviation_sets: int = 0
    readiness_mean: Decimal = Decimal(0)
    readiness_check_ins: int = 0
    soreness_flags: int = 0
    fatigue_skips: int = 0
    has_pain: bool = False


@dataclass(frozen=True, slots=True)
class DeloadCall:
    """Whether a deload is due, why, and the signs that hold."""

    is_due: bool
    why: DeloadWhy
    reasons: tuple[DeloadReason, ...] = ()


def deload_call(signals: Signals) -> DeloadCall:
    """Return whether a deload is due. Pain stops the automation: it is the coach's. Spec 4."""
    if signals.has_pain:
        return DeloadCall(is_due=False, why="pain: hold for coach")
    if signals.is_planned:
        return DeloadCall(is_due=True, why="planned")
    if signals.weeks_since >= MOST_LOADING_WEEKS:
        return DeloadCall(is_due=True, why="8 weeks")
    reasons = fatigue_reasons(signals)
    is_due = len(reasons) >= REASONS_NEEDED
    return DeloadCall(is_due=is_due, why="reactive" if is_due else "", reasons=reasons)


def fatigue_reasons(signals: Signals) -> tuple[DeloadReason, ...]:
    """Return the signs of fatigue that hold, in the order of spec 4."""
    signs: tuple[tuple[DeloadReason, bool], ...] = (
        ("performance", signals.lifts_down >= LIFTS_DOWN),
        (
            "effort",
            signals.rpe_deviation_mean >= RPE_DEVIATION
            and signals.rpe_deviation_sets >= RPE_DEVIATION_SETS,
        ),
        (
            "readiness",
            signals.readiness_mean <= LOW_READINESS
            and signals.readiness_check_ins >= READINESS_CHECK_INS,
        ),
        ("soreness", signals.soreness_flags >= SORENESS_FLAGS),
        ("fatigue", signals.fatigue_skips >= FATIGUE_SKIPS),
    )
    return tuple(reason for reason, holds in signs if holds)


SENTENCES: Mapping[DeloadReason, str] = {
    "performance": (
        f"the estimated maximum of {LIFTS_DOWN} or more main lifts is down by "
        f"{plain(-LIFT_DOWN_PCT)} % or more"
    ),
    "effort": (
        f"sets were on average {plain(RPE_DEVIATION)} RPE or more harder than planned "
        f"({RPE_DEVIATION_SETS} sets or more)"
    ),
    "readiness": (
        f"readiness was {LOW_READINESS} of {HIGHEST_READINESS} or lower over "
        f"{READINESS_CHECK_INS} or more check-ins"
    ),
    "soreness": f"{SORENESS_FLAGS} or more flags for soreness or joints",
    "fatigue": f"{FATIGUE_SKIPS} or more sessions were skipped for fatigue",
}


def call_in_words(call: DeloadCall) -> str:
    """Return why a deload is due, or why not, in one sentence for the coach."""
    signs = "; ".join(SENTENCES[reason] for reason in call.reasons)
    match call.why:
        case "planned":
            return "A light week is planned."
        case "8 weeks":
            return f"{MOST_LOADING_WEEKS} loading weeks have passed since the last light one."
        case "reactive":
            return f"A light week is due: {signs}."
        case "pain: hold for coach":
            return "Pain was reported, so nothing goes on by itself: the coach decides."
    return f"No light week yet; one sign alone: {signs}." if signs else "No light week is due."
