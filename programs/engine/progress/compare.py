"""Which results may be compared: the fair comparison rules."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from programs.engine.goals import Goal

# Spec 8.3, rule 2.
REP_BANDS = ((1, 5), (6, 12))
RPE_APART = Decimal(1)
# "At the fixed reference load": closer than the line of spec 2.5 counts as the same load.
SAME_LOAD_SHARE = Fraction("0.025")


class Kind(StrEnum):
    """What a result is."""

    TESTED_MAX = "tested_max"
    SET_ESTIMATE = "set_estimate"
    TREND = "trend"
    REPS_AT_LOAD = "reps_at_load"
    VOLUME = "volume"
    EXPOSURE = "exposure"
    EFFORT = "effort"


class Obstacle(StrEnum):
    """Why two results can't be compared."""

    OTHER_KIND = "other_kind"
    OTHER_GOAL = "other_goal"
    OTHER_EXERCISE = "other_exercise"
    OTHER_METHOD = "other_method"
    OTHER_REPS = "other_reps"
    OTHER_EFFORT = "other_effort"
    OTHER_LOAD = "other_load"
    NOT_RESTED = "not_rested"
    SUBSTITUTED = "substituted"
    LOAD_LIMITED = "load_limited"


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured at one end of a phase.

    ``method`` is how an estimate was made. ``moved_kg`` is everything moved, body weight
    included; None where the body's share is unknown. ``is_rested`` comes from
    ``is_rested_on``. Only what the kind needs has to be given.
    """

    kind: Kind
    goal: Goal
    exercise: str = ""
    method: str = ""
    reps: int | None = None
    rpe: Decimal | None = None
    moved_kg: Decimal | None = None
    is_rested: bool = False
    is_substituted: bool = False
    is_load_limited: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether two results may be compared, and if not, everything that stands in the way."""

    obstacles: tuple[Obstacle, ...]

    @property
    def is_fair(self) -> bool:
        """True when nothing stands in the way."""
        return not self.obstacles

    @property
    def words(self) -> str:
        """Return a sentence for a person."""
        if self.is_fair:
            return "Comparable."
        return f"Not comparable: {'; '.join(_WORDS[one] for one in self.obstacles)}."


def compare_results(before: Result, after: Result) -> Comparison:
    """Tell whether two results may be compared. Spec 8.3, rules 1, 2, 3 and 6.

    Exposure and effort compare across everything, the trend of estimates across phase
    types. It is made of many sets, so reps and effort of one set don't matter to it.
    """
    if before.kind is not after.kind:
        return Comparison((Obstacle.OTHER_KIND,))
    found = (
        obstacle
        for kinds, obstacle, stands in _RULES
        if before.kind in kinds and stands(before, after)
    )
    return Comparison(tuple(found))


def rep_band(reps: int) -> tuple[int, int] | None:
    """Return the band that reps lie in, None outside both. Spec 8.3, rule 2."""
    return next((band for band in REP_BANDS if band[0] <= reps <= band[1]), None)


def _other_goal(before: Result, after: Result) -> bool:
    return before.goal is not after.goal


def _other_exercise(before: Result, after: Result) -> bool:
    return before.exercise != after.exercise


def _other_method(before: Result, after: Result) -> bool:
    return before.method != after.method


def _other_reps(before: Result, after: Result) -> bool:
    if before.reps is None or after.reps is None:
        return True
    band = rep_band(before.reps)
    return band is None or band != rep_band(after.reps)


def _other_effort(before: Result, after: Result) -> bool:
    if before.rpe is None or after.rpe is None:
        return True
    return abs(before.rpe - after.rpe) > RPE_APART


def _other_load(before: Result, after: Result) -> bool:
    if before.moved_kg is None or after.moved_kg is None:
        return True
    allowed = SAME_LOAD_SHARE * Fraction(before.moved_kg)
    return abs(Fraction(after.moved_kg) - Fraction(before.moved_kg)) > allowed


def _not_rested(before: Result, after: Result) -> bool:
    return not (before.is_rested and after.is_rested)


def _substituted(before: Result, after: Result) -> bool:
    return before.is_substituted != after.is_substituted


def _load_limited(before: Result, after: Result) -> bool:
    return before.is_load_limited != after.is_load_limited


_SETS = frozenset({Kind.SET_ESTIMATE, Kind.REPS_AT_LOAD})
_STRENGTH = _SETS | {Kind.TESTED_MAX, Kind.TREND}
_LIFTS = _STRENGTH | {Kind.VOLUME}

# Which kinds each rule is about; a trend and a tested maximum have no single set to compare.
_RULES: tuple[tuple[frozenset[Kind], Obstacle, Callable[[Result, Result], bool]], ...] = (
    (_LIFTS - {Kind.TREND}, Obstacle.OTHER_GOAL, _other_goal),
    (_LIFTS, Obstacle.OTHER_EXERCISE, _other_exercise),
    (_STRENGTH, Obstacle.OTHER_METHOD, _other_method),
    (frozenset({Kind.SET_ESTIMATE}), Obstacle.OTHER_REPS, _other_reps),
    (_SETS, Obstacle.OTHER_EFFORT, _other_effort),
    (frozenset({Kind.REPS_AT_LOAD}), Obstacle.OTHER_LOAD, _other_load),
    (_STRENGTH, Obstacle.NOT_RESTED, _not_rested),
    (_LIFTS, Obstacle.SUBSTITUTED, _substituted),
    (_LIFTS, Obstacle.LOAD_LIMITED, _load_limited),
)

_WORDS: dict[Obstacle, str] = {
    Obstacle.OTHER_KIND: "two different things were measured",
    Obstacle.OTHER_GOAL: "the phases have different goals",
    Obstacle.OTHER_EXERCISE: "the exercises differ",
    Obstacle.OTHER_METHOD: "the estimates were made by different methods",
    Obstacle.OTHER_REPS: "the sets aren't both of 1-5 or both of 6-12 reps",
    Obstacle.OTHER_EFFORT: "the efforts lie more than 1 RPE apart, or one is unknown",
    Obstacle.OTHER_LOAD: "the loads differ, or one is unknown",
    Obstacle.NOT_RESTED: "not both were measured rested",
    Obstacle.SUBSTITUTED: "one was done with another exercise in its place",
    Obstacle.LOAD_LIMITED: "one was limited by the weights at hand",
}
