"""The newest earlier sets of an exercise, to train against."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import connection

from athletes.models import Athlete

# One index probe an exercise (set_by_exercise), then that session's sets.
NEWEST_SETS = """
SELECT one.exercise_id, log."on", one.reps, one.load_kg, one.rpe
FROM unnest(%s::bigint[]) AS asked (exercise_id)
CROSS JOIN LATERAL (
    SELECT newest.session_log_id
    FROM athletes_setlog newest
    WHERE newest.athlete_id = %s AND newest.exercise_id = asked.exercise_id
      AND newest.deleted_at IS NULL AND NOT newest.is_warmup AND newest.performed_at < %s
      AND newest.session_log_id IS DISTINCT FROM %s
    ORDER BY newest.performed_at DESC
    LIMIT 1
) AS found
JOIN athletes_setlog one
  ON one.session_log_id = found.session_log_id AND one.exercise_id = asked.exercise_id
 AND one.deleted_at IS NULL AND NOT one.is_warmup
JOIN athletes_sessionlog log ON log.id = one.session_log_id
ORDER BY one.performed_at, one.id
"""


@dataclass(frozen=True, slots=True)
class LastSet:
    """One set of the newest earlier session; ``load`` as the page that holds it reads it."""

    on: date
    reps: int
    load: Decimal | None
    rpe: Decimal | None


def last_time(
    *, athlete: Athlete, exercises: Sequence[int], before: datetime, without: UUID | None
) -> dict[int, tuple[LastSet, ...]]:
    """Return each exercise's work sets of its newest session before an instant, loads in kg.

    ``without`` leaves a session log out, the one being trained. 1 query; 0 without exercises.
    """
    if not exercises:
        return {}
    found: dict[int, list[LastSet]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(NEWEST_SETS, (list(exercises), athlete.pk, before, without))
        for exercise_id, on, reps, load_kg, rpe in cursor.fetchall():
            found[exercise_id].append(LastSet(on=on, reps=reps, load=load_kg, rpe=rpe))
    return {exercise: tuple(sets) for exercise, sets in found.items()}
