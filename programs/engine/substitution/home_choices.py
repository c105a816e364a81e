"""Which exercise of a program becomes which, so that each can be done with what there is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from programs.engine.goals import Goal
from programs.engine.program.parts import Program, Slot, exercise_names
from programs.engine.substitution.equipment import LOADABLE, Equipment, can_do
from programs.engine.substitution.replace import Candidate, replacements
from programs.engine.tables import ExerciseRow
from programs.engine.tables.catalogue_names import ExerciseOf

# Phases in which a main lift has to stay compound: ST21, and what prepares or is its test.
HEAVY_GOALS = frozenset({Goal.STRENGTH, Goal.PEAKING, Goal.TEST})
LIFT_ROLES = frozenset({"competition", "variation"})
CONSIDERED = 40


@dataclass(frozen=True, slots=True)
class Swap:
    """One exercise replaced; ``name`` is as the program writes it."""

    name: str
    original: ExerciseRow
    candidate: Candidate

    @property
    def to(self) -> ExerciseRow:
        """The exercise done instead."""
        return self.candidate.exercise

    @property
    def is_loadable(self) -> bool:
        """False where the substitute is done with the body alone."""
        return self.to.load_convention in LOADABLE

    @property
    def factor(self) -> Fraction | None:
        """The new load as a share of the old one, None where it has to be found."""
        fraction = self.candidate.start.fraction
        return None if fraction is None else Fraction(fraction)


@dataclass(frozen=True, slots=True)
class Choices:
    """The swaps by written name, and the names left as they are for want of one."""

    swaps: Mapping[str, Swap]
    unknown: tuple[str, ...]
    hopeless: tuple[str, ...]

    def of_slot(self, slot: Slot) -> tuple[Swap | None, ...]:
        """Return the swap of each movement of a slot, None for one that stays."""
        return tuple(self.swaps.get(name) for name in slot.exercises)


def choose_exercises(program: Program, *, equipment: Equipment, exercise_of: ExerciseOf) -> Choices:
    """Return what becomes of every exercise of the program.

    Two different exercises become different ones where that costs neither a known load nor a
    compound lift. A main lift of a strength phase stays compound (ST21).
    """
    rows = {name: exercise_of(name) for name in exercise_names(program)}
    stay = {row.slug for row in rows.values() if row and can_do(row, equipment=equipment)}
    heavy = set(_heavy_names(program))
    taken: dict[str, str] = {}
    swaps: dict[str, Swap] = {}
    hopeless = []
    for name, row in rows.items():
        if row is None or row.slug in stay:
            continue
        candidates = _candidates(row, equipment=equipment, is_heavy=name in heavy)
        if not candidates:
            hopeless.append(name)
            continue
        others = stay | {slug for slug, original in taken.items() if original != row.slug}
        candidate = _first_apart(candidates, taken=others)
        taken.setdefault(candidate.exercise.slug, row.slug)
        swaps[name] = Swap(name=name, original=row, candidate=candidate)
    unknown = tuple(name for name, row in rows.items() if row is None)
    return Choices(swaps=swaps, unknown=unknown, hopeless=tuple(hopeless))


def _candidates(row: ExerciseRow, *, equipment: Equipment, is_heavy: bool) -> tuple[Candidate, ...]:
    must_be_compound = row.mechanic == "compound" and (is_heavy or row.role in LIFT_ROLES)
    found = replacements(
        row, equipment=equipment, must_be_compound=must_be_compound, most=CONSIDERED
    )
    # Repetitions can't be read as seconds, so those come only where nothing else does.
    return tuple(sorted(found, key=lambda one: one.exercise.measure != row.measure))


def _first_apart(candidates: tuple[Candidate, ...], *, taken: set[str]) -> Candidate:
    best = candidates[0]
    for candidate in candidates:
        loses_load = candidate.start.is_calibrated and not best.start.is_calibrated
        loses_joints = best.exercise.mechanic == "compound" != candidate.exercise.mechanic
        if candidate.exercise.slug not in taken and not loses_load and not loses_joints:
            return candidate
    return best


def _heavy_names(program: Program) -> Iterator[str]:
    for mesocycle in program.mesocycles:
        if mesocycle.goal in HEAVY_GOALS:
            for day in mesocycle.all_days:
                for slot in day.slots:
                    if slot.is_main:
                        yield from slot.exercises
