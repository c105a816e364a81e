"""The last change is taken back while nothing was trained after it; then the coach is asked."""

from datetime import timedelta

import pytest

from athletes.actions.assign_program import assign_program
from athletes.actions.decide_proposal import (
    PlanNotActive,
    accept_proposal,
    decline_proposal,
)
from athletes.actions.pause_plan import pause_plan
from athletes.actions.roll_due import roll_due
from athletes.actions.undo_transition import (
    NotTheLastChange,
    OnAnotherPlan,
    TrainedSince,
    undo_transition,
)
from athletes.models import (
    AnchorValue,
    CheckIn,
    Outbox,
    PhaseProposal,
    PhaseTransition,
    Plan,
    PlannedGroup,
    PlannedSession,
    PlanPhase,
    SessionLog,
)
from athletes.queries.phase_mail import get_phase_mail
from programs.engine.phases.decision import Decision
from tests import make
from tests.athletes import plans_by_hand as by_hand
from tests.athletes.plans_by_hand import DUE, day, make_plan, train

pytestmark = pytest.mark.django_db

NOON = timedelta(hours=12)
WEEK = timedelta(days=7)


@pytest.fixture
def coach():
    return make.user()


@pytest.fixture
def advanced():
    """A plan that went on to its second phase by itself."""
    plan = make_plan("hypertrophy", "strength", "hypertrophy", email="ana@example.com")
    train(plan)
    roll_due(now=DUE)
    plan.refresh_from_db()
    return plan


def last() -> PhaseTransition:
    return PhaseTransition.objects.order_by("sequence").last()


def undo(*, by, now=DUE + NOON) -> PhaseProposal:
    return undo_transition(transition=last(), by=by, now=now)


def rows() -> list[object]:
    """Return everything that a plan consists of."""
    models = (Plan, PlanPhase, PhaseTransition, PhaseProposal, PlannedSession, AnchorValue)
    return [list(model.objects.order_by("pk").values()) for model in (*models, Outbox)]


def sessions() -> list[tuple[object, ...]]:
    found = PlannedSession.objects.order_by("ordinal")
    return list(found.values_list("ordinal", "scheduled_on", "is_provisional"))


def test_undo_puts_back_phase_and_sessions_and_asks_the_coach(advanced, coach) -> None:
    proposal = undo(by=coach)

    advanced.refresh_from_db()
    phase, change = PlanPhase.objects.get(), last()
    assert (advanced.phase_seq, advanced.status) == (1, "ACTIVE")
    assert (phase.goal, phase.closed_at) == ("hypertrophy", None)
    assert (change.undone_at, change.undone_by, change.to_phase) == (DUE + NOON, coach, None)
    assert (proposal.status, proposal.decision, proposal.reason) == (
        "WAITING",
        "HOLD_FOR_COACH",
        "coach",
    )
    assert proposal.words == (
        "The coach took back the change of 2026-03-16 and decides how the plan goes on."
    )
    assert proposal.evidence == change.evidence
    # Monday the 16th is today: the last loading week is repeated from today on.
    assert sessions()[4:] == [(5, day(14), True), (6, day(17), True)]
    assert (phase.ends_on, phase.extra_weeks) == (day(20), 1)
    assert advanced.due_at == DUE + WEEK


def test_undone_change_never_happens_again_by_itself(advanced, coach) -> None:
    undo(by=coach)

    for weeks in range(12):
        roll_due(now=DUE + weeks * WEEK)

    assert PhaseTransition.objects.count() == 1
    assert PlanPhase.objects.get().goal == "hypertrophy"


def test_decision_after_an_undo_takes_the_next_number(advanced, coach) -> None:
    proposal = undo(by=coach)

    decline_proposal(proposal=proposal, by=coach, now=DUE + NOON, instead=Decision.REPEAT)

    first, second = PhaseTransition.objects.order_by("sequence")
    assert [one.sequence for one in (first, second)] == [1, 2]
    assert (second.decision, second.undone_at) == ("REPEAT", None)
    repeat = PlanPhase.objects.order_by("seq").last()
    assert (repeat.kind, repeat.mesocycle, repeat.starts_on) == ("REPEAT", 0, day(14))
    assert sessions()[4:] == [
        (5, day(14), False),
        (6, day(17), False),
        (7, day(21), False),
        (8, day(24), False),
    ]


def test_undo_on_a_later_day_begins_the_repeated_week_that_day(advanced, coach) -> None:
    undo(by=coach, now=DUE + timedelta(days=2) + NOON)

    phase = PlanPhase.objects.get()
    # Wednesday to Tuesday: Thursday comes before Monday.
    assert sessions()[4:] == [(5, day(17), True), (6, day(21), True)]
    assert phase.ends_on == day(22)


def test_undo_of_an_answer_asks_the_same_again(coach) -> None:
    plan = make_plan("hypertrophy", "strength", confirms_after_h=72)
    train(plan, sessions=2)
    roll_due(now=DUE)
    before = sessions()
    proposal = PhaseProposal.objects.get()
    accept_proposal(proposal=proposal, by=coach, now=DUE + NOON)

    again = undo(by=coach, now=DUE + NOON + timedelta(minutes=1))

    plan.refresh_from_db()
    assert again == PhaseProposal.objects.get() == proposal
    assert (again.status, again.decision, again.decided_at, again.decided_by) == (
        "WAITING",
        "REPEAT",
        None,
        None,
    )
    assert sessions() == before
    # Time doesn't confirm what the coach took back.
    assert (again.goes_on_at, plan.due_at) == (None, DUE + WEEK)


def test_undo_of_what_silence_accepted_asks_without_a_clock(coach) -> None:
    plan = make_plan("hypertrophy", "strength", confirms_after_h=72)
    train(plan, sessions=2)
    roll_due(now=DUE)
    confirmed_at = DUE + timedelta(hours=72)
    roll_due(now=confirmed_at)

    undo(by=coach, now=confirmed_at + NOON)
    roll_due(now=confirmed_at + 2 * WEEK)

    proposal = PhaseProposal.objects.get()
    assert (proposal.status, proposal.goes_on_at) == ("WAITING", None)
    assert PhaseTransition.objects.count() == 1


def test_undo_of_an_added_week_makes_it_provisional_and_frees_the_extension(coach) -> None:
    plan = make_plan("hypertrophy", "strength")
    train(plan, sessions=3)
    roll_due(now=DUE)

    proposal = undo(by=coach)

    plan.refresh_from_db()
    phase = PlanPhase.objects.get()
    assert sessions()[4:] == [(5, day(14), True), (6, day(17), True)]
    assert (phase.ends_on, phase.extra_weeks, plan.due_at) == (day(20), 1, DUE + WEEK)
    decline_proposal(proposal=proposal, by=coach, now=DUE + NOON, instead=Decision.EXTEND_1W)
    roll_due(now=DUE + WEEK)
    # The extension taken back isn't counted: 3 of 6 is under 60 %.
    asked = PhaseProposal.objects.order_by("pk").last()
    assert (asked.decision, asked.evidence["extensions_used"]) == ("REPEAT", 1)


def test_undo_of_an_answered_pain_hold_schedules_nothing(coach) -> None:
    plan = make_plan("hypertrophy", "strength")
    train(plan)
    CheckIn.objects.create(
        organization=plan.organization, athlete=plan.athlete, on=day(12), has_pain=True
    )
    roll_due(now=DUE)
    decline_proposal(proposal=PhaseProposal.objects.get(), by=coach, now=DUE + NOON)

    undo(by=coach)

    plan.refresh_from_db()
    assert (plan.due_at, plan.phase_seq, len(sessions())) == (None, 1, 4)


def test_undo_of_the_plans_end_lets_it_run_on(coach) -> None:
    plan = make_plan("hypertrophy")
    train(plan)
    roll_due(now=DUE)

    undo(by=coach)

    plan.refresh_from_db()
    assert (plan.status, plan.ended_on, plan.due_at) == ("ACTIVE", None, DUE + WEEK)
    assert len(sessions()) == 6


def test_undo_of_the_plans_end_beside_another_plan_is_refused(coach) -> None:
    plan = make_plan("hypertrophy")
    train(plan)
    roll_due(now=DUE)
    assign_program(
        version=plan.program_version,
        athletes=[plan.athlete],
        starts_on=day(14),
        by=coach,
        now=DUE + NOON,
    )
    before = rows()

    with pytest.raises(OnAnotherPlan):
        undo(by=coach)

    assert rows() == before


def test_undo_takes_back_the_numbers_it_brought_and_no_other(coach) -> None:
    plan = make_plan("hypertrophy", "strength")
    train(plan)
    roll_due(now=DUE)
    own = {"organization": plan.organization, "athlete": plan.athlete, "plan": plan}
    for ordinal, source, set_at in (
        (5, "BOUNDARY", DUE),
        (5, "COACH", DUE),
        (5, "BOUNDARY", DUE + timedelta(hours=1)),
        (2, "BOUNDARY", DUE),
    ):
        AnchorValue.objects.create(
            **own, name="tm:squat", value=100, source=source, reason="By hand.",
            effective_ordinal=ordinal, set_at=set_at,
        )  # fmt: skip

    undo(by=coach)

    kept = AnchorValue.objects.order_by("pk").values_list("effective_ordinal", "source", "set_at")
    assert list(kept) == [
        (5, "COACH", DUE),
        (5, "BOUNDARY", DUE + timedelta(hours=1)),
        (2, "BOUNDARY", DUE),
    ]


def test_undo_after_the_next_phase_was_trained_is_refused(advanced, coach) -> None:
    by_hand.finish(PlannedSession.objects.get(ordinal=5))
    before = rows()

    with pytest.raises(TrainedSince, match="Something was logged after this change"):
        undo(by=coach)

    assert rows() == before


def test_undo_after_a_late_log_of_the_phase_before_is_refused(coach) -> None:
    plan = make_plan("hypertrophy", "strength")
    train(plan, sessions=3)
    plan.roll_mode = "CALENDAR"
    plan.save(update_fields=["roll_mode"])
    roll_due(now=DUE)
    by_hand.finish(PlannedSession.objects.get(ordinal=4), at=DUE + timedelta(hours=10))
    before = rows()

    with pytest.raises(TrainedSince):
        undo(by=coach)

    assert rows() == before


def test_undo_after_a_session_was_begun_without_a_set_is_refused(coach) -> None:
    plan = make_plan("hypertrophy", "strength", roll_mode="CALENDAR")
    train(plan, sessions=3)
    roll_due(now=DUE)
    SessionLog.objects.create(
        organization=plan.organization,
        athlete=plan.athlete,
        planned_session=PlannedSession.objects.get(ordinal=4),
        started_at=DUE + timedelta(hours=1),
        time_zone="UTC",
        on=day(14),
    )

    with pytest.raises(TrainedSince):
        undo(by=coach)

    assert last().undone_at is None


def test_undo_twice_is_told_it_was_taken_back(advanced, coach) -> None:
    undo(by=coach)
    before = rows()

    with pytest.raises(NotTheLastChange):
        undo(by=coach)

    assert rows() == before


def test_undo_of_a_change_before_the_last_is_refused(coach) -> None:
    make_plan("hypertrophy", "strength", "hypertrophy", roll_mode="CALENDAR")
    roll_due(now=DUE + 2 * WEEK)
    first = PhaseTransition.objects.order_by("sequence").first()
    before = rows()

    with pytest.raises(NotTheLastChange):
        undo_transition(transition=first, by=coach, now=DUE + 2 * WEEK)

    assert rows() == before


def test_undo_while_the_next_phases_end_waits_is_refused(advanced, coach) -> None:
    roll_due(now=DUE + 2 * WEEK)
    before = rows()

    with pytest.raises(NotTheLastChange):
        undo(by=coach, now=DUE + 2 * WEEK)

    assert rows() == before


def test_undo_of_a_paused_plan_is_refused(advanced, coach) -> None:
    pause_plan(plan=advanced, reason="TRAVEL", by=coach, now=DUE + NOON)
    before = rows()

    with pytest.raises(PlanNotActive):
        undo(by=coach)

    assert rows() == before


def test_mail_of_an_undone_change_is_not_sent(advanced, coach) -> None:
    told = Outbox.objects.get(key=f"plan:{advanced.pk}:1")
    undo(by=coach)

    asked = Outbox.objects.get(key=f"plan:{advanced.pk}:1:undone")
    assert get_phase_mail(told.message, now=DUE + NOON) is None
    mail = get_phase_mail(asked.message, now=DUE + NOON)
    assert mail["subject"] == "Your coach is looking at your plan"
    assert [line for line in mail["text"].splitlines() if line][1:3] == [
        "Your coach took back the change of 16 March 2026 and decides how you go on.",
        "Until your coach has decided, your last training week is repeated.",
    ]


def test_answer_taken_back_is_told_though_its_question_was_told_before(coach) -> None:
    plan = make_plan("hypertrophy", "strength", email="ana@example.com")
    train(plan, sessions=2)
    roll_due(now=DUE)
    accept_proposal(proposal=PhaseProposal.objects.get(), by=coach, now=DUE + NOON)
    before = set(Outbox.objects.values_list("key", flat=True))

    undo(by=coach, now=DUE + NOON + timedelta(minutes=1))

    told = Outbox.objects.exclude(key__in=before).get()
    assert told.key == f"plan:{plan.pk}:1:undone"
    mail = get_phase_mail(told.message, now=DUE + NOON + timedelta(minutes=1))
    assert mail["subject"] == "Your coach is looking at your plan"
    assert [line for line in mail["text"].splitlines() if line][1:4] == [
        "The coach took the last change back and decides anew.",
        "You go through the phase once more: you did 50 % of the planned sessions, too few to "
        "build on (under 60 %).",
        "Until your coach has decided, your last training week is repeated.",
    ]


def test_undo_leaves_no_group_or_session_behind(advanced, coach) -> None:
    before = PlannedGroup.objects.filter(session__ordinal__lte=4).count()

    undo(by=coach)

    assert PlannedSession.objects.exclude(phase=PlanPhase.objects.get()).count() == 0
    assert PlannedGroup.objects.count() == before + 2
    assert advanced.pgh_event_model.objects.filter(pgh_label="update").count() == 0
