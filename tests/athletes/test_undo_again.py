"""What is taken back a second time, what blocks it beside the plan, and who is told of it."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from athletes.actions.decide_proposal import decline_proposal
from athletes.actions.roll_due import roll_due
from athletes.actions.undo_transition import TrainedSince, undo_transition
from athletes.models import CheckIn, Engagement, Outbox, PhaseProposal, PhaseTransition, SessionLog
from athletes.queries.coach_mail import get_coach_mail
from programs.engine.phases.decision import Decision
from tests import make
from tests.athletes.plans_by_hand import DUE, day, make_plan, train

pytestmark = pytest.mark.django_db

DAY, HOUR, NOON = timedelta(days=1), timedelta(hours=1), timedelta(hours=12)


@pytest.fixture
def coach() -> Any:
    return make.membership(user=make.user(name="Carla"))


@pytest.fixture
def colleague(coach: Any) -> Any:
    return make.membership(user=make.user(name="Dora"), organization=coach.organization)


def coached(coach: Any, colleague: Any, *, sessions: int | None = None) -> Any:
    """Return a plan with two coaches whose first phase is over."""
    athlete = make.athlete(coach=coach, name="Ana")
    Engagement.objects.create(
        organization=athlete.organization,
        athlete=athlete,
        membership=colleague,
        started_at=make.NOW,
    )
    plan = make_plan("hypertrophy", "strength", athlete=athlete)
    train(plan) if sessions is None else train(plan, sessions=sessions)
    return plan


def undo(by: Any, *, now: datetime) -> PhaseProposal | None:
    last = PhaseTransition.objects.order_by("sequence").last()
    return undo_transition(transition=last, by=by, now=now)


def extra_session(plan: Any, *, at: datetime) -> None:
    SessionLog.objects.create(
        organization=plan.organization,
        athlete=plan.athlete,
        started_at=at,
        time_zone="UTC",
        on=at.date(),
    )


def told(kind: str = "asked") -> list[str]:
    rows = Outbox.objects.filter(key__startswith=kind).order_by("key")
    return [row.key.split(":")[1] for row in rows]


def test_hold_asked_again_speaks_of_the_change_taken_back_last() -> None:
    plan = make_plan("hypertrophy", "strength")
    train(plan)
    roll_due(now=DUE)
    coach = make.user()
    hold = undo(coach, now=DUE + NOON)
    decline_proposal(proposal=hold, by=coach, now=DUE + 2 * DAY, instead=Decision.REPEAT)

    again = undo(coach, now=DUE + 3 * DAY)

    assert again == hold
    assert PhaseProposal.objects.get().words == (
        "The coach took back the change of 2026-03-18 and decides how the plan goes on."
    )


def test_undo_after_training_outside_the_plan_is_refused() -> None:
    plan = make_plan("hypertrophy", "strength")
    train(plan)
    roll_due(now=DUE)
    extra_session(plan, at=DUE + HOUR)

    with pytest.raises(TrainedSince):
        undo(make.user(), now=DUE + NOON)

    assert PhaseTransition.objects.get().undone_at is None


def test_undo_after_training_outside_the_plan_before_the_change_is_done() -> None:
    plan = make_plan("hypertrophy", "strength")
    train(plan)
    extra_session(plan, at=DUE - HOUR)
    extra_session(make_plan("strength"), at=DUE + HOUR)
    roll_due(now=DUE)

    undo(make.user(), now=DUE + NOON)

    assert PhaseTransition.objects.get().undone_at == DUE + NOON


def test_undo_is_told_once_to_the_coaches_who_did_not_do_it(coach: Any, colleague: Any) -> None:
    coached(coach, colleague)
    roll_due(now=DUE)

    undo(coach.user, now=DUE + NOON)

    assert told() == [str(colleague.user_id)]
    row = Outbox.objects.get(kind="COACH_ASKED")
    mail = get_coach_mail(row.message, now=row.run_after)
    assert mail is not None
    assert (mail["to"], mail["subject"]) == (colleague.user.email, "Ana's plan waits for you")


def test_pain_asked_again_is_told_at_once_though_it_was_told_before(
    coach: Any, colleague: Any
) -> None:
    plan = coached(coach, colleague)
    CheckIn.objects.create(
        organization=plan.organization, athlete=plan.athlete, on=day(12), has_pain=True
    )
    roll_due(now=DUE)
    decline_proposal(proposal=PhaseProposal.objects.get(), by=coach.user, now=DUE + NOON)
    before = told("pain")

    undo(coach.user, now=DUE + NOON + HOUR)

    both = sorted([str(coach.user_id), str(colleague.user_id)])
    assert before == both
    assert sorted(told("pain")) == sorted([*both, str(colleague.user_id)])
