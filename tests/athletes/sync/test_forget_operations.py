"""Old operations and unused phones are forgotten; what comes again after that changes nothing."""

import random
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from athletes.actions import forget_operations as forgetting
from athletes.actions.dismiss_operations import dismiss_operations
from athletes.actions.forget_operations import PHONES_KEPT_FOR, ForgetReport, forget_operations
from athletes.actions.sync_devices import REMEMBERED_FOR
from athletes.models import Comment, PlannedGroup, SetLog, SyncDevice, SyncOperation
from tests import make
from tests.athletes.sync.phone import Phone

pytestmark = pytest.mark.django_db

MOMENT = timedelta(microseconds=1)


@pytest.fixture
def phone() -> Phone:
    athlete = make.athlete(user=make.user())
    make.plan(athlete=athlete, anchors={athlete.pk: {"rm:bench": Decimal(100)}})
    return Phone(athlete)


def group_of(phone: Phone) -> PlannedGroup:
    return PlannedGroup.objects.get(athlete=phone.athlete, session__ordinal=1, slot_key="bench-h")


def test_operation_is_forgotten_after_90_days_and_the_second_run_finds_nothing(
    phone: Phone,
) -> None:
    put = phone.put(group_of(phone))
    phone.push(put, phone.op("set", put["entity_id"], at=-1, reps=9))

    early = forget_operations(now=make.NOW + REMEMBERED_FOR - MOMENT)

    assert timedelta(days=90) == REMEMBERED_FOR
    assert (early, SyncOperation.objects.count()) == (ForgetReport(), 2)
    assert forget_operations(now=make.NOW + REMEMBERED_FOR) == ForgetReport(forgotten=2)
    assert forget_operations(now=make.NOW + REMEMBERED_FOR) == ForgetReport()
    assert SetLog.objects.count() == 1


def test_what_found_no_place_stays_until_it_is_dismissed(phone: Phone) -> None:
    refused, waiting = phone.op("set", uuid4(), reps=-1), phone.op("set", uuid4(), reps=3)
    phone.push(refused, waiting, phone.op("session", 2**40, note="x"))
    much_later = make.NOW + timedelta(days=3000)

    forget_operations(now=much_later)
    assert SyncOperation.objects.count() == 3
    dismiss_operations(athlete=phone.athlete, op_ids=[refused["op_id"]])

    assert forget_operations(now=much_later) == ForgetReport(forgotten=1)
    assert SyncDevice.objects.count() == 1


def test_run_forgets_so_many_at_most(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "BATCH", 2)
    phone.push(*(phone.put(group_of(phone)) for _ in range(3)))
    later = make.NOW + REMEMBERED_FOR

    runs = [forget_operations(now=later).forgotten for _ in range(3)]

    assert runs == [2, 1, 0]


@pytest.mark.parametrize("count", [1, 3])
def test_run_costs_the_same_whatever_there_is(
    phone: Phone, count: int, django_assert_num_queries
) -> None:
    phone.push(*(phone.put(group_of(phone)) for _ in range(count)))

    with django_assert_num_queries(2):
        forget_operations(now=make.NOW + REMEMBERED_FOR)


def test_phone_unseen_for_a_year_is_removed_unless_something_of_it_is_kept(phone: Phone) -> None:
    other = Phone(phone.athlete)
    SyncDevice.objects.update(last_seen_at=make.NOW)
    other.push(other.op("set", uuid4(), reps=-1))

    early = forget_operations(now=make.NOW + PHONES_KEPT_FOR - MOMENT)

    assert timedelta(days=365) == PHONES_KEPT_FOR
    assert early == ForgetReport()
    assert forget_operations(now=make.NOW + PHONES_KEPT_FOR) == ForgetReport(phones=1)
    assert forget_operations(now=make.NOW + PHONES_KEPT_FOR) == ForgetReport()
    assert list(SyncDevice.objects.all()) == [other.device]


def test_forgotten_operations_that_come_again_from_any_phone_change_nothing(
    phone: Phone,
) -> None:
    dice = random.Random(3)
    group, session = group_of(phone), group_of(phone).session_id
    puts = [phone.put(group, at=number, has_pain=number == 2) for number in range(4)]
    keys = [one["entity_id"] for one in puts]
    ops = [
        *puts,
        *(phone.op("set", dice.choice(keys), at=dice.randrange(9), reps=one) for one in range(9)),
        phone.op("set", keys[0], "delete", at=5),
        phone.op("session", session, at=4, completed_at=make.NOW.isoformat(), session_rpe="8"),
        phone.op("session", session, at=3, session_rpe="6", note="Fine."),
        phone.op("slot", f"{session}:squat", at=2, skip_reason="Sore."),
        phone.op("check_in", "2026-03-02", at=1, sleep=2, soreness=3),
        phone.op("check_in", "2026-03-02", at=2, sleep=4),
        phone.op("comment", uuid4(), "put", about="session", about_id=str(session), text="Heavy."),
    ]
    phone.push(*ops)
    before = standing(phone)

    later = make.NOW + REMEMBERED_FOR
    forget_operations(now=later)
    assert SyncOperation.objects.count() == 0
    dice.shuffle(ops)
    phone.push(*ops, now=later)
    dice.shuffle(ops)
    Phone(phone.athlete).push(*ops, now=later)

    assert standing(phone) == before


def standing(phone: Phone) -> list[object]:
    """Return what the athlete's rows say, without the revision that counts pushes."""
    athlete, session = phone.athlete, group_of(phone).session
    sets = SetLog.objects.order_by("pk").values("pk", "reps", "load_kg", "has_pain", "deleted_at")
    logs = athlete.session_logs.values("pk", "started_at", "completed_at", "session_rpe", "note")
    return [
        list(sets),
        list(logs.order_by("pk")),
        list(athlete.check_ins.values("on", "sleep", "soreness", "has_pain", "pain_resolved_at")),
        list(Comment.objects.values("pk", "text", "written_at")),
        list(session.choices.order_by("pk").values("slot_key", "exercise_name", "skip_reason")),
    ]
