"""Why a plan is where it is, in words: for the operator and the coach."""

from collections.abc import Iterator
from datetime import datetime

from athletes.models import PhaseProposal, PhaseTransition, Plan, PlanPhase
from programs.engine.timeline import local_date


def get_plan_story(*, plan: Plan, now: datetime) -> tuple[str, ...]:
    """Return one sentence a line, oldest first, ending with what comes next. 3 queries."""
    phases = PlanPhase.objects.filter(plan=plan).order_by("seq")
    changes = PhaseTransition.objects.filter(plan=plan).order_by("sequence")
    waiting = PhaseProposal.objects.filter(plan=plan, status=PhaseProposal.Status.WAITING).first()
    return (
        *(_phase(phase) for phase in phases),
        *(_change(change, plan=plan) for change in changes),
        *(() if waiting is None else (_waiting(waiting, plan=plan),)),
        *_next(plan, now=now),
    )


def _phase(phase: PlanPhase) -> str:
    added = f", {phase.extra_weeks} weeks added" if phase.extra_weeks else ""
    return (
        f"Phase {phase.seq}, {phase.name} ({phase.get_kind_display().lower()}, {phase.goal}): "
        f"{phase.starts_on} to {phase.ends_on}{added}."
    )


def _change(change: PhaseTransition, *, plan: Plan) -> str:
    on = local_date(change.due_at, zone=plan.time_zone)
    return (
        f"Change {change.sequence}, due {on}, made at {change.applied_at:%Y-%m-%d %H:%M} UTC by "
        f"{change.get_cause_display()}: {change.words}"
    )


def _waiting(proposal: PhaseProposal, *, plan: Plan) -> str:
    on = local_date(proposal.due_at, zone=plan.time_zone)
    return f"Waits for the coach since {on}: {proposal.words}"


def _next(plan: Plan, *, now: datetime) -> Iterator[str]:
    yield f"The plan is {plan.get_status_display().lower()}."
    if plan.failures:
        yield f"It failed {plan.failures} times; the last error was: {plan.last_error}"
    if plan.quarantined_at is not None:
        yield f"It is quarantined since {plan.quarantined_at:%Y-%m-%d %H:%M} UTC."
    elif plan.failures and plan.retry_at is not None:
        yield f"It is tried again at {plan.retry_at:%Y-%m-%d %H:%M:%S} UTC."
    if plan.due_at is None:
        yield "Nothing falls due."
        return
    word = "was" if plan.due_at <= now else "is"
    yield (
        f"The next decision {word} due at {plan.due_at:%Y-%m-%d %H:%M} UTC, when "
        f"{local_date(plan.due_at, zone=plan.time_zone)} begins in {plan.time_zone} "
        f"(time-zone table {plan.zone_table})."
    )
