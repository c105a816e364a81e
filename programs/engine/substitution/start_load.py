"""The load that a substitute starts with, from the load of what it replaces."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from programs.engine.loads.loading import Loaded, loadable
from programs.engine.substitution.equipment import LOADABLE, Equipment, implement_of
from programs.engine.tables import ExerciseRow, Substitution
from programs.engine.units import Number, plain

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

    def words(self, substitute: ExerciseRow) -> str:
        """Return in a sentence how to find the first load."""
        if substitute.load_convention not in LOADABLE:
            return "Body weight alone: go by repetitions."
        if self.fraction is None:
            return f"First session: find the load, RPE {self.rpe_cap} at most, and round down."
        percent = plain(self.fraction * 100)
        return f"Start with {percent} % of the old load {HELD[substitute.load_convention]}."


HELD = {
    "per_hand": "in each hand",
    "single_db": "as one dumbbell",
    "total": "in all",
    "stack": "on the stack",
    "bodyweight_plus": "added to the body",
    "bodyweight_minus": "as assistance",
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
