"""Keep every operation that arrives, once, with what became of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from athletes.actions.bulk_rows import array_of, arrays_of, columns_of, field_of, update_rows
from athletes.actions.sync_outcomes import WAITS_FOR_SET
from athletes.actions.sync_reasons import reason_of
from athletes.actions.sync_rev import ADVANCE
from athletes.models import Athlete, SyncDevice, SyncOperation
from athletes.sync.operation import APPLIED, Entity, Operation, Outcome, Status
from athletes.sync.reading import Envelope, envelope_of, read_operation

FIELDS = (
    "organization", "athlete", "device", "op_id", "seq", "ms", "n", "entity", "entity_id", "kind",
    "base", "fields", "status", "code", "message", "received_at",
)  # fmt: skip

# Operations are kept once the athlete's row is held, since they read its number from there.
KEEP = """
WITH advanced AS ({advance}),
kept AS (
    INSERT INTO athletes_syncoperation ({columns}, rev)
    SELECT given.*, advanced.sync_rev FROM advanced, unnest({arrays}) AS given ({columns})
    ON CONFLICT DO NOTHING
    RETURNING op_id, id
)
SELECT advanced.sync_rev, kept.op_id, kept.id FROM advanced LEFT JOIN kept ON true
"""


def keep_operations(
    *, athlete: Athlete, device: SyncDevice, envelopes: Iterable[Envelope], now: datetime
) -> tuple[int, dict[UUID, int]]:
    """Advance the athlete's revision and insert the operations not seen before with it.

    Returns the revision, and the keys of those inserted by operation id. Holds the athlete's row
    as ``advance_rev`` does: what others wrote of the athlete shows from the next statement on.
    1 query.
    """
    rows = {one.op_id: _row(one, athlete=athlete, device=device, now=now) for one in envelopes}
    fields = [field_of(SyncOperation, name) for name in FIELDS]
    columns = list(zip(*rows.values(), strict=True)) or [()] * len(fields)
    statement = KEEP.format(
        advance=ADVANCE,
        columns=columns_of(fields).as_string(),
        arrays=arrays_of(fields).as_string(),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [athlete.pk, *map(array_of, fields, columns)])
        found = cursor.fetchall()
    return int(found[0][0]), {op_id: key for _, op_id, key in found if key is not None}


def _row(
    one: Envelope, *, athlete: Athlete, device: SyncDevice, now: datetime
) -> tuple[object, ...]:
    return (
        athlete.organization_id,
        athlete.pk,
        device.pk,
        one.op_id,
        one.stamp.seq,
        one.stamp.ms,
        one.stamp.n,
        one.entity,
        one.entity_id,
        one.kind,
        one.base,
        one.fields,
        SyncOperation.Status.APPLIED,
        "",
        "",
        now,
    )


def note_outcomes(
    *, fresh: Mapping[UUID, int], waited: Mapping[UUID, int], outcomes: Mapping[UUID, Outcome]
) -> None:
    """Write down what became of the operations: of fresh ones only what didn't simply apply.

    1 query; 0 for none.
    """
    told = {op_id: key for op_id, key in fresh.items() if outcomes[op_id] != APPLIED}
    told |= {op_id: key for op_id, key in waited.items() if op_id in outcomes}
    update_rows(
        SyncOperation,
        (
            (key, _kept_status(outcomes[op_id]), outcomes[op_id].code, outcomes[op_id].message)
            for op_id, key in told.items()
        ),
        fields=["status", "code", "message"],
    )


def earlier_outcomes(
    *, device: SyncDevice, op_ids: Collection[UUID]
) -> dict[UUID, tuple[Outcome, int]]:
    """Return what became of operations that arrived before, with their revision.

    What was refused or parked is told again, since the first answer may be lost. 1 query; 0 for
    none.
    """
    if not op_ids:
        return {}
    rows = SyncOperation.objects.filter(device=device, op_id__in=op_ids)
    return {row.op_id: (_told_again(row), row.rev) for row in rows}


def waiting_operations(
    *, athlete: Athlete, set_ids: Collection[UUID]
) -> tuple[Sequence[Operation], Mapping[UUID, int]]:
    """Return the operations that wait for these sets, and their keys. 1 query; 0 for none."""
    if not set_ids:
        return [], {}
    rows = list(
        SyncOperation.objects.filter(
            athlete=athlete,
            entity=Entity.SET,
            entity_id__in=list(map(str, set_ids)),
            status=SyncOperation.Status.WAITING,
        ).order_by("pk")
    )
    return [read_operation(envelope_of(row)) for row in rows], {row.op_id: row.pk for row in rows}


def _kept_status(outcome: Outcome) -> str:
    if outcome.code == WAITS_FOR_SET:
        return SyncOperation.Status.WAITING
    return outcome.status.upper()


def _told_again(row: SyncOperation) -> Outcome:
    unresolved = {
        SyncOperation.Status.WAITING: Status.PARKED,
        SyncOperation.Status.PARKED: Status.PARKED,
        SyncOperation.Status.REFUSED: Status.REFUSED,
    }
    status = unresolved.get(SyncOperation.Status(row.status), Status.DUPLICATE)
    return Outcome(status, code=row.code, message=reason_of(row))
