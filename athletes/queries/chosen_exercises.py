"""What the athlete chose to train in place of what a session asks for, with a load to start."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from athletes.models import Athlete, EquipmentProfile, PlannedGroup, PlannedSession, SlotChoice
from athletes.queries.equipment import implement_for
from athletes.queries.named_exercises import find_exercises
from programs.engine.loads.loading import loadable
from programs.engine.substitution.start_load import StartLoad, start_of
from programs.engine.tables import exercises, substitutions
from programs.engine.units import Unit
from programs.models import Exercise

BY_EFFORT = StartLoad(fraction=None)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice for one place of a session; ``exercise`` None where the catalogue has none."""

    exercise_name: str
    exercise: Exercise | None
    skip_reason: str


def get_chosen(*, session: PlannedSession, athlete: Athlete) -> Mapping[str, Chosen]:
    """Return the choices of a session by slot, those in force. 1 query, 2 where one is a swap."""
    rows = list(
        SlotChoice.objects.filter(planned_session=session)
        .exclude(slot_key="")
        .exclude(exercise_name="", skip_reason="")
    )
    names = {row.exercise_name for row in rows if row.exercise_name}
    found = find_exercises(athlete, names=names)
    return {
        row.slot_key: Chosen(
            exercise_name=row.exercise_name,
            exercise=found.get(row.exercise_name),
            skip_reason=row.skip_reason,
        )
        for row in rows
    }


def as_chosen(
    groups: Sequence[PlannedGroup],
    *,
    chosen: Mapping[str, Chosen],
    equipment: EquipmentProfile | None,
    unit: Unit,
) -> list[PlannedGroup]:
    """Return the groups with the exercises chosen, each at the load to start with. No query.

    The rows themselves stay as planned: these are copies, not to be saved.
    """
    return [
        _swapped(group, chosen=chosen[group.slot_key], equipment=equipment, unit=unit)
        if group.slot_key in chosen and chosen[group.slot_key].exercise_name
        else group
        for group in groups
    ]


def explain_swap(planned: PlannedGroup, *, chosen: Chosen) -> str:
    """Return a sentence on what the exercise stands in for and how its load is found."""
    instead = _("In place of %(exercise)s.") % {"exercise": planned.exercise_name}
    if chosen.exercise is None or chosen.exercise.slug not in exercises():
        return instead
    start = start_for(planned.exercise, substitute=chosen.exercise)
    return f"{instead} {start.words(exercises()[chosen.exercise.slug])}"


def start_for(planned: Exercise | None, *, substitute: Exercise) -> StartLoad:
    """Return how the first load of a substitute is found. Spec 7."""
    row = exercises().get(substitute.slug)
    if planned is None or row is None:
        return BY_EFFORT
    return start_of(row, row=substitutions().get(planned.slug))


def start_load(
    load_kg: Decimal | None,
    *,
    start: StartLoad,
    substitute: Exercise,
    equipment: EquipmentProfile | None,
    unit: Unit,
) -> Decimal | None:
    """Return what to start with, rounded down to what can be made; None where effort decides."""
    if load_kg is None or start.fraction is None:
        return None
    implement = implement_for(exercise=substitute, equipment=equipment, unit=unit)
    target = Fraction(load_kg) * Fraction(start.fraction)
    return loadable(target, implement=implement, mode="down").load_kg


def _swapped(
    group: PlannedGroup, *, chosen: Chosen, equipment: EquipmentProfile | None, unit: Unit
) -> PlannedGroup:
    other = copy(group)
    other.exercise, other.exercise_name = chosen.exercise, chosen.exercise_name
    other.percent = None
    other.load_kg = None
    if chosen.exercise is not None:
        other.load_kg = start_load(
            group.load_kg,
            start=start_for(group.exercise, substitute=chosen.exercise),
            substitute=chosen.exercise,
            equipment=equipment,
            unit=unit,
        )
    return other
