"""Keep one strength estimate an exercise and day, from its surest set (spec 2.3)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q

from athletes.models import Athlete, SessionLog, SetLog, StrengthEstimate
from athletes.queries.equipment import moved_at_once
from programs.engine.loads.estimates import Estimate, e1rm
from programs.engine.units import rounded
from programs.models import Exercise

PLACES_KG = 3
PLACES_PCT = 2

Convention = Exercise.LoadConvention
# What is moved isn't all in the log: the body, or a band.
NOT_ALL_LOGGED = frozenset(
    {
        Convention.BODYWEIGHT,
        Convention.BODYWEIGHT_PLUS,
        Convention.BODYWEIGHT_MINUS,
        Convention.BAND,
    }
)


def record_estimates(*, athlete: Athlete, days: Iterable[date]) -> list[StrengthEstimate]:
    """Estimate every exercise trained on these local days anew and return the estimates.

    Only sets with an effort count, to the local day their session belongs to. The e1RM is of
    everything moved: both dumbbells. Exercises moved with the body have none. 3 queries, 0
    without days; one more where an estimate falls.
    """
    wanted = set(days)
    if not wanted:
        return []
    rows = SetLog.objects.standing().filter(
        Q(rpe__isnull=False) | Q(is_to_failure=True),
        athlete=athlete,
        session_log__on__in=wanted,
        exercise__isnull=False,
        load_kg__gt=0,
        is_warmup=False,
    )
    rows = rows.select_related("exercise", "session_log").order_by("performed_at", "pk")
    found: dict[tuple[int, date], list[tuple[Estimate, SetLog]]] = defaultdict(list)
    for row in rows:
        estimate = estimate_of(row)
        if row.exercise_id and estimate:
            found[row.exercise_id, row.session_log.on].append((estimate, row))
    best = [_row(athlete, exercise_id, on, sets) for (exercise_id, on), sets in found.items()]
    _forget(athlete, wanted, kept=best)
    return StrengthEstimate.objects.bulk_create(
        best,
        update_conflicts=True,
        unique_fields=["organization", "athlete", "exercise", "on"],
        update_fields=["e1rm_kg", "sigma_pct", "method", "set_log"],
    )


def estimate_of(row: SetLog) -> Estimate | None:
    """Return what one set says of the maximum, None when it says nothing.

    No query when ``exercise`` was selected.
    """
    exercise = row.exercise
    if exercise is None or row.load_kg is None or row.is_warmup:
        return None
    if exercise.load_convention in NOT_ALL_LOGGED or exercise.measure != Exercise.Measure.REPS:
        return None
    return e1rm(
        load_kg=row.load_kg * moved_at_once(exercise),
        reps=row.reps,
        rpe=row.rpe,
        to_failure=row.is_to_failure,
    )


def days_of(logs: Iterable[SessionLog]) -> set[date]:
    """Return the local days that sessions belong to."""
    return {log.on for log in logs}


def _row(
    athlete: Athlete, exercise_id: int, on: date, sets: Sequence[tuple[Estimate, SetLog]]
) -> StrengthEstimate:
    best, row = min(sets, key=lambda one: (one[0].sigma_pct, -one[0].e1rm_kg))
    return StrengthEstimate(
        organization_id=athlete.organization_id,
        athlete=athlete,
        exercise_id=exercise_id,
        on=on,
        e1rm_kg=rounded(best.e1rm_kg, places=PLACES_KG),
        sigma_pct=rounded(best.sigma_pct, places=PLACES_PCT),
        method=best.method,
        set_log=row,
    )


def _forget(athlete: Athlete, days: set[date], *, kept: Iterable[StrengthEstimate]) -> None:
    """Delete estimates of these days whose sets were taken back."""
    standing = {(one.exercise_id, one.on) for one in kept}
    there = StrengthEstimate.objects.filter(athlete=athlete, on__in=days).order_by("pk")
    stale = [
        key
        for key, *day in there.values_list("pk", "exercise_id", "on")
        if tuple(day) not in standing
    ]
    if stale:
        StrengthEstimate.objects.filter(pk__in=stale).delete()
