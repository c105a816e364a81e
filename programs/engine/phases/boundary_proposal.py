"""What to do between two phases: light days, tests, opening loads, sets and exercises."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from programs.engine.errors import TrainingError
from programs.engine.goals import Goal
from programs.engine.loads.estimates import Trend
from programs.engine.loads.loading import DEFAULT_STEP_KG
from programs.engine.phases.boundary import (
    OPENING_RPE,
    Opening,
    RecentSet,
    RelatedLift,
    opening,
)
from programs.engine.phases.boundary_tests import (
    BODY_MEASURES,
    BoundaryTest,
    maximum_test,
    rep_max_test,
    top_set_test,
)
from programs.engine.phases.boundary_volume import (
    MuscleOpening,
    hypertrophy_volume,
    strength_volume,
)
from programs.engine.phases.rotation import Rotation
from programs.engine.tables import Landmark, phase_rules
from programs.engine.units import Number, plain

# Spec 5.2: hypertrophy opens with 3 to 4 repetitions in reserve; 3.5 is read as RPE 6.5.
HYPERTROPHY_OPENING_RPE = Decimal("6.5")

OPENS: Mapping[Goal, Goal] = {
    Goal.HYPERTROPHY: Goal.STRENGTH,
    Goal.STRENGTH: Goal.HYPERTROPHY,
}
OPENS_AT: Mapping[Goal, Decimal] = {
    Goal.STRENGTH: OPENING_RPE,
    Goal.HYPERTROPHY: HYPERTROPHY_OPENING_RPE,
}
OPENING_EFFORT: Mapping[Goal, str] = {
    Goal.STRENGTH: "top sets at RPE 6 to 7.5",
    Goal.HYPERTROPHY: "sets with 3 to 4 repetitions in reserve, at the low end of volume",
}


class NoBoundary(TrainingError):
    """Only loading phases end with a boundary."""

    def __init__(self, goal: Goal) -> None:
        super().__init__(
            f"A {goal} phase has no tests and no opening loads after it: ask at the end of "
            "hypertrophy or strength."
        )


@dataclass(frozen=True, slots=True)
class BoundaryLift:
    """A main lift at the boundary.

    ``reps`` are those of its first top set in the phase to come, ``reference_kg`` the load that
    the phase before began with. Trend, sets and related lifts cover the last 42 days.
    """

    name: str
    reps: int
    trend: Trend | None = None
    recent_sets: tuple[RecentSet, ...] = ()
    related: tuple[RelatedLift, ...] = ()
    reference_kg: Decimal | None = None


@dataclass(frozen=True, slots=True)
class BoundaryDeload:
    """The light days before the tests: how many, at least and at most. D01."""

    days: tuple[int, int]
    words: str


@dataclass(frozen=True, slots=True)
class LiftOpening:
    """A main lift and what it opens the next phase with."""

    lift: str
    opening: Opening
    words: str


@dataclass(frozen=True, slots=True)
class BoundaryProposal:
    """Everything proposed at the end of a loading phase, each part with its words."""

    ended: Goal
    opens: Goal
    deload: BoundaryDeload
    tests: tuple[BoundaryTest, ...]
    measures: tuple[str, ...]
    effort: str
    openings: tuple[LiftOpening, ...]
    volume: tuple[MuscleOpening, ...]
    rotation: Rotation | None

    @property
    def words(self) -> tuple[str, ...]:
        """Every sentence in the order in which it is done."""
        measures = (f"Take {' and '.join(self.measures)}.",) if self.measures else ()
        return (
            self.deload.words,
            *(test.words for test in self.tests),
            *measures,
            f"{self.opens.value.capitalize()} opens with {self.effort}.",
            *(lift.words for lift in self.openings),
            *(muscle.words for muscle in self.volume),
            *(self.rotation.words if self.rotation else ()),
        )


def propose_boundary(
    *,
    ended: Goal,
    lifts: Iterable[BoundaryLift],
    mean_sets: Mapping[str, Number],
    rotation: Rotation | None = None,
    is_maximum_tested: bool = False,
    bands: Mapping[str, Landmark] | None = None,
    step_kg: Decimal = DEFAULT_STEP_KG,
) -> BoundaryProposal:
    """Return what is proposed when hypertrophy or strength ends and the other begins.

    ``mean_sets``: mean weekly fractional sets by muscle over the last two loading weeks.
    ``is_maximum_tested`` asks for a tested maximum after strength instead of a top set. Raises
    ``NoBoundary`` and ``OffChart``. Spec 5.2.
    """
    if ended not in OPENS:
        raise NoBoundary(ended)
    mains = tuple(lifts)
    opens = OPENS[ended]
    is_to_strength = opens is Goal.STRENGTH
    return BoundaryProposal(
        ended=ended,
        opens=opens,
        deload=_deload(ended),
        tests=tuple(
            _test(lift, after=ended, is_maximum=is_maximum_tested, step_kg=step_kg)
            for lift in mains
        ),
        measures=BODY_MEASURES if is_to_strength else (),
        effort=OPENING_EFFORT[opens],
        openings=tuple(_opening(lift, rpe=OPENS_AT[opens], step_kg=step_kg) for lift in mains),
        volume=(
            strength_volume(mean_sets)
            if is_to_strength
            else hypertrophy_volume(mean_sets, bands=bands)
        ),
        rotation=rotation,
    )


def _deload(ended: Goal) -> BoundaryDeload:
    row = phase_rules()["D01"]
    least, most = int(row.lower or 0), int(row.upper or 0)
    unless = ", unless a taper takes their place" if ended is Goal.STRENGTH else ""
    words = f"Train lightly for {least} to {most} days before the tests{unless}."
    return BoundaryDeload(days=(least, most), words=words)


def _test(lift: BoundaryLift, *, after: Goal, is_maximum: bool, step_kg: Decimal) -> BoundaryTest:
    if after is Goal.HYPERTROPHY:
        return rep_max_test(lift.name, reference_kg=lift.reference_kg)
    if is_maximum:
        return maximum_test(lift.name)
    return top_set_test(lift.name, trend=lift.trend, step_kg=step_kg)


def _opening(lift: BoundaryLift, *, rpe: Decimal, step_kg: Decimal) -> LiftOpening:
    found = opening(
        trend=lift.trend,
        reps=lift.reps,
        recent_sets=lift.recent_sets,
        related=lift.related,
        rpe=rpe,
        step_kg=step_kg,
    )
    words = f"{lift.name}: {found.words}"
    if found.top_set_kg is not None:
        words = (
            f"{lift.name}: open with {plain(found.top_set_kg)} kg for {lift.reps} at RPE "
            f"{plain(rpe)}. {found.words}"
        )
    return LiftOpening(lift=lift.name, opening=found, words=words)
