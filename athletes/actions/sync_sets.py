"""Merge what phones say of sets: new ones, edits in place, taken back and restored."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from athletes.actions.bulk_rows import update_rows
from athletes.actions.keep_tallies import keep_tallies
from athletes.actions.log_sets import (
    ExerciseMissing,
    Prescribed,
    SetEntry,
    SetIdTaken,
    begin_logs,
    find_groups,
    find_sessions,
    insert_sets,
    pains_of,
    standing_by_group,
)
from athletes.actions.note_pain import note_pain
from athletes.actions.sync_operations import waiting_operations
from athletes.actions.sync_outcomes import (
    kept_beside_plan,
    merged_outcome,
    refused,
    waits_for_set,
)
from athletes.models import Athlete, PlannedGroup, SessionLog, SetLog
from athletes.models.pain import PAIN_FIELDS, Pain
from athletes.queries.named_exercises import find_exercises
from athletes.sync.clock import time_of
from athletes.sync.merge import (
    IS_DELETED,
    Registers,
    clocks_from_json,
    clocks_to_json,
    merge,
)
from athletes.sync.operation import APPLIED, Kind, Operation, Outcome
from athletes.sync.reading import SET_VALUES
from programs.models import Exercise

HURTING = ("has_pain", *PAIN_FIELDS)
EDITED = (
    "exercise", "exercise_name", "reps", "load_kg", "rpe", "is_warmup", "is_accepted",
    "is_to_failure", "rest_s", "note", *HURTING, "performed_at", "deleted_at", "clocks", "rev",
)  # fmt: skip
# Whoever changes one of these no longer takes the set as prescribed.
ACCEPTED_AS = ("reps", "load_kg")


@dataclass(frozen=True, slots=True)
class MergedSets:
    """What became of each operation by its id, and what the sets belong to.

    ``waited`` are the keys of operations that were kept until their set came, by id.
    """

    outcomes: Mapping[UUID, Outcome]
    groups: Mapping[int, PlannedGroup]
    logs: Mapping[UUID, SessionLog]
    starts: Mapping[UUID, datetime]
    waited: Mapping[UUID, int]


def merge_sets(
    *,
    athlete: Athlete,
    ops: Sequence[Operation],
    by: Any,
    rev: int,
    now: datetime,
) -> MergedSets:
    """Merge the operations on sets, and those that waited for the sets that come with them.

    Inside the caller's transaction, which holds the athlete. New sets only: 4 queries, and one
    each for sessions begun, sets beyond a group, other exercises, and where sets were waited for.
    Edits: 3 more. Pain: 2 more.
    """
    puts = {op.key: op for op in reversed(ops) if op.kind == Kind.PUT}
    entries = [_entry(op) for op in reversed(puts.values())]
    groups = find_groups(athlete, sets=entries) if entries else {}
    sessions = find_sessions(athlete, sets=_without_group(entries, groups), groups=groups)
    placed = [_placed(one, groups=groups, sessions=sessions) for one in entries]
    logs = begin_logs(athlete, sets=placed, groups=groups, sessions=sessions, by=by, rev=rev)
    fresh = insert_sets(athlete, sets=placed, groups=groups, logs=logs, rev=rev, now=now)
    outcomes = {
        puts[one.id].op_id: APPLIED if one == placed[place] else kept_beside_plan()
        for place, one in enumerate(entries)
        if one.id in fresh
    }
    late = [op for op in ops if op.op_id not in outcomes]
    waiting, waited = waiting_operations(
        athlete=athlete, set_ids=[key for key, is_awaited in fresh.items() if is_awaited]
    )
    late += waiting
    edited = _edit_sets(athlete, ops=late, groups=groups, rev=rev) if late else _NOTHING_EDITED
    groups |= edited.groups
    hurting = pains_of(placed, logs=logs, fresh=fresh)
    note_pain(athlete=athlete, pains=[*hurting, *edited.hurting], rev=rev, now=now)
    if groups:
        keep_tallies(groups=groups.values(), sets=_standing(groups))
    return MergedSets(
        outcomes=outcomes | edited.outcomes,
        groups=groups,
        logs={log.pk: log for log in logs.values()} | edited.logs,
        starts=_starts(placed, logs=logs),
        waited=waited,
    )


@dataclass(frozen=True, slots=True)
class _EditedSets:
    """What became of edits, the groups and session logs of changed sets, the days of pain."""

    outcomes: dict[UUID, Outcome]
    groups: dict[int, PlannedGroup]
    logs: dict[UUID, SessionLog]
    hurting: tuple[tuple[date, Pain], ...] = ()


_NOTHING_EDITED = _EditedSets(outcomes={}, groups={}, logs={})


def _edit_sets(
    athlete: Athlete,
    *,
    ops: Sequence[Operation],
    groups: Mapping[int, PlannedGroup],
    rev: int,
) -> _EditedSets:
    """Edit the sets in place, each value by who said it last; unknown sets are waited for."""
    keys = {op.key for op in ops}
    rows = SetLog.objects.filter(athlete=athlete).select_related("session_log").in_bulk(keys)
    groups = _groups_of(rows.values(), known=groups)
    exercises = find_exercises(athlete, names=_names(ops))
    by_set: dict[UUID, list[Operation]] = defaultdict(list)
    for op in ops:
        by_set[op.key].append(op)
    outcomes: dict[UUID, Outcome] = {}
    changed = []
    had = {key: _hurts(row) for key, row in rows.items()}
    for key, of_set in by_set.items():
        row = rows.get(key)
        if row is None:
            outcomes |= {op.op_id: _homeless(op) for op in of_set}
        elif _edit(row, ops=of_set, groups=groups, exercises=exercises, outcomes=outcomes):
            row.rev = rev
            changed.append(row)
    _write(changed)
    return _EditedSets(
        outcomes=outcomes,
        groups={
            row.planned_group_id: groups[row.planned_group_id]
            for row in changed
            if row.planned_group_id in groups
        },
        logs={row.session_log_id: row.session_log for row in changed},
        hurting=tuple(
            (row.session_log.on, row.pain)
            for row in changed
            if row.has_pain and _hurts(row) != had[row.pk]
        ),
    )


def _hurts(row: SetLog) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in HURTING)


def _entry(op: Operation) -> SetEntry:
    said, place = op.values, op.place
    return SetEntry(
        id=op.key,
        reps=said["reps"],
        performed_at=said["performed_at"],
        planned_group_id=place.get("planned_group"),
        planned_session_id=place.get("planned_session"),
        exercise_name=said["exercise_name"],
        load_kg=said["load_kg"],
        rpe=said["rpe"],
        is_warmup=said["is_warmup"],
        is_accepted=place.get("is_accepted", False),
        is_to_failure=said["is_to_failure"],
        position=place.get("position", 1),
        rest_s=said["rest_s"],
        note=said["note"],
        has_pain=said["has_pain"],
        pain=Pain(*(said[name] for name in PAIN_FIELDS)),
        prescribed=_prescribed(place),
        stamp=op.stamp,
    )


def _prescribed(place: Mapping[str, Any]) -> Prescribed | None:
    if "prescribed_reps" not in place:
        return None
    return Prescribed(
        reps=place["prescribed_reps"] or "",
        load_kg=place.get("prescribed_kg"),
        rpe=place.get("prescribed_rpe"),
    )


def _without_group(
    entries: Iterable[SetEntry], groups: Mapping[int, PlannedGroup]
) -> list[SetEntry]:
    return [
        replace(one, planned_group_id=None) for one in entries if one.planned_group_id not in groups
    ]


def _placed(
    one: SetEntry, *, groups: Mapping[int, PlannedGroup], sessions: Mapping[int, Any]
) -> SetEntry:
    """Return the set where it can be kept: with its group, its session, or its day."""
    if one.planned_group_id in groups:
        return one
    session = one.planned_session_id if one.planned_session_id in sessions else None
    return replace(one, planned_group_id=None, planned_session_id=session)


def _starts(
    entries: Iterable[SetEntry], *, logs: Mapping[UUID, SessionLog]
) -> dict[UUID, datetime]:
    """Return the first set of each session log."""
    found: dict[UUID, datetime] = {}
    for one in entries:
        key = logs[one.id].pk
        found[key] = min(found.get(key, one.performed_at), one.performed_at)
    return found


def _standing(groups: Collection[int]) -> dict[int, list[SetLog]]:
    rows = SetLog.objects.standing().filter(planned_group__in=groups)
    return standing_by_group(rows.order_by("performed_at", "pk"))


def _groups_of(
    rows: Iterable[SetLog], *, known: Mapping[int, PlannedGroup]
) -> dict[int, PlannedGroup]:
    wanted = {row.planned_group_id for row in rows if row.planned_group_id is not None}
    missing = wanted - known.keys()
    if not missing:
        return dict(known)
    found = PlannedGroup.objects.filter(pk__in=missing).select_related("session__log")
    return {**known, **{group.pk: group for group in found}}


def _names(ops: Iterable[Operation]) -> set[str]:
    return {op.values["exercise_name"] for op in ops if op.values.get("exercise_name")}


def _homeless(op: Operation) -> Outcome:
    """A put that found its id taken is refused; a change waits for its set."""
    return refused(SetIdTaken()) if op.kind == Kind.PUT else waits_for_set()


def _edit(
    row: SetLog,
    *,
    ops: Iterable[Operation],
    groups: Mapping[int, PlannedGroup],
    exercises: Mapping[str, Exercise],
    outcomes: dict[UUID, Outcome],
) -> bool:
    """Merge the operations into the row, note their outcomes, and tell whether it changed."""
    before = state = _registers(row)
    group = groups.get(row.planned_group_id or 0)
    for op in ops:
        if group is None and op.values.get("exercise_name") == "":
            outcomes[op.op_id] = refused(ExerciseMissing())
            continue
        outcomes[op.op_id] = merged_outcome(state, op)
        state = merge(state, op.change)
    if state is before:
        return False
    _keep(row, state, group=group, exercises=exercises)
    return True


def _registers(row: SetLog) -> Registers:
    values = {name: getattr(row, name) for name in SET_VALUES}
    values[IS_DELETED] = row.deleted_at is not None
    return Registers(values=values, clocks=clocks_from_json(row.clocks))


def _keep(
    row: SetLog,
    state: Registers,
    *,
    group: PlannedGroup | None,
    exercises: Mapping[str, Exercise],
) -> None:
    name = state.values["exercise_name"]
    if name != row.exercise_name:
        is_as_asked = group is not None and name in {"", group.exercise_name}
        exercise = exercises.get(name)
        row.exercise_id = exercise.pk if exercise else None
        if group is not None and is_as_asked:
            row.exercise_id, name = group.exercise_id, group.exercise_name
    for field in SET_VALUES:
        setattr(row, field, state.values[field])
    row.exercise_name = name
    if not state.is_deleted:
        row.deleted_at = None
    elif IS_DELETED in state.clocks:
        row.deleted_at = time_of(state.clocks[IS_DELETED])
    row.is_accepted = row.is_accepted and not any(one in state.clocks for one in ACCEPTED_AS)
    row.clocks = clocks_to_json(state.clocks)


def _write(rows: Iterable[SetLog]) -> None:
    columns = [f"{name}_id" if name == "exercise" else name for name in EDITED]
    update_rows(
        SetLog,
        ((row.pk, *(getattr(row, column) for column in columns)) for row in rows),
        fields=EDITED,
    )
