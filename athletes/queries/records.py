"""What a session improved on everything before it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal
from uuid import UUID

from django.db.models import Max

from athletes.models import SessionLog, SetLog, StrengthEstimate

RecordKind = Literal["load", "reps", "e1rm"]


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
    exercises = {one.exercise.pk: one.exercise.name for one in sets if one.exercise}
    earlier = SetLog.objects.standing().filter(
        athlete=log.athlete_id,
        exercise__in=exercises,
        is_warmup=False,
        reps__gte=1,
        load_kg__isnull=False,
        session_log__on__lt=log.on,
    )
    most = earlier.values("exercise_id", "load_kg").annotate(most=Max("reps"))
    best: dict[int | None, dict[Decimal, int]] = defaultdict(dict)
    for row in most.order_by("exercise_id", "load_kg"):
        if row["load_kg"] is not None:
            best[row["exercise_id"]][row["load_kg"]] = row["most"]
    estimates = _estimates(log, exercises=exercises)
    return tuple(
        record
        for exercise_id, name in exercises.items()
        for record in _records(
            exercise_id,
            name,
            sets=[one for one in sets if one.exercise_id == exercise_id],
            best=best.get(exercise_id, {}),
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
    exercise_id: int,
    name: str,
    *,
    sets: Sequence[SetLog],
    best: Mapping[Decimal, int],
    estimates: Sequence[StrengthEstimate],
    own: UUID,
) -> Iterator[Record]:
    most: dict[Decimal, int] = {}
    for one in sets:
        if one.load_kg is not None:
            most[one.load_kg] = max(one.reps, most.get(one.load_kg, 0))
    heaviest = max(most, default=None)
    if heaviest is not None and best and heaviest > max(best):
        yield Record("load", exercise_id, name, value=heaviest, before=max(best))
    for load in sorted(most.keys() & best.keys(), reverse=True):
        if most[load] > best[load]:
            value, before = Decimal(most[load]), Decimal(best[load])
            yield Record("reps", exercise_id, name, value=value, before=before, load_kg=load)
            break
    if len(estimates) > 1 and estimates[-1].set_log.session_log_id == own:
        newest, before = estimates[-1], max(one.e1rm_kg for one in estimates[:-1])
        if newest.e1rm_kg > before:
            yield Record(
                "e1rm",
                exercise_id,
                name,
                value=newest.e1rm_kg,
                before=before,
                method=newest.method,
            )
