"""Beginning, extending and cutting short the phases of plans."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast

from django.db.models import Max, Q

from athletes.actions.bulk_rows import update_rows
from athletes.actions.materialize_phases import materialize_phases
from athletes.models import Plan, PlannedSession, PlanPhase
from programs.engine.phases.ending import asks_on
from programs.engine.program import Program
from programs.engine.program.parts import Ends
from programs.engine.timeline import DAYS_A_WEEK, TABLE_VERSION, due_at, last_day, local_date

WEEK = timedelta(days=DAYS_A_WEEK)
DAY = timedelta(days=1)
DELOAD_NAME = "Deload"


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a plan goes on with after a phase: a mesocycle, how, and from which day."""

    plan: Plan
    program: Program
    after: PlanPhase
    mesocycle: int
    kind: str
    starts_on: date


@dataclass(frozen=True, slots=True)
class AddedWeek:
    """One more week of a plan's phase; where the phase was over before, from a day on."""

    plan: Plan
    phase: PlanPhase
    from_on: date | None = None


def begin_phases(beginnings: Sequence[Beginning]) -> list[PlanPhase]:
    """Return the new running phases, saved without their sessions; plans are left unsaved.

    In the order given. 2 queries.
    """
    ordinals = _last_ordinals(one.plan for one in beginnings)
    phases = [_phase(one, first_ordinal=ordinals[one.plan.pk] + 1) for one in beginnings]
    PlanPhase.objects.bulk_create(phases)
    for one, phase in zip(beginnings, phases, strict=True):
        one.plan.phase_seq = phase.seq
        fall_due(plan=one.plan, phase=phase, after=phase.starts_on)
    return phases


def close_phases(phases: Mapping[PlanPhase, datetime]) -> None:
    """Mark phases as over, each since its instant. 1 query."""
    for phase, at in phases.items():
        phase.closed_at = at
    update_rows(PlanPhase, ((phase.pk, phase.closed_at) for phase in phases), fields=("closed_at",))


def add_weeks(weeks: Sequence[AddedWeek], *, now: datetime, is_provisional: bool = False) -> None:
    """Repeat the last loading week of phases after their end; plans are left unsaved.

    1 query, and those of writing the sessions. Decision 13.
    """
    for week in weeks:
        phase = week.phase
        phase.ends_on = max(phase.ends_on, (week.from_on or phase.ends_on) - DAY) + WEEK
        phase.extra_weeks += 1
    phases = [week.phase for week in weeks]
    update_rows(
        PlanPhase,
        ((phase.pk, phase.ends_on, phase.extra_weeks) for phase in phases),
        fields=("ends_on", "extra_weeks"),
    )
    materialize_phases(phases=phases, now=now, is_provisional=is_provisional)
    for week in weeks:
        fall_due(plan=week.plan, phase=week.phase, after=week.phase.ends_on)


def fall_due(*, plan: Plan, phase: PlanPhase, after: date) -> None:
    """Set when to ask next, after a day, whether the phase is over; ``plan`` is left unsaved."""
    last_on = asks_on(ending(phase), starts_on=phase.starts_on, last_on=phase.ends_on, after=after)
    plan.due_at = due_at(last_on, zone=plan.time_zone)
    plan.zone_table = TABLE_VERSION


def fall_due_anew(*, plan: Plan, phase: PlanPhase) -> None:
    """Set the instant of the day on which the plan is due anew, by its zone and the table now.

    ``plan`` is due, and is left unsaved.
    """
    if plan.due_at is None:
        raise ValueError("a plan without a clock isn't due on any day")
    # Weeks are seven days apart, zones at most two: the middle of a week is always in it.
    middle = local_date(plan.due_at, zone=plan.time_zone) - timedelta(days=DAYS_A_WEEK // 2)
    fall_due(plan=plan, phase=phase, after=middle)


def ending(phase: PlanPhase) -> Ends:
    """Return what ends the phase, as the engine names it."""
    return cast(Ends, phase.ends.lower())


def cut_phase(phase: PlanPhase, *, on: date) -> date:
    """End a phase before ``on`` or right after what was begun, and return the day that is free.

    It keeps its first day, as an early end does. Weeks repeated provisionally that lie ahead
    untouched are taken out; in the others what lies ahead is cancelled. A session that somebody
    begins at this moment counts as begun.
    """
    on = max(on, phase.starts_on + DAY)
    ahead_of_it = PlannedSession.objects.filter(phase=phase).filter(
        Q(is_provisional=True) | Q(scheduled_on__gte=on)
    )
    # Whoever begins one holds it, and waits for the plan: to wait for them would be a deadlock.
    free = set(ahead_of_it.select_for_update(skip_locked=True).values_list("pk", flat=True))
    rows = list(ahead_of_it.select_related("log").order_by("ordinal"))
    begun = [row for row in rows if _is_begun(row) or row.pk not in free]
    kept_weeks = {
        row.week_in_phase
        for row in rows
        if row in begun or row.scheduled_on < on or not row.is_provisional
    }
    dropped = {row.week_in_phase for row in rows} - kept_weeks
    free_on = max([on, *(row.scheduled_on + DAY for row in begun)])
    ahead = [row for row in rows if row not in begun and row.scheduled_on >= on]
    _take_out(row for row in ahead if row.week_in_phase in dropped)
    PlannedSession.objects.filter(
        pk__in=[row.pk for row in ahead if row.week_in_phase in kept_weeks]
    ).update(is_cancelled=True)
    phase.extra_weeks -= len(dropped)
    phase.ends_on = min(phase.ends_on - len(dropped) * WEEK, free_on - DAY)
    phase.save(update_fields=["extra_weeks", "ends_on"])
    return free_on


def _phase(beginning: Beginning, *, first_ordinal: int) -> PlanPhase:
    plan, after = beginning.plan, beginning.after
    written = beginning.program.mesocycles[beginning.mesocycle]
    is_deload = beginning.kind == PlanPhase.Kind.INSERTED_DELOAD
    weeks = 1 if is_deload else written.week_count
    return PlanPhase(
        organization_id=plan.organization_id,
        athlete_id=plan.athlete_id,
        plan=plan,
        seq=after.seq + 1,
        mesocycle=beginning.mesocycle,
        kind=beginning.kind,
        name=DELOAD_NAME if is_deload else written.name,
        goal="deload" if is_deload else written.goal.value,
        ends=PlanPhase.Ends.WEEKS if is_deload else written.ends.upper(),
        starts_on=beginning.starts_on,
        ends_on=last_day(start_on=beginning.starts_on, weeks=weeks),
        repeats=_repeats(beginning),
        first_ordinal=first_ordinal,
    )


def _take_out(rows: Iterable[PlannedSession]) -> None:
    PlannedSession.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _is_begun(row: PlannedSession) -> bool:
    return hasattr(row, "log")


def _repeats(beginning: Beginning) -> int:
    after = beginning.after
    if beginning.mesocycle != after.mesocycle:
        return 0
    return after.repeats + (beginning.kind == PlanPhase.Kind.REPEAT)


def _last_ordinals(plans: Iterable[Plan]) -> dict[int, int]:
    """Return the number of each plan's last session, 0 without any. 1 query."""
    keys = [plan.pk for plan in plans]
    rows = PlannedSession.objects.filter(plan__in=keys).order_by()
    found = dict(rows.values_list("plan").annotate(Max("ordinal")))
    return {key: found.get(key, 0) for key in keys}
