"""The load that a substitute starts with, from the load of what it replaces."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from programs.engine.loads.loading import Loaded, loadable
from programs.engine.substitution.equipment import LOADABLE, Equipment, implement_of
from programs.engine.tables import ExerciseRow, Substitution
from programs.engine.units import Number, plain
from programs.engine.wording import Words

# Spec 7: without a fraction the first session finds the load by effort.
CALIBRATION_RPE = Decimal(7)


@dataclass(frozen=True, slots=True)
class StartLoad:
    """How a substitute's first load is found; always rounded down.

    ``fraction`` of the original's load gives one in the substitute's own convention. None means
    by effort, never above ``rpe_cap`` in the first session.
    """

    fraction: Decimal | None
    rpe_cap: Decimal = CALIBRATION_RPE

    @property
    def is_calibrated(self) -> bool:
        """True where the first session has to find the load."""
        return self.fraction is None

    def words(self, substitute: ExerciseRow) -> Words:
        """Return in a sentence how to find the first load."""
        if substitute.load_convention not in LOADABLE:
            return Words("Body weight alone: go by repetitions.")
        if self.fraction is None:
            return FIRST_SESSION.having({"rpe": self.rpe_cap})
        return HELD[substitute.load_convention].having({"percent": plain(self.fraction * 100)})


FIRST_SESSION = Words("First session: find the load, RPE {rpe} at most, and round down.")
HELD = {
    "per_hand": Words("Start with {percent} % of the old load in each hand."),
    "single_db": Words("Start with {percent} % of the old load as one dumbbell."),
    "total": Words("Start with {percent} % of the old load in all."),
    "stack": Words("Start with {percent} % of the old load on the stack."),
    "bodyweight_plus": Words("Start with {percent} % of the old load added to the body."),
    "bodyweight_minus": Words("Start with {percent} % of the old load as assistance."),
}


def start_of(substitute: ExerciseRow, *, row: Substitution | None) -> StartLoad:
    """Return how ``substitute`` starts when it replaces the exercise of ``row``.

    The table's fraction is for its first substitute: the second may use one leg where the first
    uses two, so it is found by effort. Spec 7, substitutions.csv.
    """
    if row is None or substitute.slug != row.substitutes[0]:
        return StartLoad(fraction=None)
    return StartLoad(fraction=row.start_load_fraction)


def first_load(
    load_kg: Number, *, start: StartLoad, substitute: ExerciseRow, equipment: Equipment
) -> Loaded | None:
    """Return what to start with, rounded down to what can be made; None where effort decides.

    ``load_kg`` is the original's load in its own convention. ``above_inventory`` says that even
    the heaviest dumbbell is too light. Spec 7, decision 10.
    """
    if start.fraction is None:
        return None
    target = Fraction(load_kg) * Fraction(start.fraction)
    implement = implement_of(substitute, equipment=equipment)
    return loadable(target, implement=implement, mode="down")
