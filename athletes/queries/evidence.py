"""What the decision at the end of a phase rests on, read as of the instant it is due (spec 5.1)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Avg, Count, F, Q

from athletes.models import (
    CheckIn,
    PhaseTransition,
    Plan,
    PlannedGroup,
    PlannedSession,
    PlanPhase,
    SessionLog,
    SetLog,
    StrengthEstimate,
)
from athletes.queries.tallies import NEVER_AWAY, get_days_away, get_placed_sessions
from programs.engine.adherence.measures import count_sessions
from programs.engine.goals import Goal
from programs.engine.loads.estimates import TREND_WINDOW_DAYS, Trend, TrendPoint, trend
from programs.engine.phases.decision import LIFT_DOWN_PCT, Decision, Evidence, RollMode
from programs.engine.program import Program
from programs.engine.progression.deload import Signals, fatigue_reasons
from programs.engine.progression.stall import stall
from programs.engine.timeline import DAYS_A_WEEK, local_date

WEEK = timedelta(days=DAYS_A_WEEK)
RESTING = frozenset({Goal.DELOAD, Goal.TRANSITION})


@dataclass(frozen=True, slots=True)
class _Lifts:
    """How the main lifts of a phase went: change in percent of each, and whether they rise."""

    changes_pct: tuple[Decimal, ...] = ()
    is_rising: bool = False

    @property
    def down(self) -> int:
        return sum(1 for change in self.changes_pct if change <= LIFT_DOWN_PCT)


def get_evidence(
    *, plan: Plan, phases: Sequence[PlanPhase], program: Program, at: datetime
) -> Evidence:
    """Return the evidence on the plan's last phase in ``phases`` (all, in order) at an instant.

    Work finished after ``at`` doesn't count. 8 queries, 9 in a test phase. Soreness and skips
    for fatigue aren't recorded yet, so fatigue is seen in performance, effort and readiness.
    """
    phase = phases[-1]
    today = local_date(at, zone=plan.time_zone)
    lifts = _lifts(plan, phase)
    signals = _signals(plan, today=today, lifts=lifts)
    mesocycle = phase.mesocycle + 1
    is_last = mesocycle >= len(program.mesocycles)
    return Evidence(
        mode=RollMode(plan.roll_mode.lower()),
        goal=Goal(phase.goal),
        last_on=phase.ends_on,
        has_pain=_has_pain(plan, at=at, today=today),
        days_since_session=days_since_session(plan=plan, today=today),
        exposure=_exposure(plan, phase, at=at),
        extensions_used=_extensions_used(phase),
        repeats_used=phase.repeats,
        weeks_since_deload=weeks_since_deload(program, phases=phases),
        fatigue_reasons=len(fatigue_reasons(signals)),
        next_goal=None if is_last else program.mesocycles[mesocycle].goal,
        lift_changes_pct=lifts.changes_pct,
        is_still_rising=lifts.is_rising,
        phase_weeks=((phase.ends_on - phase.starts_on).days + 1) // DAYS_A_WEEK,
        has_test_results=phase.goal == Goal.TEST and _has_test_results(phase),
    )


def evidence_to_json(evidence: Evidence) -> dict[str, Any]:
    """Return the evidence as JSON keeps it: shares as fractions, days and decimals as text."""
    return {name: _plain(value) for name, value in asdict(evidence).items()}


def weeks_since_deload(program: Program, *, phases: Sequence[PlanPhase]) -> int:
    """Count the loading weeks at the end of the phases, as run; all of them without a deload."""
    count = 0
    for phase in phases:
        for is_deload in _weeks(program, phase):
            count = 0 if is_deload else count + 1
    return count


def days_since_session(*, plan: Plan, today: date) -> int | None:
    """Count the local days since the last work set of the plan, None without any. 1 query."""
    work = Q(sets__is_warmup=False, sets__reps__gte=1, sets__deleted_at=None)
    last_on = (
        SessionLog.objects.filter(work, planned_session__plan=plan, on__lte=today)
        .order_by("-on")
        .values_list("on", flat=True)
        .first()
    )
    return None if last_on is None else (today - last_on).days


def _weeks(program: Program, phase: PlanPhase) -> Iterator[bool]:
    """Yield for each week of a phase whether it is a deload."""
    mesocycle = program.mesocycles[phase.mesocycle]
    if phase.kind == PlanPhase.Kind.INSERTED_DELOAD or mesocycle.goal in RESTING:
        yield True
        return
    if mesocycle.kind == "calendar":
        yield from (week.is_deload for week in mesocycle.weeks)
    else:
        yield from (False for _ in range(mesocycle.week_count))
    yield from (False for _ in range(phase.extra_weeks))


def _exposure(plan: Plan, phase: PlanPhase, *, at: datetime) -> Fraction | None:
    away = get_days_away(athletes=[plan.athlete_id]).get(plan.athlete_id, NEVER_AWAY)
    placed = get_placed_sessions(
        sessions=PlannedSession.objects.filter(phase=phase), away={plan.pk: away}
    )
    counts = count_sessions(
        (one.session for one in placed),
        window=(date.min, date.max),
        as_of=at,
        zone=plan.time_zone,
        pauses=away.pauses,
    )
    return counts.adherence().exposure


def _has_pain(plan: Plan, *, at: datetime, today: date) -> bool:
    is_open = Q(pain_resolved_at=None) | Q(pain_resolved_at__gt=at)
    pains = CheckIn.objects.filter(is_open, athlete=plan.athlete_id, has_pain=True, on__lt=today)
    return pains.exists()


def _extensions_used(phase: PlanPhase) -> int:
    """Count decided extensions only: weeks repeated while a proposal waited are none."""
    return PhaseTransition.objects.filter(
        from_phase=phase, decision=Decision.EXTEND_1W.value
    ).count()


def _has_test_results(phase: PlanPhase) -> bool:
    tests = PlannedGroup.objects.filter(session__phase=phase, intent="test", sets_credited__gte=1)
    return tests.exists()


def _signals(plan: Plan, *, today: date, lifts: _Lifts) -> Signals:
    """Return the signs of fatigue of the phase's last seven days."""
    days = {"on__gte": today - WEEK, "on__lt": today}
    readiness = CheckIn.objects.filter(athlete=plan.athlete_id, **days).aggregate(
        mean=Avg("readiness"), count=Count("readiness")
    )
    effort = (
        SetLog.objects.standing()
        .filter(
            session_log__planned_session__plan=plan,
            session_log__on__gte=today - WEEK,
            session_log__on__lt=today,
            is_warmup=False,
            rpe__isnull=False,
            prescribed_rpe__isnull=False,
        )
        .aggregate(mean=Avg(F("rpe") - F("prescribed_rpe")), count=Count("pk"))
    )
    return Signals(
        lifts_down=lifts.down,
        rpe_deviation_mean=Decimal(effort["mean"] or 0),
        rpe_deviation_sets=effort["count"],
        readiness_mean=Decimal(str(readiness["mean"] or 0)),
        readiness_check_ins=readiness["count"],
    )


def _lifts(plan: Plan, phase: PlanPhase) -> _Lifts:
    """Return how each main lift went from the phase's first to its last day."""
    mains = PlannedGroup.objects.filter(
        session__phase=phase, is_main=True, exercise__isnull=False
    ).values("exercise")
    rows = StrengthEstimate.objects.filter(
        athlete=plan.athlete_id,
        exercise__in=mains,
        on__gte=phase.starts_on - timedelta(days=TREND_WINDOW_DAYS),
        on__lte=phase.ends_on,
    )
    found: dict[int, list[StrengthEstimate]] = defaultdict(list)
    for row in rows.order_by("exercise_id", "on"):
        found[row.exercise_id].append(row)
    changes = [_change_pct(of_lift, phase) for of_lift in found.values()]
    return _Lifts(
        changes_pct=tuple(change for change in changes if change is not None),
        is_rising=_is_rising(found.values()),
    )


def _change_pct(estimates: Sequence[StrengthEstimate], phase: PlanPhase) -> Decimal | None:
    """Return the change of the trend over the phase; from the first estimate if none is older."""
    first = estimates[0]
    before = _trend(estimates, as_of=max(phase.starts_on, first.on))
    after = _trend(estimates, as_of=phase.ends_on)
    if before is None or after is None or len(estimates) < 2:
        return None
    change = (after.e1rm_kg / before.e1rm_kg - 1) * 100
    return Decimal(change.numerator) / Decimal(change.denominator)


def _trend(estimates: Iterable[StrengthEstimate], *, as_of: date) -> Trend | None:
    points = (TrendPoint(row.on, row.e1rm_kg, row.sigma_pct) for row in estimates)
    return trend(points, as_of=as_of)


def _is_rising(lifts: Iterable[Sequence[StrengthEstimate]]) -> bool:
    """Tell whether half of the lifts that can be judged make progress. Spec 4, stall."""
    verdicts = [stall((row.on.toordinal(), row.e1rm_kg) for row in of_lift) for of_lift in lifts]
    judged = [verdict for verdict in verdicts if verdict != "insufficient"]
    return bool(judged) and judged.count("progress") * 2 >= len(judged)


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int():
            return value
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case tuple():
            return [_plain(one) for one in value]
        case _:
            return str(value)
