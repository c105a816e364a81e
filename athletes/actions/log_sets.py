"""Log sets as performed: the one way in for the form, the phone and the demo data."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from athletes.actions.begin_sessions import begin_extra, begin_sessions, is_session_gone
from athletes.actions.bulk_rows import insert_rows
from athletes.actions.check_set import check_set
from athletes.actions.keep_tallies import keep_tallies
from athletes.actions.note_pain import note_pain
from athletes.actions.open_branches import open_branches
from athletes.actions.settle_sessions import settle_sessions
from athletes.actions.sync_rev import advance_rev
from athletes.models import Athlete, PlannedGroup, PlannedSession, SessionLog, SetLog
from athletes.models.pain import NOT_SAID, Pain
from athletes.queries.named_exercises import find_exercises
from athletes.queries.session_cards import log_of
from athletes.sync.clock import Stamp, server_stamp
from athletes.sync.merge import ALL, clocks_to_json
from programs.engine.errors import TrainingError
from programs.models import Exercise

FIELDS = (
    "pk", "organization", "athlete", "session_log", "planned_group", "exercise", "exercise_name",
    "position", "prescribed_reps", "prescribed_kg", "prescribed_rpe", "reps", "load_kg", "rpe",
    "is_warmup", "is_accepted", "is_to_failure", "rest_s", "note", "has_pain", "pain_place",
    "pain_side", "pain_severity", "performed_at", "clocks", "rev",
)  # fmt: skip

IS_AWAITED = """
EXISTS (
    SELECT FROM athletes_syncoperation waiting
    WHERE waiting.athlete_id = athletes_setlog.athlete_id AND waiting.status = 'WAITING'
      AND waiting.entity_id = athletes_setlog.id::text AND waiting.entity = 'set'
)
"""


class NotYourGroup(TrainingError):
    """A set for a group or session that isn't this athlete's, or isn't there any more."""

    def __init__(self) -> None:
        super().__init__(_("This set isn't in your plan any more: open the session again."))


class SetIdTaken(TrainingError):
    """A set whose id belongs to somebody else's."""

    def __init__(self) -> None:
        super().__init__(_("This set couldn't be told from another one: log it once more."))


class ExerciseMissing(TrainingError):
    """A set beyond the plan that doesn't say of what."""

    field = "exercise_name"

    def __init__(self) -> None:
        super().__init__(_("A set beyond the plan needs its exercise: say which one it was."))


@dataclass(frozen=True, slots=True)
class Prescribed:
    """What the athlete saw beside a set."""

    reps: str
    load_kg: Decimal | None
    rpe: Decimal | None


@dataclass(frozen=True, slots=True)
class SetEntry:
    """One set as it was done; whoever logs makes the id, so sending it twice is one set.

    ``position`` is its number within the group, from 1. ``exercise_name`` empty means the
    group's; another name is a substitution. Without a group it is beyond the plan: of
    ``planned_session_id``, or of an extra session. ``reps`` are seconds where time is asked;
    ``load_kg`` follows the exercise's load convention. ``prescribed`` None is what the group asks
    for now. ``stamp`` None says it now, on the server's clock.
    """

    id: UUID
    reps: int
    performed_at: datetime
    planned_group_id: int | None = None
    planned_session_id: int | None = None
    exercise_name: str = ""
    load_kg: Decimal | None = None
    rpe: Decimal | None = None
    is_warmup: bool = False
    is_accepted: bool = False
    is_to_failure: bool = False
    position: int = 1
    rest_s: int | None = None
    note: str = ""
    has_pain: bool = False
    pain: Pain = NOT_SAID
    prescribed: Prescribed | None = None
    stamp: Stamp | None = None


def log_sets(*, athlete: Athlete, sets: Sequence[SetEntry], by: Any, now: datetime) -> list[SetLog]:
    """Log the sets in one transaction and return their rows, in the order given.

    Starts the sessions that were not begun. An id that was logged before stays as it is, also
    when it was taken back since. 5 queries, whatever the number of sets; one more each: where a
    session begins, for sets without a group, for other exercises than asked; two for pain. Sets
    of a finished session, or of a group that decides what follows, also replay the plan
    (``resolve_plans``).
    Raises ExerciseMissing, NotYourGroup, SetIdTaken and the errors of ``check_set``; then nothing
    is logged.
    """
    for one in sets:
        check_set(reps=one.reps, load_kg=one.load_kg, rpe=one.rpe)
        if one.planned_group_id is None and not one.exercise_name.strip():
            raise ExerciseMissing
    if not sets:
        return []
    try:
        with transaction.atomic():
            rev = advance_rev(athlete)
            groups = find_groups(athlete, sets=sets)
            sessions = find_sessions(athlete, sets=sets, groups=groups)
            _refuse_missing(sets, groups=groups, sessions=sessions)
            logs = begin_logs(athlete, sets=sets, groups=groups, sessions=sessions, by=by, rev=rev)
            fresh = insert_sets(athlete, sets=sets, groups=groups, logs=logs, rev=rev, now=now)
            pains = pains_of(sets, logs=logs, fresh=fresh)
            note_pain(athlete=athlete, pains=pains, rev=rev, now=now)
            rows = _rows(athlete, sets=sets, groups=groups)
            keep_tallies(groups=groups.values(), sets=standing_by_group(rows.values()))
            follow_up(athlete, groups=groups.values(), logs=logs.values(), now=now)
    except IntegrityError as error:
        if not is_session_gone(error):
            raise
        raise NotYourGroup from error
    return [rows[one.id] for one in sets]


def standing_by_group(rows: Iterable[SetLog]) -> dict[int, list[SetLog]]:
    """Return the sets not taken back by their group, in the order given."""
    found: dict[int, list[SetLog]] = defaultdict(list)
    for row in rows:
        if row.planned_group_id is not None and row.deleted_at is None:
            found[row.planned_group_id].append(row)
    return found


def find_groups(athlete: Athlete, *, sets: Iterable[SetEntry]) -> dict[int, PlannedGroup]:
    """Return the groups of the sets by key, those that are still there. 1 query."""
    wanted = {one.planned_group_id for one in sets if one.planned_group_id is not None}
    found = PlannedGroup.objects.filter(athlete=athlete).select_related("session__log")
    groups: dict[int, PlannedGroup] = found.in_bulk(wanted)
    return groups


def find_sessions(
    athlete: Athlete, *, sets: Iterable[SetEntry], groups: Mapping[int, PlannedGroup]
) -> dict[int, PlannedSession]:
    """Return the planned sessions of the sets by key, those that are still there.

    No query when the groups lead to all of them, else 1.
    """
    sessions = {group.session_id: group.session for group in groups.values()}
    asked = {one.planned_session_id for one in sets if one.planned_group_id is None}
    missing = {key for key in asked if key is not None and key not in sessions}
    if missing:
        found = PlannedSession.objects.filter(athlete=athlete).select_related("log")
        sessions |= found.in_bulk(missing)
    return sessions


def begin_logs(
    athlete: Athlete,
    *,
    sets: Iterable[SetEntry],
    groups: Mapping[int, PlannedGroup],
    sessions: Mapping[int, PlannedSession],
    by: Any,
    rev: int,
) -> dict[UUID, SessionLog]:
    """Return the session log of each set by the set's id, begun where there was none."""
    of_session: dict[int | None, list[SetEntry]] = defaultdict(list)
    for one in sets:
        group = groups.get(one.planned_group_id or 0)
        of_session[group.session_id if group else one.planned_session_id].append(one)
    starts = {
        key: min(one.performed_at for one in entries)
        for key, entries in of_session.items()
        if key is not None and log_of(sessions[key]) is None
    }
    begun = begin_sessions(athlete=athlete, starts=starts, by=by, rev=rev)
    extras = begin_extra(athlete=athlete, sets=of_session.pop(None, []), by=by, rev=rev)
    return extras | {
        one.id: begun.get(key) or sessions[key].log
        for key, entries in of_session.items()
        if key is not None
        for one in entries
    }


def insert_sets(
    athlete: Athlete,
    *,
    sets: Iterable[SetEntry],
    groups: Mapping[int, PlannedGroup],
    logs: Mapping[UUID, SessionLog],
    rev: int,
    now: datetime,
) -> dict[UUID, bool]:
    """Insert the sets and return the ids of those that were not there before.

    With each whether changes that a phone sent wait for it. 1 query, one more for other exercises
    than asked.
    """
    names = {
        one.exercise_name
        for one in sets
        if one.exercise_name and not _is_as_asked(one, groups.get(one.planned_group_id or 0))
    }
    exercises = find_exercises(athlete, names=names)
    inserted = insert_rows(
        SetLog,
        (
            _row(
                one,
                athlete=athlete,
                group=groups.get(one.planned_group_id or 0),
                log=logs[one.id],
                exercises=exercises,
                rev=rev,
                now=now,
            )
            for one in _unlike(sets)
        ),
        fields=FIELDS,
        unless_there=True,
        returning=["pk"],
        telling=IS_AWAITED,
    )
    return dict(inserted)


def pains_of(
    sets: Iterable[SetEntry], *, logs: Mapping[UUID, SessionLog], fresh: Collection[UUID]
) -> list[tuple[date, Pain]]:
    """Return the day and the pain of each set that hurt and was not there before."""
    return [(logs[one.id].on, one.pain) for one in sets if one.has_pain and one.id in fresh]


def _refuse_missing(
    sets: Iterable[SetEntry],
    *,
    groups: Mapping[int, PlannedGroup],
    sessions: Mapping[int, PlannedSession],
) -> None:
    for one in sets:
        if one.planned_group_id is not None:
            is_there = one.planned_group_id in groups
        else:
            is_there = one.planned_session_id is None or one.planned_session_id in sessions
        if not is_there:
            raise NotYourGroup


def _unlike(sets: Iterable[SetEntry]) -> Iterable[SetEntry]:
    """Each id once, as it came last."""
    return {one.id: one for one in sets}.values()


def _is_as_asked(one: SetEntry, group: PlannedGroup | None) -> bool:
    return group is not None and one.exercise_name in {"", group.exercise_name}


def _row(
    one: SetEntry,
    *,
    athlete: Athlete,
    group: PlannedGroup | None,
    log: SessionLog,
    exercises: Mapping[str, Exercise],
    rev: int,
    now: datetime,
) -> tuple[Any, ...]:
    other = exercises.get(one.exercise_name)
    if group is not None and _is_as_asked(one, group):
        exercise_id, name = group.exercise_id, group.exercise_name
    else:
        exercise_id, name = other.pk if other else None, one.exercise_name
    asked = one.prescribed or _prescribed(group)
    return (
        one.id,
        athlete.organization_id,
        athlete.pk,
        log.pk,
        group.pk if group else None,
        exercise_id,
        name,
        one.position,
        asked.reps,
        asked.load_kg,
        asked.rpe,
        one.reps,
        one.load_kg,
        one.rpe,
        one.is_warmup,
        one.is_accepted,
        one.is_to_failure,
        one.rest_s,
        one.note,
        one.has_pain,
        one.pain.place,
        one.pain.side,
        one.pain.severity,
        one.performed_at,
        clocks_to_json({ALL: one.stamp or server_stamp(now)}),
        rev,
    )


def _prescribed(group: PlannedGroup | None) -> Prescribed:
    if group is None:
        return Prescribed(reps="", load_kg=None, rpe=None)
    return Prescribed(reps=group.reps, load_kg=group.load_kg, rpe=group.rpe)


def _rows(
    athlete: Athlete, *, sets: Sequence[SetEntry], groups: Mapping[int, PlannedGroup]
) -> dict[UUID, SetLog]:
    """Return the sets given and all others of their groups, in the order performed."""
    wanted = {one.id for one in sets}
    found = SetLog.objects.filter(Q(pk__in=wanted) | Q(planned_group__in=groups), athlete=athlete)
    rows = {row.pk: row for row in found.order_by("performed_at", "pk")}
    if not wanted <= rows.keys():
        raise SetIdTaken
    return rows


def follow_up(
    athlete: Athlete,
    *,
    groups: Iterable[PlannedGroup],
    logs: Iterable[SessionLog],
    now: datetime,
) -> None:
    """Replay what changed sets of finished sessions, and of deciding groups, lead to."""
    finished = {log.pk: log for log in logs if log.completed_at is not None}
    if finished:
        settle_sessions(athlete=athlete, logs=list(finished.values()), now=now)
    reporting = {group.session_id: group.session for group in groups if group.report}
    if reporting:
        open_branches(sessions=list(reporting.values()), now=now)
