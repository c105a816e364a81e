"""Change what was logged of a set, in place."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from athletes.actions.check_set import check_set
from athletes.actions.log_sets import follow_up
from athletes.actions.sync_rev import advance_rev
from athletes.actions.sync_sets import merge_sets
from athletes.actions.undo_set import NoSuchSet
from athletes.models import Athlete, SetLog
from athletes.sync.clock import server_stamp
from athletes.sync.merge import clocks_from_json
from athletes.sync.operation import Entity, Kind, Operation


def edit_set(
    *, athlete: Athlete, set_id: UUID, values: Mapping[str, Any], by: Any, now: datetime
) -> bool:
    """Change those values of the set that differ; return whether any does. Twice is harmless.

    It stays the set it was, when it was. 7 queries; a finished session, or a set that decides
    what follows, also replays the plan. ``values`` are fields of a set, among them ``reps``,
    ``load_kg`` and ``rpe``. Raises NoSuchSet and the errors of ``check_set``.
    """
    check_set(reps=values["reps"], load_kg=values["load_kg"], rpe=values["rpe"])
    with transaction.atomic():
        rev = advance_rev(athlete)
        row = SetLog.objects.standing().filter(athlete=athlete, pk=set_id).first()
        if row is None:
            raise NoSuchSet
        changed = {name: value for name, value in values.items() if getattr(row, name) != value}
        if not changed:
            return False
        edit = Operation(
            op_id=set_id,
            entity=Entity.SET,
            entity_id=str(set_id),
            kind=Kind.PATCH,
            # Later than whatever a phone said, also one whose clock is ahead.
            stamp=server_stamp(now, after=clocks_from_json(row.clocks).values()),
            key=set_id,
            values=changed,
        )
        edited = merge_sets(athlete=athlete, ops=[edit], by=by, rev=rev, now=now)
        logs = edited.logs.values()
        follow_up(athlete, groups=edited.groups.values(), logs=logs, now=now)
    return True
