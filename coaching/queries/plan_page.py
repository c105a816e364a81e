"""A plan as the coach opens it: its phases with the reason of each change, and what waits."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Subquery
from django.db.models.functions import Coalesce

from athletes.models import (
    AnchorValue,
    PhaseProposal,
    PhaseTransition,
    Plan,
    PlannedSession,
    PlanPhase,
)
from athletes.queries.early_end import get_early_end
from athletes.queries.late_proposals import acts_on
from athletes.queries.loads import Loads
from athletes.queries.ramps import RunningRamp, get_running_ramp
from athletes.queries.repeats import before_a_repeat
from athletes.queries.session_cards import SessionCard, session_cards
from coaching.queries.outlines import outline_of
from programs.engine.phases.decision import Decision, Reason
from programs.engine.timeline import local_date
from programs.queries.required_anchors import required_anchors

# What moves a phase; a hold waits for one of these.
COACHES_CHOICES = frozenset(
    {
        Decision.ADVANCE,
        Decision.EXTEND_1W,
        Decision.REPEAT,
        Decision.REGRESS,
        Decision.DELOAD_THEN_ADVANCE,
        Decision.DELOAD_THEN_REPEAT,
    }
)


@dataclass(frozen=True, slots=True)
class Step:
    """One phase of the timeline. ``change`` is what ended it, None while it runs or lies ahead."""

    name: str
    goal: str
    starts_on: date
    ends_on: date
    kind: str
    extra_weeks: int
    is_running: bool
    is_ahead: bool
    change: PhaseTransition | None


@dataclass(frozen=True, slots=True)
class Number:
    """A training number that the next session begins with.

    ``value`` in the athlete's unit, None while unknown.
    """

    name: str
    label: str
    value: Decimal | None
    reason: str
    set_at: datetime | None


@dataclass(frozen=True, slots=True)
class EndedToday:
    """What follows if the coach ends the running phase today, and how many sessions it takes out.

    ``steps`` are the phases that would follow; none: the plan would be over.
    """

    last_on: date
    sessions: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything on the page. ``proposals`` hold the waiting one first.

    ``early`` is None where the phase can't be ended before its end. ``ramp`` is what is still
    lighter after a gap.
    """

    plan: Plan
    unit: str
    running: PlanPhase
    steps: tuple[Step, ...]
    proposals: tuple[PhaseProposal, ...]
    changes: tuple[PhaseTransition, ...]
    numbers: tuple[Number, ...]
    sessions: tuple[SessionCard, ...]
    early: EndedToday | None
    ramp: RunningRamp | None

    @property
    def known(self) -> tuple[Number, ...]:
        """The numbers that have a value."""
        return tuple(number for number in self.numbers if number.value is not None)

    @property
    def unknown(self) -> tuple[Number, ...]:
        """The numbers that training has still to find."""
        return tuple(number for number in self.numbers if number.value is None)

    @property
    def can_accept(self) -> bool:
        """Whether what waits says where to go: a hold only asks."""
        return self.waiting is not None and self.waiting.decision in COACHES_CHOICES

    @property
    def can_accept_late(self) -> bool:
        """Whether the plan still repeats what was trained after all."""
        return self.late is not None and acts_on(proposal=self.late, running=self.running)

    @property
    def late(self) -> PhaseProposal | None:
        """What late logs opened last: it holds nothing up."""
        return next((one for one in self.proposals if one.status == "OPEN"), None)

    @property
    def waiting(self) -> PhaseProposal | None:
        """The proposal that the coach has to answer."""
        return next((one for one in self.proposals if one.status == "WAITING"), None)

    @property
    def is_week_repeated(self) -> bool:
        """Whether the athlete repeats the last week until the coach has answered."""
        return self.waiting is not None and self.waiting.reason != Reason.PAIN

    @property
    def last_change(self) -> PhaseTransition | None:
        """The change that may be taken back, unless something was logged since."""
        is_held = self.waiting is not None or self.plan.status in {"PAUSED", "ENDED"}
        last = self.changes[0] if self.changes and not is_held else None
        return last if last is not None and last.undone_at is None else None

    @property
    def last_change_cut_phase(self) -> bool:
        """Whether taking it back gives a phase that was ended early its weeks back."""
        return self.last_change is not None and "cut" in self.last_change.evidence


def get_plan_page(*, plan: Plan, now: datetime) -> PlanPage:
    """Return the page of a plan with athlete, version and template selected.

    9 queries while the plan runs, 10 while its phase may be ended early; one more each in an
    inserted deload and after a gap. 8 once it is over.
    """
    loads = Loads.of(plan.athlete)
    today = local_date(now, zone=plan.time_zone)
    phases = list(PlanPhase.objects.filter(plan=plan).order_by("seq"))
    changes = list(
        PhaseTransition.objects.filter(plan=plan)
        .select_related("decided_by", "undone_by")
        .order_by("sequence")
    )
    rows = PhaseProposal.objects.filter(plan=plan).select_related("phase", "decided_by")
    proposals = sorted(rows.order_by("-pk"), key=lambda one: one.status != "WAITING")
    running = next(phase for phase in phases if phase.seq == plan.phase_seq)
    is_asked = any(one.status == "WAITING" for one in proposals)
    return PlanPage(
        plan=plan,
        unit=loads.unit,
        running=running,
        steps=_steps(plan, phases=phases, changes=changes, today=today),
        proposals=tuple(proposals),
        changes=tuple(reversed(changes)),
        numbers=plan_numbers(plan, loads=loads),
        sessions=_sessions(plan, now=now),
        ramp=get_running_ramp(plan=plan, today=today) if plan.is_running else None,
        early=None if is_asked else _ended_today(plan, running=running, today=today),
    )


def _steps(
    plan: Plan, *, phases: list[PlanPhase], changes: list[PhaseTransition], today: date
) -> tuple[Step, ...]:
    by_phase = {change.from_phase_id: change for change in changes}
    steps = [
        Step(
            name=phase.name,
            goal=phase.goal,
            starts_on=phase.starts_on,
            ends_on=phase.ends_on,
            kind=phase.get_kind_display() if phase.kind != PlanPhase.Kind.PLANNED else "",
            extra_weeks=phase.extra_weeks,
            is_running=plan.is_running and phase.seq == plan.phase_seq,
            is_ahead=False,
            change=by_phase.get(phase.pk),
        )
        for phase in phases
    ]
    if not plan.is_running:
        return tuple(steps)
    # A phase that is held goes on until somebody decides.
    starts_on = max(phases[-1].ends_on + timedelta(days=1), today)
    return (*steps, *_ahead(plan, mesocycle=phases[-1].mesocycle + 1, starts_on=starts_on))


def _ended_today(plan: Plan, *, running: PlanPhase, today: date) -> EndedToday | None:
    early = get_early_end(phase=running, today=today) if plan.status == "ACTIVE" else None
    if early is None:
        return None
    comes_again = running.pk in before_a_repeat([running])
    following = running.mesocycle if comes_again else running.mesocycle + 1
    steps = _ahead(plan, mesocycle=following, starts_on=early.first_on)
    return EndedToday(early.last_on, len(early.sessions), tuple(steps))


def _ahead(plan: Plan, *, mesocycle: int, starts_on: date) -> list[Step]:
    steps = []
    for outline in outline_of(plan.program_version)[mesocycle:]:
        ends_on = starts_on + timedelta(weeks=outline.weeks) - timedelta(days=1)
        steps.append(Step(outline.name, outline.goal, starts_on, ends_on, "", 0, False, True, None))
        starts_on = ends_on + timedelta(days=1)
    return steps


def plan_numbers(plan: Plan, *, loads: Loads) -> tuple[Number, ...]:
    """Return the training numbers that the plan's next session begins with. 2 queries."""
    begun = PlannedSession.objects.filter(plan=plan, log__isnull=False).order_by("-ordinal")
    next_ordinal = Coalesce(Subquery(begun.values("ordinal")[:1]) + 1, 1)
    # After a break the number before it stands in the ledger already, to return some sessions on.
    entries = AnchorValue.objects.filter(
        organization=plan.organization_id, plan=plan, effective_ordinal__lte=next_ordinal
    ).order_by("name", "-effective_ordinal", "-pk")
    in_force = {row.name: row for row in entries.distinct("name")}
    return tuple(
        _number(anchor.name, label=anchor.label, entry=in_force.get(anchor.name), loads=loads)
        for anchor in required_anchors(plan.program_version)
    )


def _number(name: str, *, label: str, entry: AnchorValue | None, loads: Loads) -> Number:
    if entry is None:
        return Number(name, label, None, "", None)
    value = loads.shown_or_none(entry.value)
    return Number(name, label, value, entry.reason, entry.set_at)


def _sessions(plan: Plan, *, now: datetime) -> tuple[SessionCard, ...]:
    today = local_date(now, zone=plan.time_zone)
    sessions = (
        PlannedSession.objects.filter(plan=plan, phase__seq=plan.phase_seq)
        .filter(scheduled_on__gte=today - timedelta(weeks=2))
        .select_related("phase", "log")
        .in_training_order()
    )
    return session_cards(sessions=list(sessions[:20]), athlete=plan.athlete, now=now)
