"""What an athlete sees first, in each state of a plan."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from athletes.actions.finish_session import finish_session
from athletes.models import Absence, PhaseProposal, Plan, PlannedSession
from athletes.queries.session_cards import ExerciseLine
from athletes.queries.today import get_today
from tests import make
from tests.athletes.logging import whole_session

pytestmark = pytest.mark.django_db


def on(days):
    return make.NOW + timedelta(days=days)


def test_without_a_plan_there_is_none():
    today = get_today(athlete=make.athlete(), now=make.NOW)

    assert (today.state, today.session) == ("no_plan", None)


def test_on_a_training_day_the_session_is_shown():
    athlete = make.athlete()
    plan = make.plan(athlete=athlete)

    today = get_today(athlete=athlete, now=make.NOW)

    assert (today.state, today.on) == ("training", make.MONDAY)
    assert (today.phase.name, today.phase.week, today.phase.weeks) == ("Build", 1, 4)
    session = PlannedSession.objects.get(plan=plan, ordinal=1)
    assert (today.session.id, today.session.status, today.session.is_begun) == (
        session.pk,
        "pending",
        False,
    )
    assert today.session.exercises[0] == ExerciseLine("Bench Press", "", "3 x 6-8")
    assert today.next_session.on == date(2026, 3, 5)
    assert today.missed == ()


def test_after_the_session_the_day_is_done():
    athlete = make.athlete()
    plan = make.plan(athlete=athlete)
    session = PlannedSession.objects.get(plan=plan, ordinal=1)
    whole_session(athlete, session, at=make.NOW)
    finish_session(planned_session=session, session_rpe=Decimal(7), note="", by=None, now=make.NOW)

    today = get_today(athlete=athlete, now=make.NOW)

    assert (today.state, today.session.status) == ("done", "done")
    assert today.session.sets_done == today.session.sets_owed


def test_on_a_day_off_after_a_missed_one_it_can_be_made_up():
    athlete = make.athlete()
    make.plan(athlete=athlete)

    today = get_today(athlete=athlete, now=on(1))

    assert (today.state, today.session) == ("missed", None)
    assert [card.on for card in today.missed] == [make.MONDAY]


def test_a_missed_session_is_offered_for_six_days():
    athlete = make.athlete()
    make.plan(athlete=athlete)

    assert [card.on.day for card in get_today(athlete=athlete, now=on(6)).missed] == [2, 5]
    assert [card.on.day for card in get_today(athlete=athlete, now=on(7)).missed] == [5]


def test_an_excused_day_off_is_rest():
    athlete = make.athlete()
    make.plan(athlete=athlete)
    Absence.objects.create(
        organization=athlete.organization,
        athlete=athlete,
        from_on=make.MONDAY,
        to_on=make.MONDAY,
        reason="ILLNESS",
    )

    today = get_today(athlete=athlete, now=on(1))

    assert (today.state, today.missed) == ("rest", ())


def test_before_the_first_day_the_plan_has_not_started():
    athlete = make.athlete()
    make.plan(athlete=athlete, starts_on=make.MONDAY + timedelta(days=7))

    today = get_today(athlete=athlete, now=make.NOW)

    assert today.state == "not_started"
    assert today.next_session.on == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("status", "state"), [("PAUSED", "paused"), ("COMPLETED", "completed"), ("ENDED", "no_plan")]
)
def test_a_plan_that_does_not_run_shows_its_state(status, state):
    athlete = make.athlete()
    plan = make.plan(athlete=athlete)
    Plan.objects.filter(pk=plan.pk).update(status=status, due_at=None)

    today = get_today(athlete=athlete, now=make.NOW)

    assert (today.state, today.session) == (state, None)


def test_after_the_phase_with_a_proposal_the_coach_is_awaited():
    athlete = make.athlete()
    plan = make.plan(athlete=athlete)
    PhaseProposal.objects.create(
        organization=plan.organization,
        athlete=athlete,
        plan=plan,
        phase=plan.phases.get(),
        decision="REPEAT",
        reason="exposure_low",
        words="Half of the sessions were missed.",
        evidence={},
        due_at=plan.due_at,
        proposed_at=plan.due_at,
    )

    today = get_today(athlete=athlete, now=on(40))

    assert (today.state, today.proposal_words) == ("waiting", "Half of the sessions were missed.")


def test_today_is_the_athletes_day():
    athlete = make.athlete(time_zone="Pacific/Auckland")
    make.plan(athlete=athlete)

    # 12:00 UTC on Sunday is already Monday there.
    today = get_today(athlete=athlete, now=make.NOW - timedelta(hours=20))

    assert (today.on, today.state) == (make.MONDAY, "training")


@pytest.mark.parametrize("sessions_a_week", [1, 3])
def test_today_asks_four_queries(sessions_a_week, django_assert_num_queries):
    athlete = make.athlete()
    program = {1: "alternating-10wk", 3: "stronglifts-5x5"}[sessions_a_week]
    make.plan(
        athlete=athlete, version=make.version(organization=athlete.organization, program=program)
    )

    with django_assert_num_queries(4):
        get_today(athlete=athlete, now=on(2))
