"""How a lift changed over a phase, with the measurement's own error."""

from dataclasses import dataclass
from fractions import Fraction

from programs.engine.loads.estimates import Trend
from programs.engine.progress.change import Change, ChangeVerdict, change_verdict
from programs.engine.progress.compare import Comparison
from programs.engine.progress.measures import (
    Measure,
    measure_of_reps,
    threshold,
    trend_error,
    verdict_on,
)
from programs.engine.units import Number, plain, rounded


@dataclass(frozen=True, slots=True)
class Lift:
    """A lift's line of a scorecard: start, end, change and error in percent, verdict.

    ``start`` and ``end`` are kilograms, or reps where the method is reps at a load.
    ``sigma_pct`` is the typical error that the verdict rests on. Whatever an end is
    missing for is None.
    """

    exercise: str
    method: str
    start: Fraction | None
    end: Fraction | None
    change_pct: Fraction | None = None
    sigma_pct: Fraction | None = None
    mdc90_pct: Fraction | None = None
    verdict: Change | None = None


def lift_of_trends(exercise: str, *, method: str, start: Trend | None, end: Trend | None) -> Lift:
    """Return the change between two trends of estimates, each with its own error.

    No change can be told from a start of 0. Spec 8.1 and 8.2: the minimal detectable change is
    1.6449 x sqrt(2) x their joint error.
    """
    if start is None or end is None or not start.e1rm_kg:
        return Lift(exercise, method, _maximum(start), _maximum(end))
    error = trend_error(start_sigma_pct=start.sigma_pct, end_sigma_pct=end.sigma_pct)
    change = _percent_change(start.e1rm_kg, end.e1rm_kg)
    verdict = change_verdict(change=change, typical_error=error)
    return _lift(exercise, method, (start.e1rm_kg, end.e1rm_kg), error, verdict)


def lift_of_tests(
    exercise: str, *, start_kg: Number, end_kg: Number, measure: Measure = Measure.TESTED
) -> Lift:
    """Return the change between two tested maximums; how sure depends on the lifter.

    No change can be told from a start of 0. Spec 8.2.
    """
    ends = (Fraction(start_kg), Fraction(end_kg))
    if not start_kg:
        return Lift(exercise, "measured", *ends)
    verdict = verdict_on(measure, change=_percent_change(*ends))
    return _lift(exercise, "measured", ends, Fraction(threshold(measure).typical_error), verdict)


def lift_of_reps(
    exercise: str, *, load_kg: Number, start_reps: int, end_reps: int, percent_of_max: Number
) -> Lift:
    """Return the change of reps at the fixed reference load: rep strength.

    The verdict is made in reps; ``percent_of_max`` (0-100) says which error counts. The
    percents are of the reps at the start, None where there were none. Spec 8.1 and 8.2.
    """
    measure = measure_of_reps(percent_of_max=percent_of_max)
    verdict = verdict_on(measure, change=end_reps - start_reps)
    error = Fraction(threshold(measure).typical_error)
    percent = Fraction(100, start_reps) if start_reps else None
    return Lift(
        exercise=exercise,
        method=f"reps at {plain(rounded(load_kg, places=3))} kg",
        start=Fraction(start_reps),
        end=Fraction(end_reps),
        change_pct=None if percent is None else (end_reps - start_reps) * percent,
        sigma_pct=None if percent is None else error * percent,
        mdc90_pct=None if percent is None else verdict.mdc90 * percent,
        verdict=verdict.verdict,
    )


def judge_fairly(lift: Lift, comparison: Comparison) -> Lift:
    """Return the lift as it may be shown: both ends stay, an unfair verdict goes. Spec 8.3."""
    if comparison.is_fair:
        return lift
    return Lift(lift.exercise, lift.method, lift.start, lift.end)


def _lift(
    exercise: str,
    method: str,
    ends: tuple[Fraction, Fraction],
    error: Fraction,
    verdict: ChangeVerdict,
) -> Lift:
    return Lift(
        exercise=exercise,
        method=method,
        start=ends[0],
        end=ends[1],
        change_pct=_percent_change(*ends),
        sigma_pct=error,
        mdc90_pct=verdict.mdc90,
        verdict=verdict.verdict,
    )


def _maximum(one: Trend | None) -> Fraction | None:
    return None if one is None else one.e1rm_kg


def _percent_change(start: Fraction, end: Fraction) -> Fraction:
    return (end - start) / start * 100
