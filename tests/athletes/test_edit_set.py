"""A set is edited in place, in an open session and in a finished one."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from athletes.actions.check_set import NegativeReps
from athletes.actions.edit_set import edit_set
from athletes.actions.finish_session import finish_session
from athletes.actions.log_sets import log_sets
from athletes.actions.undo_set import NoSuchSet, undo_set
from athletes.models import Athlete, SetLog, StrengthEstimate
from tests import make
from tests.athletes.logging import entry

pytestmark = pytest.mark.django_db

LATER = make.NOW + timedelta(days=1)


@pytest.fixture
def athlete() -> Athlete:
    return make.athlete()


@pytest.fixture
def logged(athlete: Athlete) -> SetLog:
    """Bench press as asked: 6 at 70 kg."""
    plan = make.plan(athlete=athlete, anchors={athlete.pk: {"rm:bench": Decimal(100)}})
    group = plan.sessions.get(ordinal=1).groups.get(slot_key="bench-h")
    one = entry(group, rpe=Decimal(8))
    return log_sets(athlete=athlete, sets=[one], by=None, now=make.NOW)[0]


def edit(logged: SetLog, **values: Any) -> bool:
    said = {"reps": logged.reps, "load_kg": logged.load_kg, "rpe": logged.rpe, **values}
    return edit_set(athlete=logged.athlete, set_id=logged.pk, values=said, by=None, now=LATER)


def test_edited_set_stays_when_it_was_and_counts_anew(logged: SetLog) -> None:
    assert edit(logged, reps=8, note="easy") is True

    edited = SetLog.objects.get()
    assert (edited.pk, edited.reps, edited.note) == (logged.pk, 8, "easy")
    assert edited.performed_at == make.NOW
    assert edited.planned_group.volume_done == 8 * 70


def test_nothing_is_written_where_nothing_differs(logged: SetLog) -> None:
    edit(logged, reps=8)
    before = SetLog.objects.values().get()

    assert edit(SetLog.objects.get()) is False

    assert SetLog.objects.values().get() == before


def test_finished_session_is_replayed(logged: SetLog) -> None:
    session = logged.session_log.planned_session
    finish_session(planned_session=session, session_rpe=None, note="", by=None, now=make.NOW)
    before = StrengthEstimate.objects.get().e1rm_kg

    edit(logged, reps=8)

    assert StrengthEstimate.objects.get().e1rm_kg > before


def test_set_taken_back_or_of_somebody_else_is_not_edited(logged: SetLog) -> None:
    with pytest.raises(NoSuchSet):
        edit_set(
            athlete=make.athlete(),
            set_id=logged.pk,
            values={"reps": 9, "load_kg": None, "rpe": None},
            by=None,
            now=LATER,
        )
    undo_set(athlete=logged.athlete, set_id=logged.pk, by=None, now=make.NOW)

    with pytest.raises(NoSuchSet):
        edit(logged, reps=9)

    assert SetLog.objects.get().reps == 6


def test_edit_that_cannot_be_is_refused(logged: SetLog) -> None:
    with pytest.raises(NegativeReps):
        edit(logged, reps=-1)

    assert SetLog.objects.get().reps == 6


@pytest.mark.parametrize("sets", [1, 3])
def test_editing_asks_the_same_queries_for_one_and_three_sets(
    logged: SetLog, sets: int, django_assert_num_queries: Any
) -> None:
    others = [entry(logged.planned_group, position=number) for number in range(2, sets + 1)]
    log_sets(athlete=logged.athlete, sets=others, by=None, now=make.NOW)

    # Two of them are the savepoint.
    with django_assert_num_queries(9):
        edit(logged, reps=8)
