"""Loads that an athlete's equipment can make."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from athletes.models import EquipmentProfile
from athletes.queries.equipment import implement_for
from athletes.queries.loads import Loads
from athletes.queries.plan_state import PlanState
from programs.engine.loads.ladders import Ladder, ladder_of
from programs.engine.loads.loading import Implement, Loaded
from programs.engine.loads.rungs import Mode
from programs.engine.program import Rounding
from programs.engine.units import Unit, kg_from_lb
from programs.models import Exercise

_LoadedOn = tuple[Implement, Ladder]


class LoadMaker:
    """Turns targets into loads of one athlete's equipment."""

    __slots__ = (
        "_alike",
        "_equipment",
        "_exercises",
        "_loaded_on",
        "_mode",
        "_step_kg",
        "_unit",
    )

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
        self._loaded_on: dict[str, _LoadedOn] = {}
        self._alike: dict[tuple[str, str] | None, _LoadedOn] = {}

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
        return self._ladder(exercise).loaded(target, mode=self._mode).load_kg

    def down(self, exercise: str, target: Fraction) -> Decimal:
        """Return the heaviest load that isn't above the target. Decision 10."""
        return self._ladder(exercise).loaded(target, mode="down").load_kg

    def loaded(self, exercise: str, *, target: Fraction, mode: Mode | None = None) -> Loaded:
        """Return the load for an exercise by its name in the program. Decision 10."""
        return self._ladder(exercise).loaded(target, mode=mode or self._mode)

    def implement(self, exercise: str) -> Implement:
        """Return what the exercise is loaded on; the program's step where that is unknown."""
        return (self._loaded_on.get(exercise) or self._find(exercise))[0]

    def _ladder(self, exercise: str) -> Ladder:
        return (self._loaded_on.get(exercise) or self._find(exercise))[1]

    def _find(self, name: str) -> _LoadedOn:
        exercise = self._exercises.get(name)
        # What an exercise is loaded on follows from these two: most are alike.
        how = (exercise.load_convention, exercise.equipment) if exercise else None
        found = self._alike.get(how)
        if found is None:
            implement = implement_for(
                exercise=exercise,
                equipment=self._equipment,
                step_kg=self._step_kg,
                unit=self._unit,
            )
            found = self._alike[how] = implement, ladder_of(implement)
        self._loaded_on[name] = found
        return found
