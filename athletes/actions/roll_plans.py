"""Roll locked plans together: decide at the end of each phase that is over, carry out or ask."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from athletes.actions.apply_decision import Ruling, Turn, apply_decisions
from athletes.actions.bulk_rows import update_rows
from athletes.actions.carry_out_answers import carry_out_answers
from athletes.actions.phase_rows import cut_phase, fall_due
from athletes.actions.tell_athletes import Change, tell_athletes
from athletes.actions.tell_coaches import tell_coaches
from athletes.actions.wait_for_coach import Waiting, go_on_waiting, wait_for_coach
from athletes.models import PhaseProposal, PhaseTransition, Plan, PlanPhase
from athletes.queries.evidence import (
    PhaseEnd,
    evidence_to_json,
    get_evidence_and_endings,
    phase_end,
)
from athletes.queries.own_program import own_program
from programs.engine.phases.decision import (
    Decision,
    Evidence,
    Reason,
    Verdict,
    is_automatic,
)
from programs.engine.phases.ending import ASKED_ONCE, decide_week, end_in_words
from programs.engine.phases.ending import PhaseEnd as Ending
from programs.engine.phases.words import reason_in_words
from programs.engine.timeline import local_date

HOUR = timedelta(hours=1)
NOT_ANSWERED = "The next phase begins: the coach didn't answer within 72 hours."
CONFIRMED = "{} The coach didn't answer within {hours} hours."

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


def roll_plans(plans: Sequence[Plan], *, now: datetime, cause: str) -> list[PhaseTransition]:
    """Pass through every phase that is over, each as of its own due instant.

    ``plans`` are locked and come with all that ``claimable`` reads. Returns the transitions. The
    queries grow with the phases that one plan passes through, not with the plans.
    """
    changes: dict[int, list[Change]] = {plan.pk: [] for plan in plans}
    while due := [plan for plan in plans if plan.due_at is not None and plan.due_at <= now]:
        for change in _step(due, now=now, cause=cause):
            changes[change.plan_id].append(change)
    for plan in plans:
        plan.retry_at, plan.failures, plan.last_error = None, 0, ""
    save_rolled(plans)
    tell_athletes([(plan, changes[plan.pk]) for plan in plans], now=now)
    tell_coaches(changes.values(), now=now)
    return [
        change
        for of_plan in changes.values()
        for change in of_plan
        if isinstance(change, PhaseTransition)
    ]


def save_rolled(plans: Sequence[Plan]) -> None:
    """Save what rolling changes of plans. 1 query."""
    update_rows(
        Plan,
        ((plan.pk, *(getattr(plan, name) for name in ROLLED)) for plan in plans),
        fields=ROLLED,
    )


def _step(plans: Sequence[Plan], *, now: datetime, cause: str) -> list[Change]:
    """Decide the running phase of each plan as of its due instant."""
    phases = _phases(plans)
    proposals = _proposals(plans)
    asked = [
        (plan, phases[plan.pk][-1], proposals[plan.pk]) for plan in plans if plan.pk in proposals
    ]
    unanswered = [one for one in asked if _goes_on(one)]
    ends = [_end(plan, phases[plan.pk]) for plan in plans if plan.pk not in proposals]
    alone, asking = _decide(ends, cause=cause)
    go_on_waiting([one for one in asked if not _goes_on(one)], now=now)
    answers = [_answer(*one, cause=cause) for one in unanswered]
    return [
        *apply_decisions(alone, now=now),
        *carry_out_answers(answers, now=now),
        *wait_for_coach(asking, now=now),
    ]


def _goes_on(waiting: Waiting) -> bool:
    """Tell whether the coach let the time pass after which the plan goes on by itself."""
    plan, _, proposal = waiting
    if proposal.goes_on_at is None or plan.due_at is None:
        return False
    return proposal.goes_on_at <= plan.due_at


def _decide(ends: Sequence[PhaseEnd], *, cause: str) -> tuple[list[Turn], list[Turn]]:
    """Return what happens by itself, and what the coach is asked."""
    alone: list[Turn] = []
    asking: list[Turn] = []
    for end, (evidence, ending) in zip(ends, get_evidence_and_endings(ends), strict=True):
        plan, phase = end.plan, end.phase
        verdict = decide_week(evidence, end=ending, today=end.today, extra_weeks=phase.extra_weeks)
        if verdict.decision is Decision.NONE:
            # What ends it hasn't come; or the zone or its table changed.
            fall_due(plan=plan, phase=phase, after=end.today)
            continue
        ruling = _ruling(verdict, evidence, ending=ending, end=end, cause=cause)
        if not _acts_alone(end, verdict):
            asking.append(Turn(plan, phase, ruling))
        elif end.today > phase.ends_on:
            alone.append(Turn(plan, phase, ruling))
        else:
            alone.append(Turn(plan, phase, ruling, starts_on=cut_phase(phase, on=end.today)))
    return alone, asking


def _acts_alone(end: PhaseEnd, verdict: Verdict) -> bool:
    """Tell whether nobody needs to be asked. Decisions 12 and 16."""
    if verdict.reason is Reason.NOT_OVER:
        # The program wants the week; only a hold asks.
        return verdict.decision is Decision.EXTEND_1W
    if end.plan.asks_before_advancing or _mesocycle_ends(end) == "coach":
        return False
    return is_automatic(verdict.decision, verdict.reason)


def _mesocycle_ends(end: PhaseEnd) -> str:
    return end.program.mesocycles[end.phase.mesocycle].ends


def _ruling(
    verdict: Verdict, evidence: Evidence, *, ending: Ending, end: PhaseEnd, cause: str
) -> Ruling:
    words, kept = reason_in_words(verdict, evidence), evidence_to_json(evidence)
    if ending.ends not in ASKED_ONCE:
        because = end_in_words(ending, today=end.today)
        is_waiting = verdict.reason is Reason.NOT_OVER
        words = because if is_waiting else f"{because} {words}"
        kept |= {name: getattr(ending, name) for name in ("ends", "stalled_lifts", "main_lifts")}
    return Ruling(
        decision=verdict.decision,
        reason=verdict.reason.value,
        words=words,
        evidence=kept,
        due_at=end.at,
        cause=cause,
    )


def _answer(plan: Plan, phase: PlanPhase, proposal: PhaseProposal, *, cause: str) -> Turn:
    """Take silence for an answer: what was proposed, but no week more that is merely allowed."""
    if plan.due_at is None or proposal.goes_on_at is None:
        raise ValueError("a proposal without a clock waits for its coach")
    is_declined = proposal.reason == Reason.STILL_RISING
    hours = (proposal.goes_on_at - proposal.proposed_at) // HOUR
    status = PhaseProposal.Status
    proposal.status = status.DECLINED if is_declined else status.ACCEPTED
    proposal.decided_at = plan.due_at
    proposal.save(update_fields=["status", "decided_at"])
    ruling = Ruling(
        decision=Decision.ADVANCE if is_declined else Decision(proposal.decision),
        reason=proposal.reason,
        words=NOT_ANSWERED if is_declined else CONFIRMED.format(proposal.words, hours=hours),
        evidence=proposal.evidence,
        due_at=plan.due_at,
        cause=cause,
    )
    return Turn(plan, phase, ruling, starts_on=local_date(plan.due_at, zone=plan.time_zone))


def _end(plan: Plan, phases: Sequence[PlanPhase]) -> PhaseEnd:
    if plan.due_at is None:
        raise ValueError("a plan that isn't due has no phase that ends")
    program = own_program(plan)
    return phase_end(plan=plan, phases=phases, program=program, at=plan.due_at)


def _phases(plans: Sequence[Plan]) -> dict[int, list[PlanPhase]]:
    found: dict[int, list[PlanPhase]] = defaultdict(list)
    for phase in PlanPhase.objects.filter(plan__in=plans).order_by("plan_id", "seq"):
        found[phase.plan_id].append(phase)
    return found


def _proposals(plans: Sequence[Plan]) -> dict[int, PhaseProposal]:
    rows = PhaseProposal.objects.filter(plan__in=plans, status=PhaseProposal.Status.WAITING)
    return {row.plan_id: row for row in rows}
