"""The exercises close to a session: found without searching, and without signal."""

from collections.abc import Sequence

from athletes.models import Athlete
from athletes.queries.named_exercises import find_exercises
from athletes.queries.swap_options import get_swap_options
from programs.models import Exercise


def get_near_exercises(*, athlete: Athlete, session_id: int) -> Sequence[Exercise]:
    """Return what the session asks for and what could stand in for it, by name.

    6 queries at most. Raises PlannedSession.DoesNotExist.
    """
    names: set[str] = set()
    for slot in get_swap_options(athlete=athlete, session_id=session_id):
        names |= {slot.planned_name, *(option.exercise_name for option in slot.options)}
    found = find_exercises(athlete, names=names)
    return [found[name] for name in sorted(found)]
