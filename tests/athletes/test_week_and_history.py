"""Seven days, and everything before."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from athletes.actions.finish_session import finish_session
from athletes.actions.log_sets import log_sets
from athletes.models import Athlete, PlannedSession
from athletes.queries.history import get_exercise_history, get_history
from athletes.queries.week import get_week
from tests import make
from tests.athletes.logging import entry, whole_session

pytestmark = pytest.mark.django_db


def trained(*, sessions=1, **fields):
    """Return an athlete who trained the first sessions, each on its day."""
    athlete = make.athlete(**fields)
    plan = make.plan(athlete=athlete, anchors={athlete.pk: {"rm:bench": Decimal(100)}})
    for session in plan.sessions.order_by("ordinal")[:sessions]:
        at = make.NOW + (session.scheduled_on - make.MONDAY)
        whole_session(athlete, session, at=at, rpe=Decimal(8))
        finish_session(planned_session=session, session_rpe=Decimal(7), note="", by=None, now=at)
    return Athlete.objects.select_related("organization").get(pk=athlete.pk)


def test_a_week_shows_what_became_of_each_session():
    athlete = trained(sessions=1)

    week = get_week(athlete=athlete, on=date(2026, 3, 4), now=make.NOW + timedelta(days=5))

    assert (week.first_on, week.last_on) == (date(2026, 3, 2), date(2026, 3, 8))
    assert [(day.on.day, [card.status for card in day.sessions]) for day in week.days] == [
        (2, ["done"]),
        (3, []),
        (4, []),
        (5, ["missed"]),
        (6, []),
        (7, []),
        (8, []),
    ]
    assert (week.previous_on, week.next_on, week.summary) == (
        date(2026, 2, 23),
        date(2026, 3, 9),
        None,
    )


def test_a_week_begins_on_the_athletes_own_day():
    athlete = trained(sessions=0, week_start=6)

    week = get_week(athlete=athlete, on=make.MONDAY, now=make.NOW)

    assert week.first_on == date(2026, 3, 1)


def test_a_week_leaves_cancelled_sessions_out():
    athlete = trained(sessions=0)
    PlannedSession.objects.filter(athlete=athlete, ordinal=1).update(is_cancelled=True)

    week = get_week(athlete=athlete, on=make.MONDAY, now=make.NOW)

    assert sum(len(day.sessions) for day in week.days) == 1


@pytest.mark.parametrize("sessions", [1, 3])
def test_a_week_asks_four_queries(sessions, django_assert_num_queries):
    athlete = trained(sessions=sessions)

    with django_assert_num_queries(4):
        get_week(athlete=athlete, on=make.MONDAY, now=make.NOW)


def test_history_is_newest_first_with_exercises():
    athlete = trained(sessions=2)

    page = get_history(athlete=athlete)

    assert [(one.on, one.is_finished, one.goal) for one in page.sessions] == [
        (date(2026, 3, 5), True, "hypertrophy"),
        (date(2026, 3, 2), True, "hypertrophy"),
    ]
    assert page.sessions[1].exercises[:2] == ("Bench Press", "Barbell Row")
    assert (page.number, page.pages, page.total) == (1, 1, 2)


def test_history_of_another_athlete_is_separate():
    trained(sessions=1)

    assert get_history(athlete=make.athlete()).sessions == ()


@pytest.mark.parametrize("sessions", [1, 3])
def test_history_asks_three_queries(sessions, django_assert_num_queries):
    athlete = trained(sessions=sessions)

    with django_assert_num_queries(3):
        get_history(athlete=athlete)


def test_an_exercise_over_time_has_estimates_and_sets():
    athlete = trained(sessions=1)
    exercise = PlannedSession.objects.get(ordinal=1).groups.get(slot_key="bench-h").exercise

    history = get_exercise_history(athlete=athlete, exercise=exercise)

    # 70 kg x 6 at RPE 8: i = 2 x 5 + 2 x 2 = 14, 78.6 %; 70 / 0.786 = 89.06 kg, error 5.35 %.
    (point,) = history.points
    assert (point.on, point.e1rm, point.sigma_pct) == (
        make.MONDAY,
        Decimal("89.06"),
        Decimal("5.35"),
    )
    # 89.059 x 0.0535 = 4.765 either way.
    assert (point.low, point.high) == (Decimal("84.29"), Decimal("93.82"))
    (day,) = history.days
    assert [(one.reps, one.load) for one in day.sets] == [(6, Decimal(70))] * 3


@pytest.mark.parametrize("sessions", [1, 3])
def test_an_exercise_over_time_asks_two_queries(sessions, django_assert_num_queries):
    athlete = trained(sessions=sessions)
    exercise = PlannedSession.objects.get(ordinal=1).groups.get(slot_key="bench-h").exercise

    with django_assert_num_queries(2):
        get_exercise_history(athlete=athlete, exercise=exercise)


def test_a_set_of_an_extra_session_is_in_the_history():
    athlete = make.athlete()
    free = entry(None, exercise_name="Sled Push", reps=20)
    log_sets(athlete=athlete, sets=[free], by=None, now=make.NOW)

    (logged,) = get_history(athlete=athlete).sessions

    assert (logged.planned_id, logged.exercises, logged.sets) == (None, ("Sled Push",), 1)
