"""Tell the coach where late logs change what the end of a phase rested on (decision 15)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from athletes.actions.tell_coaches import tell_coaches
from athletes.models import PhaseProposal, PhaseTransition, Plan, PlanPhase, SessionLog
from athletes.queries.evidence import (
    PhaseEnd,
    evidence_to_json,
    get_evidence,
    phase_end,
)
from athletes.queries.kept_evidence import evidence_from_json
from athletes.queries.own_program import own_program
from programs.engine.phases.decision import Evidence, Verdict, decide
from programs.engine.phases.words import reason_in_words
from programs.engine.timeline import local_date

DAY = timedelta(days=1)
REASON = "late_logs"
# The ledger keeps the words in English, as it keeps the engine's; who shows them translates.
WORDS = "Late logs change what the end of {phase} rested on: {why}"

Status = PhaseProposal.Status


def propose_after_late_logs(*, logs: Collection[UUID], now: datetime) -> int:
    """Open a proposal where the end of a closed phase would be decided otherwise now.

    Return how many were opened or closed. Nothing acts by itself and nothing waits; what was
    answered isn't asked again, and what the logs put right again is closed. Coaches read of it in
    the mail of their morning. Plans that run only, inside a transaction that holds them. 1 query
    where no log is of a closed phase; else 16 or so for each phase that one plan closed, whatever
    the number of plans.
    """
    closed = _closed_phases(logs)
    if not closed:
        return 0
    transitions = _transitions(closed)
    plans = _plans({one.plan_id for one in transitions.values()})
    phases = _phases(plans)
    changed = 0
    for round_ in _one_a_plan(sorted(transitions), transitions):
        ends = [_end(transitions[key], plans=plans, phases=phases) for key in round_]
        changed += _propose(ends, transitions=transitions, now=now)
    return changed


def _closed_phases(logs: Collection[UUID]) -> list[int]:
    rows = SessionLog.objects.filter(
        pk__in=logs,
        planned_session__phase__closed_at__isnull=False,
        planned_session__plan__status__in=("ACTIVE", "PAUSED"),
    )
    return sorted(set(rows.order_by().values_list("planned_session__phase", flat=True)))


def _transitions(phases: Sequence[int]) -> dict[int, PhaseTransition]:
    """Return the decision that ended each phase, by phase. 1 query."""
    rows = PhaseTransition.objects.filter(from_phase__in=phases, undone_at=None)
    return {row.from_phase_id: row for row in rows.order_by("sequence") if _ended(row)}


def _ended(transition: PhaseTransition) -> bool:
    return transition.to_phase_id not in {None, transition.from_phase_id}


def _plans(keys: Collection[int]) -> dict[int, Plan]:
    rows = Plan.objects.select_related("program_version").defer("program_version__body")
    return {row.pk: row for row in rows.filter(pk__in=keys)}


def _phases(plans: Collection[int]) -> dict[int, list[PlanPhase]]:
    found: dict[int, list[PlanPhase]] = {key: [] for key in plans}
    for phase in PlanPhase.objects.filter(plan__in=plans).order_by("plan_id", "seq"):
        found[phase.plan_id].append(phase)
    return found


def _one_a_plan(
    keys: Sequence[int], transitions: Mapping[int, PhaseTransition]
) -> Iterator[list[int]]:
    """Yield the phases in rounds, each plan once in a round."""
    left = list(keys)
    while left:
        first = {transitions[key].plan_id: key for key in reversed(left)}
        yield sorted(first.values())
        left = [key for key in left if key not in first.values()]


def _end(
    transition: PhaseTransition,
    *,
    plans: Mapping[int, Plan],
    phases: Mapping[int, Sequence[PlanPhase]],
) -> PhaseEnd:
    plan = plans[transition.plan_id]
    of_plan = list(phases[plan.pk])
    place = next(
        index for index, phase in enumerate(of_plan) if phase.pk == transition.from_phase_id
    )
    return phase_end(
        plan=plan,
        phases=of_plan[: place + 1],
        program=own_program(plan),
        at=transition.due_at,
    )


def _propose(
    ends: Sequence[PhaseEnd], *, transitions: Mapping[int, PhaseTransition], now: datetime
) -> int:
    answers = _answers([end.phase.pk for end in ends])
    opened: list[PhaseProposal] = []
    closed: list[int] = []
    for end, fresh in zip(ends, get_evidence(ends), strict=True):
        transition, known = transitions[end.phase.pk], answers[end.phase.pk]
        proposal = _proposal(end, fresh, transition=transition, now=now)
        if proposal is not None and proposal.decision in {one.decision for one in known}:
            continue
        closed += [one.pk for one in known if one.status == Status.OPEN]
        opened += [proposal] if proposal is not None else []
    if closed:
        PhaseProposal.objects.filter(pk__in=closed, status=Status.OPEN).update(
            status=Status.DECLINED, decided_at=now
        )
    PhaseProposal.objects.bulk_create(opened)
    tell_coaches([opened], now=now)
    return len(opened) + len(closed)


def _answers(phases: Sequence[int]) -> dict[int, list[PhaseProposal]]:
    """Return what was proposed after late logs already and stands, by phase. 1 query."""
    found: dict[int, list[PhaseProposal]] = {key: [] for key in phases}
    rows = PhaseProposal.objects.filter(phase__in=phases, reason=REASON)
    # What was closed because the logs put it right may come again.
    for row in rows.exclude(status=Status.DECLINED, decided_by=None).order_by("pk"):
        found[row.phase_id].append(row)
    return found


def _proposal(
    end: PhaseEnd, fresh: Evidence, *, transition: PhaseTransition, now: datetime
) -> PhaseProposal | None:
    """Return what would be decided now; None where that is what was decided."""
    before = evidence_from_json(transition.evidence)
    evidence = _with_logs_of(before, fresh)
    today = max(local_date(end.at, zone=end.plan.time_zone), before.last_on + DAY)
    verdict = decide(evidence, today=today)
    was = decide(before, today=today).decision
    if verdict.decision.value in {was.value, transition.decision}:
        return None
    return PhaseProposal(
        organization_id=end.plan.organization_id,
        athlete_id=end.plan.athlete_id,
        plan=end.plan,
        phase=end.phase,
        decision=verdict.decision.value,
        reason=REASON,
        words=_words(end, verdict, evidence),
        evidence=evidence_to_json(evidence),
        due_at=transition.due_at,
        proposed_at=now,
        status=Status.OPEN,
    )


def _with_logs_of(before: Evidence, fresh: Evidence) -> Evidence:
    """Return the evidence of then, with all that logs say as it is known now."""
    return replace(
        before,
        exposure=fresh.exposure,
        days_since_session=fresh.days_since_session,
        fatigue_reasons=fresh.fatigue_reasons,
        lift_changes_pct=fresh.lift_changes_pct,
        is_still_rising=fresh.is_still_rising,
        has_test_results=fresh.has_test_results,
    )


def _words(end: PhaseEnd, verdict: Verdict, evidence: Evidence) -> str:
    return WORDS.format(phase=end.phase.name, why=reason_in_words(verdict, evidence))
