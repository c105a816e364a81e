"""Take in what a phone sends: each operation once, merged by who said it last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from athletes.actions.log_sets import follow_up
from athletes.actions.resolve_plans import resolve_plans
from athletes.actions.settle_sessions import settle_sessions
from athletes.actions.sync_check_ins import merge_check_ins
from athletes.actions.sync_choices import WHOLE_SESSION, merge_choices
from athletes.actions.sync_comments import merge_comments
from athletes.actions.sync_operations import (
    earlier_outcomes,
    keep_operations,
    note_outcomes,
)
from athletes.actions.sync_outcomes import check_operation, possible, refused
from athletes.actions.sync_sessions import merge_sessions
from athletes.actions.sync_sets import merge_sets
from athletes.models import Athlete, Plan, SyncDevice
from athletes.sync.operation import SUPERSEDED, Entity, Operation, Outcome, Status
from athletes.sync.reading import (
    Envelope,
    OperationUnreadable,
    read_envelope,
    read_operation,
    unreadable_envelope,
)
from programs.engine.errors import TrainingError


@dataclass(frozen=True, slots=True)
class Result:
    """What one operation is answered; ``rev`` is the athlete's when it was taken in."""

    op_id: Any
    outcome: Outcome
    rev: int


def push_operations(
    *, athlete: Athlete, device: SyncDevice, ops: Sequence[Any], by: Any, now: datetime
) -> list[Result]:
    """Take in the operations, as JSON gives them, and answer each; in one transaction.

    One that can't be taken in stops no other: it is kept and answered as refused. Twice is the
    same as once. 5 queries for sets within their groups (see ``merge_sets``), plus what sessions,
    choices, check-ins, repeats and refusals need; none of it grows with the number of operations.
    """
    given = [_read(one, device=device, now=now) for one in ops]
    with transaction.atomic():
        envelopes = [one for one in given if one.envelope is not None]
        rev, fresh = keep_operations(
            athlete=athlete,
            device=device,
            envelopes=(one.envelope for one in reversed(envelopes) if one.envelope),
            now=now,
        )
        new = _first_of_each(envelopes, among=fresh)
        outcomes = {key: one.outcome for key, one in new.items() if one.outcome}
        operations = [one.operation for one in new.values() if one.operation]
        merged, waited = _merge(athlete=athlete, ops=operations, by=by, rev=rev, now=now)
        outcomes |= merged
        note_outcomes(fresh=fresh, waited=waited, outcomes=outcomes)
        if any(one.envelope.is_ahead for one in new.values() if one.envelope):
            SyncDevice.objects.filter(pk=device.pk).update(clock_ahead_at=now)
    repeated = [one.op_id for one in given if one.envelope and one.op_id not in fresh]
    earlier = earlier_outcomes(device=device, op_ids=repeated)
    return _results(given, outcomes=outcomes, earlier=earlier, rev=rev)


@dataclass(frozen=True, slots=True)
class _Given:
    """One operation as sent: read, or with the outcome that reading it has."""

    op_id: Any
    envelope: Envelope | None = None
    operation: Operation | None = None
    outcome: Outcome | None = None


def _read(given: Any, *, device: SyncDevice, now: datetime) -> _Given:
    try:
        envelope = read_envelope(given, device=str(device.pk), now=now)
    except OperationUnreadable as error:
        kept = unreadable_envelope(given, device=str(device.pk))
        op_id = kept.op_id if kept else given.get("op_id") if isinstance(given, dict) else None
        return _Given(op_id, envelope=kept, outcome=refused(error))
    try:
        operation = possible(read_operation(envelope), now=now)
        check_operation(operation, now=now)
    except TrainingError as error:
        return _Given(envelope.op_id, envelope=envelope, outcome=refused(error))
    return _Given(envelope.op_id, envelope=envelope, operation=operation)


def _first_of_each(given: Sequence[_Given], *, among: Mapping[UUID, int]) -> dict[UUID, _Given]:
    first = {one.op_id: one for one in reversed(given)}
    return {one.op_id: first[one.op_id] for one in given if one.op_id in among}


def _merge(
    *, athlete: Athlete, ops: Sequence[Operation], by: Any, rev: int, now: datetime
) -> tuple[dict[UUID, Outcome], Mapping[UUID, int]]:
    """Merge the operations and do what follows; return outcomes, and who had waited."""
    of = {entity: [op for op in ops if op.entity == entity] for entity in Entity}
    skips = [_as_choice(op) for op in of[Entity.SESSION] if "skip_reason" in op.values]
    told = [_without_skip(op) for op in of[Entity.SESSION] if set(op.values) - {"skip_reason"}]
    choices = merge_choices(athlete=athlete, ops=[*skips, *of[Entity.SLOT]], rev=rev)
    sets = merge_sets(athlete=athlete, ops=of[Entity.SET], by=by, rev=rev, now=now)
    sessions = merge_sessions(
        athlete=athlete,
        ops=told,
        logs=sets.logs,
        starts=sets.starts,
        by=by,
        rev=rev,
        now=now,
    )
    check_ins = merge_check_ins(athlete=athlete, ops=of[Entity.CHECK_IN], rev=rev)
    comments = merge_comments(athlete=athlete, ops=of[Entity.COMMENT], by=by, now=now)
    if sessions.to_settle:
        settle_sessions(athlete=athlete, logs=sessions.to_settle, now=now)
    elif choices.plans:
        running = Plan.objects.running().filter(pk__in=choices.plans)
        resolve_plans(plans=running.values_list("pk", flat=True), now=now)
    follow_up(athlete, groups=sets.groups.values(), logs=(), now=now)
    outcomes = {**sets.outcomes, **check_ins, **comments}
    for op_id, outcome in [*choices.outcomes.items(), *sessions.outcomes.items()]:
        outcomes[op_id] = _better(outcomes.get(op_id, outcome), outcome)
    return outcomes, sets.waited


def _as_choice(op: Operation) -> Operation:
    """Skipping a session is a choice like skipping an exercise of it."""
    values = {"skip_reason": op.values["skip_reason"]}
    return replace(op, key=(op.key, WHOLE_SESSION), values=values)


def _without_skip(op: Operation) -> Operation:
    values = {name: said for name, said in op.values.items() if name != "skip_reason"}
    return replace(op, values=values)


def _better(one: Outcome, other: Outcome) -> Outcome:
    """An operation counts as applied when any part of it was."""
    return other if one == SUPERSEDED else one


def _results(
    given: Sequence[_Given],
    *,
    outcomes: Mapping[UUID, Outcome],
    earlier: Mapping[UUID, tuple[Outcome, int]],
    rev: int,
) -> list[Result]:
    results = []
    answered: set[UUID] = set()
    for one in given:
        if one.envelope is None and one.outcome is not None:
            results.append(Result(one.op_id, one.outcome, rev))
        elif one.op_id in outcomes and one.op_id not in answered:
            answered.add(one.op_id)
            results.append(Result(one.op_id, outcomes[one.op_id], rev))
        else:
            outcome, then = earlier.get(one.op_id, (Outcome(Status.DUPLICATE), rev))
            results.append(Result(one.op_id, outcome, then))
    return results
