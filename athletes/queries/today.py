"""What an athlete sees first: where the plan stands and what to train."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from athletes.models import Athlete, PhaseProposal, Plan, PlannedSession, PlanPhase, PlanRamp
from athletes.queries.change_words import change_words
from athletes.queries.ramps import RunningRamp, get_running_ramp
from athletes.queries.session_cards import SessionCard, log_of, session_cards
from programs.engine.timeline import DAYS_A_WEEK, MAKE_UP_DAYS, local_date

# Two weeks ahead hold the next session of any plan that trains at all.
DAYS_AHEAD = 14
# What of a waiting proposal its words are made from.
WAITING = {name: name for name in ("decision", "reason", "words", "evidence")}
# Each column costs time in the statement and in its rows, and values cost less than rows do.
OF_PLAN = (
    "pk", "athlete_id", "status", "starts_on", "lets_athlete_move", "failures", "due_at",
    "retry_at", "quarantined_at",
)  # fmt: skip
OF_PHASE = ("name", "goal", "starts_on", "ends_on")
OF_SESSION = (
    "name", "scheduled_on", "week_in_phase", "day", "minutes", "is_provisional", "is_cancelled",
    "excused_for", "phase__name", "phase__goal", "log__planned_session", "log__completed_at",
    "log__time_zone",
)  # fmt: skip

State = Literal[
    "no_plan", "not_started", "training", "done", "missed", "rest", "waiting", "paused", "completed"
]


@dataclass(frozen=True, slots=True)
class PhaseCard:
    """The running phase; ``week`` of ``weeks``, from 1."""

    name: str
    goal: str
    is_deload: bool
    week: int
    weeks: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Today:
    """The day in one value.

    ``state``: ``training`` has a session today, begun or not; ``done`` has finished it; ``missed``
    is a day off with earlier sessions that can still be made up; ``rest`` is one without;
    ``waiting`` has nothing to train until the coach answers. ``session`` is today's;
    ``missed`` those up to six days old, oldest first. ``proposal_words`` say what waits for the
    coach. ``ramp`` is what is still lighter after a gap. ``is_due``: the plan has to be rolled
    before this is the day; ``is_behind``: that failed. ``may_move``: the coach lets the athlete
    move sessions.
    """

    on: date
    state: State
    plan_id: int | None = None
    plan_name: str = ""
    phase: PhaseCard | None = None
    session: SessionCard | None = None
    next_session: SessionCard | None = None
    missed: tuple[SessionCard, ...] = ()
    proposal_words: str = ""
    ramp: RunningRamp | None = None
    is_due: bool = False
    is_behind: bool = False
    may_move: bool = False


@dataclass(frozen=True, slots=True)
class _Followed:
    """A plan with its running phase, what waits in words, and whether it has ramps."""

    plan: Plan
    name: str
    phase: PlanPhase | None
    waiting_words: str
    has_ramps: bool


def get_today(*, athlete: Athlete, now: datetime) -> Today:
    """Return the athlete's day. 4 queries; 1 without a plan, or once it is paused or over.

    2 more where training was interrupted long enough to come back over lighter weeks.
    """
    today = local_date(now, zone=athlete.time_zone)
    followed = _plan(athlete)
    if followed is None or followed.plan.status == Plan.Status.ENDED:
        return Today(on=today, state="no_plan")
    plan = followed.plan
    if plan.status != Plan.Status.ACTIVE:
        state: State = "paused" if plan.status == Plan.Status.PAUSED else "completed"
        return _today(followed, on=today, state=state, cards=())
    sessions = _shown(_window(plan, today=today), today=today)
    cards = session_cards(sessions=sessions, athlete=athlete, now=now)
    state = _state(plan, on=today, cards=cards, is_waiting=bool(followed.waiting_words))
    found = _today(followed, on=today, state=state, cards=cards)
    found = replace(found, is_due=plan.is_due_at(now), is_behind=plan.failures > 0)
    if not followed.has_ramps:
        return found
    return replace(found, ramp=get_running_ramp(plan=plan, today=today))


def _plan(athlete: Athlete) -> _Followed | None:
    """Return the running plan, else the newest, with what of it and around it the page reads."""
    waiting = PhaseProposal.objects.filter(plan=OuterRef("pk"), status="WAITING")
    plans: Any = Plan.objects.filter(athlete=athlete).annotate(
        waiting=Subquery(waiting.values(kept=JSONObject(**WAITING))[:1]),
        has_ramps=Exists(PlanRamp.objects.filter(plan=OuterRef("pk"))),
        running=FilteredRelation("phases", condition=Q(phases__seq=F("phase_seq"))),
    )
    found = plans.running_first().values_list(
        "program_version__template__name",
        "waiting",
        "has_ramps",
        *OF_PLAN,
        *(f"running__{name}" for name in OF_PHASE),
    )
    row = found.first()
    if row is None:
        return None
    name, kept, has_ramps, *values = row
    of_plan, of_phase = values[: len(OF_PLAN)], values[len(OF_PLAN) :]
    return _Followed(
        plan=Plan(**dict(zip(OF_PLAN, of_plan, strict=True))),
        name=name,
        phase=PlanPhase(**dict(zip(OF_PHASE, of_phase, strict=True))) if of_phase[0] else None,
        waiting_words=change_words(PhaseProposal(**kept)) if kept else "",
        has_ramps=has_ramps,
    )


def _window(plan: Plan, *, today: date) -> list[PlannedSession]:
    days = (today - timedelta(days=MAKE_UP_DAYS), today + timedelta(days=DAYS_AHEAD))
    sessions = PlannedSession.objects.filter(
        plan=plan, athlete_id=plan.athlete_id, scheduled_on__range=days, is_cancelled=False
    )
    sessions = sessions.select_related("phase", "log").only(*OF_SESSION)
    return list(sessions.in_training_order())


def _shown(sessions: list[PlannedSession], *, today: date) -> list[PlannedSession]:
    """Keep today's, the next one and those that can be made up."""
    upcoming = [one for one in sessions if one.scheduled_on > today and not _is_finished(one)]
    return [
        one
        for one in sessions
        if one.scheduled_on == today
        or one in upcoming[:1]
        or (one.scheduled_on < today and not _is_finished(one))
    ]


def _is_finished(session: PlannedSession) -> bool:
    log = log_of(session)
    return log is not None and log.completed_at is not None


def _state(plan: Plan, *, on: date, cards: Sequence[SessionCard], is_waiting: bool) -> State:
    todays = [card for card in cards if card.on == on]
    if any(_is_open(card) for card in todays):
        return "training"
    if any(card.is_finished for card in todays):
        return "done"
    if any(card.status == "missed" for card in cards):
        return "missed"
    if plan.starts_on > on:
        return "not_started"
    if is_waiting and not any(card.on > on for card in cards):
        return "waiting"
    return "rest"


def _today(followed: _Followed, *, on: date, state: State, cards: Sequence[SessionCard]) -> Today:
    plan, phase = followed.plan, followed.phase
    todays = [card for card in cards if card.on == on]
    return Today(
        on=on,
        state=state,
        plan_id=plan.pk,
        plan_name=followed.name,
        phase=_phase_card(phase, on=on) if phase else None,
        session=next((card for card in todays if _is_open(card)), next(iter(todays), None)),
        next_session=next((card for card in cards if card.on > on), None),
        missed=tuple(card for card in cards if card.on < on and card.status == "missed"),
        proposal_words=followed.waiting_words,
        may_move=plan.lets_athlete_move,
    )


def _is_open(card: SessionCard) -> bool:
    return not card.is_finished and card.status == "pending"


def _phase_card(phase: PlanPhase, *, on: date) -> PhaseCard:
    weeks = ((phase.ends_on - phase.starts_on).days + 1) // DAYS_A_WEEK
    week = (on - phase.starts_on).days // DAYS_A_WEEK + 1
    return PhaseCard(
        name=phase.name,
        goal=phase.goal,
        is_deload=phase.goal == "deload",
        week=min(max(week, 1), max(weeks, 1)),
        weeks=weeks,
        starts_on=phase.starts_on,
        ends_on=phase.ends_on,
    )
