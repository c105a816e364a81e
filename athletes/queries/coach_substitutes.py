"""What the coach's program would see done in place of an exercise."""

from collections.abc import Collection, Mapping

from athletes.models import PlannedSession
from athletes.queries.own_program import own_program
from programs.models import Exercise, VersionExercise


def get_coach_substitutes(
    *, session: PlannedSession, slot_keys: Collection[str]
) -> Mapping[str, tuple[Exercise, ...]]:
    """Return the exercises that the program names for each place of the session, best first.

    A place keeps its key over the weeks of a phase, so what any of them says holds for all.
    1 query, none where the program names no substitute; ``phase`` and ``plan.program_version``
    come selected.
    """
    version = session.plan.program_version
    named = _named(session, slot_keys=slot_keys)
    names = {name for of_slot in named.values() for name in of_slot}
    if not names:
        return {}
    rows = VersionExercise.objects.filter(program_version=version, name__in=names)
    known = {row.name: row.exercise for row in rows.select_related("exercise") if row.exercise}
    return {
        key: tuple(known[name] for name in of_slot if name in known)
        for key, of_slot in named.items()
    }


def _named(session: PlannedSession, *, slot_keys: Collection[str]) -> dict[str, dict[str, None]]:
    mesocycle = own_program(session.plan).mesocycles[session.phase.mesocycle]
    named: dict[str, dict[str, None]] = {}
    for day in mesocycle.all_days:
        for slot in day.slots:
            if slot.substitutes and slot.key in slot_keys:
                named.setdefault(slot.key, {}).update(dict.fromkeys(slot.substitutes))
    return named
