"""Why a plan is where it is, in words: for the operator and the coach."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from athletes.models import Absence, PhaseProposal, PhaseTransition, Plan, PlanPhase, PlanRamp
from programs.engine.timeline import TABLE_VERSION, local_date
from programs.engine.units import plain, rounded


def get_plan_story(*, plan: Plan, now: datetime) -> tuple[str, ...]:
    """Return one sentence a line, oldest first, ending with what comes next.

    People are told by number. 4 queries, 5 while it is paused; ``program_version`` comes selected.
    """
    phases = PlanPhase.objects.filter(plan=plan).order_by("seq")
    ramps = PlanRamp.objects.filter(plan=plan).order_by("from_ordinal")
    changes = PhaseTransition.objects.filter(plan=plan).order_by("sequence")
    proposals = PhaseProposal.objects.filter(plan=plan).order_by("pk")
    return (
        *_policy(plan),
        *(_phase(phase, plan=plan) for phase in phases),
        *(_ramp(ramp) for ramp in ramps),
        *(line for change in changes for line in _change(change, plan=plan)),
        *(line for proposal in proposals for line in _proposal(proposal, plan=plan)),
        *_next(plan, now=now),
    )


def _policy(plan: Plan) -> Iterator[str]:
    yield (
        f"Plan {plan.pk} of athlete {plan.athlete_id} follows {plan.program_version} since "
        f"{plan.starts_on}; phases change {plan.get_roll_mode_display().lower()}."
    )
    if plan.asks_before_advancing:
        yield "Every change asks the coach first."
    if plan.confirms_after_h is not None:
        yield f"What the coach doesn't answer is accepted after {plan.confirms_after_h} hours."


def _phase(phase: PlanPhase, *, plan: Plan) -> str:
    added = f", {_counted(phase.extra_weeks, 'week')} added" if phase.extra_weeks else ""
    ends = "" if phase.ends == PlanPhase.Ends.WEEKS else f", ends {phase.get_ends_display()}"
    state = "over" if phase.closed_at else "running" if phase.seq == plan.phase_seq else "ahead"
    return (
        f"Phase {phase.seq}, {phase.name} ({phase.get_kind_display().lower()}, {phase.goal}): "
        f"{phase.starts_on} to {phase.ends_on}{added}{ends}, {state}."
    )


def _ramp(ramp: PlanRamp) -> str:
    return (
        f"From session {ramp.from_ordinal} on training is lighter for a while: "
        f"{_counted(ramp.days, 'day')} without training came before."
    )


def _change(change: PhaseTransition, *, plan: Plan) -> Iterator[str]:
    person = f", person {change.decided_by_id}" if change.decided_by_id else ""
    yield (
        f"Change {change.sequence}, {change.decision} ({change.reason}), due "
        f"{_instant(change.due_at, plan=plan)}, made at {_utc(change.applied_at)} by "
        f"{change.get_cause_display()}{person}: {change.words}"
    )
    yield from _evidence(change.evidence)
    if cut := change.evidence.get("cut"):
        sessions = len(cut["sessions"])
        yield (
            f"It cut the phase short, which would have lasted until {cut['ends_on']}; "
            f"{_counted(sessions, 'session')} {'was' if sessions == 1 else 'were'} cancelled."
        )
    if change.undone_at is not None:
        by = f" by person {change.undone_by_id}" if change.undone_by_id else ""
        yield f"Change {change.sequence} was taken back at {_utc(change.undone_at)}{by}."


def _proposal(proposal: PhaseProposal, *, plan: Plan) -> Iterator[str]:
    is_waiting = proposal.status == PhaseProposal.Status.WAITING
    state = "waits for the coach" if is_waiting else proposal.get_status_display().lower()
    if proposal.decided_at is not None:
        by = f" by person {proposal.decided_by_id}" if proposal.decided_by_id else " by time"
        state += f" at {_utc(proposal.decided_at)}{by}"
    yield (
        f"Proposal of {_instant(proposal.due_at, plan=plan)}, {proposal.decision} "
        f"({proposal.reason}), {state}: {proposal.words}"
    )
    if not is_waiting:
        return
    yield from _evidence(proposal.evidence)
    if proposal.goes_on_at is not None:
        yield f"Without an answer the plan goes on at {_instant(proposal.goes_on_at, plan=plan)}."


def _evidence(evidence: Mapping[str, Any]) -> Iterator[str]:
    """Yield the figures that the decision rested on, in the order of the rules."""
    figures = [
        words.format(_figure(name, evidence[name]))
        for name, words in _FIGURES.items()
        if evidence.get(name) not in (None, [])
    ]
    if figures:
        yield f"It rested on: {', '.join(figures)}."


def _figure(name: str, value: Any) -> str:
    if name == "exposure":
        return f"{plain(rounded(Fraction(value) * 100, places=1))} % ({value})"
    if isinstance(value, list):
        return ", ".join(f"{plain(rounded(Fraction(one), places=1))} %" for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


_FIGURES = {
    "exposure": "sessions received {}",
    "days_since_session": "days since the last session {}",
    "extensions_used": "weeks added before {}",
    "repeats_used": "repeats before {}",
    "weeks_since_deload": "loading weeks since a deload {}",
    "fatigue_reasons": "signs of fatigue {}",
    "has_pain": "open pain {}",
    "lift_changes_pct": "main lifts changed by {}",
    "is_still_rising": "still rising {}",
    "phase_weeks": "weeks of the phase {}",
    "has_test_results": "test results in {}",
    "ends": "ends by {}",
    "stalled_lifts": "main lifts that stall {}",
    "main_lifts": "main lifts {}",
}


def _next(plan: Plan, *, now: datetime) -> Iterator[str]:
    yield f"The plan is {plan.get_status_display().lower()}{_pause(plan, now=now)}."
    if plan.failures:
        yield f"It failed {plan.failures} times; the last error was: {plan.last_error}"
    if plan.quarantined_at is not None:
        yield (
            f"It is quarantined since {_utc(plan.quarantined_at)}: nothing changes until an "
            "operator releases it."
        )
    elif plan.failures and plan.retry_at is not None:
        yield f"It is tried again at {plan.retry_at:%Y-%m-%d %H:%M:%S} UTC."
    if plan.due_at is None:
        yield "Nothing falls due."
        return
    word = "was" if plan.due_at <= now else "is"
    yield f"The next decision {word} due at {_instant(plan.due_at, plan=plan)}."
    yield f"That instant is by time-zone table {plan.zone_table}; installed is {TABLE_VERSION}."


def _pause(plan: Plan, *, now: datetime) -> str:
    if plan.status != Plan.Status.PAUSED:
        return ""
    pauses = Absence.objects.filter(athlete=plan.athlete_id, effect=Absence.Effect.PAUSE)
    pause = pauses.on(local_date(now, zone=plan.time_zone)).first()
    if pause is None:
        return ", though no pause is noted for today"
    return f" since {pause.from_on}, for {pause.get_reason_display().lower()}"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _instant(at: datetime, *, plan: Plan) -> str:
    """Return an instant in UTC and where the athlete is."""
    try:
        there = at.astimezone(ZoneInfo(plan.time_zone))
    except (ZoneInfoNotFoundError, ValueError):
        return f"{_utc(at)} ({plan.time_zone} is no zone of the table)"
    return f"{_utc(at)} ({there:%Y-%m-%d %H:%M} in {plan.time_zone})"


def _utc(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
