"""What must hold of an athlete's rows, whatever was done in whatever order."""

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db import connection, transaction

from athletes.actions.keep_tallies import FIELDS, owes, tally_values
from athletes.actions.session_totals import keep_totals
from athletes.models import (
    Athlete,
    PhaseProposal,
    PhaseTransition,
    Plan,
    PlannedGroup,
    PlannedSession,
    PlanPhase,
    SessionLog,
    SetLog,
)
from athletes.models.log import TOTALS
from athletes.queries.session_cards import log_of

TABLES = (
    "athlete", "plan", "planphase", "phasetransition", "phaseproposal", "plannedsession",
    "plannedgroup", "sessionlog", "setlog", "absence", "anchorvalue", "planramp",
)  # fmt: skip
Faults = Iterable[str]


def find_faults(athlete: Athlete) -> list[str]:
    """Return what doesn't hold of the athlete's rows, in words."""
    # What foreign keys would refuse only when the transaction ends.
    connection.check_constraints()
    return [f"{check.__name__}: {fault}" for check in CHECKS for fault in check(athlete) if fault]


def fingerprint() -> list[tuple[Any, ...]]:
    """Return what every row says: a refusal leaves it as it was."""
    each = " UNION ALL ".join(
        f"SELECT '{name}', count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) "
        f"FROM athletes_{name} t"
        for name in TABLES
    )
    with connection.cursor() as cursor:
        # Several processes may answer the branches, in whatever order they are done.
        cursor.execute(f"{each} ORDER BY 1")
        return list(cursor.fetchall())


def one_plan_runs(athlete: Athlete) -> Faults:
    running = Plan.objects.running().filter(athlete=athlete).count()
    if running > 1:
        yield f"{running} plans"


def phases_follow_each_other(athlete: Athlete) -> Faults:
    for plan in Plan.objects.filter(athlete=athlete):
        phases = list(PlanPhase.objects.filter(plan=plan).order_by("seq"))
        if [phase.seq for phase in phases] != list(range(1, len(phases) + 1)):
            yield f"numbers {[phase.seq for phase in phases]}"
        for one, following in pairwise(phases):
            if not one.ends_on < following.starts_on:
                yield f"{following.seq} begins {following.starts_on}, before {one.ends_on}"
        if plan.phase_seq != len(phases):
            yield f"plan in {plan.phase_seq} of {len(phases)}"
        is_open = [phase.seq for phase in phases if phase.closed_at is None]
        if is_open != ([len(phases)] if plan.is_running else []):
            yield f"open {is_open} while {plan.status}"


def clock_runs_while_active(athlete: Athlete) -> Faults:
    for plan in Plan.objects.filter(athlete=athlete):
        if plan.due_at is not None and plan.status != Plan.Status.ACTIVE:
            yield f"due while {plan.status}"
        waiting = PhaseProposal.objects.filter(plan=plan, status="WAITING").exists()
        if plan.status == Plan.Status.ACTIVE and plan.due_at is None and not waiting:
            yield "active and never due"


def transitions_count_up(athlete: Athlete) -> Faults:
    for plan in Plan.objects.filter(athlete=athlete):
        rows = PhaseTransition.objects.filter(plan=plan).order_by("sequence")
        numbers = list(rows.values_list("sequence", flat=True))
        if numbers != list(range(1, plan.transition_count + 1)):
            yield f"numbers {numbers}, counted {plan.transition_count}"
        standing = [row for row in rows if row.undone_at is None]
        for one, following in pairwise(standing):
            if one.to_phase_id != following.from_phase_id:
                yield f"{following.sequence} leaves another phase than {one.sequence} led to"


def sessions_lie_in_their_phase(athlete: Athlete) -> Faults:
    rows = PlannedSession.objects.filter(athlete=athlete).select_related("phase", "log")
    for session in rows:
        if session.phase.plan_id != session.plan_id:
            yield f"session {session.ordinal} of another plan's phase"
        is_ahead = log_of(session) is None and not session.is_cancelled
        phase = session.phase
        if is_ahead and not phase.starts_on <= session.scheduled_on <= phase.ends_on:
            days = f"{phase.starts_on} to {phase.ends_on}"
            yield f"session {session.ordinal} on {session.scheduled_on}, phase {days}"


def questions_are_of_the_running_phase(athlete: Athlete) -> Faults:
    rows = PhaseProposal.objects.filter(athlete=athlete, status="WAITING")
    for row in rows.select_related("plan", "phase"):
        if not row.plan.is_running or row.phase.seq != row.plan.phase_seq:
            yield f"asks of phase {row.phase.seq}, plan {row.plan.status} in {row.plan.phase_seq}"


def tallies_are_what_the_sets_say(athlete: Athlete) -> Faults:
    groups = PlannedGroup.objects.filter(athlete=athlete).prefetch_related("set_logs")
    for group in groups:
        sets = [one for one in group.set_logs.all() if one.deleted_at is None]
        sets.sort(key=lambda one: (one.performed_at, str(one.pk)))
        if owes(group) and sets:
            wanted = tally_values(group, sets=sets)[1:]
            kept = tuple(getattr(group, name) for name in FIELDS)
            if kept != wanted:
                yield f"group {group.pk} keeps {kept}, its sets say {wanted}"


def totals_are_what_the_groups_say(athlete: Athlete) -> Faults:
    """None are kept of a session without a set, which says nothing then."""
    kept = set(SessionLog.objects.filter(athlete=athlete).values_list("pk", *TOTALS))
    with transaction.atomic():
        begun = PlannedSession.objects.filter(athlete=athlete, log__sets_prescribed__isnull=False)
        keep_totals(sessions=begun.values_list("pk", flat=True))
        added = set(SessionLog.objects.filter(athlete=athlete).values_list("pk", *TOTALS))
        transaction.set_rollback(True)
    if kept != added:
        yield f"sessions keep {kept - added}, their groups say {added - kept}"


def sets_are_of_their_session(athlete: Athlete) -> Faults:
    rows = SetLog.objects.filter(athlete=athlete, planned_group__isnull=False)
    for row in rows.select_related("planned_group", "session_log"):
        if row.planned_group.session_id != row.session_log.planned_session_id:
            yield f"set {row.pk} under another session's group"


def finished_sessions_were_begun_before(athlete: Athlete) -> Faults:
    for log in SessionLog.objects.filter(athlete=athlete, completed_at__isnull=False):
        if log.completed_at < log.started_at:
            yield f"{log.pk} ended {log.completed_at}, began {log.started_at}"


def is_due(plan: Plan, *, now: datetime) -> bool:
    return plan.due_at is not None and plan.due_at <= now


CHECKS: tuple[Callable[[Athlete], Faults], ...] = (
    one_plan_runs,
    phases_follow_each_other,
    clock_runs_while_active,
    transitions_count_up,
    sessions_lie_in_their_phase,
    questions_are_of_the_running_phase,
    tallies_are_what_the_sets_say,
    totals_are_what_the_groups_say,
    sets_are_of_their_session,
    finished_sessions_were_begun_before,
)
