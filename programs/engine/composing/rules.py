"""The numbers a composed program remembers, and the rules that move them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from programs.engine.loads.estimates import chart_share
from programs.engine.loads.load_anchors import UNKNOWN
from programs.engine.program.parts import Band, Change, Condition, Rule
from programs.engine.tables import ExerciseRow, TemplateRow
from programs.engine.units import Number, plain, rounded

# Heuristic: the smallest step that common equipment makes, larger where the muscles are.
STEP_DUMBBELL_KG = Decimal(2)
STEP_KG = Decimal("2.5")
STEP_LARGE_KG = Decimal(5)
LARGE_FAMILIES = ("squat", "deadlift")

# A lift's maximum grows by half a step a success: its loads are only a share of it.
MAXIMUM_STEP_SHARE = Decimal("0.5")
MAXIMUM_CUT = Decimal("0.95")

MISSES_ALLOWED = Decimal(1)
"""Spec 4, DOUBLE: the second miss in a row takes a step back."""


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


def working_weight_rules(item: Prescribed, *, anchor: str) -> tuple[Rule, ...]:
    """Return double progression on what was really lifted. Spec 4, DOUBLE.

    The weight becomes the load performed; full repetitions add a step, a second miss takes one.
    """
    step = item.step_kg
    lifted = Rule(
        on="slot",
        slot=item.key,
        read="load",
        bands=(Band(changes=(Change(verb="set_from_result", anchor=anchor),)),),
    )
    # No step back below one step: a weight never reaches zero.
    is_heavy_enough = Condition(anchor=anchor, relation=">=", value=2 * step)
    back = (Change(verb="add", anchor=anchor, value=-step),)
    forward = (Change(verb="add", anchor=anchor, value=step),)
    return (lifted, _by_repetitions(item, forward=forward, back=back, only_if=(is_heavy_enough,)))


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
    forward = (Change(verb="add", anchor=anchor, value=item.step_kg * MAXIMUM_STEP_SHARE),)
    back = (Change(verb="multiply", anchor=anchor, value=MAXIMUM_CUT),)
    return (*found, _by_repetitions(item, forward=forward, back=back, only_if=()))


def percent_of_maximum(*, reps: int, rpe: Number) -> Decimal:
    """Return the chart's percent (0-100) of the maximum for so many repetitions at an RPE."""
    return plain(rounded(chart_share(reps, rpe) * 100, places=2))


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


def _by_repetitions(
    item: Prescribed,
    *,
    forward: tuple[Change, ...],
    back: tuple[Change, ...],
    only_if: tuple[Condition, ...],
) -> Rule:
    low, high = Decimal(item.row.reps_lo), Decimal(item.row.reps_hi)
    clear = Change(verb="set", anchor=item.fails, value=Decimal(0))
    missed = (None, low - 1)
    again = Condition(anchor=item.fails, relation=">=", value=MISSES_ALLOWED)
    return Rule(
        on="slot",
        slot=item.key,
        read="reps",
        bands=(
            Band(when=(high, None), changes=(*forward, clear)),
            Band(when=missed, conditions=(again, *only_if), changes=(*back, clear)),
            Band(
                when=missed,
                changes=(Change(verb="add", anchor=item.fails, value=Decimal(1)),),
            ),
            Band(changes=(clear,)),
        ),
    )
