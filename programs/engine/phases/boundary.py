"""The load bridge: what a strength phase opens with, from what was lifted before it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from statistics import median
from typing import Literal

from programs.engine.loads.estimates import (
    TRAINING_MAX_SHARE,
    Confidence,
    Trend,
    chart_share,
    confidence,
    training_max,
)
from programs.engine.loads.loading import DEFAULT_STEP_KG, round_load
from programs.engine.units import Number, decimal_of, plain, round_half_up, rounded

OpeningConfidence = Confidence | Literal["none"]

# Spec 5.2, all heuristic.
HEAVY_SHARE = Fraction("0.80")
LOW_REPS = 6
DISCOUNT_LOW_REPS = Fraction("0.025")
DISCOUNT_HIGH_REPS = Fraction("0.05")
RELATED_SIGMA_PCT = Fraction(6)
OPENING_RPE = Decimal(7)

VOLUME_STEP_SHARE = Fraction("0.6")
VOLUME_STEP_SETS = (4, 12)


@dataclass(frozen=True, slots=True)
class RecentSet:
    """A work set of the last 42 days."""

    load_kg: Decimal
    reps: int


@dataclass(frozen=True, slots=True)
class RelatedLift:
    """The trend of a related lift, and this lift's maximum as a share of that one's."""

    name: str
    trend: Trend
    ratio: Decimal


@dataclass(frozen=True, slots=True)
class Opening:
    """What a lift opens a strength phase with; all loads None when it must be found first.

    ``e0_kg`` is exact and unrounded, ``training_max_kg`` and ``top_set_kg`` are rounded
    down, ``discount`` is a share (0-1), ``sigma_pct`` the error of the estimate.
    ``needs_test`` asks for a test or ramp because the evidence is stale or unsure.
    """

    e0_kg: Fraction | None
    training_max_kg: Decimal | None
    top_set_kg: Decimal | None
    discount: Fraction
    sigma_pct: Fraction | None
    confidence: OpeningConfidence
    needs_test: bool
    words: str


@dataclass(frozen=True, slots=True)
class _Evidence:
    """Where an opening comes from: the maximum before its discount, and its error."""

    maximum_kg: Fraction
    sigma_pct: Fraction
    origin: str
    discount: Fraction


def opening(
    *,
    trend: Trend | None,
    reps: int,
    recent_sets: Iterable[RecentSet] = (),
    related: Iterable[RelatedLift] = (),
    rpe: Number = OPENING_RPE,
    step_kg: Decimal = DEFAULT_STEP_KG,
    training_max_share: Decimal = TRAINING_MAX_SHARE,
) -> Opening:
    """Return the opening loads of a lift whose first top set has ``reps`` at ``rpe``.

    ``trend`` and ``recent_sets`` cover the last 42 days of the lift (where it has none,
    the sets of the related lift). Without a trend the surest related lift serves, its
    error raised by 6 points; without that the first session is a ramp. Raises
    ``OffChart``. Spec 5.2, which is heuristic throughout.
    """
    share = chart_share(reps, rpe)
    evidence = _evidence(trend, tuple(recent_sets), related)
    if evidence is None:
        return _unknown(reps, rpe=rpe)
    e0 = evidence.maximum_kg * (1 - evidence.discount)
    tm = training_max(e0, share=training_max_share)
    trust = confidence(evidence.sigma_pct)
    return Opening(
        e0_kg=e0,
        training_max_kg=round_load(tm, step=step_kg, mode="down"),
        top_set_kg=round_load(e0 * share, step=step_kg, mode="down"),
        discount=evidence.discount,
        sigma_pct=evidence.sigma_pct,
        confidence=trust,
        needs_test=trust == "low",
        words=_words(evidence, trust),
    )


def volume_step(mean_sets: Number) -> int:
    """Return a muscle's weekly sets in the first strength week.

    ``mean_sets``: mean weekly fractional sets of the last two hypertrophy loading weeks.
    Six tenths of it, half up, 4 to 12, never more than before. Spec 5.2, heuristic.
    """
    least, most = VOLUME_STEP_SETS
    stepped = round_half_up(VOLUME_STEP_SHARE * Fraction(mean_sets))
    return min(max(least, min(stepped, most)), floor(Fraction(mean_sets)))


def _evidence(
    trend: Trend | None, sets: tuple[RecentSet, ...], related: Iterable[RelatedLift]
) -> _Evidence | None:
    if trend is not None:
        discount = _discount(sets, of=trend)
        return _Evidence(trend.e1rm_kg, trend.sigma_pct, "this lift", discount)
    source = min(related, key=lambda lift: lift.trend.sigma_pct, default=None)
    if source is None:
        return None
    return _Evidence(
        maximum_kg=source.trend.e1rm_kg * Fraction(source.ratio),
        sigma_pct=source.trend.sigma_pct + RELATED_SIGMA_PCT,
        origin=source.name,
        discount=_discount(sets, of=source.trend),
    )


def _discount(sets: tuple[RecentSet, ...], *, of: Trend) -> Fraction:
    if any(one.load_kg >= HEAVY_SHARE * of.e1rm_kg for one in sets):
        return Fraction(0)
    if sets and median(one.reps for one in sets) <= LOW_REPS:
        return DISCOUNT_LOW_REPS
    return DISCOUNT_HIGH_REPS


def _unknown(reps: int, *, rpe: Number) -> Opening:
    return Opening(
        e0_kg=None,
        training_max_kg=None,
        top_set_kg=None,
        discount=Fraction(0),
        sigma_pct=None,
        confidence="none",
        needs_test=True,
        words=(
            "No estimate in the last 42 days, of this lift or a related one. Ramp up in sets "
            f"of {reps} until one feels like RPE {plain(decimal_of(rpe))}; that set is the "
            "starting load."
        ),
    )


def _words(evidence: _Evidence, trust: Confidence) -> str:
    words = (
        f"Estimated maximum {rounded(evidence.maximum_kg, places=1)} kg "
        f"(± {rounded(evidence.sigma_pct, places=1)} %, {trust} confidence), "
        f"from {evidence.origin}"
    )
    if evidence.discount:
        percent = plain(rounded(evidence.discount * 100, places=1))
        words += f", less {percent} % because nothing heavy was lifted lately"
    asked = " A test or a careful ramp should confirm it." if trust == "low" else ""
    return f"{words}.{asked}"
