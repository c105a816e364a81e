"""The numbers a composed program remembers, and the rules that move them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from programs.engine.loads.estimates import chart_share
from programs.engine.loads.load_anchors import UNKNOWN
from programs.engine.program.parts import Band, Change, Condition, Rule
from programs.engine.schemes.rep_range import by_repetitions, working_weight_rules
from programs.engine.tables import ExerciseRow, TemplateRow
from programs.engine.units import rounded

# Heuristic: the smallest step that common equipment makes, larger where the muscles are.
STEP_DUMBBELL_KG = Decimal(2)
STEP_KG = Decimal("2.5")
STEP_LARGE_KG = Decimal(5)
LARGE_FAMILIES = ("squat", "deadlift")

# A lift's maximum grows by half a step a success: its loads are only a share of it.
MAXIMUM_STEP_SHARE = Decimal("0.5")
MAXIMUM_CUT = Decimal("0.95")


@dataclass(frozen=True, slots=True)
class Prescribed:
    """One exercise of a sample day in a composed program, with the names it uses there.

    ``anchor`` None: nothing is loaded. ``steers`` is true where its results move the anchor.
    """

    row: TemplateRow
    exercise: ExerciseRow
    key: str
    anchor: str | None
    steers: bool = True

    @property
    def fails(self) -> str:
        return f"fails:{self.key}"

    @property
    def step_kg(self) -> Decimal:
        """Return what is added when the repetitions are full."""
        if self.exercise.load_convention in {"per_hand", "single_db"}:
            return STEP_DUMBBELL_KG
        is_large = (
            self.exercise.mechanic == "compound"
            if self.exercise.load_convention == "stack"
            else self.exercise.competition_family in LARGE_FAMILIES
        )
        return STEP_LARGE_KG if is_large else STEP_KG


def anchors_of(prescribed: Iterable[Prescribed]) -> dict[str, Decimal]:
    """Return the anchors with their first values: loads unknown, no misses."""
    anchors: dict[str, Decimal] = {}
    for item in prescribed:
        if item.anchor:
            anchors[item.anchor] = UNKNOWN
            if item.steers:
                anchors[item.fails] = Decimal(0)
    return anchors


def working_rules(item: Prescribed, *, anchor: str) -> tuple[Rule, ...]:
    """Return double progression on what was really lifted, read from the last set."""
    return working_weight_rules(
        key=item.key,
        anchor=anchor,
        fails=item.fails,
        low=item.row.reps_lo,
        high=item.row.reps_hi,
        step_kg=item.step_kg,
    )


def maximum_rules(
    item: Prescribed, *, anchor: str, efforts: dict[int, Decimal]
) -> tuple[Rule, ...]:
    """Return how a main lift's maximum is found, and how it moves.

    ``efforts`` are the target RPE by week of the program. While the maximum is unknown, the first
    load lifted gives it by the chart (spec 2.1); the boundary of a phase may set it (spec 5.2).
    """
    found = tuple(
        _found_from_load(item, anchor=anchor, rpe=rpe, weeks=_weeks_at(efforts, rpe))
        for rpe in sorted(set(efforts.values()))
    )
    moved = by_repetitions(
        key=item.key,
        fails=item.fails,
        low=item.row.reps_lo,
        high=item.row.reps_hi,
        forward=(Change(verb="add", anchor=anchor, value=item.step_kg * MAXIMUM_STEP_SHARE),),
        back=(Change(verb="multiply", anchor=anchor, value=MAXIMUM_CUT),),
    )
    return (*found, moved)


def _weeks_at(efforts: dict[int, Decimal], rpe: Decimal) -> frozenset[int]:
    return frozenset(week for week, target in efforts.items() if target == rpe)


def _found_from_load(item: Prescribed, *, anchor: str, rpe: Decimal, weeks: frozenset[int]) -> Rule:
    times = rounded(Fraction(1) / chart_share(item.row.reps_lo, rpe), places=4)
    return Rule(
        on="slot",
        slot=item.key,
        weeks=weeks,
        read="load",
        bands=(
            # Known: stays as it is. An unknown number meets no condition.
            Band(
                conditions=(Condition(anchor=anchor, relation=">=", value=Decimal(1)),),
                changes=(),
            ),
            Band(changes=(Change(verb="set_from_result", anchor=anchor, times=times),)),
        ),
    )
