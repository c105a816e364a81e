"""Loads that an athlete's equipment can make."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from athletes.models import EquipmentProfile
from athletes.queries.equipment import implement_for
from athletes.queries.loads import Loads
from athletes.queries.plan_state import PlanState
from programs.engine.loads.loading import Implement, Loaded, loadable
from programs.engine.loads.plates import Mode
from programs.engine.program import Rounding
from programs.engine.units import Unit, kg_from_lb
from programs.models import Exercise


class LoadMaker:
    """Turns targets into loads of one athlete's equipment, each pair once."""

    __slots__ = ("_equipment", "_exercises", "_implements", "_made", "_mode", "_step_kg", "_unit")

    def __init__(
        self,
        *,
        rounding: Rounding,
        unit: Unit,
        equipment: EquipmentProfile | None,
        exercises: Mapping[str, Exercise | None],
    ) -> None:
        self._mode: Mode = rounding.mode
        self._unit = unit
        self._step_kg = kg_from_lb(rounding.step_lb) if unit == "lb" else rounding.step_kg
        self._equipment = equipment
        self._exercises = exercises
        self._implements: dict[str, Implement] = {}
        self._made: dict[tuple[str, int, int, Mode], Loaded] = {}

    @classmethod
    def of(cls, state: PlanState) -> "LoadMaker":
        """Return the loads of a plan's athlete."""
        return cls(
            rounding=state.program.rounding,
            unit=Loads.of(state.athlete).unit,
            equipment=state.equipment,
            exercises=state.exercises,
        )

    def __call__(self, exercise: str, target: Fraction) -> Decimal:
        return self.loaded(exercise, target=target).load_kg

    def loaded(self, exercise: str, *, target: Fraction, mode: Mode | None = None) -> Loaded:
        """Return the load for an exercise by its name in the program. Decision 10."""
        # Two whole numbers are found sooner than the fraction they make.
        key = exercise, target.numerator, target.denominator, mode or self._mode
        made = self._made.get(key)
        if made is None:
            implement = self.implement(exercise)
            made = loadable(target, implement=implement, mode=mode or self._mode)
            self._made[key] = made
        return made

    def implement(self, exercise: str) -> Implement:
        """Return what the exercise is loaded on; the program's step where that is unknown."""
        if exercise not in self._implements:
            self._implements[exercise] = implement_for(
                exercise=self._exercises.get(exercise),
                equipment=self._equipment,
                step_kg=self._step_kg,
                unit=self._unit,
            )
        return self._implements[exercise]
