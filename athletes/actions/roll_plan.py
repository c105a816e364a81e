"""Roll one plan: decide at the end of each phase that is over, and carry it out or ask."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from django.db import OperationalError, transaction
from django.db.models import QuerySet
from psycopg.errors import LockNotAvailable

from athletes.actions.apply_decision import Ruling, apply_decision
from athletes.actions.close_forgotten_sessions import close_forgotten_sessions
from athletes.actions.phase_rows import cut_phase, fall_due
from athletes.actions.tell_athlete import Change, tell_athlete
from athletes.actions.transaction_limits import limit_transaction
from athletes.actions.wait_for_coach import go_on_waiting, wait_for_coach
from athletes.models import PhaseProposal, PhaseTransition, Plan, PlanPhase
from athletes.queries.evidence import evidence_to_json, get_evidence
from programs.engine.phases.decision import (
    Decision,
    Evidence,
    Reason,
    Verdict,
    decide,
    is_automatic,
)
from programs.engine.phases.words import reason_in_words
from programs.engine.program import Program
from programs.engine.timeline import local_date
from programs.queries.program_of import program_of

# Reliability 5.1: a plan that fails is tried again ever later, then left to the operator.
FIRST_DELAY = timedelta(seconds=5)
LONGEST_DELAY = timedelta(hours=1)
MOST_FAILURES = 8

# What a roll may change of a plan; never the rest of a row that was read before.
ROLLED = (
    "status",
    "phase_seq",
    "transition_count",
    "due_at",
    "zone_table",
    "ended_on",
    "retry_at",
    "failures",
    "last_error",
)

logger = structlog.get_logger(__name__)


def roll_plan(*, plan_id: int, now: datetime, cause: str) -> int:
    """Roll one plan if it is due and return how many transitions were written.

    For opening the day: 1 query when nothing is due. Another job that holds the plan is waited
    for, two seconds at most; a plan that fails is put off like in the sweep.
    """
    due = Plan.objects.due_at(now).filter(pk=plan_id)
    if not due.exists():
        return 0
    close_forgotten_sessions(now=now, plans=due, grace=timedelta(0))
    try:
        with transaction.atomic():
            limit_transaction()
            plan = claimable(now).select_for_update(of=("self",)).filter(pk=plan_id).first()
            if plan is None:
                return 0
            return len(roll_or_put_off(plan=plan, now=now, cause=cause) or ())
    except OperationalError as error:
        if not isinstance(error.__cause__, LockNotAvailable):
            raise
        # Whoever holds the row rolls it; the page shows the plan as it still is.
        logger.warning("plan_busy", plan=plan_id)
        return 0


def claimable(now: datetime) -> QuerySet[Plan]:
    """Return the due plans with all that rolling one reads of its relations, oldest first."""
    related = ("athlete__user", "organization", "program_version")
    return Plan.objects.due_at(now).select_related(*related).defer("program_version__body")


def roll_or_put_off(*, plan: Plan, now: datetime, cause: str) -> Sequence[PhaseTransition] | None:
    """Roll a locked plan within its own savepoint and return its transitions.

    None when it failed: that is recorded on the row and stops nobody else.
    """
    failures = plan.failures + 1
    try:
        with transaction.atomic():
            return _roll(plan, now=now, cause=cause)
    # Whatever is wrong with one plan is counted on its row, where the operator finds it.
    except Exception as error:
        _put_off(plan.pk, failures=failures, error=error, now=now)
        return None


def _roll(plan: Plan, *, now: datetime, cause: str) -> list[PhaseTransition]:
    """Pass through every phase that is over, each as of its own due instant."""
    program = program_of(plan.program_version)
    changes: list[Change] = []
    while plan.due_at is not None and plan.due_at <= now:
        change = _step(plan, program=program, due_at=plan.due_at, now=now, cause=cause)
        if change is not None:
            changes.append(change)
    plan.retry_at, plan.failures, plan.last_error = None, 0, ""
    plan.save(update_fields=ROLLED)
    tell_athlete(plan=plan, changes=changes, now=now)
    return [change for change in changes if isinstance(change, PhaseTransition)]


def _step(
    plan: Plan, *, program: Program, due_at: datetime, now: datetime, cause: str
) -> Change | None:
    phases = list(PlanPhase.objects.filter(plan=plan).order_by("seq"))
    waiting = PhaseProposal.objects.filter(plan=plan, status=PhaseProposal.Status.WAITING).first()
    if waiting is not None:
        return _keep_waiting(plan, phases[-1], waiting=waiting, due_at=due_at, now=now, cause=cause)
    evidence = get_evidence(plan=plan, phases=phases, program=program, at=due_at)
    verdict = decide(evidence, today=local_date(due_at, zone=plan.time_zone))
    if verdict.decision is Decision.NONE:
        # The zone or its table changed: the phase isn't over yet where the athlete is.
        fall_due(plan=plan, phase=phases[-1])
        return None
    ruling = _ruling(verdict, evidence, due_at=due_at, cause=cause)
    ends = program.mesocycles[phases[-1].mesocycle].ends
    if _acts_alone(plan, verdict, ends=ends):
        return apply_decision(plan=plan, phase=phases[-1], ruling=ruling, now=now)
    return wait_for_coach(plan=plan, phase=phases[-1], ruling=ruling, now=now)


def _acts_alone(plan: Plan, verdict: Verdict, *, ends: str) -> bool:
    """Tell whether nobody needs to be asked. Decisions 12 and 16."""
    if plan.asks_before_advancing or ends == "coach":
        return False
    return is_automatic(verdict.decision, verdict.reason)


def _ruling(verdict: Verdict, evidence: Evidence, *, due_at: datetime, cause: str) -> Ruling:
    return Ruling(
        decision=verdict.decision,
        reason=verdict.reason.value,
        words=reason_in_words(verdict, evidence),
        evidence=evidence_to_json(evidence),
        due_at=due_at,
        cause=cause,
    )


def _keep_waiting(
    plan: Plan,
    phase: PlanPhase,
    *,
    waiting: PhaseProposal,
    due_at: datetime,
    now: datetime,
    cause: str,
) -> PhaseTransition | None:
    if waiting.reason != Reason.STILL_RISING:
        go_on_waiting(plan=plan, phase=phase, proposal=waiting, now=now)
        return None
    waiting.status = PhaseProposal.Status.DECLINED
    waiting.decided_at = due_at
    waiting.save(update_fields=["status", "decided_at"])
    ruling = Ruling(
        decision=Decision.ADVANCE,
        reason=waiting.reason,
        words="The next phase begins: the coach didn't answer within 72 hours.",
        evidence=waiting.evidence,
        due_at=due_at,
        cause=cause,
    )
    starts_on = cut_phase(phase, on=local_date(due_at, zone=plan.time_zone))
    return apply_decision(plan=plan, phase=phase, ruling=ruling, now=now, starts_on=starts_on)


def _put_off(plan_id: int, *, failures: int, error: Exception, now: datetime) -> None:
    is_given_up = failures >= MOST_FAILURES
    Plan.objects.filter(pk=plan_id).update(
        failures=failures,
        retry_at=now + min(LONGEST_DELAY, FIRST_DELAY * 2**failures),
        last_error=f"{type(error).__name__}: {error}"[:500],
        quarantined_at=now if is_given_up else None,
    )
    log = logger.error if is_given_up else logger.warning
    log("plan_failed", plan=plan_id, error=type(error).__name__, is_quarantined=is_given_up)
