"""What each exercise of a session can be swapped for, by what the athlete owns."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext as _

from athletes.models import Athlete, EquipmentProfile, PlannedGroup, PlannedSession
from athletes.queries.chosen_exercises import get_choices, start_for, start_load
from athletes.queries.coach_substitutes import get_coach_substitutes
from athletes.queries.loads import Loads
from athletes.queries.named_exercises import find_exercises
from programs.engine.goals import Goal
from programs.engine.substitution.comparison import lost
from programs.engine.substitution.equipment import (
    DUMBBELLS,
    GYM_ITEMS,
    WITH_RACK,
    Equipment,
    can_do,
)
from programs.engine.substitution.replace import Candidate, replacements
from programs.engine.substitution.start_load import FIRST_SESSION, StartLoad
from programs.engine.tables import exercises
from programs.models import Exercise
from programs.queries.in_words import in_words


@dataclass(frozen=True, slots=True)
class SwapOption:
    """A substitute: why it is one, what is lost, and how to start (``load`` in their unit).

    ``loads_kg`` are those of each group of the place, by its key.
    """

    exercise_name: str
    reason: str
    lost: tuple[str, ...]
    how_to_start: str
    load: Decimal | None
    loads_kg: Mapping[int, Decimal | None]
    load_convention: str

    @property
    def shows(self) -> str:
        """What the phone's rows begin with once it is chosen, as JSON."""
        return _shown(self.exercise_name, self.loads_kg)

    @property
    def said(self) -> str:
        """What the phone says of the choice, as JSON."""
        return json.dumps({"exercise_name": self.exercise_name, "skip_reason": ""})


@dataclass(frozen=True, slots=True)
class SlotOptions:
    """One place of a session: what is planned there, what was chosen, what could be."""

    slot_key: str
    planned_name: str
    chosen_name: str
    skip_reason: str
    planned_kg: Mapping[int, Decimal | None]
    options: tuple[SwapOption, ...]

    @property
    def shows(self) -> str:
        """What the phone's rows begin with once the planned one is back, as JSON."""
        return _shown(self.planned_name, self.planned_kg)


def _shown(name: str, loads_kg: Mapping[int, Decimal | None]) -> str:
    loads = {key: None if kg is None else str(kg) for key, kg in loads_kg.items()}
    return json.dumps({"exercise_name": name, "loads_kg": loads})


def get_swap_options(*, athlete: Athlete, session_id: int) -> tuple[SlotOptions, ...]:
    """Return the places of the athlete's session in order, each with substitutes, best first.

    The coach's go first, then the usual ones, then those alike; all as the equipment allows, and
    of the latter for main lifts of strength phases only compound ones. 4 queries, 1 more each
    where one is swapped, where the coach names some, and where this process hasn't read the
    program yet; ``athlete`` comes with ``equipment`` selected. Raises PlannedSession.DoesNotExist.
    """
    sessions = PlannedSession.objects.select_related("phase", "plan__program_version")
    session = sessions.defer("plan__program_version__body").get(athlete=athlete, pk=session_id)
    rows = PlannedGroup.objects.filter(session=session).select_related("exercise")
    groups = rows.order_by("slot_position", "position")
    slots = [list(found) for _, found in groupby(groups, key=lambda one: one.slot_position)]
    swaps, skipped = get_choices(session=session, athlete=athlete)
    equipment = equipment_of(getattr(athlete, "equipment", None))
    is_strength = session.phase.goal == Goal.STRENGTH
    found = [_candidates(slot[0], equipment=equipment, is_strength=is_strength) for slot in slots]
    named = get_coach_substitutes(session=session, slot_keys={slot[0].slot_key for slot in slots})
    names = {one.exercise.name for candidates in found for one in candidates}
    known = find_exercises(athlete, names=names)
    return tuple(
        SlotOptions(
            slot_key=slot[0].slot_key,
            planned_name=slot[0].exercise_name,
            chosen_name=swaps[slot[0].slot_key].exercise_name if slot[0].slot_key in swaps else "",
            skip_reason=skipped.get(slot[0].slot_key, ""),
            planned_kg={one.pk: one.load_kg for one in slot},
            options=_options(
                slot,
                of_coach=named.get(slot[0].slot_key, ()),
                others=[one for one in candidates if one.exercise.name in known],
                known=known,
                athlete=athlete,
            ),
        )
        for slot, candidates in zip(slots, found, strict=True)
    )


def equipment_of(profile: EquipmentProfile | None) -> Equipment:
    """Return what an athlete trains with, in the catalogue's words."""
    items = set(DUMBBELLS)
    if profile is None or profile.has_barbell:
        items |= WITH_RACK
    if profile is None or profile.has_machines:
        items |= GYM_ITEMS - WITH_RACK
    ladder = tuple(profile.dumbbells_kg) if profile else ()
    return Equipment(items=frozenset(items), dumbbells_kg=ladder)


def _candidates(
    group: PlannedGroup, *, equipment: Equipment, is_strength: bool
) -> tuple[Candidate, ...]:
    row = exercises().get(group.exercise.slug) if group.exercise else None
    if row is None:
        return ()
    must_be_compound = is_strength and group.is_main
    return replacements(row, equipment=equipment, must_be_compound=must_be_compound)


def _options(
    slot: Sequence[PlannedGroup],
    *,
    of_coach: Sequence[Exercise],
    others: Sequence[Candidate],
    known: Mapping[str, Exercise],
    athlete: Athlete,
) -> tuple[SwapOption, ...]:
    equipment = equipment_of(getattr(athlete, "equipment", None))
    chosen = [one for one in of_coach if _is_there(one, equipment=equipment)]
    names = {one.name for one in chosen}
    return (
        *(_coachs_option(one, slot=slot, athlete=athlete) for one in chosen),
        *(
            _option(one, slot=slot, exercise=known[one.exercise.name], athlete=athlete)
            for one in others
            if one.exercise.name not in names
        ),
    )


def _is_there(exercise: Exercise, *, equipment: Equipment) -> bool:
    """Tell whether the athlete can do it; of an exercise of their own the coach knows."""
    row = exercises().get(exercise.slug)
    return row is None or can_do(row, equipment=equipment)


def _coachs_option(
    exercise: Exercise, *, slot: Sequence[PlannedGroup], athlete: Athlete
) -> SwapOption:
    planned, row = slot[0].exercise, exercises().get(exercise.slug)
    asked = exercises().get(planned.slug) if planned else None
    start = start_for(planned, substitute=exercise)
    how = start.words(row) if row else FIRST_SESSION.having({"rpe": start.rpe_cap})
    loads_kg = _loads_kg(exercise, start=start, slot=slot, athlete=athlete)
    return SwapOption(
        exercise_name=exercise.name,
        reason=_("Your coach's choice."),
        lost=tuple(in_words(one) for one in lost(asked, row)) if asked and row else (),
        how_to_start=in_words(how),
        load=_heaviest(loads_kg, athlete=athlete),
        loads_kg=loads_kg,
        load_convention=exercise.load_convention,
    )


def _loads_kg(
    exercise: Exercise, *, start: StartLoad, slot: Sequence[PlannedGroup], athlete: Athlete
) -> dict[int, Decimal | None]:
    """Return what each group of the place starts with, by its key."""
    return {
        group.pk: start_load(
            group.load_kg,
            start=start,
            substitute=exercise,
            equipment=getattr(athlete, "equipment", None),
            unit=Loads.of(athlete).unit,
        )
        for group in slot
    }


def _heaviest(loads_kg: Mapping[int, Decimal | None], *, athlete: Athlete) -> Decimal | None:
    found = (load_kg for load_kg in loads_kg.values() if load_kg is not None)
    return Loads.of(athlete).shown_or_none(max(found, default=None))


def _option(
    candidate: Candidate, *, slot: Sequence[PlannedGroup], exercise: Exercise, athlete: Athlete
) -> SwapOption:
    loads_kg = _loads_kg(exercise, start=candidate.start, slot=slot, athlete=athlete)
    return SwapOption(
        exercise_name=exercise.name,
        reason=in_words(candidate.reason),
        lost=tuple(in_words(one) for one in candidate.lost),
        how_to_start=in_words(candidate.start.words(candidate.exercise)),
        load=_heaviest(loads_kg, athlete=athlete),
        loads_kg=loads_kg,
        load_convention=exercise.load_convention,
    )
