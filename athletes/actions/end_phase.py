"""End the running phase before its weeks are done, because the coach says so."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from athletes.actions.apply_decision import Ruling, Turn, apply_decisions
from athletes.actions.decide_proposal import PlanNotActive
from athletes.actions.roll_plans import save_rolled
from athletes.actions.sync_rev import advance_rev
from athletes.actions.tell_athletes import tell_athletes
from athletes.models import PhaseProposal, PhaseTransition, Plan, PlannedSession, PlanPhase
from athletes.queries.early_end import EarlyEnd, get_early_end
from athletes.queries.evidence import evidence_to_json, get_evidence, phase_end
from athletes.queries.own_program import own_program
from programs.engine.errors import TrainingError
from programs.engine.phases.decision import Decision, Reason
from programs.engine.timeline import local_date

# The ledger keeps the words in English, as it keeps the engine's; who shows them translates.
ENDED_EARLY = gettext_noop("The coach ended {phase} early: {why}")


class PhaseNotRunning(TrainingError):
    """The phase that was shown is over, or nothing of it is left."""

    def __init__(self) -> None:
        super().__init__(
            _("This phase doesn't run any more, or ends today: reload the plan to see it.")
        )


class DecisionWaits(TrainingError):
    """The end of the phase waits for the coach's answer already."""

    def __init__(self) -> None:
        super().__init__(
            _("A phase change waits for you on this plan: answer it, and the phase ends.")
        )


def end_phase(*, phase: PlanPhase, why: str, by: Any, now: datetime) -> PhaseTransition:
    """End a running phase on the athlete's today and go on to what follows it in the program.

    Sessions that lie ahead are cancelled but for those begun; with the last phase the plan is
    over. ``why`` is what the athlete reads, kept as one line. Late logs open no proposal about it.
    What was cut stands in the evidence, so that taking it back restores it. Raises PlanNotActive,
    DecisionWaits and PhaseNotRunning. Decision 16.
    """
    with transaction.atomic(), pghistory.context(by=by.pk if by else None, why="end_phase"):
        # Whoever logs a set holds the athlete's row, too, and before the plan.
        advance_rev(phase.athlete)
        plan = _locked_plan(phase)
        running = list(PlanPhase.objects.filter(plan=plan).order_by("seq"))
        early = _early_end(phase, running=running[-1], today=local_date(now, zone=plan.time_zone))
        evidence = _evidence(plan, running, early=early, now=now)
        _cut(running[-1], early)
        ruling = Ruling(
            decision=Decision.ADVANCE,
            reason=Reason.COACH.value,
            words=ENDED_EARLY.format(phase=running[-1].name, why=" ".join(why.split())),
            evidence=evidence,
            due_at=now,
            cause=PhaseTransition.Cause.COACH,
            decided_by=by,
        )
        turn = Turn(plan, running[-1], ruling, starts_on=early.first_on)
        (transition,) = apply_decisions([turn], now=now)
        save_rolled([plan])
        tell_athletes([(plan, [transition])], now=now)
    return transition


def _locked_plan(phase: PlanPhase) -> Plan:
    plans = Plan.objects.select_related("athlete__user", "organization", "program_version")
    plan: Plan = plans.select_for_update(of=("self",)).get(pk=phase.plan_id)
    if plan.status != Plan.Status.ACTIVE:
        raise PlanNotActive
    waiting = PhaseProposal.objects.filter(plan=plan, status=PhaseProposal.Status.WAITING)
    if waiting.exists():
        raise DecisionWaits
    return plan


def _early_end(shown: PlanPhase, *, running: PlanPhase, today: date) -> EarlyEnd:
    early = get_early_end(phase=running, today=today) if shown.pk == running.pk else None
    if early is None:
        raise PhaseNotRunning
    return early


def _evidence(
    plan: Plan, phases: list[PlanPhase], *, early: EarlyEnd, now: datetime
) -> dict[str, Any]:
    """Return what is known of the phase today, that the coach overrode it, and what is cut."""
    end = phase_end(plan=plan, phases=phases, program=own_program(plan), at=now)
    (found,) = get_evidence([end])
    kept = evidence_to_json(replace(found, override=Decision.ADVANCE))
    cut = {"ends_on": end.phase.ends_on.isoformat(), "sessions": list(early.sessions)}
    return kept | {"cut": cut}


def _cut(phase: PlanPhase, early: EarlyEnd) -> None:
    PlannedSession.objects.filter(pk__in=early.sessions).update(is_cancelled=True)
    phase.ends_on = early.last_on
    phase.save(update_fields=["ends_on"])
