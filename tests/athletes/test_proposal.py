"""What needs the coach's word waits for it, and the athlete trains on meanwhile."""

from datetime import UTC, date, datetime, timedelta

import pytest

from athletes.actions.decide_proposal import (
    HoldNeedsDecision,
    NotADecision,
    PlanNotActive,
    ProposalAlreadyDecided,
    accept_proposal,
    decline_proposal,
)
from athletes.actions.end_plan import end_plan
from athletes.actions.pause_plan import pause_plan
from athletes.actions.roll_due import roll_due
from athletes.models import (
    AnchorValue,
    CheckIn,
    Outbox,
    PhaseProposal,
    PhaseTransition,
    Plan,
    PlannedSession,
    PlanPhase,
    PlanRamp,
)
from programs.engine.phases.decision import Decision
from tests import make
from tests.athletes import plans_by_hand as by_hand
from tests.athletes.plans_by_hand import DUE, cycles, day, make_plan, told, train

pytestmark = pytest.mark.django_db

NOON = timedelta(hours=12)
WEEK = timedelta(days=7)


@pytest.fixture
def coach():
    return make.user()


@pytest.fixture
def low_dose():
    """A plan whose first phase got half of its sessions: a repeat is proposed."""
    plan = make_plan("hypertrophy", "strength", email="ana@example.com")
    train(plan, sessions=2)
    roll_due(now=DUE)
    plan.refresh_from_db()
    return plan


def _proposal() -> PhaseProposal:
    return PhaseProposal.objects.get()


def _provisional() -> list[tuple[int, date]]:
    rows = PlannedSession.objects.filter(is_provisional=True).order_by("ordinal")
    return list(rows.values_list("ordinal", "scheduled_on"))


def test_low_dose_proposes_a_repeat_and_repeats_the_last_week_meanwhile(low_dose) -> None:
    proposal, phase = _proposal(), PlanPhase.objects.get()

    assert (proposal.decision, proposal.reason, proposal.status) == (
        "REPEAT",
        "dose_low",
        "WAITING",
    )
    assert proposal.words == (
        "The phase is to be repeated: 50 % of the planned sessions were done, less than 60 %."
    )
    assert _provisional() == [(5, day(14)), (6, day(17))]
    assert (phase.ends_on, phase.extra_weeks, phase.closed_at) == (day(20), 1, None)
    assert low_dose.due_at == DUE + WEEK
    assert not PhaseTransition.objects.exists()
    assert Outbox.objects.get().key == f"plan:{low_dose.pk}:proposal:{proposal.pk}"


def test_unanswered_proposal_repeats_week_after_week_then_waits_without_a_clock(low_dose) -> None:
    roll_due(now=DUE + WEEK)
    two_weeks = _provisional()
    roll_due(now=DUE + 20 * WEEK)

    low_dose.refresh_from_db()
    assert [on for _, on in two_weeks] == [day(14), day(17), day(21), day(24)]
    assert len(_provisional()) == 8 * 2
    assert low_dose.due_at is None
    assert PhaseProposal.objects.count() == 1
    assert Outbox.objects.count() == 1


def test_accept_the_same_day_repeats_the_phase_from_that_day(low_dose, coach) -> None:
    transition = accept_proposal(proposal=_proposal(), by=coach, now=DUE + NOON)

    low_dose.refresh_from_db()
    first, second = PlanPhase.objects.order_by("seq")
    assert (transition.decision, transition.reason, transition.cause) == (
        "REPEAT",
        "dose_low",
        "COACH",
    )
    assert (transition.decided_by, transition.due_at) == (coach, DUE)
    assert (first.ends_on, first.extra_weeks, first.closed_at) == (day(13), 0, DUE)
    assert (second.kind, second.mesocycle, second.repeats) == ("REPEAT", 0, 1)
    assert (second.starts_on, second.ends_on, second.first_ordinal) == (day(14), day(27), 5)
    assert _provisional() == []
    assert second.sessions.count() == 4
    assert low_dose.due_at == DUE + 2 * WEEK
    proposal = _proposal()
    assert (proposal.status, proposal.decided_by, proposal.decided_at) == (
        "ACCEPTED",
        coach,
        DUE + NOON,
    )


def test_accept_in_the_repeated_week_keeps_what_was_begun(low_dose, coach) -> None:
    monday = PlannedSession.objects.get(ordinal=5)
    by_hand.finish(monday)

    # Tuesday: Monday's session stays, Thursday's is cancelled, the repeat begins at once.
    accept_proposal(proposal=_proposal(), by=coach, now=DUE + timedelta(days=1) + NOON)

    first, second = PlanPhase.objects.order_by("seq")
    assert (first.ends_on, first.extra_weeks) == (day(14), 1)
    assert PlannedSession.objects.get(ordinal=6).is_cancelled
    assert (second.starts_on, second.first_ordinal) == (day(15), 7)
    # Thursday and Monday, in each block of seven days from Tuesday.
    assert list(second.sessions.order_by("ordinal").values_list("scheduled_on", flat=True)) == [
        day(17),
        day(21),
        day(24),
        day(28),
    ]


def test_accept_twice_is_told_it_was_decided(low_dose, coach) -> None:
    accept_proposal(proposal=_proposal(), by=coach, now=DUE + NOON)

    with pytest.raises(ProposalAlreadyDecided):
        accept_proposal(proposal=_proposal(), by=coach, now=DUE + NOON)

    assert PhaseTransition.objects.count() == 1
    assert PlanPhase.objects.count() == 2


def test_decline_a_repeat_goes_on_to_the_next_phase(low_dose, coach) -> None:
    transition = decline_proposal(proposal=_proposal(), by=coach, now=DUE + NOON)

    assert (transition.decision, transition.reason) == ("ADVANCE", "coach")
    assert transition.words == "The next phase begins: the coach decided so."
    assert PlanPhase.objects.order_by("seq").last().goal == "strength"
    assert _proposal().status == "DECLINED"


def test_decline_for_a_week_more_makes_the_repeated_week_the_added_one(low_dose, coach) -> None:
    decline_proposal(proposal=_proposal(), by=coach, now=DUE + NOON, instead=Decision.EXTEND_1W)

    low_dose.refresh_from_db()
    phase = PlanPhase.objects.get()
    assert (phase.ends_on, phase.extra_weeks) == (day(20), 1)
    assert _provisional() == []
    assert phase.sessions.count() == 6
    assert low_dose.due_at == DUE + WEEK


def test_decline_for_a_word_that_moves_nothing_is_refused(low_dose, coach) -> None:
    with pytest.raises(NotADecision, match="HOLD moves no phase"):
        decline_proposal(proposal=_proposal(), by=coach, now=DUE, instead=Decision.HOLD)

    assert _proposal().status == "WAITING"


def test_repeat_too_thin_again_is_held_for_the_coach(low_dose, coach) -> None:
    accept_proposal(proposal=_proposal(), by=coach, now=DUE + NOON)

    by_hand.finish(PlannedSession.objects.get(ordinal=7))

    roll_due(now=DUE + 2 * WEEK)

    held = PhaseProposal.objects.get(status="WAITING")
    assert (held.decision, held.reason) == ("HOLD_FOR_COACH", "dose_low_again")
    assert held.evidence["exposure"] == "1/4"


def test_pain_holds_the_plan_and_schedules_nothing(coach) -> None:
    plan = make_plan("hypertrophy", "strength", email="ana@example.com")
    train(plan)
    CheckIn.objects.create(
        organization=plan.organization, athlete=plan.athlete, on=day(12), has_pain=True
    )

    roll_due(now=DUE)

    plan.refresh_from_db()
    proposal = _proposal()
    assert (proposal.decision, proposal.reason) == ("HOLD_FOR_COACH", "pain")
    assert (plan.due_at, plan.status) == (None, "ACTIVE")
    assert PlannedSession.objects.count() == 4
    assert "Nothing new is scheduled" in told()["text"]
    with pytest.raises(HoldNeedsDecision):
        accept_proposal(proposal=proposal, by=coach, now=DUE + NOON)

    # Ten days later the coach lets it go on: the next phase begins that day.
    decline_proposal(proposal=proposal, by=coach, now=DUE + timedelta(days=10))

    begun = PlanPhase.objects.order_by("seq").last()
    assert (begun.goal, begun.starts_on) == ("strength", day(24))


def test_pain_hold_answered_by_a_week_more_begins_it_that_day(coach) -> None:
    plan = make_plan("hypertrophy", "strength")
    train(plan)
    CheckIn.objects.create(
        organization=plan.organization, athlete=plan.athlete, on=day(12), has_pain=True
    )
    roll_due(now=DUE)

    decline_proposal(
        proposal=_proposal(), by=coach, now=DUE + WEEK + NOON, instead=Decision.EXTEND_1W
    )

    phase = PlanPhase.objects.get()
    assert phase.ends_on == day(27)
    added = phase.sessions.filter(ordinal__gt=4).order_by("ordinal")
    assert list(added.values_list("scheduled_on", flat=True)) == [day(21), day(24)]


def test_resolved_pain_does_not_hold(coach) -> None:
    plan = make_plan("hypertrophy", "strength")
    train(plan)
    CheckIn.objects.create(
        organization=plan.organization,
        athlete=plan.athlete,
        on=day(12),
        has_pain=True,
        pain_resolved_at=DUE - timedelta(hours=1),
    )

    assert roll_due(now=DUE).transitions == 1


def test_plan_that_always_asks_proposes_even_to_advance(coach) -> None:
    plan = make_plan("hypertrophy", "strength", asks_before_advancing=True)
    train(plan)

    roll_due(now=DUE)
    proposal = _proposal()
    accept_proposal(proposal=proposal, by=coach, now=DUE + NOON)

    assert (proposal.decision, proposal.reason) == ("ADVANCE", "gates_met")
    assert PlanPhase.objects.order_by("seq").last().starts_on == day(14)


def test_mesocycle_that_ends_when_the_coach_says_so_asks() -> None:
    athlete = make.athlete()
    parts = cycles("hypertrophy", "strength")
    parts[0]["ends"] = "coach"
    version = by_hand.version(organization=athlete.organization, mesocycles=parts)
    plan = by_hand.plan(athlete=athlete, version=version)
    by_hand.begin(plan, weeks=2)
    train(plan)

    roll_due(now=DUE)

    assert (_proposal().decision, PhaseTransition.objects.count()) == ("ADVANCE", 0)


def test_long_gap_accepted_restarts_with_lighter_weeks(coach) -> None:
    plan = make_plan("hypertrophy", "strength")
    parts = cycles("hypertrophy", "strength", weeks=4)
    for week in parts[0]["weeks"]:
        for one in week["days"]:
            one["slots"][0]["groups"][0]["load"] = {"of": "tm:squat", "percent": 80}
    version = by_hand.version(
        organization=plan.organization, mesocycles=parts, anchors={"tm:squat": 150}
    )
    Plan.objects.all().delete()
    plan = by_hand.plan(athlete=plan.athlete, version=version)
    AnchorValue.objects.create(
        organization=plan.organization,
        athlete=plan.athlete,
        plan=plan,
        name="tm:squat",
        value=150,
        source="INITIAL",
        reason="Given at the start.",
        set_at=make.NOW,
    )
    by_hand.begin(plan, weeks=4)
    train(plan, sessions=2)
    # The last session was on 5 March; the phase ends on the 29th: 25 days.
    due_at = datetime(2026, 3, 30, tzinfo=UTC)
    roll_due(now=due_at)

    accept_proposal(proposal=_proposal(), by=coach, now=due_at + NOON)

    begun = PlanPhase.objects.order_by("seq").last()
    loads = begun.sessions.order_by("ordinal").values_list("groups__load_kg", flat=True)
    # 21 to 34 days: 0.85 for two weeks. 0.85 x 80 % of 150 is 102, made as 100 kg the first time
    # and 102.5 after; then 80 % of 150 is 120.
    assert [float(load) for load in loads] == [100, 102.5, 102.5, 102.5, 120, 120, 120, 120]
    assert list(PlanRamp.objects.values_list("from_ordinal", "per_week", "days")) == [(9, 2, 25)]
    assert not AnchorValue.objects.filter(source="BOUNDARY").exists()


def test_decide_for_a_paused_or_ended_plan_is_refused(low_dose, coach) -> None:
    proposal = _proposal()
    pause_plan(plan=low_dose, reason="TRAVEL", by=coach, now=DUE + NOON)

    with pytest.raises(PlanNotActive):
        accept_proposal(proposal=proposal, by=coach, now=DUE + NOON)

    assert _proposal().status == "WAITING"
    end_plan(plan=low_dose, by=coach, now=DUE + NOON)
    assert _proposal().status == "DECLINED"
