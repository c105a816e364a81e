"""What an athlete did beside what was asked, session by session, and where the two differ."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Literal
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet

from athletes.models import Athlete, PlannedGroup, SessionLog, SetLog
from athletes.queries.loads import Loads
from athletes.queries.performed import RPE_OF_FAILURE

SESSIONS_A_PAGE = 10
# Effort is felt to about a repetition: less says nothing.
FELT_RIR = 1
WARMUP = "warmup"

Deviation = Literal["fewer", "more", "lighter", "heavier", "harder", "easier", "pain"]


@dataclass(frozen=True, slots=True)
class LogSet:
    """One set as done, in the athlete's unit, and how it differs from what was asked."""

    reps: int
    load: Decimal | None
    rir: Decimal | None
    is_accepted: bool
    is_warmup: bool
    note: str
    deviations: tuple[Deviation, ...]


@dataclass(frozen=True, slots=True)
class AskedSets:
    """Equal sets as asked: how many, of what, and how hard."""

    sets: int
    reps: str
    load: Decimal | None
    rir: Decimal | None


@dataclass(frozen=True, slots=True)
class LogExercise:
    """One exercise of a session. ``planned_name`` where another one was asked; else empty.

    ``missing`` sets were asked and not done; ``extra`` were done beyond what was asked.
    """

    name: str
    planned_name: str
    asked: tuple[AskedSets, ...]
    sets: tuple[LogSet, ...]
    missing: int
    extra: int

    @property
    def deviates(self) -> bool:
        """Whether anything was done otherwise than asked."""
        is_other = bool(self.missing or self.extra or self.planned_name)
        return is_other or any(one.deviations for one in self.sets)


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One session as trained. ``planned_id`` None: outside the plan.

    ``logged_by`` and ``corrected_by`` name whoever isn't the athlete; else empty.
    """

    id: UUID
    planned_id: int | None
    name: str
    on: date
    planned_on: date | None
    phase_name: str
    goal: str
    is_finished: bool
    session_rpe: Decimal | None
    note: str
    logged_by: str
    corrected_by: str
    corrected_at: datetime | None
    exercises: tuple[LogExercise, ...]


@dataclass(frozen=True, slots=True)
class TrainingLog:
    """One page of sessions, newest first."""

    unit: str
    sessions: tuple[LogEntry, ...]
    number: int
    pages: int
    total: int


def get_training_log(
    *, athlete: Athlete, page: int = 1, exercise_id: int | None = None
) -> TrainingLog:
    """Return a page of sessions, of one exercise if named. 4 queries, 2 without sessions."""
    loads = Loads.of(athlete)
    found = Paginator(_logs(athlete, exercise_id), SESSIONS_A_PAGE).get_page(page)
    logs = list(found)
    sets = _sets(logs, exercise_id=exercise_id) if logs else {}
    asked = _asked(logs) if logs else {}
    return TrainingLog(
        unit=loads.unit,
        sessions=tuple(
            _entry(
                log,
                sets=sets.get(log.pk, ()),
                asked=asked.get(log.planned_session_id or 0, ()),
                only=exercise_id,
                athlete=athlete,
                loads=loads,
            )
            for log in logs
        ),
        number=found.number,
        pages=found.paginator.num_pages,
        total=found.paginator.count,
    )


def _logs(athlete: Athlete, exercise_id: int | None) -> QuerySet[SessionLog]:
    rows = SessionLog.objects.filter(athlete=athlete).select_related(
        "planned_session__phase", "logged_by", "corrected_by"
    )
    if exercise_id is not None:
        of_it = SetLog.objects.standing().filter(session_log=OuterRef("pk"), exercise=exercise_id)
        rows = rows.filter(Exists(of_it))
    return rows.order_by("-on", "-started_at", "-pk")


def _sets(
    logs: Iterable[SessionLog], *, exercise_id: int | None
) -> Mapping[UUID, Sequence[SetLog]]:
    rows = SetLog.objects.standing().filter(session_log__in=[log.pk for log in logs])
    if exercise_id is not None:
        rows = rows.filter(exercise=exercise_id)
    found: dict[UUID, list[SetLog]] = defaultdict(list)
    for row in rows.order_by("performed_at", "position", "pk"):
        found[row.session_log_id].append(row)
    return found


def _asked(logs: Iterable[SessionLog]) -> Mapping[int, Sequence[PlannedGroup]]:
    keys = [log.planned_session_id for log in logs if log.planned_session_id]
    found: dict[int, list[PlannedGroup]] = defaultdict(list)
    rows = PlannedGroup.objects.filter(session__in=keys)
    for row in rows.order_by("session_id", "slot_position", "position"):
        found[row.session_id].append(row)
    return found


def _entry(
    log: SessionLog,
    *,
    sets: Sequence[SetLog],
    asked: Sequence[PlannedGroup],
    only: int | None,
    athlete: Athlete,
    loads: Loads,
) -> LogEntry:
    planned = log.planned_session
    corrected_by, logged_by = log.corrected_by, log.logged_by
    return LogEntry(
        id=log.pk,
        planned_id=planned.pk if planned else None,
        name=str(planned) if planned else "",
        on=log.on,
        planned_on=planned.scheduled_on if planned and planned.scheduled_on != log.on else None,
        phase_name=planned.phase.name if planned else "",
        goal=planned.phase.goal if planned else "",
        is_finished=log.completed_at is not None,
        session_rpe=log.session_rpe,
        note=log.note,
        logged_by=str(logged_by) if logged_by and logged_by.pk != athlete.user_id else "",
        corrected_by=str(corrected_by) if corrected_by else "",
        corrected_at=log.corrected_at,
        exercises=tuple(_exercises(sets, asked=asked, only=only, loads=loads)),
    )


def _exercises(
    sets: Sequence[SetLog], *, asked: Sequence[PlannedGroup], only: int | None, loads: Loads
) -> Iterable[LogExercise]:
    """Yield what was asked in its order, each with what was done for it, then what was beyond."""
    known = {group.pk for group in asked}
    for _, of_slot in groupby(asked, key=lambda group: group.slot_position):
        groups = list(of_slot)
        keys = {group.pk for group in groups}
        done = [one for one in sets if one.planned_group_id in keys]
        if only is None or done:
            yield _planned(groups, done=done, loads=loads)
    beyond = [one for one in sets if one.planned_group_id not in known]
    names = dict.fromkeys(one.exercise_name for one in beyond)
    for name in names:
        of_it = [one for one in beyond if one.exercise_name == name]
        shown = tuple(_log_set(one, group=None, loads=loads) for one in of_it)
        yield LogExercise(name, "", (), shown, 0, len(of_it))


def _planned(
    groups: Sequence[PlannedGroup], *, done: Sequence[SetLog], loads: Loads
) -> LogExercise:
    asked_name, by_key = groups[0].exercise_name, {group.pk: group for group in groups}
    name = done[-1].exercise_name if done else asked_name
    owed = sum(one.sets for one in groups if not one.is_optional and one.intent != WARMUP)
    most = sum(one.sets for one in groups if one.intent != WARMUP)
    worked = sum(not one.is_warmup for one in done)
    return LogExercise(
        name=name,
        planned_name=asked_name if name != asked_name else "",
        asked=tuple(
            AskedSets(
                sets=one.sets,
                reps=one.reps,
                load=loads.shown_or_none(one.load_kg),
                rir=None if one.rpe is None else RPE_OF_FAILURE - one.rpe,
            )
            for one in groups
            if one.intent != WARMUP
        ),
        sets=tuple(
            _log_set(one, group=by_key.get(one.planned_group_id or 0), loads=loads) for one in done
        ),
        missing=max(owed - worked, 0),
        extra=max(worked - most, 0),
    )


def _log_set(row: SetLog, *, group: PlannedGroup | None, loads: Loads) -> LogSet:
    return LogSet(
        reps=row.reps,
        load=loads.shown_or_none(row.load_kg),
        rir=None if row.rpe is None else RPE_OF_FAILURE - row.rpe,
        is_accepted=row.is_accepted,
        is_warmup=row.is_warmup,
        note=row.note,
        deviations=tuple(_deviations(row, group=group)),
    )


def _deviations(row: SetLog, *, group: PlannedGroup | None) -> Iterable[Deviation]:
    if row.has_pain:
        yield "pain"
    if group is None or row.is_warmup:
        return
    if row.reps < group.rep_floor:
        yield "fewer"
    elif row.reps > _ceiling(group):
        yield "more"
    if row.prescribed_kg is not None and row.load_kg is not None:
        if row.load_kg < row.prescribed_kg:
            yield "lighter"
        elif row.load_kg > row.prescribed_kg:
            yield "heavier"
    if row.rpe is not None and row.prescribed_rpe is not None:
        if row.rpe - row.prescribed_rpe > FELT_RIR:
            yield "harder"
        elif row.prescribed_rpe - row.rpe > FELT_RIR:
            yield "easier"


def _ceiling(group: PlannedGroup) -> float:
    """Return the most repetitions asked; endless where the prescription leaves them open."""
    last = group.reps.split("-")[-1]
    return int(last) if last.isdecimal() else float("inf")
