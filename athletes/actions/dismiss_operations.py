"""Let be what was refused or parked: the athlete has seen it and doesn't need it any more."""

from collections.abc import Collection
from uuid import UUID

from athletes.models import Athlete, SyncOperation


def dismiss_operations(*, athlete: Athlete, op_ids: Collection[UUID]) -> int:
    """Mark those of the operations that found no place as dismissed, and return how many.

    Twice is once; what was applied stays as it is. 1 query.
    """
    rows = SyncOperation.objects.unresolved().filter(athlete=athlete, op_id__in=op_ids)
    return int(rows.update(status=SyncOperation.Status.DISMISSED))
