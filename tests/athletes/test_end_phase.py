"""A coach ends the running phase before its weeks are done, and may take that back."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from athletes.actions.decide_proposal import PlanNotActive
from athletes.actions.end_phase import DecisionWaits, PhaseNotRunning, end_phase
from athletes.actions.pause_plan import pause_plan
from athletes.actions.roll_due import roll_due
from athletes.actions.summarize_adherence import summarize_adherence
from athletes.actions.undo_transition import TrainedSince, undo_transition
from athletes.models import Outbox, PhaseProposal, PhaseTransition, Plan, PlannedSession, PlanPhase
from athletes.queries.phase_mail import get_phase_mail
from tests import make
from tests.athletes import plans_by_hand as by_hand
from tests.athletes.plans_by_hand import DUE, at_noon, day, make_plan, train

pytestmark = pytest.mark.django_db

# Wednesday of the first of two weeks; sessions are on Mondays and Thursdays.
NOW = at_noon(day(2))
WHY = "A meet came earlier than planned."


@pytest.fixture
def coach():
    return make.user()


@pytest.fixture
def plan() -> Plan:
    plan = make_plan("hypertrophy", "strength", email="ana@example.com")
    train(plan, sessions=1)
    return plan


def running(plan: Plan) -> PlanPhase:
    plan.refresh_from_db()
    return plan.phases.get(seq=plan.phase_seq)


def end(plan: Plan, *, by: Any, now: datetime = NOW) -> PhaseTransition:
    return end_phase(phase=running(plan), why=WHY, by=by, now=now)


def undo(*, by: Any, now: datetime = NOW) -> PhaseProposal | None:
    last = PhaseTransition.objects.order_by("sequence").last()
    return undo_transition(transition=last, by=by, now=now)


def phases(plan: Plan) -> list[tuple[str, date, date, bool]]:
    found = plan.phases.order_by("seq")
    return [(one.name, one.starts_on, one.ends_on, one.closed_at is None) for one in found]


def days(*, is_cancelled: bool) -> list[tuple[int, int]]:
    rows = PlannedSession.objects.filter(is_cancelled=is_cancelled).order_by("ordinal")
    return [(one.phase.seq, (one.scheduled_on - day(0)).days) for one in rows]


def everything() -> list[object]:
    models = (Plan, PlanPhase, PhaseTransition, PhaseProposal, PlannedSession, Outbox)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_reason_of_several_lines_is_kept_as_one(plan, coach) -> None:
    transition = end_phase(phase=running(plan), why="A meet\r\ncame  earlier.", by=coach, now=NOW)

    assert transition.words.endswith("early: A meet came earlier.")


def test_phase_ends_today_and_the_next_begins(plan, coach) -> None:
    transition = end(plan, by=coach)

    # Wednesday the 4th: the phase keeps Monday and Tuesday, the next has two weeks from then on.
    assert phases(plan) == [
        ("Hypertrophy", day(0), day(1), False),
        ("Strength", day(2), day(15), True),
    ]
    assert days(is_cancelled=True) == [(1, 3), (1, 7), (1, 10)]
    assert days(is_cancelled=False) == [(1, 0), (2, 3), (2, 7), (2, 10), (2, 14)]
    assert (transition.decision, transition.reason, transition.cause) == (
        "ADVANCE",
        "coach",
        "COACH",
    )
    assert (transition.decided_by, transition.due_at, transition.applied_at) == (coach, NOW, NOW)
    assert transition.words == f"The coach ended Hypertrophy early: {WHY}"
    assert transition.evidence["override"] == "ADVANCE"
    plan.refresh_from_db()
    assert (plan.phase_seq, plan.transition_count) == (2, 1)
    assert plan.due_at == datetime(2026, 3, 18, tzinfo=NOW.tzinfo)


def test_plan_that_is_over_by_it_is_audited_with_who_and_why(coach) -> None:
    end(make_plan("hypertrophy"), by=coach)

    event = Plan.pgh_event_model.objects.get(status="COMPLETED")
    said = event.pgh_context.metadata
    assert (said["by"], said["why"]) == (coach.pk, "end_phase")


def test_athlete_is_told_why_in_a_mail(plan, coach) -> None:
    end(plan, by=coach)

    mail = get_phase_mail(Outbox.objects.get().message, now=NOW)
    assert mail is not None
    assert f"Your coach ended this phase early: {WHY}" in mail["text"]
    assert "Running now: Strength, 4 March 2026 to 17 March 2026." in mail["text"]


def test_session_begun_today_stays_in_the_phase(plan, coach) -> None:
    thursday = PlannedSession.objects.get(scheduled_on=day(3))
    by_hand.finish(thursday)

    end(plan, by=coach, now=at_noon(day(3)))

    assert phases(plan)[0][1:3] == (day(0), day(3))
    assert phases(plan)[1][1] == day(4)
    assert days(is_cancelled=True) == [(1, 7), (1, 10)]


def test_phase_that_begins_today_keeps_its_first_day(plan, coach) -> None:
    end(plan, by=coach, now=at_noon(day(0)))

    assert phases(plan)[0][1:3] == (day(0), day(0))
    assert phases(plan)[1][1] == day(1)


def test_last_phase_ends_the_plan(coach) -> None:
    plan = make_plan("hypertrophy")

    transition = end(plan, by=coach)

    plan.refresh_from_db()
    assert (plan.status, plan.ended_on, plan.due_at) == ("COMPLETED", day(1), None)
    assert transition.to_phase is None


def test_same_phase_twice_is_ended_once(plan, coach) -> None:
    shown = running(plan)
    end_phase(phase=shown, why=WHY, by=coach, now=NOW)
    before = everything()

    with pytest.raises(PhaseNotRunning):
        end_phase(phase=shown, why=WHY, by=coach, now=NOW)

    assert everything() == before


@pytest.mark.parametrize("on", [-1, 13, 14])
def test_phase_of_which_nothing_is_left_or_that_has_not_begun_stays(plan, coach, on) -> None:
    if on == 13:
        # Its last day is trained already.
        PlannedSession.objects.filter(scheduled_on=day(10)).update(scheduled_on=day(13))
        by_hand.finish(PlannedSession.objects.get(scheduled_on=day(13)))
    before = everything()

    with pytest.raises(PhaseNotRunning):
        end(plan, by=coach, now=at_noon(day(on)))

    assert everything() == before


def test_paused_plan_is_left_alone(plan, coach) -> None:
    pause_plan(plan=plan, reason="TRAVEL", note="", by=coach, now=NOW)
    before = everything()

    with pytest.raises(PlanNotActive):
        end(plan, by=coach)

    assert everything() == before


def test_plan_that_waits_wants_its_answer(coach) -> None:
    plan = make_plan("hypertrophy", "strength")
    train(plan, sessions=2)
    roll_due(now=DUE)
    before = everything()

    with pytest.raises(DecisionWaits):
        end(plan, by=coach, now=DUE + timedelta(hours=12))

    assert everything() == before


def test_taken_back_restores_phase_sessions_and_clock(plan, coach) -> None:
    due_at = Plan.objects.get().due_at
    before = phases(plan), days(is_cancelled=False)
    end(plan, by=coach)

    answer = undo(by=coach)

    assert answer is None
    assert (phases(plan), days(is_cancelled=False)) == before
    assert days(is_cancelled=True) == []
    plan.refresh_from_db()
    assert (plan.phase_seq, plan.due_at, plan.status) == (1, due_at, "ACTIVE")
    assert not PhaseProposal.objects.exists()
    change = PhaseTransition.objects.get()
    assert (change.undone_at, change.undone_by) == (NOW, coach)


def test_taken_back_is_told_in_a_mail_of_its_own(plan, coach) -> None:
    end(plan, by=coach)
    undo(by=coach)

    ended, undone = Outbox.objects.order_by("pk")
    assert get_phase_mail(ended.message, now=NOW) is None
    mail = get_phase_mail(undone.message, now=NOW)
    assert mail is not None
    assert "The coach took that back: the phase goes on as it was planned." in mail["text"]
    assert "Running now: Hypertrophy" in mail["text"]


def test_taken_back_days_later_days_that_passed_are_not_owed(plan, coach) -> None:
    end(plan, by=coach)

    undo(by=coach, now=at_noon(day(7)))

    assert days(is_cancelled=True) == [(1, 3)]
    assert phases(plan) == [("Hypertrophy", day(0), day(13), True)]


def test_taken_back_after_the_last_phase_runs_again(coach) -> None:
    plan = make_plan("hypertrophy")
    end(plan, by=coach)

    undo(by=coach)

    plan.refresh_from_db()
    assert (plan.status, plan.ended_on, plan.due_at) == ("ACTIVE", None, DUE)


def test_taken_back_rolls_on_at_its_own_end(plan, coach) -> None:
    end(plan, by=coach)
    undo(by=coach)
    train(plan)

    roll_due(now=DUE)

    assert [one[0] for one in phases(plan)] == ["Hypertrophy", "Strength"]
    assert phases(plan)[0][2] == day(13)


def test_what_was_trained_since_keeps_it(plan, coach) -> None:
    end(plan, by=coach)
    by_hand.finish(PlannedSession.objects.filter(phase__seq=2).order_by("ordinal")[0])
    before = everything()

    with pytest.raises(TrainedSince):
        undo(by=coach, now=at_noon(day(4)))

    assert everything() == before


def test_late_logs_do_not_question_the_coachs_word(plan, coach) -> None:
    end(plan, by=coach, now=at_noon(day(9)))
    summarize_adherence(now=at_noon(day(9)))

    by_hand.finish(PlannedSession.objects.get(scheduled_on=day(3), phase__seq=1))
    summarize_adherence(now=at_noon(day(10)))

    assert not PhaseProposal.objects.exists()


def test_cancelled_sessions_are_not_owed(plan, coach) -> None:
    end(plan, by=coach)

    summarize_adherence(now=at_noon(day(2)), plans=[plan])

    assert plan.phases.get(seq=1).summary.due == 1
