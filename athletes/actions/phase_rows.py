"""Beginning, extending and cutting short the phases of a plan."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max

from athletes.actions.materialize_phases import materialize_phases
from athletes.models import Plan, PlannedSession, PlanPhase
from programs.engine.program import Program
from programs.engine.timeline import DAYS_A_WEEK, TABLE_VERSION, due_at, last_day

WEEK = timedelta(days=DAYS_A_WEEK)
DAY = timedelta(days=1)
DELOAD_NAME = "Deload"


def begin_phase(
    *, plan: Plan, after: PlanPhase, mesocycle: int, kind: str, starts_on: date, program: Program
) -> PlanPhase:
    """Return the new running phase, saved without its sessions; ``plan`` is left unsaved."""
    written = program.mesocycles[mesocycle]
    is_deload = kind == PlanPhase.Kind.INSERTED_DELOAD
    weeks = 1 if is_deload else written.week_count
    phase = PlanPhase.objects.create(
        organization_id=plan.organization_id,
        athlete_id=plan.athlete_id,
        plan=plan,
        seq=after.seq + 1,
        mesocycle=mesocycle,
        kind=kind,
        name=DELOAD_NAME if is_deload else written.name,
        goal="deload" if is_deload else written.goal.value,
        starts_on=starts_on,
        ends_on=last_day(start_on=starts_on, weeks=weeks),
        repeats=_repeats(after, mesocycle=mesocycle, kind=kind),
        first_ordinal=_next_ordinal(plan),
    )
    plan.phase_seq = phase.seq
    fall_due(plan=plan, phase=phase)
    return phase


def close_phase(phase: PlanPhase, *, at: datetime) -> None:
    """Mark a phase as over."""
    phase.closed_at = at
    phase.save(update_fields=["closed_at"])


def add_week(
    *,
    plan: Plan,
    phase: PlanPhase,
    now: datetime,
    is_provisional: bool = False,
    from_on: date | None = None,
) -> None:
    """Repeat the phase's last loading week after its end; ``plan`` is left unsaved.

    ``from_on``: the week begins then where the phase was over before. Decision 13.
    """
    phase.ends_on = max(phase.ends_on, (from_on or phase.ends_on) - DAY) + WEEK
    phase.extra_weeks += 1
    phase.save(update_fields=["ends_on", "extra_weeks"])
    materialize_phases(phases=[phase], now=now, is_provisional=is_provisional)
    fall_due(plan=plan, phase=phase)


def fall_due(*, plan: Plan, phase: PlanPhase) -> None:
    """Set when the phase is over; ``plan`` is left unsaved."""
    plan.due_at = due_at(phase.ends_on, zone=plan.time_zone)
    plan.zone_table = TABLE_VERSION


def cut_phase(phase: PlanPhase, *, on: date) -> date:
    """End a phase before ``on`` or right after what was begun, and return the day that is free.

    Weeks repeated provisionally that lie ahead untouched are taken out; in the others what lies
    ahead is cancelled.
    """
    rows = list(
        PlannedSession.objects.filter(phase=phase, is_provisional=True)
        .select_related("log")
        .order_by("ordinal")
    )
    begun = [row for row in rows if _is_begun(row)]
    kept_weeks = {row.week_in_phase for row in rows if row in begun or row.scheduled_on < on}
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


def _take_out(rows: Any) -> None:
    PlannedSession.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _is_begun(row: PlannedSession) -> bool:
    return hasattr(row, "log")


def _repeats(after: PlanPhase, *, mesocycle: int, kind: str) -> int:
    if mesocycle != after.mesocycle:
        return 0
    return after.repeats + (kind == PlanPhase.Kind.REPEAT)


def _next_ordinal(plan: Plan) -> int:
    last = PlannedSession.objects.filter(plan=plan).aggregate(last=Max("ordinal"))["last"]
    return int(last or 0) + 1
