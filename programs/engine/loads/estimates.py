"""The estimated one-repetition maximum: of a set, of a series, and how sure it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache
from statistics import median
from typing import Literal

from programs.engine.errors import TrainingError
from programs.engine.tables import formulas, rpe_scale
from programs.engine.units import Number, snap_to_halves, square_root

FormulaName = Literal[
    "epley", "brzycki", "lombardi", "mayhew", "oconner", "wathan", "lander", "rts"
]
Method = Literal["measured", "chart", "median3"] | FormulaName
MethodSetting = Literal["chart"] | FormulaName
"""What a coach may estimate by: the chart, or one formula in its place."""

Confidence = Literal["high", "medium", "low"]

# Spec 2.3: the range of each method.
FEWEST_REPS = 1
MOST_CHART_REPS = 12
MOST_FORMULA_REPS = 15
LOWEST_RPE = Fraction(6)
HIGHEST_RPE = Fraction(10)
LOWEST_FORMULA_RPE = Fraction(8)
MEDIAN_OF_THREE: tuple[FormulaName, ...] = ("epley", "mayhew", "wathan")

# Spec 2.3, heuristic: sigma in percent of the estimate.
SIGMA_BASE = Fraction("2.0")
SIGMA_PER_REP = Fraction("0.35")
SIGMA_PER_RIR = Fraction("0.8")
HIGH_CONFIDENCE_SIGMA = 4
MEDIUM_CONFIDENCE_SIGMA = 6

TREND_HALF_LIFE_DAYS = 14
TREND_WINDOW_DAYS = 42

# Spec 2.4.
TRAINING_MAX_SHARE = Decimal("0.90")

_DIGITS = 40


class OffChart(TrainingError):
    """Reps or effort lie outside the RPE chart."""

    def __init__(self, reps: int, rpe: Number) -> None:
        super().__init__(
            f"The RPE chart has no cell for {reps} reps at RPE {float(rpe):g}: "
            f"use 1 to {MOST_CHART_REPS} reps at RPE 6 to 10."
        )


class ErrorNotPositive(TrainingError):
    """An estimate that claims to have no error can't be weighed against others."""

    def __init__(self, sigma_pct: Number) -> None:
        super().__init__(
            f"An estimate with an error of {sigma_pct} % can't be weighed: give it one above 0 %."
        )


class UndefinedFormula(TrainingError):
    """A formula has no value at so many reps."""

    def __init__(self, formula: FormulaName, reps: Number) -> None:
        super().__init__(
            f"The {formula} formula has no value at {float(reps):g} reps to failure: "
            "use a heavier set."
        )


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimated maximum: exact kilograms, and its error as percent of it (one sigma).

    ``pct_1rm`` is the chart's percent; None where a formula was used.
    """

    e1rm_kg: Fraction
    method: Method
    pct_1rm: Fraction | None
    sigma_pct: Fraction


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One estimate a day of an exercise; ``day`` counts from any fixed day."""

    day: int | date
    e1rm_kg: Number
    sigma_pct: Number
    method: Method | None = None


@dataclass(frozen=True, slots=True)
class Trend:
    """The weighted mean of estimates, its error (one sigma, percent of it), and how many.

    ``is_mixed``: estimates of several methods are in it, so part of a change may be theirs.
    """

    e1rm_kg: Fraction
    sigma_pct: Fraction
    n: int
    is_mixed: bool = False


def chart_share(reps: int, rpe: Number) -> Fraction:
    """Return the share (0-1) of the maximum that reps at an RPE stand for.

    ``rpe`` is snapped to halves, ties up, and read as 10 above 10. Raises ``OffChart``
    outside 1 to 12 reps and RPE 6 to 10. Spec 2.1; chart: RTS.
    """
    effort = _effort(rpe)
    if not FEWEST_REPS <= reps <= MOST_CHART_REPS or effort < LOWEST_RPE:
        raise OffChart(reps, rpe)
    return rpe_scale()[2 * (reps - 1) + int(2 * (HIGHEST_RPE - effort))]


def is_on_chart(reps: int, rpe: Number) -> bool:
    """Tell whether the RPE chart has a cell for these reps at this RPE."""
    return FEWEST_REPS <= reps <= MOST_CHART_REPS and _effort(rpe) >= LOWEST_RPE


def e1rm(
    *,
    load_kg: Number,
    reps: int,
    rpe: Number | None,
    to_failure: bool = False,
    method: MethodSetting = "chart",
) -> Estimate | None:
    """Return the estimated one-repetition maximum with its method and error, or None.

    ``load_kg`` is everything moved: bar and plates, or both dumbbells.
    ``rpe`` 6 to 10, snapped to halves; ignored when ``to_failure``.
    ``method`` is the coach's setting: a formula in the chart's place, to 12 reps; beyond
    them the median of three either way. None when effort is unknown, or the set lies outside
    every method's range. A single at RPE 10 is the maximum itself. Spec 2.3; chart: RTS.
    """
    effort = HIGHEST_RPE if to_failure else _effort_or_none(rpe)
    if load_kg <= 0 or reps < FEWEST_REPS or effort is None:
        return None
    rir = HIGHEST_RPE - effort
    sigma = SIGMA_BASE + SIGMA_PER_REP * (reps - 1) + SIGMA_PER_RIR * rir
    load = Fraction(load_kg)
    if reps == 1 and rir == 0:
        return Estimate(load, "measured", Fraction(100), sigma)
    if reps <= MOST_CHART_REPS:
        return _within_chart(load, reps, effort, sigma, method)
    if reps <= MOST_FORMULA_REPS and effort >= LOWEST_FORMULA_RPE:
        factor = median(multiplier(name, reps=reps + rir) for name in MEDIAN_OF_THREE)
        return Estimate(load * factor, "median3", None, sigma)
    return None


def multiplier(formula: FormulaName, *, reps: Number) -> Fraction:
    """Return the maximum as a multiple of the load of ``reps`` to failure (done + RIR).

    A single is the maximum itself, whatever the formula prints. Irrational values have
    40 digits. Raises ``UndefinedFormula``; for ``rts`` ``OffChart``. Spec 2.2.
    """
    to_failure = Fraction(reps)
    if to_failure == 1:
        return Fraction(1)
    return _raw_multiplier(formula, to_failure)


def best_of_day(estimates: Iterable[Estimate]) -> Estimate | None:
    """Return the day's one point: the smallest sigma, ties to the larger e1RM. Spec 2.3."""
    return min(estimates, key=lambda one: (one.sigma_pct, -one.e1rm_kg), default=None)


def trend(
    points: Iterable[TrendPoint],
    *,
    as_of: int | date,
    half_life_days: int = TREND_HALF_LIFE_DAYS,
    window_days: int = TREND_WINDOW_DAYS,
) -> Trend | None:
    """Return the mean of estimates, newer and surer ones weighing more, or None without any.

    Takes the points as given: one a day is the caller's filter (``best_of_day``). Ages
    outside 0 to ``window_days`` are dropped. The error assumes independence, so it is
    a floor. Raises ``ErrorNotPositive``. Spec 2.3.
    """
    weighed = [
        (_weight(point, age, half_life_days), point)
        for point in points
        if 0 <= (age := _days_between(point.day, as_of)) <= window_days
    ]
    if not weighed:
        return None
    total = sum((weight for weight, _ in weighed), Fraction(0))
    mean = sum((weight * Fraction(point.e1rm_kg) for weight, point in weighed), Fraction(0))
    spread = sum(
        ((weight * Fraction(point.sigma_pct)) ** 2 for weight, point in weighed), Fraction(0)
    )
    return Trend(
        e1rm_kg=mean / total,
        sigma_pct=square_root(spread / total**2),
        n=len(weighed),
        is_mixed=is_mixed(point.method for _, point in weighed),
    )


def is_mixed(methods: Iterable[Method | None]) -> bool:
    """Tell whether estimates by these methods make no one series. Spec 2.1.

    A measured maximum fits every series, and so does an estimate of unknown method.
    """
    return len(set(methods) - {"measured", None}) > 1


def confidence(sigma_pct: Number) -> Confidence:
    """Return how far an estimate can be trusted: sigma to 4 % high, to 6 % medium. Spec 2.3."""
    if sigma_pct <= HIGH_CONFIDENCE_SIGMA:
        return "high"
    return "medium" if sigma_pct <= MEDIUM_CONFIDENCE_SIGMA else "low"


def training_max(e1rm_kg: Number, *, share: Decimal = TRAINING_MAX_SHARE) -> Fraction:
    """Return the training max, unrounded, in kilograms. Spec 2.4."""
    return Fraction(e1rm_kg) * Fraction(share)


def _effort(rpe: Number) -> Fraction:
    return snap_to_halves(min(HIGHEST_RPE, Fraction(rpe)))


def _effort_or_none(rpe: Number | None) -> Fraction | None:
    if rpe is None:
        return None
    effort = _effort(rpe)
    return effort if effort >= LOWEST_RPE else None


def _within_chart(
    load: Fraction, reps: int, effort: Fraction, sigma: Fraction, method: MethodSetting
) -> Estimate:
    if method != "chart" and method != "rts":
        factor = multiplier(method, reps=reps + HIGHEST_RPE - effort)
        return Estimate(load * factor, method, None, sigma)
    share = chart_share(reps, effort)
    return Estimate(load / share, "chart", share * 100, sigma)


def _raw_multiplier(formula: FormulaName, reps: Fraction) -> Fraction:
    match formula, formulas()[formula].coefficients:
        case "epley", (divisor,):
            return 1 + reps / divisor
        case "brzycki", (top, limit):
            return _over(formula, reps, top=top, bottom=limit - reps)
        case "lombardi", (exponent,):
            return _power(reps, Decimal(exponent.numerator) / exponent.denominator)
        case "mayhew" | "wathan", (floor, height, rate):
            return 100 / (floor + height * _exp(-rate * reps))
        case "oconner", (slope,):
            return 1 + slope * reps
        case "lander", (start, slope):
            return _over(formula, reps, top=Fraction(100), bottom=start - slope * reps)
        case "rts", ():
            return 1 / _share_to_failure(reps)
    raise ValueError(f"e1rm_formulas.csv gives {formula} a wrong number of coefficients")


def _share_to_failure(reps: Fraction) -> Fraction:
    """Read the chart at reps to failure; a half more is the next cell of its one scale."""
    index = int(2 * (snap_to_halves(reps) - 1))
    if not 0 <= index <= 2 * (MOST_CHART_REPS - 1):
        raise OffChart(int(reps), HIGHEST_RPE)
    return rpe_scale()[index]


def _over(formula: FormulaName, reps: Fraction, *, top: Fraction, bottom: Fraction) -> Fraction:
    if bottom <= 0:
        raise UndefinedFormula(formula, reps)
    return top / bottom


@cache
def _exp(exponent: Fraction) -> Fraction:
    with localcontext() as context:
        context.prec = _DIGITS
        return Fraction((Decimal(exponent.numerator) / exponent.denominator).exp())


@cache
def _power(base: Fraction, exponent: Decimal) -> Fraction:
    with localcontext() as context:
        context.prec = _DIGITS
        return Fraction((Decimal(base.numerator) / base.denominator) ** exponent)


@cache
def _decay(age_days: int, half_life_days: int) -> Fraction:
    return _power(Fraction(1, 2), Decimal(age_days) / half_life_days)


def _weight(point: TrendPoint, age_days: int, half_life_days: int) -> Fraction:
    if point.sigma_pct <= 0:
        raise ErrorNotPositive(point.sigma_pct)
    return _decay(age_days, half_life_days) / Fraction(point.sigma_pct) ** 2


def _days_between(day: int | date, as_of: int | date) -> int:
    if isinstance(day, date) and isinstance(as_of, date):
        return (as_of - day).days
    if isinstance(day, int) and isinstance(as_of, int):
        return as_of - day
    raise TypeError("points and as_of must both be dates or both be day numbers")
