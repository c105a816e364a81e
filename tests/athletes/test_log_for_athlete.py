"""A coach logs or corrects a session for its athlete, marked with who did it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from athletes.actions.check_instant import InstantImplausible
from athletes.actions.check_set import NegativeReps
from athletes.actions.log_for_athlete import SaidSet, log_for_athlete
from athletes.models import Athlete, PlannedSession, SessionLog, SetLog
from tests import make
from tests.athletes import plans_by_hand as by_hand
from tests.athletes.plans_by_hand import at_noon, day, make_plan

pytestmark = pytest.mark.django_db

NOW = at_noon(day(2))


@pytest.fixture
def coach() -> Any:
    return make.user()


@pytest.fixture
def athlete() -> Athlete:
    return make_plan("hypertrophy", athlete=make.athlete(user=make.user())).athlete


def session(athlete: Athlete) -> PlannedSession:
    rows = PlannedSession.objects.select_related("athlete__equipment", "log", "phase")
    return rows.get(athlete=athlete, ordinal=1)


def said(athlete: Athlete, number: int, reps: int | None, **fields: Any) -> SaidSet:
    group = session(athlete).groups.get()
    return SaidSet(group.pk, number, reps, **{"load_kg": Decimal(100), **fields})


def log(athlete: Athlete, *sets: SaidSet, by: Any, **fields: Any) -> bool:
    fields = {"on": day(0), "finishes": True, "now": NOW, **fields}
    return log_for_athlete(session=session(athlete), sets=sets, by=by, **fields)


def done(athlete: Athlete) -> list[tuple[int, int, Decimal | None, Decimal | None]]:
    rows = SetLog.objects.standing().filter(athlete=athlete).order_by("position")
    return list(rows.values_list("position", "reps", "load_kg", "rpe"))


def test_session_logged_by_the_coach_names_them(athlete: Athlete, coach: Any) -> None:
    sets = [said(athlete, 1, 5, rpe=Decimal(8)), said(athlete, 2, 4), said(athlete, 3, None)]

    assert log(athlete, *sets, by=coach)

    row = SessionLog.objects.get()
    assert done(athlete) == [(1, 5, 100, 8), (2, 4, 100, None)]
    assert (row.logged_by, row.corrected_by, row.on) == (coach, None, day(0))
    assert row.completed_at == at_noon(day(0))


def test_correction_stays_the_same_set_and_names_the_coach(athlete: Athlete, coach: Any) -> None:
    by_hand.finish(session(athlete))
    before = SetLog.objects.get()

    assert log(athlete, replace(said(athlete, 1, 6), set_id=before.pk), by=coach)

    row, after = SessionLog.objects.get(), SetLog.objects.get()
    assert (after.pk, after.reps, after.performed_at) == (before.pk, 6, before.performed_at)
    assert (row.logged_by, row.corrected_by, row.corrected_at) == (None, coach, NOW)


def test_set_that_was_not_done_is_taken_back(athlete: Athlete, coach: Any) -> None:
    by_hand.finish(session(athlete))
    key = SetLog.objects.get().pk

    assert log(athlete, replace(said(athlete, 1, None), set_id=key), by=coach)

    assert done(athlete) == []
    assert SetLog.objects.get().deleted_at == NOW


def test_what_is_said_as_it_was_changes_nothing(athlete: Athlete, coach: Any) -> None:
    by_hand.finish(session(athlete))
    key = SetLog.objects.get().pk

    assert not log(athlete, replace(said(athlete, 1, 5), set_id=key), by=coach)

    assert SessionLog.objects.get().corrected_by is None


def test_the_same_twice_is_one_session(athlete: Athlete, coach: Any) -> None:
    log(athlete, said(athlete, 1, 5), by=coach)
    key = SetLog.objects.get().pk

    assert not log(athlete, replace(said(athlete, 1, 5), set_id=key), by=coach)

    assert (SessionLog.objects.count(), len(done(athlete))) == (1, 1)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"reps": -1}, NegativeReps),
        ({"on": day(30)}, InstantImplausible),
    ],
)
def test_what_cannot_be_is_refused_whole(
    athlete: Athlete, coach: Any, change: dict[str, Any], error: type[Exception]
) -> None:
    by_hand.finish(session(athlete))
    key = SetLog.objects.get().pk
    first = replace(said(athlete, 1, 9), set_id=key)
    second = replace(said(athlete, 2, 5), reps=change.pop("reps", 5))

    with pytest.raises(error):
        log(athlete, first, second, by=coach, **change)

    assert done(athlete) == [(1, 5, 100, None)]
    assert SessionLog.objects.get().corrected_by is None


def test_training_of_today_is_of_now(athlete: Athlete, coach: Any) -> None:
    log(athlete, said(athlete, 1, 5), by=coach, on=NOW.date(), now=NOW + timedelta(hours=3))

    assert SetLog.objects.get().performed_at == NOW + timedelta(hours=3)
