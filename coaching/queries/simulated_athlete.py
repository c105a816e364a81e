"""A real athlete as a virtual one begins: maxima, equipment, numbers of earlier plans."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from athletes.actions.opening_values import OpeningValue, anchor_from_max, opening_values
from athletes.models import Athlete, EquipmentProfile, KnownMax
from athletes.queries.asked_maxes import LASTING
from athletes.queries.equipment import moved_at_once
from athletes.queries.load_maker import LoadMaker
from athletes.queries.loads import Loads
from athletes.queries.named_exercises import find_exercises
from athletes.queries.swap_options import equipment_of
from athletes.queries.trends import newest_trends
from programs.engine.loads.load_anchors import load_anchors
from programs.engine.program import Program, exercise_names
from programs.engine.substitution.equipment import Equipment
from programs.engine.substitution.home import home_version
from programs.engine.tables.catalogue_names import ExerciseOf
from programs.engine.units import plain, rounded
from programs.models import Exercise, ProgramVersion
from programs.queries.program_of import program_of

GRAMS = 3


@dataclass(frozen=True, slots=True)
class RealStart:
    """What is known of an athlete today, by the exercise's name in the program.

    ``maxima`` as one hand or the bar counts them; ``openings`` as a plan given today would begin.
    """

    athlete: Athlete
    maxima: Mapping[str, Decimal]
    openings: tuple[OpeningValue, ...]
    exercises: Mapping[str, Exercise | None]

    @property
    def equipment(self) -> Equipment:
        """What there is to train with."""
        return equipment_of(self._profile)

    @property
    def _profile(self) -> EquipmentProfile | None:
        return getattr(self.athlete, "equipment", None)

    def anchors(self, program: Program, *, maxima: Mapping[str, Decimal]) -> dict[str, Decimal]:
        """Return the program's numbers with these maxima, as assigning would work them out."""
        found = {
            one.name: one.value
            for one in self.openings
            if one.origin == "earlier" and one.value is not None
        }
        return found | {
            anchor.name: anchor_from_max(
                anchor.kind, maximum=maximum, step_kg=program.rounding.step_kg
            )
            for anchor in load_anchors(program)
            if anchor.kind in LASTING
            if (maximum := maxima.get(anchor.exercise or "")) is not None
        }

    def loads(self, program: Program, *, exercise_of: ExerciseOf) -> LoadMaker:
        """Return what makes loads of the athlete's own equipment, substitutes' too. 1 query."""
        home = home_version(program, equipment=self.equipment, exercise_of=exercise_of)
        names = set(exercise_names(home.program)) - self.exercises.keys()
        return LoadMaker(
            rounding=program.rounding,
            unit=Loads.of(self.athlete).unit,
            equipment=self._profile,
            exercises={**self.exercises, **find_exercises(self.athlete, names=names)},
        )


def real_start(athlete: Athlete, *, version: ProgramVersion, now: datetime) -> RealStart:
    """Return what is known today of an athlete, who comes with their equipment. 7 queries.

    The newest strength first, then the maximum the athlete named.
    """
    rows = version.exercises.select_related("exercise")
    exercises: dict[str, Exercise | None] = {row.name: row.exercise for row in rows}
    openings = opening_values(version=version, athletes=[athlete], given={}, now=now)
    trends = newest_trends(athletes=[athlete], now=now).get(athlete.pk, {})
    named = dict(KnownMax.objects.filter(athlete=athlete).values_list("exercise_id", "max_kg"))
    maxima: dict[str, Decimal] = {}
    for name in exercise_names(program_of(version)):
        exercise = exercises.get(name)
        if exercise is None:
            continue
        if exercise.pk in trends:
            hands = moved_at_once(exercise)
            exact = Fraction(trends[exercise.pk].e1rm_kg) / hands
            maxima[name] = plain(rounded(exact, places=GRAMS))
        elif exercise.pk in named:
            maxima[name] = named[exercise.pk]
    return RealStart(
        athlete=athlete, maxima=maxima, openings=openings[athlete.pk], exercises=exercises
    )
