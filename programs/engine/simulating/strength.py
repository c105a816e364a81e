"""What a virtual athlete can lift today: repetitions at a load, and their effort."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from programs.engine.loads.estimates import MOST_CHART_REPS, chart_share
from programs.engine.loads.loading import reps_at
from programs.engine.simulating.athlete import Athlete, LiftProfile
from programs.engine.tables.catalogue_names import ExerciseOf
from programs.engine.tables.names import folded
from programs.engine.units import Number, rounded

FAILURE = 10
# Nobody counts further; lighter loads end by boredom.
MOST_REPS = 30
EASIEST_RPE, HARDEST_RPE = Decimal(1), Decimal(10)
CHART_RPES = tuple(Decimal(half) / 2 for half in range(12, 21))
# Maxima are kept to the gram, so that every week can be computed by hand.
GRAMS = 3


@dataclass(frozen=True, slots=True)
class _Lift:
    profile: LiftProfile
    max_kg: Decimal


class Strength:
    """The maxima of a virtual athlete while weeks go by; by the exercise, whatever its name."""

    def __init__(self, athlete: Athlete, *, exercise_of: ExerciseOf) -> None:
        self._athlete = athlete
        self._exercise_of = exercise_of
        self._lifts = {
            self.key(name): _Lift(profile, profile.max_kg)
            for name, profile in athlete.lifts.items()
        }

    @property
    def told(self) -> tuple[str, ...]:
        """The lifts of the profile, as it names them."""
        return tuple(self._athlete.lifts)

    def key(self, exercise: str) -> str:
        """Return what names of one exercise have in common."""
        row = self._exercise_of(exercise)
        return folded(exercise) if row is None else row.slug

    def maximum(self, exercise: str) -> Decimal | None:
        """Return what can be lifted once, None for a lift that the profile doesn't tell."""
        lift = self._lifts.get(self.key(exercise))
        return None if lift is None else lift.max_kg

    def learn(self, exercise: str, *, like: str, share: Fraction) -> None:
        """Give a lift that isn't known yet a share of another one's maximum."""
        lift = self._lifts.get(self.key(like))
        if lift is not None:
            maximum = rounded(Fraction(lift.max_kg) * share, places=GRAMS)
            self._lifts.setdefault(self.key(exercise), _Lift(lift.profile, maximum))

    def end_week(self, *, week: int, trained: Iterable[str]) -> None:
        """Move every maximum by a week: a gain where it was trained, else a loss."""
        keys = {self.key(exercise) for exercise in trained}
        for key, lift in self._lifts.items():
            percent = self._percent(lift.profile, week=week, is_trained=key in keys)
            maximum = rounded(Fraction(lift.max_kg) * (1 + percent / 100), places=GRAMS)
            self._lifts[key] = _Lift(lift.profile, maximum)

    def snapshot(self) -> Mapping[str, Decimal]:
        """Return the maxima now, by exercise."""
        return {key: lift.max_kg for key, lift in self._lifts.items()}

    def _percent(self, profile: LiftProfile, *, week: int, is_trained: bool) -> Fraction:
        if not is_trained:
            loss = profile.loss_percent
            return -Fraction(self._athlete.loss_percent if loss is None else loss)
        if any(first <= week <= last for first, last in profile.stalls):
            return Fraction(0)
        gain = profile.gain_percent
        return Fraction(self._athlete.gain_percent if gain is None else gain)


def most_reps(load_kg: Number, *, max_kg: Number) -> int:
    """Return how often a load can be lifted with this maximum, 0 if it is heavier than that.

    By the RPE chart at RPE 10; where the chart ends, by Epley. Spec 2.1, 2.2.
    """
    if load_kg <= 0:
        return MOST_REPS
    reps = reps_at(load_kg, e1rm_kg=max_kg, rpe=FAILURE) or 0
    if reps < MOST_CHART_REPS:
        return reps
    epley = floor(30 * (Fraction(max_kg) / Fraction(load_kg) - 1))
    return min(max(reps, epley), MOST_REPS)


def true_rpe(load_kg: Number, *, reps: int, max_kg: Number) -> Decimal:
    """Return how hard so many repetitions are: the lowest RPE in halves that the chart allows.

    What is easier than RPE 6, or off the chart, goes by the repetitions left.
    """
    share = Fraction(load_kg) / Fraction(max_kg)
    if reps <= MOST_CHART_REPS and share > chart_share(reps, CHART_RPES[0]):
        fitting = (rpe for rpe in CHART_RPES if chart_share(reps, rpe) >= share)
        return next(fitting, HARDEST_RPE)
    left = most_reps(load_kg, max_kg=max_kg) - reps
    easy = CHART_RPES[0] if reps <= MOST_CHART_REPS else HARDEST_RPE
    return max(EASIEST_RPE, min(easy, HARDEST_RPE - left))


def logged_rpe(true: Decimal, *, bias: Decimal) -> Decimal:
    """Return the effort as this athlete feels it, within the scale, in halves."""
    halves = floor(Fraction(true + bias) * 2 + Fraction(1, 2))
    return min(max(Decimal(halves) / 2, EASIEST_RPE), HARDEST_RPE)


def load_for(reps: int, *, rpe: Decimal, max_kg: Number) -> Fraction:
    """Return the unrounded load for so many repetitions at an effort, within the chart."""
    within = min(max(reps, 1), MOST_CHART_REPS)
    effort = min(max(rpe, CHART_RPES[0]), CHART_RPES[-1])
    return Fraction(max_kg) * chart_share(within, effort)
