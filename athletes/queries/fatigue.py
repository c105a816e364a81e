"""The signs of fatigue and pain before an instant, read for any number of plans at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Count, Exists, F, Max, OuterRef, Q, Sum

from athletes.models import CheckIn, Plan, SessionLog, SetLog
from programs.engine.progression.deload import Signals
from programs.engine.timeline import DAYS_A_WEEK

WEEK = timedelta(days=DAYS_A_WEEK)
NOTHING = Decimal(0), 0


@dataclass(frozen=True, slots=True)
class Signs:
    """Open pain, and the mean effort and readiness of seven days with what they rest on."""

    has_pain: bool
    rpe_deviation_mean: Decimal
    rpe_deviation_sets: int
    readiness_mean: Decimal
    readiness_check_ins: int

    def signals(self, *, lifts_down: int) -> Signals:
        """Return what the deload trigger reads."""
        return Signals(
            lifts_down=lifts_down,
            rpe_deviation_mean=self.rpe_deviation_mean,
            rpe_deviation_sets=self.rpe_deviation_sets,
            readiness_mean=self.readiness_mean,
            readiness_check_ins=self.readiness_check_ins,
        )


def get_signs(instants: Mapping[Plan, tuple[datetime, date]]) -> dict[int, Signs]:
    """Return the signs by plan, each as of its own instant and local day. 3 queries."""
    athletes = {plan.athlete_id for plan in instants}
    days = {plan.pk: today for plan, (_, today) in instants.items()}
    by_athlete = {plan.athlete_id: today for plan, (_, today) in instants.items()}
    pains = _pains(athletes, before=max(days.values()))
    readiness = _weeks_means(_readiness(athletes, days=days.values()), before=by_athlete)
    efforts = _weeks_means(_efforts(days), before=days)
    return {
        plan.pk: Signs(
            any(
                on < today and (resolved_at is None or resolved_at > at)
                for on, resolved_at in pains.get(plan.athlete_id, ())
            ),
            *efforts.get(plan.pk, NOTHING),
            *readiness.get(plan.athlete_id, NOTHING),
        )
        for plan, (at, today) in instants.items()
    }


def days_since_session(*, plan: Plan, today: date) -> int | None:
    """Count the local days since the last work set of the plan, None without any. 1 query."""
    last_on = last_trained_on({plan.pk: today}).get(plan.pk)
    return None if last_on is None else (today - last_on).days


def last_trained_on(until: Mapping[int, date]) -> dict[int, date]:
    """Return the day of each plan's last work set, up to a day of its own. 1 query."""
    plans_by_day: dict[date, list[int]] = defaultdict(list)
    for plan, today in until.items():
        plans_by_day[today].append(plan)
    is_meant = Q()
    for today, plans in plans_by_day.items():
        is_meant |= Q(planned_session__plan__in=plans, on__lte=today)
    work = SetLog.objects.standing().filter(
        session_log=OuterRef("pk"), is_warmup=False, reps__gte=1
    )
    logs = SessionLog.objects.filter(is_meant, Exists(work)).order_by()
    return dict(logs.values_list("planned_session__plan").annotate(Max("on")))


def _pains(
    athletes: Iterable[int], *, before: date
) -> dict[int, list[tuple[date, datetime | None]]]:
    found: dict[int, list[tuple[date, datetime | None]]] = defaultdict(list)
    rows = CheckIn.objects.filter(athlete__in=athletes, has_pain=True, on__lt=before)
    for athlete, on, resolved_at in rows.values_list("athlete_id", "on", "pain_resolved_at"):
        found[athlete].append((on, resolved_at))
    return found


def _readiness(
    athletes: Iterable[int], *, days: Iterable[date]
) -> Iterable[tuple[int, date, Decimal, int]]:
    """Return athlete, day, sum and count."""
    first_on, last_on = _span(days)
    rows = CheckIn.objects.filter(
        athlete__in=athletes, on__gte=first_on, on__lt=last_on, readiness__isnull=False
    )
    return (
        (athlete, on, Decimal(readiness), 1)
        for athlete, on, readiness in rows.values_list("athlete_id", "on", "readiness")
        if readiness is not None
    )


def _efforts(days: Mapping[int, date]) -> Iterable[tuple[int, date, Decimal, int]]:
    """Return plan, day, sum and count of how far logged effort was off what was asked."""
    first_on, last_on = _span(days.values())
    rows = SetLog.objects.standing().filter(
        session_log__planned_session__plan__in=days,
        session_log__on__gte=first_on,
        session_log__on__lt=last_on,
        is_warmup=False,
        rpe__isnull=False,
        prescribed_rpe__isnull=False,
    )
    by_day = rows.order_by().values_list("session_log__planned_session__plan", "session_log__on")
    return by_day.annotate(off=Sum(F("rpe") - F("prescribed_rpe")), count=Count("pk"))


def _weeks_means(
    rows: Iterable[tuple[int, date, Decimal, int]], *, before: Mapping[int, date]
) -> dict[int, tuple[Decimal, int]]:
    """Return mean and count of the seven days before each one's day."""
    sums: dict[int, tuple[Decimal, int]] = {}
    for key, on, total, count in rows:
        if before[key] - WEEK <= on < before[key]:
            so_far, counted = sums.get(key, NOTHING)
            sums[key] = so_far + total, counted + count
    return {key: (total / count, count) for key, (total, count) in sums.items()}


def _span(days: Iterable[date]) -> tuple[date, date]:
    """Return the first and the last day (not in it) of all weeks before the days."""
    found = set(days)
    return min(found) - WEEK, max(found)
