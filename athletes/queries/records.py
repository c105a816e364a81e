"""What a session improved on everything before it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast
from uuid import UUID

from django.db.models import Max

from athletes.models import SessionLog, SetLog, StrengthEstimate
from programs.engine.loads.conventions import LoadConvention, LoadedLift
from programs.engine.loads.estimates import Method
from programs.engine.units import decimal_of
from programs.engine.volume.records import (
    Estimated,
    LiftBest,
    LiftSession,
    RecordKind,
    personal_records,
)
from programs.models import Exercise


@dataclass(frozen=True, slots=True)
class Record:
    """One personal record with what it beat.

    ``load``: the heaviest set, in kg. ``reps``: the most repetitions at ``load_kg``. ``e1rm``: the
    highest estimated maximum, in kg of everything moved, by ``method``.
    """

    kind: RecordKind
    exercise_id: int
    exercise_name: str
    value: Decimal
    before: Decimal
    load_kg: Decimal | None = None
    method: str = ""


def get_records(*, log: SessionLog) -> tuple[Record, ...]:
    """Return the session's records, by exercise in the order trained. 3 queries.

    Against sessions of earlier days only, and only of exercises done before: a first time beats
    nothing.
    """
    sets = list(
        SetLog.objects.standing()
        .filter(session_log=log, is_warmup=False, exercise__isnull=False, reps__gte=1)
        .select_related("exercise")
        .order_by("performed_at", "pk")
    )
    exercises = {one.exercise.pk: one.exercise for one in sets if one.exercise}
    earlier = SetLog.objects.standing().filter(
        athlete=log.athlete_id,
        exercise__in=exercises,
        is_warmup=False,
        reps__gte=1,
        load_kg__isnull=False,
        session_log__on__lt=log.on,
    )
    most = earlier.values("exercise_id", "load_kg").annotate(most=Max("reps"))
    most_reps: dict[int | None, dict[Decimal, int]] = defaultdict(dict)
    for row in most.order_by("exercise_id", "load_kg"):
        if row["load_kg"] is not None:
            most_reps[row["exercise_id"]][row["load_kg"]] = row["most"]
    estimates = _estimates(log, exercises=exercises)
    return tuple(
        record
        for exercise_id, exercise in exercises.items()
        for record in _records(
            exercise,
            sets=[one for one in sets if one.exercise_id == exercise_id],
            most_reps=most_reps.get(exercise_id, {}),
            estimates=estimates.get(exercise_id, ()),
            own=log.pk,
        )
    )


def _estimates(
    log: SessionLog, *, exercises: Iterable[int]
) -> Mapping[int, Sequence[StrengthEstimate]]:
    """Return the estimates up to the session's day, by exercise, oldest first."""
    rows = StrengthEstimate.objects.filter(
        athlete=log.athlete_id, exercise__in=exercises, on__lte=log.on
    )
    found: dict[int, list[StrengthEstimate]] = {}
    for row in rows.select_related("set_log").order_by("exercise_id", "on"):
        found.setdefault(row.exercise_id, []).append(row)
    return found


def _records(
    exercise: Exercise,
    *,
    sets: Sequence[SetLog],
    most_reps: Mapping[Decimal, int],
    estimates: Sequence[StrengthEstimate],
    own: UUID,
) -> Iterator[Record]:
    is_own = bool(estimates) and estimates[-1].set_log.session_log_id == own
    earlier = estimates[:-1] if is_own else estimates
    today = LiftSession(
        sets=tuple((one.reps, one.load_kg) for one in sets),
        estimate=_estimated(estimates[-1]) if is_own else None,
    )
    best = LiftBest(most_reps=most_reps, estimates=tuple(map(_estimated, earlier)))
    lift = LoadedLift(convention=cast(LoadConvention, exercise.load_convention))
    for record in personal_records(today, best=best, lift=lift):
        yield Record(
            kind=record.kind,
            exercise_id=exercise.pk,
            exercise_name=exercise.name,
            value=decimal_of(record.value),
            before=decimal_of(record.before),
            load_kg=record.load_kg,
            method=record.method or "",
        )


def _estimated(row: StrengthEstimate) -> Estimated:
    return Estimated(row.e1rm_kg, row.sigma_pct, cast(Method, row.method))
