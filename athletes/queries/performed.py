"""The sets of a session as they were performed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db.models import Q

from athletes.models import PlannedGroup, SessionLog, SetLog
from athletes.models.pain import PAIN_FIELDS
from athletes.queries.loads import Loads
from athletes.queries.session_blocks import Performed

RPE_OF_FAILURE = Decimal(10)
SHOWN = (
    "planned_group_id", "exercise_id", "exercise_name", "position", "reps", "load_kg", "rpe",
    "is_warmup", "is_accepted", "is_to_failure", "note", "has_pain", *PAIN_FIELDS, "performed_at",
)  # fmt: skip


def get_performed(
    groups: Sequence[PlannedGroup], *, log: SessionLog | None
) -> Mapping[int | None, Mapping[int, SetLog]]:
    """Return the standing sets by group and number; those beyond the plan by group None. 1 query.

    A number used twice moves to the next free one.
    """
    rows = SetLog.objects.standing()
    of_groups = Q(planned_group__in=[group.pk for group in groups])
    rows = rows.filter(of_groups | Q(session_log=log, planned_group=None) if log else of_groups)
    found: dict[int | None, dict[int, SetLog]] = defaultdict(dict)
    for row in rows.only(*SHOWN).order_by("position", "performed_at", "pk"):
        placed = found[row.planned_group_id]
        number = max(row.position, 1)
        while number in placed:
            number += 1
        placed[number] = row
    return found


def done(row: SetLog, *, loads: Loads) -> Performed:
    """Return a set as its page shows it, the load in the athlete's unit."""
    return Performed(
        id=row.pk,
        reps=row.reps,
        load=loads.shown_or_none(row.load_kg),
        rpe=row.rpe,
        rir=None if row.rpe is None else RPE_OF_FAILURE - row.rpe,
        is_accepted=row.is_accepted,
        is_to_failure=row.is_to_failure,
        note=row.note,
        has_pain=row.has_pain,
        pain=row.pain,
    )
