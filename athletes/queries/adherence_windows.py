"""Which weeks and phases of plans are still open to be summarized, and until when they stay so."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from athletes.models import Plan, PlanPhase, WeeklyAdherence
from programs.engine.timeline import DAYS_A_WEEK, local_date, seals_at, start_of_day, week_of

DAY = timedelta(days=1)
WEEK = timedelta(days=DAYS_A_WEEK)


@dataclass(frozen=True, slots=True)
class Window:
    """One week (``phase_id`` None) or one phase of a plan, from first to last day.

    ``as_of_on`` is the athlete's day as of which it is counted: today, or that of the instant
    ``sealed_at``, since which the counts are final.
    """

    organization_id: int
    athlete_id: int
    plan_id: int
    phase_id: int | None
    first_on: date
    last_on: date
    as_of_on: date
    sealed_at: datetime | None


@dataclass(frozen=True, slots=True)
class OpenPlan:
    """A plan's open windows. Its first unsealed week begins on ``from_on``.

    ``next_on`` and ``next_at``: when time alone opens or seals a window next.
    """

    pk: int
    organization_id: int
    time_zone: str
    today: date
    windows: tuple[Window, ...]
    from_on: date
    next_on: date | None
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Facts:
    pk: int
    organization_id: int
    athlete_id: int
    time_zone: str
    starts_on: date
    ended_on: date | None
    week_start: int


@dataclass(frozen=True, slots=True)
class _Phase:
    pk: int
    starts_on: date
    ends_on: date
    closed_at: datetime | None


class Calendar:
    """What the days of zones are at one instant; asked often, so each answer is kept."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.today = cache(self._today)
        self.final = cache(self._final)

    def _today(self, zone: str) -> date:
        return local_date(self.now, zone=zone)

    def _final(self, last_on: date, zone: str) -> tuple[datetime, date]:
        """Return the instant at which a window seals, and the day that it is then."""
        at = seals_at(last_on, zone=zone)
        return at, local_date(at, zone=zone)


def get_open_plans(
    *, plans: Sequence[int], from_on: Mapping[int, date], calendar: Calendar
) -> list[OpenPlan]:
    """Return the begun and unsealed weeks and phases of the plans.

    ``from_on``: the weeks of a plan before that day are sealed; where it isn't said, or the
    athlete's weeks begin on another day now, every week is looked up. 2 queries; one more then.
    """
    facts = [_Facts(*row) for row in _facts(plans)]
    phases = _phases(plans)
    known = {
        one.pk: from_on[one.pk]
        for one in facts
        if one.pk in from_on and from_on[one.pk].weekday() == one.week_start
    }
    sealed = _sealed_weeks([one for one in facts if one.pk not in known])
    return [
        _open_plan(
            one,
            phases=phases.get(one.pk, ()),
            from_on=known.get(one.pk),
            sealed=sealed.get(one.pk, frozenset()),
            calendar=calendar,
        )
        for one in facts
    ]


def weeks_of(plans: Sequence[int], *, organizations: Sequence[int]) -> QuerySet[WeeklyAdherence]:
    """Return the weekly rows of plans; their index begins with the organization."""
    return WeeklyAdherence.objects.filter(organization__in=organizations, plan__in=plans)


def _facts(plans: Sequence[int]) -> QuerySet[Plan, tuple[Any, ...]]:
    # Decision 21: the athlete's first day of the week, else the organization's.
    week_start = Coalesce(F("athlete__week_start"), F("athlete__organization__week_start"))
    rows = Plan.objects.filter(pk__in=plans).order_by("pk")
    return rows.values_list(
        "pk", "organization_id", "athlete_id", "time_zone", "starts_on", "ended_on", week_start
    )


def _phases(plans: Sequence[int]) -> Mapping[int, Sequence[_Phase]]:
    rows = PlanPhase.objects.filter(
        Q(summary=None) | Q(summary__sealed_at=None), plan__in=plans
    ).order_by("plan_id", "seq")
    found: dict[int, list[_Phase]] = defaultdict(list)
    for plan_id, pk, starts_on, ends_on, closed_at in rows.values_list(
        "plan_id", "pk", "starts_on", "ends_on", "closed_at"
    ):
        found[plan_id].append(_Phase(pk, starts_on, ends_on, closed_at))
    return found


def _sealed_weeks(plans: Sequence[_Facts]) -> Mapping[int, frozenset[date]]:
    if not plans:
        return {}
    found: dict[int, set[date]] = defaultdict(set)
    rows = weeks_of(
        [one.pk for one in plans],
        organizations=sorted({one.organization_id for one in plans}),
    ).exclude(sealed_at=None)
    for plan_id, week_on in rows.values_list("plan_id", "week_on"):
        found[plan_id].add(week_on)
    return {plan_id: frozenset(weeks) for plan_id, weeks in found.items()}


def _open_plan(
    plan: _Facts,
    *,
    phases: Sequence[_Phase],
    from_on: date | None,
    sealed: frozenset[date],
    calendar: Calendar,
) -> OpenPlan:
    today = calendar.today(plan.time_zone)
    first_on = from_on or week_of(plan.starts_on, week_start=plan.week_start)
    last_on = min(today, plan.ended_on or today)
    weeks = [
        _week(plan, on, calendar) for on in _weeks(first_on, last_on=last_on) if on not in sealed
    ]
    begun = [_phase(plan, one, calendar) for one in phases if one.starts_on <= today]
    windows = (*weeks, *begun)
    next_week_on = _next_week(first_on, after=last_on)
    goes_on = plan.ended_on is None or next_week_on <= plan.ended_on
    days = [one.starts_on for one in phases if one.starts_on > today]
    return OpenPlan(
        pk=plan.pk,
        organization_id=plan.organization_id,
        time_zone=plan.time_zone,
        today=today,
        windows=windows,
        from_on=next((one.first_on for one in weeks if one.sealed_at is None), next_week_on),
        next_on=min([*days, next_week_on] if goes_on else days, default=None),
        next_at=_next_seal(plan, weeks=weeks, phases=phases, calendar=calendar),
    )


def _weeks(first_on: date, *, last_on: date) -> Iterator[date]:
    while first_on <= last_on:
        yield first_on
        first_on += WEEK


def _next_week(first_on: date, *, after: date) -> date:
    weeks = max(0, -(-((after - first_on).days + 1) // DAYS_A_WEEK))
    return first_on + weeks * WEEK


def _next_seal(
    plan: _Facts, *, weeks: Sequence[Window], phases: Sequence[_Phase], calendar: Calendar
) -> datetime | None:
    last_days = [one.last_on for one in weeks if one.sealed_at is None]
    last_days += [one.ends_on for one in phases if one.closed_at is not None]
    instants = (calendar.final(on, plan.time_zone)[0] for on in last_days)
    return min((at for at in instants if at > calendar.now), default=None)


def _week(plan: _Facts, week_on: date, calendar: Calendar) -> Window:
    last_on = week_on + WEEK - DAY
    final_at, final_on = calendar.final(last_on, plan.time_zone)
    is_final = final_at <= calendar.now
    return Window(
        organization_id=plan.organization_id,
        athlete_id=plan.athlete_id,
        plan_id=plan.pk,
        phase_id=None,
        first_on=week_on,
        last_on=last_on,
        as_of_on=final_on if is_final else calendar.today(plan.time_zone),
        sealed_at=final_at if is_final else None,
    )


def _phase(plan: _Facts, phase: _Phase, calendar: Calendar) -> Window:
    final_at, final_on = calendar.final(phase.ends_on, plan.time_zone)
    is_final = phase.closed_at is not None and final_at <= calendar.now
    return Window(
        organization_id=plan.organization_id,
        athlete_id=plan.athlete_id,
        plan_id=plan.pk,
        phase_id=phase.pk,
        first_on=phase.starts_on,
        last_on=phase.ends_on,
        as_of_on=final_on if is_final else calendar.today(plan.time_zone),
        sealed_at=final_at if is_final else None,
    )


def instant_of_next_change(plan: OpenPlan, *, upcoming_on: date | None) -> datetime | None:
    """Return when time alone changes a plan's summaries next; None: never again.

    ``upcoming_on`` is the first day that changes what its sessions count as.
    """
    days = [on for on in (plan.next_on, upcoming_on) if on is not None]
    instants = [start_of_day(min(days), zone=plan.time_zone)] if days else []
    if plan.next_at is not None:
        instants.append(plan.next_at)
    return min(instants, default=None)
