"""A plan's policy carries out what nobody answered, once the coach had the time to look."""

from datetime import timedelta

import pytest

from athletes.actions.decide_proposal import ProposalAlreadyDecided, accept_proposal
from athletes.actions.follow_zone import follow_zone
from athletes.actions.roll_due import roll_due
from athletes.models import (
    CheckIn,
    PhaseProposal,
    PhaseTransition,
    PlannedSession,
    PlanPhase,
)
from tests import make
from tests.athletes import plans_by_hand as by_hand
from tests.athletes.plans_by_hand import DUE, day, make_plan, train

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
THREE_DAYS = timedelta(hours=72)
WEEK = timedelta(days=7)

SILENCE_QUERIES = 35
QUERIES_PER_ANSWER = 5


def low_dose(**fields):
    """Return a plan whose first phase got half of its sessions: a repeat is proposed."""
    plan = make_plan("hypertrophy", "strength", confirms_after_h=72, **fields)
    train(plan, sessions=2)
    roll_due(now=DUE)
    plan.refresh_from_db()
    return plan


def test_proposal_says_when_it_goes_on_and_the_plan_falls_due_then() -> None:
    plan = low_dose()

    proposal, phase = PhaseProposal.objects.get(), PlanPhase.objects.get()
    assert (proposal.status, proposal.goes_on_at) == ("WAITING", DUE + THREE_DAYS)
    assert plan.due_at == DUE + THREE_DAYS
    assert (phase.ends_on, phase.extra_weeks) == (day(20), 1)


def test_silence_carries_out_what_was_proposed() -> None:
    plan = low_dose()

    before = roll_due(now=DUE + THREE_DAYS - timedelta(seconds=1))
    roll_due(now=DUE + THREE_DAYS)

    plan.refresh_from_db()
    first, second = PlanPhase.objects.order_by("seq")
    transition, proposal = PhaseTransition.objects.get(), PhaseProposal.objects.get()
    assert before.plans == 0
    assert (transition.decision, transition.reason, transition.cause) == (
        "REPEAT",
        "dose_low",
        "SWEEP",
    )
    assert (transition.decided_by, transition.due_at) == (None, DUE + THREE_DAYS)
    assert transition.words == (
        "The phase is to be repeated: 50 % of the planned sessions were done, less than 60 %. "
        "The coach didn't answer within 72 hours."
    )
    assert (proposal.status, proposal.decided_at, proposal.decided_by) == (
        "ACCEPTED",
        DUE + THREE_DAYS,
        None,
    )
    # Monday of the repeated week is past; its Thursday is the day on which the repeat begins.
    assert (first.ends_on, first.extra_weeks) == (day(16), 1)
    assert (second.kind, second.starts_on, second.ends_on) == ("REPEAT", day(17), day(30))
    assert PlannedSession.objects.get(ordinal=6).is_cancelled
    assert plan.due_at == DUE + timedelta(days=3) + 2 * WEEK


def test_silence_twice_goes_on_once() -> None:
    low_dose()

    roll_due(now=DUE + THREE_DAYS)
    again = roll_due(now=DUE + THREE_DAYS + HOUR)

    assert again.plans == 0
    assert PhaseTransition.objects.count() == 1


def test_late_sweep_gives_the_coach_the_whole_time() -> None:
    plan = make_plan("hypertrophy", "strength", confirms_after_h=72)
    train(plan, sessions=2)
    late = DUE + timedelta(days=5)

    roll_due(now=late)

    plan.refresh_from_db()
    assert PhaseProposal.objects.get().goes_on_at == late + THREE_DAYS
    # The repeated week ends first: then it's repeated once more.
    assert plan.due_at == DUE + WEEK
    roll_due(now=DUE + WEEK)
    plan.refresh_from_db()
    assert plan.due_at == late + THREE_DAYS
    assert PlanPhase.objects.get().extra_weeks == 2


def test_answer_in_time_stops_the_clock() -> None:
    low_dose()
    proposal = PhaseProposal.objects.get()

    accept_proposal(proposal=proposal, by=make.user(), now=DUE + HOUR)
    roll_due(now=DUE + THREE_DAYS)

    assert PhaseTransition.objects.get().applied_at == DUE + HOUR


def test_answer_too_late_is_told_it_was_decided() -> None:
    low_dose()
    proposal = PhaseProposal.objects.get()
    roll_due(now=DUE + THREE_DAYS)

    with pytest.raises(ProposalAlreadyDecided):
        accept_proposal(proposal=proposal, by=make.user(), now=DUE + THREE_DAYS + HOUR)

    assert PhaseTransition.objects.count() == 1


def test_policy_never_confirms_a_hold() -> None:
    plan = make_plan("hypertrophy", "strength", confirms_after_h=72)
    train(plan)
    CheckIn.objects.create(
        organization=plan.organization, athlete=plan.athlete, on=day(12), has_pain=True
    )

    roll_due(now=DUE)
    roll_due(now=DUE + 4 * WEEK)

    plan.refresh_from_db()
    proposal = PhaseProposal.objects.get()
    assert (proposal.decision, proposal.status) == ("HOLD_FOR_COACH", "WAITING")
    assert (proposal.goes_on_at, plan.due_at) == (None, None)


def test_week_more_confirmed_by_silence_is_the_one_repeated_meanwhile() -> None:
    plan = make_plan("hypertrophy", "strength", confirms_after_h=72, asks_before_advancing=True)
    train(plan, sessions=3)

    roll_due(now=DUE)
    roll_due(now=DUE + THREE_DAYS)

    plan.refresh_from_db()
    phase = PlanPhase.objects.get()
    assert PhaseTransition.objects.get().decision == "EXTEND_1W"
    assert (phase.extra_weeks, phase.sessions.count()) == (1, 6)
    assert not PlannedSession.objects.filter(is_provisional=True).exists()
    assert plan.due_at == DUE + WEEK


def test_without_a_policy_nothing_goes_on() -> None:
    plan = make_plan("hypertrophy", "strength")
    train(plan, sessions=2)

    roll_due(now=DUE)
    roll_due(now=DUE + WEEK)

    assert PhaseProposal.objects.get().goes_on_at is None
    assert not PhaseTransition.objects.exists()


def test_move_to_another_zone_keeps_the_clock() -> None:
    plan = low_dose()
    plan.athlete.time_zone = "Asia/Tokyo"

    follow_zone(athlete=plan.athlete, by=None)

    plan.refresh_from_db()
    assert plan.due_at == DUE + THREE_DAYS


@pytest.mark.parametrize("count", [1, 3])
def test_silence_queries_but_for_the_answers_do_not_grow(count, django_assert_num_queries) -> None:
    for _ in range(count):
        low_dose()

    with django_assert_num_queries(SILENCE_QUERIES + QUERIES_PER_ANSWER * (count - 1)):
        roll_due(now=DUE + THREE_DAYS)

    assert PhaseTransition.objects.count() == count


def test_begun_week_is_kept_when_silence_goes_on() -> None:
    low_dose()
    by_hand.finish(PlannedSession.objects.get(ordinal=5))

    roll_due(now=DUE + THREE_DAYS)

    assert not PlannedSession.objects.get(ordinal=5).is_cancelled
    assert PlanPhase.objects.order_by("seq").last().starts_on == day(17)
