"""A pause stops the clock, resuming moves what lies ahead by whole weeks, an end ends it."""

from datetime import UTC, datetime, timedelta

import pytest

from athletes.actions.end_plan import PlanAlreadyOver, end_plan
from athletes.actions.pause_plan import AlreadyAway, PlanNotRunning, pause_plan
from athletes.actions.resume_plan import PlanNotPaused, resume_plan
from athletes.actions.roll_due import roll_due
from athletes.models import Absence, PhaseProposal, PlannedSession, PlanPhase
from athletes.models import Plan as PlanRow
from tests import make
from tests.athletes import plans_by_hand as by_hand
from tests.athletes.plans_by_hand import DUE, day, make_plan, train

pytestmark = pytest.mark.django_db


def noon(number: int) -> datetime:
    return by_hand.at_noon(day(number))


@pytest.fixture
def coach():
    return make.user()


@pytest.fixture
def plan():
    # Sessions on days 0, 3, 7 and 10; two done.
    plan = make_plan("hypertrophy", "strength")
    train(plan, sessions=2)
    return plan


def _days() -> list[int]:
    rows = PlannedSession.objects.order_by("ordinal").values_list("scheduled_on", flat=True)
    return [(on - day(0)).days for on in rows]


def test_pause_stops_the_clock(plan, coach) -> None:
    absence = pause_plan(plan=plan, reason="TRAVEL", by=coach, now=noon(5))

    plan.refresh_from_db()
    assert (plan.status, plan.due_at) == ("PAUSED", None)
    assert (absence.effect, absence.from_on, absence.to_on) == ("PAUSE", day(5), None)
    assert roll_due(now=DUE + timedelta(days=30)).plans == 0


def test_resume_after_ten_days_moves_two_weeks(plan, coach) -> None:
    pause_plan(plan=plan, reason="TRAVEL", by=coach, now=noon(5))

    moved = resume_plan(plan=plan, by=coach, now=noon(15))

    plan.refresh_from_db()
    phase, absence = PlanPhase.objects.get(), Absence.objects.get()
    assert moved == 14
    assert _days() == [0, 3, 21, 24]
    assert (phase.starts_on, phase.ends_on) == (day(0), day(27))
    assert absence.to_on == day(14)
    assert (plan.status, plan.due_at) == ("ACTIVE", datetime(2026, 3, 30, tzinfo=UTC))


def test_resume_the_same_day_moves_nothing_and_leaves_no_absence(plan, coach) -> None:
    pause_plan(plan=plan, reason="TRAVEL", by=coach, now=noon(5))

    moved = resume_plan(plan=plan, by=coach, now=noon(5))

    plan.refresh_from_db()
    assert (moved, _days(), plan.due_at) == (0, [0, 3, 7, 10], DUE)
    assert not Absence.objects.exists()


def test_rolled_phase_after_a_resume_begins_after_the_moved_end(plan, coach) -> None:
    pause_plan(plan=plan, reason="TRAVEL", by=coach, now=noon(5))
    resume_plan(plan=plan, by=coach, now=noon(12))
    train(plan)

    early = roll_due(now=DUE)
    roll_due(now=DUE + timedelta(days=7))

    assert early.plans == 0
    assert PlanPhase.objects.order_by("seq").last().starts_on == day(21)


def test_pause_twice_and_resume_twice_are_refused(plan, coach) -> None:
    pause_plan(plan=plan, reason="TRAVEL", by=coach, now=noon(5))
    with pytest.raises(PlanNotRunning):
        pause_plan(plan=plan, reason="TRAVEL", by=coach, now=noon(6))
    resume_plan(plan=plan, by=coach, now=noon(6))

    with pytest.raises(PlanNotPaused):
        resume_plan(plan=plan, by=coach, now=noon(6))

    assert _days() == [0, 3, 14, 17]


def test_pause_inside_another_absence_is_refused_and_changes_nothing(plan, coach) -> None:
    Absence.objects.create(
        organization=plan.organization,
        athlete=plan.athlete,
        from_on=day(4),
        to_on=day(6),
        reason="ILLNESS",
    )

    with pytest.raises(AlreadyAway):
        pause_plan(plan=plan, reason="TRAVEL", by=coach, now=noon(5))

    plan.refresh_from_db()
    assert (plan.status, plan.due_at) == ("ACTIVE", DUE)


def test_end_cancels_what_lies_ahead_and_keeps_what_was_done(plan, coach) -> None:
    end_plan(plan=plan, by=coach, now=noon(8))

    plan.refresh_from_db()
    phase = PlanPhase.objects.get()
    cancelled = PlannedSession.objects.filter(is_cancelled=True)
    assert (plan.status, plan.due_at, plan.ended_on) == ("ENDED", None, day(8))
    assert (phase.ends_on, phase.closed_at) == (day(8), noon(8))
    assert list(cancelled.values_list("scheduled_on", flat=True)) == [day(10)]
    with pytest.raises(PlanAlreadyOver):
        end_plan(plan=plan, by=coach, now=noon(8))


def test_end_of_a_paused_plan_ends_the_pause_too(plan, coach) -> None:
    pause_plan(plan=plan, reason="ILLNESS", by=coach, now=noon(5))

    end_plan(plan=plan, by=coach, now=noon(8))

    # Else every session of the athlete's next plan would count as paused.
    absence = Absence.objects.get()
    assert (absence.from_on, absence.to_on) == (day(5), day(7))


def test_end_before_the_first_day_leaves_one_day_of_the_phase(coach) -> None:
    plan = make_plan("hypertrophy", starts_on=day(7))

    end_plan(plan=plan, by=coach, now=noon(0))

    phase = PlanPhase.objects.get()
    assert (phase.starts_on, phase.ends_on) == (day(7), day(7))
    assert PlanRow.objects.get().ended_on == day(0)


def _waiting(**policy: object) -> PlanRow:
    """Return a plan that asks its coach whether to repeat its first phase, since DUE."""
    plan = make_plan("hypertrophy", "strength", **policy)
    train(plan, sessions=2)
    roll_due(now=DUE)
    return plan


def test_question_gets_its_whole_time_again_after_a_pause(coach) -> None:
    plan = _waiting(confirms_after_h=72)
    pause_plan(plan=plan, reason="TRAVEL", by=coach, now=noon(15))

    resume_plan(plan=plan, by=coach, now=noon(28))

    plan.refresh_from_db()
    proposal = PhaseProposal.objects.get()
    assert (proposal.goes_on_at, plan.due_at) == (noon(31), noon(31))
    before = roll_due(now=noon(31) - timedelta(seconds=1))
    roll_due(now=noon(31))
    assert before.plans == 0
    # Not in the pause, though the answer was once due in it.
    assert PlanPhase.objects.get(seq=2).starts_on == day(31)


def test_question_without_a_clock_gets_none_by_a_pause(coach) -> None:
    plan = _waiting()
    pause_plan(plan=plan, reason="TRAVEL", by=coach, now=noon(15))

    resume_plan(plan=plan, by=coach, now=noon(28))

    plan.refresh_from_db()
    phase = PlanPhase.objects.get()
    assert PhaseProposal.objects.get().goes_on_at is None
    assert plan.due_at == datetime.combine(phase.ends_on, datetime.min.time(), UTC) + timedelta(1)
