"""The load bridge: what strength opens with comes from what was lifted before it (spec 5.2)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from athletes.models import AnchorValue, Plan, PlanPhase, SetLog, StrengthEstimate
from athletes.queries.equipment import moved_at_once
from programs.engine.goals import Goal
from programs.engine.loads.estimates import (
    MOST_CHART_REPS,
    TREND_WINDOW_DAYS,
    Trend,
    TrendPoint,
    trend,
)
from programs.engine.loads.load_anchors import kind_of, load_anchors
from programs.engine.phases.boundary import Opening, RecentSet, RelatedLift, opening
from programs.engine.program import Group, Mesocycle, Program, Slot
from programs.engine.tables import exercises, lift_ratios
from programs.engine.units import rounded
from programs.models import Exercise

BRIDGED = frozenset({"tm", "rm"})
# A set without a fixed number of repetitions opens like one of five.
USUAL_REPS = 5
MOST_REASON = 500


@dataclass(frozen=True, slots=True)
class _Lift:
    """A main lift of the phase: its anchor, its exercise and its first set's repetitions."""

    anchor: str
    exercise: Exercise
    reps: int


@dataclass(frozen=True, slots=True)
class _Lifted:
    """The trends and work sets of the 42 days before the phase, by exercise slug."""

    trends: Mapping[str, Trend]
    sets: Mapping[str, Sequence[RecentSet]]


def bridge_loads(*, plan: Plan, phase: PlanPhase, program: Program, now: datetime) -> int:
    """Set the numbers of the main lifts of a strength phase that follows hypertrophy.

    Returns how many were set; a lift without any estimate keeps its number. 6 queries, 1 when
    no phase of hypertrophy came before.
    """
    if phase.goal != Goal.STRENGTH or not _follows_hypertrophy(plan, phase):
        return 0
    lifts = list(_main_lifts(plan, phase, program=program))
    lifted = _lifted(plan, before_on=phase.starts_on)
    found = [(lift, _opening(lift, lifted, program=program)) for lift in lifts]
    opened = [(lift, one) for lift, one in found if one.e0_kg is not None]
    ramps = _ramps_ahead(plan, phase) if opened else {}
    AnchorValue.objects.bulk_create(
        _entry(plan, lift=lift, value=_value(lift, one), ordinal=ordinal, reason=reason, now=now)
        for lift, one in opened
        for reason in [f"{phase.name} opens from what you lifted. {one.words}"[:MOST_REASON]]
        for ordinal in [phase.first_ordinal, *ramps.get(lift.anchor, ())]
    )
    return len(opened)


def _follows_hypertrophy(plan: Plan, phase: PlanPhase) -> bool:
    goals = PlanPhase.objects.filter(plan=plan, seq__lt=phase.seq).order_by("-seq")
    loading = (goal for goal in goals.values_list("goal", flat=True) if Goal(goal).is_loading)
    return next(loading, None) == Goal.HYPERTROPHY


def _main_lifts(plan: Plan, phase: PlanPhase, *, program: Program) -> Iterator[_Lift]:
    """Yield each anchor once that a main lift of the phase goes by, if its exercise is known."""
    coached = set(
        AnchorValue.objects.filter(
            plan=plan,
            source=AnchorValue.Source.COACH,
            effective_ordinal__gte=phase.first_ordinal,
        ).values_list("name", flat=True)
    )
    rows = plan.program_version.exercises.select_related("exercise")
    matched = {row.name: row.exercise for row in rows}
    owners = {anchor.name: anchor.exercise for anchor in load_anchors(program)}
    seen = set(coached)
    for slot in _main_slots(program.mesocycles[phase.mesocycle]):
        for group in slot.groups:
            name = _anchor_of(group, program=program)
            exercise = matched.get(owners.get(name or "") or slot.exercise)
            if name is None or name in seen or exercise is None:
                continue
            seen.add(name)
            yield _Lift(name, exercise, _reps(group))


def _main_slots(mesocycle: Mesocycle) -> Iterator[Slot]:
    return (slot for day in mesocycle.all_days for slot in day.slots if slot.is_main)


def _anchor_of(group: Group, *, program: Program) -> str | None:
    name = group.load.of if group.load else None
    if name is None:
        return None
    while name in program.derived:
        name = program.derived[name].of
    return name if name in program.anchors and kind_of(name) in BRIDGED else None


def _reps(group: Group) -> int:
    reps = group.reps
    if reps is None or reps.kind != "reps" or reps.is_max:
        return USUAL_REPS
    return min(reps.floor, MOST_CHART_REPS)


def _lifted(plan: Plan, *, before_on: date) -> _Lifted:
    from_on = before_on - timedelta(days=TREND_WINDOW_DAYS)
    last_on = before_on - timedelta(days=1)
    estimates = StrengthEstimate.objects.filter(
        athlete=plan.athlete_id, on__gte=from_on, on__lte=last_on
    )
    points: dict[str, list[TrendPoint]] = defaultdict(list)
    for row in estimates.select_related("exercise").order_by("exercise_id", "on"):
        points[row.exercise.slug].append(TrendPoint(row.on, row.e1rm_kg, row.sigma_pct))
    trends = {slug: trend(of_lift, as_of=last_on) for slug, of_lift in points.items()}
    return _Lifted(
        trends={slug: found for slug, found in trends.items() if found is not None},
        sets=_recent_sets(plan, from_on=from_on, last_on=last_on),
    )


def _recent_sets(plan: Plan, *, from_on: date, last_on: date) -> Mapping[str, list[RecentSet]]:
    sets = SetLog.objects.standing().filter(
        athlete=plan.athlete_id,
        session_log__on__gte=from_on,
        session_log__on__lte=last_on,
        exercise__isnull=False,
        load_kg__gt=0,
        reps__gte=1,
        is_warmup=False,
    )
    found: dict[str, list[RecentSet]] = defaultdict(list)
    for row in sets.select_related("exercise").order_by("performed_at", "pk"):
        if row.exercise and row.load_kg:
            load = row.load_kg * moved_at_once(row.exercise)
            found[row.exercise.slug].append(RecentSet(load_kg=load, reps=row.reps))
    return found


def _opening(lift: _Lift, lifted: _Lifted, *, program: Program) -> Opening:
    slug = lift.exercise.slug
    related = _related(slug, lifted)
    source = slug
    if slug not in lifted.trends and related:
        source = min(related, key=lambda one: related[one].trend.sigma_pct)
    return opening(
        trend=lifted.trends.get(slug),
        reps=lift.reps,
        recent_sets=lifted.sets.get(source, ()),
        related=related.values(),
        step_kg=program.rounding.step_kg,
    )


def _related(slug: str, lifted: _Lifted) -> dict[str, RelatedLift]:
    """Return the measured lifts whose ratio to this one is known, by slug."""
    return {
        row.from_lift: RelatedLift(
            name=exercises()[row.from_lift].name,
            trend=lifted.trends[row.from_lift],
            ratio=row.ratio,
        )
        for row in lift_ratios()
        if row.to_lift == slug and row.from_lift in lifted.trends
    }


def _ramps_ahead(plan: Plan, phase: PlanPhase) -> Mapping[str, list[int]]:
    """Return, by anchor, where the ramp after a gap would put back the number before it."""
    rows = AnchorValue.objects.filter(
        plan=plan,
        source=AnchorValue.Source.BOUNDARY,
        effective_ordinal__gt=phase.first_ordinal,
    )
    found: dict[str, list[int]] = defaultdict(list)
    for name, ordinal in rows.values_list("name", "effective_ordinal").distinct():
        found[name].append(ordinal)
    return found


def _entry(
    plan: Plan, *, lift: _Lift, value: Decimal, ordinal: int, reason: str, now: datetime
) -> AnchorValue:
    return AnchorValue(
        organization_id=plan.organization_id,
        athlete_id=plan.athlete_id,
        plan=plan,
        name=lift.anchor,
        exercise=lift.exercise,
        value=value,
        source=AnchorValue.Source.BOUNDARY,
        reason=reason,
        effective_ordinal=ordinal,
        set_at=now,
    )


def _value(lift: _Lift, opened: Opening) -> Decimal:
    """Return the number as the anchor counts it: what one hand holds for dumbbells."""
    is_tm = kind_of(lift.anchor) == "tm"
    moved = opened.training_max_kg if is_tm else opened.e0_kg
    return rounded(Fraction(moved or 0) / moved_at_once(lift.exercise), places=9)
