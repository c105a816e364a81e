"""One session as it is trained: asked, done, and done last time."""

from datetime import timedelta
from decimal import Decimal

import pytest

from athletes.actions.finish_session import finish_session
from athletes.actions.log_sets import log_sets
from athletes.models import Athlete, PlannedSession
from athletes.queries.session_page import get_session
from tests import make
from tests.athletes.logging import entry, whole_session

pytestmark = pytest.mark.django_db

STARTS = {"rm:bench": Decimal(100), "rm:squat": Decimal(150), "w:row": Decimal(70)}


@pytest.fixture
def athlete():
    athlete = make.athlete()
    make.plan(athlete=athlete, anchors={athlete.pk: STARTS})
    return Athlete.objects.select_related("equipment").get(pk=athlete.pk)


def page_of(athlete, ordinal=1, now=make.NOW):
    session = PlannedSession.objects.get(athlete=athlete, ordinal=ordinal)
    return get_session(athlete=athlete, session_id=session.pk, now=now)


def group_of(athlete, slot, ordinal=1):
    session = PlannedSession.objects.get(athlete=athlete, ordinal=ordinal)
    return session.groups.get(slot_key=slot)


def test_a_session_not_begun_asks_for_its_sets(athlete):
    page = page_of(athlete)

    bench = page.blocks[0]
    assert (bench.exercise_name, bench.label, bench.is_main) == ("Bench Press", "1", True)
    group = bench.groups[0]
    assert (group.work, group.target_load, group.rir) == ("3 x 6-8", Decimal(70), Decimal(3))
    assert group.explanation == "70% of one-rep max 100 kg is 70 kg."
    # 70 kg on a bar of 20: one pair of 25.
    assert group.plates == (Decimal(25),)
    assert [(row.number, row.reps, row.load) for row in group.rows] == [
        (1, 6, Decimal(70)),
        (2, 6, Decimal(70)),
        (3, 6, Decimal(70)),
    ]
    assert [row.is_next for row in group.rows] == [True, False, False]
    assert [row.asks_effort for row in group.rows] == [False, False, True]
    assert page.log_id is None


def test_main_lift_comes_with_a_ramp_on_the_athletes_own_bar(athlete):
    bench, row = page_of(athlete).blocks[:2]

    # Of the maximum of 100 kg; 75 % would be more than the 70 kg asked.
    assert [(one.load, one.reps, one.plates) for one in bench.warm_ups] == [
        (Decimal(20), 8, ()),
        (Decimal(40), 5, (Decimal(10),)),
        (Decimal(60), 3, (Decimal(20),)),
    ]
    assert row.is_main is False
    assert row.warm_ups == ()


def test_exercises_done_together_share_a_letter(athlete):
    labels = [(block.label, block.superset) for block in page_of(athlete).blocks]

    assert [label for label, superset in labels if superset] == ["A1", "A2"]
    assert labels[0] == ("1", "")


def test_a_logged_set_stands_beside_what_was_asked(athlete):
    group = group_of(athlete, "bench-h")
    done = entry(group, reps=7, load_kg=Decimal(72), rpe=Decimal(8), position=1)
    log_sets(athlete=athlete, sets=[done], by=None, now=make.NOW)

    rows = page_of(athlete).blocks[0].groups[0].rows

    first = rows[0]
    assert (first.performed.id, first.performed.reps, first.performed.rir) == (done.id, 7, 2)
    assert (first.target_load, first.load) == (Decimal(70), Decimal(72))
    assert [row.is_next for row in rows] == [False, True, False]


def test_more_sets_than_asked_are_shown_as_extra(athlete):
    group = group_of(athlete, "bench-h")
    sets = [entry(group, position=number) for number in (1, 2, 3, 3)]
    log_sets(athlete=athlete, sets=sets, by=None, now=make.NOW)

    rows = page_of(athlete).blocks[0].groups[0].rows

    assert [(row.number, row.is_extra) for row in rows] == [
        (1, False),
        (2, False),
        (3, False),
        (4, True),
    ]


def test_last_time_is_the_newest_earlier_session(athlete):
    first = PlannedSession.objects.get(athlete=athlete, ordinal=1)
    group = group_of(athlete, "bench-h")
    sets = [
        entry(group, reps=reps, performed_at=make.NOW + timedelta(minutes=reps))
        for reps in (6, 7, 8)
    ]
    log_sets(athlete=athlete, sets=sets, by=None, now=make.NOW)
    later = make.NOW + timedelta(hours=1)
    finish_session(planned_session=first, session_rpe=None, note="", by=None, now=later)

    week_later = make.NOW + timedelta(days=7)
    page = page_of(athlete, ordinal=3, now=week_later)

    bench = page.blocks[0]
    assert bench.exercise_name == "Bench Press"
    assert [(one.on, one.reps, one.load) for one in bench.last_times] == [
        (make.MONDAY, 6, Decimal(70)),
        (make.MONDAY, 7, Decimal(70)),
        (make.MONDAY, 8, Decimal(70)),
    ]
    # The session itself is never its own last time.
    assert page_of(athlete, ordinal=1).blocks[0].last_times == ()


def test_loads_are_read_in_the_athletes_unit(athlete):
    athlete.units = "LB"
    log_sets(athlete=athlete, sets=[entry(group_of(athlete, "bench-h"))], by=None, now=make.NOW)

    group = page_of(athlete).blocks[0].groups[0]

    # 70 / 0.45359237 = 154.32; a 25 kg plate is 55.12.
    assert (group.target_load, group.plates) == (Decimal("154.3"), (Decimal("55.1"),))
    assert group.rows[0].performed.load == Decimal("154.3")
    assert group.rows[0].load_kg == Decimal(70)


def test_another_athletes_session_is_not_found(athlete):
    other = make.athlete(organization=athlete.organization)
    session = PlannedSession.objects.get(athlete=athlete, ordinal=1)

    with pytest.raises(PlannedSession.DoesNotExist):
        get_session(athlete=other, session_id=session.pk, now=make.NOW)


@pytest.mark.parametrize("sessions", [1, 3])
def test_the_page_asks_six_queries_where_effort_is_asked(
    athlete, sessions, django_assert_num_queries
):
    for ordinal in range(1, sessions + 1):
        session = PlannedSession.objects.get(athlete=athlete, ordinal=ordinal)
        whole_session(athlete, session, at=make.NOW)
    session_id = PlannedSession.objects.get(athlete=athlete, ordinal=sessions).pk

    with django_assert_num_queries(6):
        get_session(athlete=athlete, session_id=session_id, now=make.NOW)
