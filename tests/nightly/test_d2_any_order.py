"""D2: whatever is done in whatever order, nothing is overwritten and every invariant holds.

Hypothesis draws the order; a model in memory says what each act must answer and what stands.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from athletes.actions.assign_program import AlreadyOnAPlan, assign_program
from athletes.actions.change_athlete import StaleAthlete, change_athlete
from athletes.actions.decide_proposal import (
    HoldNeedsDecision,
    PlanNotActive,
    ProposalAlreadyDecided,
    accept_proposal,
    decline_proposal,
)
from athletes.actions.end_plan import PlanAlreadyOver, end_plan
from athletes.actions.finish_session import finish_session
from athletes.actions.log_set import log_set
from athletes.actions.move_session import AlreadyBegun
from athletes.actions.pause_plan import PlanNotRunning, pause_plan
from athletes.actions.resolve_plans import resolve_plans
from athletes.actions.resume_plan import PlanNotPaused, resume_plan
from athletes.actions.roll_due import roll_due
from athletes.actions.set_policy import PolicyChangedMeanwhile, set_policy
from athletes.actions.skip_session import skip_session
from athletes.actions.summarize_adherence import summarize_adherence
from athletes.actions.undo_set import undo_set
from athletes.actions.undo_transition import (
    NotTheLastChange,
    OnAnotherPlan,
    TrainedSince,
    undo_transition,
)
from athletes.models import (
    Athlete,
    PhaseProposal,
    PhaseTransition,
    Plan,
    PlannedGroup,
    PlannedSession,
    SessionLog,
    SetLog,
)
from coaching.accounts.models import Membership
from programs.engine.errors import TrainingError
from tests import make
from tests.athletes import plans_by_hand as by_hand
from tests.athletes.logging import entry
from tests.nightly.course import find_faults, fingerprint, is_due

FEW, MANY = 6, 500
STEPS = 20
WEEKS = 1
DAYS = st.integers(min_value=1, max_value=5)
PLACES = st.integers(min_value=0, max_value=5)
REPS = st.integers(min_value=0, max_value=8)


class World:
    """What every run begins with."""

    def __init__(self) -> None:
        self.coach: Membership = make.membership()
        self.athlete: Athlete = make.athlete(coach=self.coach, email="ana@example.com")
        cycles = by_hand.cycles("hypertrophy", "strength", "hypertrophy", weeks=WEEKS)
        self.version = by_hand.version(organization=self.coach.organization, mesocycles=cycles)


class AnyOrder(RuleBasedStateMachine):
    """An athlete, a coach and the jobs, one act after another; each run is taken back."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        self.undoing = transaction.atomic()
        self.undoing.__enter__()
        self.now = make.NOW
        self.status: str | None = None
        self.sets: dict[UUID, tuple[int, bool]] = {}
        self.finished: set[int] = set()
        self.seen: dict[int, list[tuple[Any, ...]]] = {}
        self.policy, self.name, self.versions = (False, None), "", {"athlete": 1, "plan": 1}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undoing.__exit__(None, None, None)

    @property
    def by(self) -> Any:
        return self.world.coach.user

    @property
    def athlete(self) -> Athlete:
        return Athlete.objects.select_related("user").get(pk=self.world.athlete.pk)

    @property
    def plan(self) -> Plan:
        plans = Plan.objects.select_related("athlete__user", "program_version")
        return plans.filter(athlete=self.world.athlete).latest("pk")

    @property
    def sessions(self) -> Any:
        """None once a plan ended before anything was trained."""
        return PlannedSession.objects.filter(plan=self.plan, is_cancelled=False)

    def session(self, place: int) -> PlannedSession:
        rows = self.sessions.select_related("athlete", "phase", "log").in_training_order()
        begun = rows.filter(log__isnull=False).count()
        return rows[min(max(begun - 2, 0) + place, len(rows) - 1)]

    def ask(self, act: Callable[[], Any], *, refused: tuple[type[TrainingError], ...]) -> Any:
        """Do it; ``refused`` are the refusals foreseen, and what is refused changes nothing."""
        before = fingerprint()
        try:
            with transaction.atomic():
                return act()
        except refused as error:
            assert fingerprint() == before
            return error

    @initialize()
    def begin(self) -> None:
        self.assign()

    @rule()
    def assign(self) -> None:
        is_free = self.status not in {"ACTIVE", "PAUSED"}
        found = self.ask(
            lambda: assign_program(
                version=self.world.version,
                athletes=[self.athlete],
                starts_on=self.now.date(),
                by=self.by,
                now=self.now,
            ),
            refused=() if is_free else (AlreadyOnAPlan,),
        )
        assert isinstance(found, AlreadyOnAPlan) is not is_free
        if is_free:
            self.status, self.policy, self.versions["plan"] = "ACTIVE", (False, None), 1

    @rule(days=DAYS)
    def pass_days(self, days: int) -> None:
        self.now += timedelta(days=days)

    @precondition(lambda self: self.sessions.exists())
    @rule(place=PLACES, reps=REPS)
    def log(self, place: int, reps: int) -> None:
        session = self.session(place)
        group = session.groups.order_by("position")[0]
        self.see(session)
        one = entry(group, reps=reps, performed_at=self.now)
        log_set(athlete=self.athlete, entry=one, by=None, now=self.now)
        self.sets[one.id] = (reps, True)

    @precondition(lambda self: self.sets)
    @rule(place=PLACES, reps=REPS)
    def send_again(self, place: int, reps: int) -> None:
        """The same id with other figures: it stays as it was sent first."""
        row = self.logged(place)
        log_set(
            athlete=self.athlete,
            entry=entry(row.planned_group, id=row.pk, reps=reps, performed_at=self.now),
            by=None,
            now=self.now,
        )

    @precondition(lambda self: self.sets)
    @rule(place=PLACES, reps=REPS)
    def correct(self, place: int, reps: int) -> None:
        row = self.logged(place)
        one = entry(row.planned_group, reps=reps, performed_at=self.now)
        log_set(athlete=self.athlete, entry=one, by=None, now=self.now, replaces=row.pk)
        self.sets[row.pk] = (self.sets[row.pk][0], False)
        self.sets[one.id] = (reps, True)

    @precondition(lambda self: self.sets)
    @rule(place=PLACES)
    def take_back(self, place: int) -> None:
        row = self.logged(place)
        stood = undo_set(athlete=self.athlete, set_id=row.pk, by=None, now=self.now)
        assert stood is self.sets[row.pk][1]
        self.sets[row.pk] = (self.sets[row.pk][0], False)

    @precondition(lambda self: self.sessions.exists())
    @rule(place=PLACES)
    def finish(self, place: int) -> None:
        session = self.session(place)
        self.see(session)
        finish_session(planned_session=session, session_rpe=None, note="", by=None, now=self.now)
        self.finished.add(session.pk)

    @precondition(lambda self: self.sessions.exists())
    @rule(place=PLACES)
    def skip(self, place: int) -> None:
        session = self.session(place)
        is_begun = SessionLog.objects.filter(planned_session=session).exists()
        found = self.ask(
            lambda: skip_session(
                planned_session=session, reason="Travel", by=self.by, now=self.now
            ),
            refused=(AlreadyBegun,) if is_begun else (),
        )
        assert isinstance(found, AlreadyBegun) is is_begun

    @rule()
    def pause(self) -> None:
        self.turn("ACTIVE", "PAUSED", PlanNotRunning, pause_plan, reason="TRAVEL")

    @rule()
    def resume(self) -> None:
        self.turn("PAUSED", "ACTIVE", PlanNotPaused, resume_plan)

    @rule(is_meant=st.sampled_from((True, False, False, False)))
    def end(self, is_meant: bool) -> None:
        if not is_meant and self.status in {"ACTIVE", "PAUSED"}:
            return
        was = self.status if self.status in {"ACTIVE", "PAUSED"} else "ACTIVE"
        self.turn(was, "ENDED", PlanAlreadyOver, end_plan)

    @rule()
    def roll(self) -> None:
        report = roll_due(now=self.now)
        plan = self.plan
        assert (report.failures, report.left) == (0, 0), plan.last_error
        assert not is_due(plan, now=self.now)
        self.follow(plan)

    @rule()
    def summarize(self) -> None:
        summarize_adherence(now=self.now)

    @rule(is_accepted=st.booleans())
    def answer(self, is_accepted: bool) -> None:
        proposal = PhaseProposal.objects.filter(athlete=self.world.athlete).order_by("-pk").first()
        if proposal is None:
            return
        before = self.plan.transition_count
        act = accept_proposal if is_accepted else decline_proposal
        found = self.ask(
            lambda: act(proposal=proposal, by=self.by, now=self.now),
            refused=(ProposalAlreadyDecided, PlanNotActive, HoldNeedsDecision),
        )
        is_waiting = proposal.status == "WAITING" and self.status == "ACTIVE"
        is_hold = is_accepted and proposal.decision.startswith("HOLD")
        assert isinstance(found, PhaseTransition) is (is_waiting and not is_hold)
        plan = self.plan
        assert plan.transition_count == before + isinstance(found, PhaseTransition)
        self.follow(plan)

    @rule()
    def take_change_back(self) -> None:
        change = PhaseTransition.objects.filter(plan=self.plan).order_by("-sequence").first()
        if change is None:
            return
        trained = SetLog.objects.standing().filter(
            session_log__planned_session__plan=change.plan_id, performed_at__gt=change.applied_at
        )
        is_trained = trained.exists()
        found = self.ask(
            lambda: undo_transition(transition=change, by=self.by, now=self.now),
            refused=(NotTheLastChange, TrainedSince, PlanNotActive, OnAnotherPlan),
        )
        if isinstance(found, TrainingError):
            return
        assert not is_trained
        plan = self.plan
        assert (plan.status, plan.phase_seq) == ("ACTIVE", change.from_phase.seq)
        assert (found.status, found.phase_id) == ("WAITING", change.from_phase_id)
        self.follow(plan)

    @rule(asks=st.booleans(), hours=st.sampled_from((None, 1, 24, 168)), behind=st.booleans())
    def set_policy(self, asks: bool, hours: int | None, behind: bool) -> None:
        found = self.ask(
            lambda: set_policy(
                plan=self.plan,
                asks_before_advancing=asks,
                confirms_after_h=hours,
                expected_version=self.versions["plan"] - behind,
                by=self.by,
                now=self.now,
            ),
            refused=(PolicyChangedMeanwhile, PlanAlreadyOver),
        )
        is_set = self.status in {"ACTIVE", "PAUSED"} and not behind
        assert isinstance(found, Plan) is is_set
        if is_set:
            self.policy = (asks, hours)
            self.versions["plan"] += 1

    @rule(name=st.sampled_from(("Ana", "Bea", "Cleo")), behind=st.booleans())
    def edit(self, name: str, behind: bool) -> None:
        found = self.ask(
            lambda: change_athlete(
                athlete=self.athlete,
                changes={"name": name},
                expected_version=self.versions["athlete"] - behind,
                by=self.by,
                now=self.now,
            ),
            refused=(StaleAthlete,) if behind else (),
        )
        assert isinstance(found, StaleAthlete) is behind
        if not behind:
            self.name = name
            self.versions["athlete"] += 1

    def logged(self, place: int) -> SetLog:
        keys = list(self.sets)
        rows = SetLog.objects.select_related("planned_group")
        return rows.get(pk=keys[place % len(keys)])

    def see(self, session: PlannedSession) -> None:
        """From its first set on a session asks what the athlete saw."""
        self.seen.setdefault(session.pk, asked(session.pk))

    def turn(
        self, was: str, becomes: str, refusal: type[TrainingError], act: Any, **fields: Any
    ) -> None:
        found = self.ask(
            lambda: act(plan=self.plan, by=self.by, now=self.now, **fields),
            refused=() if self.status == was else (refusal,),
        )
        assert isinstance(found, refusal) is (self.status != was)
        if self.status == was:
            self.status = becomes

    def follow(self, plan: Plan) -> None:
        """Only a roll, an answer or taking it back completes a plan or lets it go on."""
        assert plan.status == self.status or {plan.status, self.status} == {"ACTIVE", "COMPLETED"}
        self.status = plan.status

    @invariant()
    def rows_are_as_the_model_says(self) -> None:
        if self.status is None:
            return
        rows = SetLog.objects.filter(athlete=self.world.athlete)
        assert {row.pk: (row.reps, row.deleted_at is None) for row in rows} == self.sets
        finished = SessionLog.objects.filter(completed_at__isnull=False)
        assert self.finished <= set(finished.values_list("planned_session", flat=True))
        plan = self.plan
        assert plan.status == self.status
        assert (plan.asks_before_advancing, plan.confirms_after_h) == self.policy
        assert {"athlete": self.athlete.version, "plan": plan.version} == self.versions
        assert self.name in {"", self.athlete.name}

    @invariant()
    def sessions_begun_stay_as_they_were_seen(self) -> None:
        assert {key: asked(key) for key in self.seen} == self.seen

    @invariant()
    def invariants_hold(self) -> None:
        assert find_faults(self.world.athlete) == []

    @invariant()
    def loads_are_what_the_logs_say(self) -> None:
        if self.status == "ACTIVE":
            assert resolve_plans(plans=[self.plan], now=self.now) == 0


def asked(session_id: int) -> list[tuple[Any, ...]]:
    groups = PlannedGroup.objects.filter(session=session_id).order_by("position")
    return list(groups.values_list("position", "exercise_name", "sets", "reps", "load_kg", "rpe"))


@pytest.mark.django_db
@pytest.mark.parametrize("runs", [FEW, pytest.param(MANY, marks=pytest.mark.nightly)])
def test_whatever_is_done_in_whatever_order_every_invariant_holds(runs: int) -> None:
    class Runs(AnyOrder):
        world = World()

    run_state_machine_as_test(
        Runs,
        settings=settings(
            max_examples=runs,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=runs == FEW,
            suppress_health_check=list(HealthCheck),
        ),
    )
