"""Which weeks and phases of plans are still open to be summarized, with their counts."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from athletes.models import (
    PhaseSummary,
    Plan,
    PlannedSession,
    PlanPhase,
    SessionLog,
    WeeklyAdherence,
)
from athletes.queries.tallies import (
    NEVER_AWAY,
    DaysAway,
    PlacedSession,
    get_days_away,
    get_placed_sessions,
)
from athletes.queries.week_start import week_start_of
from programs.engine.adherence.measures import Counts, count_sessions
from programs.engine.timeline import DAYS_A_WEEK, local_date, seals_at, week_of

WEEK = timedelta(days=DAYS_A_WEEK)


@dataclass(frozen=True, slots=True)
class Window:
    """One week (``phase`` None, from ``first_on``) or one phase of a plan with its counts.

    ``sealed_at`` is the instant since which the counts are final, None while they aren't.
    """

    plan: Plan
    phase: PlanPhase | None
    first_on: date
    counts: Counts
    sealed_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Training:
    """What the windows of a batch of plans are counted from."""

    away: Mapping[int, DaysAway]
    by_plan: Mapping[int, Sequence[PlacedSession]]
    by_phase: Mapping[int, Sequence[PlacedSession]]
    extras: Mapping[tuple[int, date], int]


def get_open_windows(*, plans: Sequence[Plan], now: datetime) -> list[Window]:
    """Return every begun and unsealed week and phase of the plans, counted.

    ``plans`` come with the athlete and their organization. 7 queries.
    """
    phases = list(PlanPhase.objects.filter(plan__in=plans).order_by("plan_id", "seq"))
    sealed_phases = set(
        PhaseSummary.objects.filter(phase__in=phases)
        .exclude(sealed_at=None)
        .values_list("phase_id", flat=True)
    )
    sealed_weeks = set(weeks_of(plans).exclude(sealed_at=None).values_list("plan_id", "week_on"))
    open_phases = [phase for phase in phases if phase.pk not in sealed_phases]
    open_weeks = {
        plan.pk: [on for on in _weeks(plan, now=now) if (plan.pk, on) not in sealed_weeks]
        for plan in plans
    }
    training = _training(plans, phases=open_phases, weeks=open_weeks)
    by_pk = {plan.pk: plan for plan in plans}
    return [
        *(_week(plan, on, training, now=now) for plan in plans for on in open_weeks[plan.pk]),
        *(
            _phase(by_pk[phase.plan_id], phase, training, now=now)
            for phase in open_phases
            if phase.starts_on <= local_date(now, zone=by_pk[phase.plan_id].time_zone)
        ),
    ]


def weeks_of(plans: Sequence[Plan]) -> QuerySet[WeeklyAdherence]:
    """Return the weekly rows of plans; their index begins with the organization."""
    organizations = {plan.organization_id for plan in plans}
    return WeeklyAdherence.objects.filter(organization__in=organizations, plan__in=plans)


def _weeks(plan: Plan, *, now: datetime) -> Iterator[date]:
    today = local_date(now, zone=plan.time_zone)
    last_on = min(today, plan.ended_on or today)
    week_on = week_of(plan.starts_on, week_start=week_start_of(plan.athlete))
    while week_on <= last_on:
        yield week_on
        week_on += WEEK


def _training(
    plans: Sequence[Plan],
    *,
    phases: Sequence[PlanPhase],
    weeks: Mapping[int, Sequence[date]],
) -> _Training:
    away = get_days_away(athletes={plan.athlete_id for plan in plans})
    first_on = min((on for days in weeks.values() for on in days), default=date.max)
    first_on = min([first_on, *(phase.starts_on for phase in phases)])
    away_by_plan = {plan.pk: away.get(plan.athlete_id, NEVER_AWAY) for plan in plans}
    placed = get_placed_sessions(
        sessions=PlannedSession.objects.filter(plan__in=plans, scheduled_on__gte=first_on),
        away=away_by_plan,
    )
    by_plan: dict[int, list[PlacedSession]] = defaultdict(list)
    by_phase: dict[int, list[PlacedSession]] = defaultdict(list)
    for one in placed:
        by_plan[one.plan_id].append(one)
        by_phase[one.phase_id].append(one)
    return _Training(
        away=away_by_plan,
        by_plan=by_plan,
        by_phase=by_phase,
        extras=_extras(plans, from_on=first_on),
    )


def _extras(plans: Sequence[Plan], *, from_on: date) -> Mapping[tuple[int, date], int]:
    """Count finished sessions that belong to no planned one, by athlete and day."""
    logs = SessionLog.objects.filter(
        athlete__in={plan.athlete_id for plan in plans},
        planned_session=None,
        completed_at__isnull=False,
        on__gte=from_on,
    )
    return Counter(logs.order_by("on").values_list("athlete_id", "on"))


def _week(plan: Plan, week_on: date, training: _Training, *, now: datetime) -> Window:
    last_on = week_on + WEEK - timedelta(days=1)
    final_at = seals_at(last_on, zone=plan.time_zone)
    is_final = final_at <= now
    counts = _count(
        plan,
        training.by_plan.get(plan.pk, ()),
        window=(week_on, last_on),
        extras=_extras_within(plan, training, first_on=week_on, last_on=last_on, now=now),
        as_of=final_at if is_final else now,
        training=training,
    )
    return Window(plan, None, week_on, counts, final_at if is_final else None)


def _phase(plan: Plan, phase: PlanPhase, training: _Training, *, now: datetime) -> Window:
    """Count the sessions of a phase, wherever they were moved to."""
    final_at = seals_at(phase.ends_on, zone=plan.time_zone)
    is_final = phase.closed_at is not None and final_at <= now
    counts = _count(
        plan,
        training.by_phase.get(phase.pk, ()),
        window=(date.min, date.max),
        extras=_extras_within(
            plan, training, first_on=phase.starts_on, last_on=phase.ends_on, now=now
        ),
        as_of=final_at if is_final else now,
        training=training,
    )
    return Window(plan, phase, phase.starts_on, counts, final_at if is_final else None)


def _count(
    plan: Plan,
    placed: Sequence[PlacedSession],
    *,
    window: tuple[date, date],
    extras: int,
    as_of: datetime,
    training: _Training,
) -> Counts:
    return count_sessions(
        (one.session for one in placed),
        window=window,
        as_of=as_of,
        zone=plan.time_zone,
        pauses=training.away[plan.pk].pauses,
        unlinked_sessions=extras,
    )


def _extras_within(
    plan: Plan, training: _Training, *, first_on: date, last_on: date, now: datetime
) -> int:
    today = local_date(now, zone=plan.time_zone)
    return sum(
        count
        for (athlete, on), count in training.extras.items()
        if athlete == plan.athlete_id and first_on <= on <= min(last_on, today)
    )
