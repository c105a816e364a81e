"""What the athlete chose to train in place of what a session asks for, with a load to start."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from athletes.models import Athlete, EquipmentProfile, PlannedGroup, PlannedSession, SlotChoice
from athletes.models.reasons import reason_in_words
from athletes.queries.equipment import implement_for
from athletes.queries.named_exercises import find_exercises
from programs.engine.loads.loading import loadable
from programs.engine.substitution.start_load import StartLoad, start_of
from programs.engine.tables import exercises, substitutions
from programs.engine.units import Unit
from programs.models import Exercise
from programs.queries.in_words import in_words

BY_EFFORT = StartLoad(fraction=None)


@dataclass(frozen=True, slots=True)
class Swap:
    """The exercise chosen for one place; ``exercise`` None where the catalogue has none."""

    exercise_name: str
    exercise: Exercise | None


def get_choices(
    *, session: PlannedSession, athlete: Athlete
) -> tuple[Mapping[str, Swap], Mapping[str, str]]:
    """Return a session's swaps, and why exercises are skipped, by slot.

    1 query, 2 where an exercise is swapped.
    """
    rows = list(SlotChoice.objects.filter(planned_session=session).exclude(slot_key=""))
    found = find_exercises(athlete, names={row.exercise_name for row in rows} - {""})
    swaps = {
        row.slot_key: Swap(row.exercise_name, found.get(row.exercise_name))
        for row in rows
        if row.exercise_name
    }
    return swaps, {
        row.slot_key: reason_in_words(row.skip_reason) for row in rows if row.skip_reason
    }


def as_chosen(
    groups: Sequence[PlannedGroup],
    *,
    swaps: Mapping[str, Swap],
    equipment: EquipmentProfile | None,
    unit: Unit,
) -> list[PlannedGroup]:
    """Return the groups with the exercises chosen, each at the load to start with. No query.

    The rows themselves stay as planned: these are copies, not to be saved.
    """
    return [
        _swapped(group, swap=swaps[group.slot_key], equipment=equipment, unit=unit)
        if group.slot_key in swaps
        else group
        for group in groups
    ]


def explain_swap(planned: PlannedGroup, *, swap: Swap) -> str:
    """Return a sentence on what the exercise stands in for and how its load is found."""
    instead = _("In place of %(exercise)s.") % {"exercise": planned.exercise_name}
    if swap.exercise is None or swap.exercise.slug not in exercises():
        return instead
    start = start_for(planned.exercise, substitute=swap.exercise)
    return f"{instead} {in_words(start.words(exercises()[swap.exercise.slug]))}"


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
    group: PlannedGroup, *, swap: Swap, equipment: EquipmentProfile | None, unit: Unit
) -> PlannedGroup:
    other = copy(group)
    other.exercise, other.exercise_name = swap.exercise, swap.exercise_name
    other.percent = None
    # What the planned one's load was made from says nothing of another exercise.
    other.load_kg = other.base_kg = None
    if swap.exercise is not None:
        other.load_kg = start_load(
            group.load_kg,
            start=start_for(group.exercise, substitute=swap.exercise),
            substitute=swap.exercise,
            equipment=equipment,
            unit=unit,
        )
    return other
