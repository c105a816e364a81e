"""The load bridge: what strength opens with comes from what was lifted before it (spec 5.2)."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from athletes.models import AnchorValue, Plan, PlanPhase, SetLog, StrengthEstimate
from athletes.queries.equipment import moved_at_once
from athletes.queries.own_program import own_program
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
from programs.models import Exercise, VersionExercise

BRIDGED = frozenset({"tm", "rm"})
# A set without a fixed number of repetitions opens like one of five.
USUAL_REPS = 5
MOST_REASON = 500

Days = tuple[date, date]
"""First and last day, both inside."""


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


def bridge_loads(begun: Sequence[tuple[Plan, PlanPhase]], *, now: datetime) -> int:
    """Set the numbers of the main lifts of strength phases that follow hypertrophy.

    Returns how many were set; a lift without any estimate keeps its number. Each plan once, with
    its version. 5 queries however many plans, 1 when none comes from hypertrophy, 0 when no
    strength begins.
    """
    strength = [(plan, phase) for plan, phase in begun if phase.goal == Goal.STRENGTH]
    bridged = _after_hypertrophy(strength)
    if not bridged:
        return 0
    lifts = _main_lifts(bridged)
    lifted = _lifted({plan.athlete_id: phase.starts_on for plan, phase in bridged})
    opened = [
        (plan, phase, lift, one)
        for plan, phase in bridged
        for lift in lifts[plan.pk]
        for one in [_opening(lift, lifted[plan.athlete_id], program=_program(plan))]
        if one.e0_kg is not None
    ]
    AnchorValue.objects.bulk_create(
        _entry(plan, phase, lift=lift, opened=one, now=now) for plan, phase, lift, one in opened
    )
    return len(opened)


def _program(plan: Plan) -> Program:
    return own_program(plan)


def _after_hypertrophy(begun: Sequence[tuple[Plan, PlanPhase]]) -> list[tuple[Plan, PlanPhase]]:
    """Return those whose last loading phase before was hypertrophy. 1 query."""
    if not begun:
        return []
    goals: dict[int, list[tuple[int, Goal]]] = defaultdict(list)
    rows = PlanPhase.objects.filter(plan__in=[plan.pk for plan, _ in begun]).order_by("-seq")
    for plan_id, seq, goal in rows.values_list("plan_id", "seq", "goal"):
        goals[plan_id].append((seq, Goal(goal)))
    return [
        (plan, phase)
        for plan, phase in begun
        if next((goal for seq, goal in goals[plan.pk] if seq < phase.seq and goal.is_loading), None)
        == Goal.HYPERTROPHY
    ]


def _main_lifts(begun: Sequence[tuple[Plan, PlanPhase]]) -> dict[int, list[_Lift]]:
    """Return by plan the lifts whose numbers neither coach nor athlete has set. 2 queries."""
    coached: dict[int, set[str]] = defaultdict(set)
    first = {plan.pk: phase.first_ordinal for plan, phase in begun}
    by_people = (AnchorValue.Source.COACH, AnchorValue.Source.ATHLETE)
    entries = AnchorValue.objects.filter(plan__in=first, source__in=by_people)
    for plan_id, name, ordinal in entries.values_list("plan_id", "name", "effective_ordinal"):
        if ordinal >= first[plan_id]:
            coached[plan_id].add(name)
    matched = _matched({plan.program_version_id for plan, _ in begun})
    programs = {plan.program_version_id: _program(plan) for plan, _ in begun}
    owners = {version: _owners(program) for version, program in programs.items()}
    return {
        plan.pk: list(
            _lifts_of(
                phase,
                program=programs[plan.program_version_id],
                owners=owners[plan.program_version_id],
                matched=matched[plan.program_version_id],
                but=coached[plan.pk],
            )
        )
        for plan, phase in begun
    }


def _matched(versions: Collection[int]) -> dict[int, dict[str, Exercise | None]]:
    found: dict[int, dict[str, Exercise | None]] = defaultdict(dict)
    rows = VersionExercise.objects.filter(program_version__in=versions)
    for row in rows.select_related("exercise").order_by("pk"):
        found[row.program_version_id][row.name] = row.exercise
    return found


def _owners(program: Program) -> dict[str, str | None]:
    return {anchor.name: anchor.exercise for anchor in load_anchors(program)}


def _lifts_of(
    phase: PlanPhase,
    *,
    program: Program,
    owners: Mapping[str, str | None],
    matched: Mapping[str, Exercise | None],
    but: Collection[str],
) -> Iterator[_Lift]:
    """Yield each anchor once that a main lift of the phase goes by, if its exercise is known."""
    seen = set(but)
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


def _lifted(before: Mapping[int, date]) -> dict[int, _Lifted]:
    """Return what each athlete lifted before a day. 2 queries."""
    days = {
        athlete: (on - timedelta(days=TREND_WINDOW_DAYS), on - timedelta(days=1))
        for athlete, on in before.items()
    }
    points = _points(days)
    sets = _recent_sets(days)
    found = {}
    for athlete, (_, last_on) in days.items():
        trends = {slug: trend(lift, as_of=last_on) for slug, lift in points[athlete].items()}
        measured = {slug: one for slug, one in trends.items() if one is not None}
        found[athlete] = _Lifted(trends=measured, sets=sets[athlete])
    return found


def _points(days: Mapping[int, Days]) -> dict[int, dict[str, list[TrendPoint]]]:
    found: dict[int, dict[str, list[TrendPoint]]] = defaultdict(lambda: defaultdict(list))
    rows = StrengthEstimate.objects.filter(
        athlete__in=days,
        on__gte=min(first_on for first_on, _ in days.values()),
        on__lte=max(last_on for _, last_on in days.values()),
    )
    for row in rows.select_related("exercise").order_by("athlete_id", "exercise_id", "on"):
        first_on, last_on = days[row.athlete_id]
        if first_on <= row.on <= last_on:
            point = TrendPoint(row.on, row.e1rm_kg, row.sigma_pct)
            found[row.athlete_id][row.exercise.slug].append(point)
    return found


def _recent_sets(days: Mapping[int, Days]) -> dict[int, dict[str, list[RecentSet]]]:
    sets = SetLog.objects.standing().filter(
        athlete__in=days,
        session_log__on__gte=min(first_on for first_on, _ in days.values()),
        session_log__on__lte=max(last_on for _, last_on in days.values()),
        exercise__isnull=False,
        load_kg__gt=0,
        reps__gte=1,
        is_warmup=False,
    )
    found: dict[int, dict[str, list[RecentSet]]] = defaultdict(lambda: defaultdict(list))
    for row in sets.select_related("exercise", "session_log").order_by("performed_at", "pk"):
        first_on, last_on = days[row.athlete_id]
        if row.exercise and row.load_kg and first_on <= row.session_log.on <= last_on:
            load = row.load_kg * moved_at_once(row.exercise)
            found[row.athlete_id][row.exercise.slug].append(RecentSet(load_kg=load, reps=row.reps))
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


def _entry(
    plan: Plan, phase: PlanPhase, *, lift: _Lift, opened: Opening, now: datetime
) -> AnchorValue:
    return AnchorValue(
        organization_id=plan.organization_id,
        athlete_id=plan.athlete_id,
        plan=plan,
        name=lift.anchor,
        exercise=lift.exercise,
        value=_value(lift, opened),
        source=AnchorValue.Source.BOUNDARY,
        reason=f"{phase.name} opens from what you lifted. {opened.words}"[:MOST_REASON],
        effective_ordinal=phase.first_ordinal,
        set_at=now,
    )


def _value(lift: _Lift, opened: Opening) -> Decimal:
    """Return the number as the anchor counts it: what one hand holds for dumbbells."""
    is_tm = kind_of(lift.anchor) == "tm"
    moved = opened.training_max_kg if is_tm else opened.e0_kg
    return rounded(Fraction(moved or 0) / moved_at_once(lift.exercise), places=9)
