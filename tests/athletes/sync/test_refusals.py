"""O4 and O6: whatever one operation contains, the others go through and nothing is dropped."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from athletes.actions.end_plan import end_plan
from athletes.actions.roll_plan import roll_plan
from athletes.models import (
    CheckIn,
    Engagement,
    PhaseTransition,
    Plan,
    PlannedGroup,
    PlannedSession,
    SessionLog,
    SetLog,
    SyncDevice,
    SyncOperation,
)
from tests import make
from tests.athletes.sync.phone import Phone

SET = {"reps": 5, "performed_at": "2026-03-02T08:00:00Z", "exercise_name": "Curl"}


@pytest.fixture
def phone(db):
    coach = make.membership()
    athlete = make.athlete(coach=coach, user=make.user())
    make.plan(athlete=athlete, anchors={athlete.pk: {"rm:bench": Decimal(100)}})
    return Phone(athlete)


def bench(phone):
    groups = PlannedGroup.objects.filter(athlete=phone.athlete, session__ordinal=1)
    return groups.select_related("session").get(slot_key="bench-h")


def changed(phone, **written):
    return {**phone.op("set", uuid4(), "put", **SET), **written}


REFUSED = {
    "no operation": (lambda phone: 7, "operation_unreadable"),
    "an empty one": (lambda phone: {}, "operation_unreadable"),
    "no id": (lambda phone: changed(phone, op_id=None), "operation_unreadable"),
    "an id that is none": (lambda phone: changed(phone, op_id="x"), "operation_unreadable"),
    "no clock": (lambda phone: changed(phone, hlc=None), "operation_unreadable"),
    "a clock of text": (lambda phone: changed(phone, hlc=["1", 0]), "operation_unreadable"),
    "a clock before 1970": (lambda phone: changed(phone, hlc=[-1, 0]), "operation_unreadable"),
    "a sequence of text": (lambda phone: changed(phone, seq="1"), "operation_unreadable"),
    "fields as a list": (lambda phone: changed(phone, fields=[1]), "operation_unreadable"),
    "a set's id that is none": (
        lambda phone: changed(phone, entity_id="x"),
        "operation_unreadable",
    ),
    "an endless id": (lambda phone: changed(phone, entity_id="x" * 500), "operation_unreadable"),
    "an unknown thing": (lambda phone: phone.op("photo", uuid4(), "put"), "unknown_entity"),
    "an unknown deed": (lambda phone: changed(phone, type="merge"), "unknown_entity"),
    "a session deleted": (lambda phone: phone.op("session", 1, "delete"), "unknown_entity"),
    "a session by name": (
        lambda phone: phone.op("session", "first", note="x"),
        "operation_unreadable",
    ),
    "a slot without its key": (
        lambda phone: phone.op("slot", "5", skip_reason="x"),
        "operation_unreadable",
    ),
    "a day that is none": (
        lambda phone: phone.op("check_in", "2026-02-30", readiness=3),
        "operation_unreadable",
    ),
    "a patch of nothing": (lambda phone: phone.op("set", uuid4()), "operation_unreadable"),
    "a set without repetitions": (
        lambda phone: phone.op("set", uuid4(), "put", performed_at=SET["performed_at"]),
        "operation_unreadable",
    ),
    "an unknown field": (lambda phone: phone.op("set", uuid4(), athlete=1), "field_unknown"),
    "another athlete's field": (
        lambda phone: phone.op("set", uuid4(), "put", **SET, organization=1),
        "field_unknown",
    ),
    "a number of text": (lambda phone: phone.op("set", uuid4(), reps="5"), "value_unreadable"),
    "a flag of a number": (lambda phone: phone.op("set", uuid4(), is_warmup=1), "value_unreadable"),
    "no number": (lambda phone: phone.op("set", uuid4(), load_kg="NaN"), "value_unreadable"),
    "too many digits": (
        lambda phone: phone.op("set", uuid4(), load_kg="1.2345"),
        "value_unreadable",
    ),
    "a note too long": (
        lambda phone: phone.op("set", uuid4(), note="x" * 501),
        "value_unreadable",
    ),
    "an instant without its offset": (
        lambda phone: phone.op("set", uuid4(), performed_at="2026-03-02T08:00:00"),
        "value_unreadable",
    ),
    "too heavy": (lambda phone: phone.op("set", uuid4(), load_kg="2000.5"), "too_heavy"),
    "below nothing": (lambda phone: phone.op("set", uuid4(), load_kg="-1"), "negative_load"),
    "too many": (lambda phone: phone.op("set", uuid4(), reps=10_001), "too_many_reps"),
    "fewer than none": (lambda phone: phone.op("set", uuid4(), reps=-1), "negative_reps"),
    "beyond failure": (lambda phone: phone.op("set", uuid4(), rpe="11"), "effort_out_of_range"),
    "a session beyond failure": (
        lambda phone: phone.op("session", bench(phone).session_id, session_rpe="11"),
        "effort_out_of_range",
    ),
    "sleep off its scale": (
        lambda phone: phone.op("check_in", "2026-03-02", sleep=0),
        "feeling_out_of_range",
    ),
    "soreness off its scale": (
        lambda phone: phone.op("check_in", "2026-03-02", soreness=6),
        "feeling_out_of_range",
    ),
    "readiness off its scale": (
        lambda phone: phone.op("check_in", "2026-03-02", readiness=6),
        "readiness_out_of_range",
    ),
    "no body": (
        lambda phone: phone.op("check_in", "2026-03-02", body_weight_kg="0"),
        "body_weight_implausible",
    ),
    "a time before anybody": (
        lambda phone: phone.op("set", uuid4(), performed_at="1999-12-31T00:00:00Z"),
        "instant_implausible",
    ),
    "a day to come": (
        lambda phone: phone.op("check_in", "2036-03-02", readiness=3),
        "instant_implausible",
    ),
    "a set of nothing": (
        lambda phone: phone.put(None, exercise_name=""),
        "exercise_missing",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_operation_stops_no_other(phone, name):
    make_bad, code = REFUSED[name]
    group = bench(phone)
    bad = make_bad(phone)

    results = phone.push(phone.put(group), bad, phone.put(group))

    assert [one.outcome.status for one in results] == ["applied", "refused", "applied"]
    assert results[1].outcome.code == code
    assert results[1].outcome.message.endswith((".", "?"))
    assert SetLog.objects.count() == 2
    assert not CheckIn.objects.exists()


def test_every_refusal_in_one_batch_is_kept_and_told_again(phone):
    bad = [make_bad(phone) for make_bad, _ in REFUSED.values()]
    with_id = [one for one in bad if isinstance(one, dict) and len(str(one.get("op_id"))) == 36]

    first = phone.push(*bad)
    again = phone.push(*bad)

    assert [one.outcome.status for one in first] == ["refused"] * len(bad)
    assert [one.outcome for one in again] == [one.outcome for one in first]
    kept = SyncOperation.objects.filter(status="REFUSED")
    assert {str(row.op_id) for row in kept} == {one["op_id"] for one in with_id}
    assert SyncOperation.objects.unresolved().count() == len(with_id) == len(bad) - 4


def test_clock_of_a_phone_far_ahead_is_held_to_ours_and_noted(phone):
    put = phone.put(bench(phone), reps=6)
    phone.push(put)
    ahead = phone.op("set", put["entity_id"], at=3 * 86_400_000, reps=7)
    phone.push(ahead)

    later = Phone(phone.athlete)
    said = later.said(
        later.op("set", put["entity_id"], at=360_000, reps=8), now=make.NOW + timedelta(hours=1)
    )

    assert said == [("applied", "")]
    assert SetLog.objects.get().reps == 8
    assert SyncDevice.objects.get(pk=phone.device.pk).clock_ahead_at == make.NOW
    assert SyncDevice.objects.get(pk=later.device.pk).clock_ahead_at is None


def test_set_of_a_phone_far_ahead_was_done_by_now(phone):
    days_ahead = (make.NOW + timedelta(days=3)).isoformat()

    phone.push(phone.put(bench(phone), performed_at=days_ahead))

    assert SetLog.objects.get().performed_at == make.NOW


def roll_it(phone):
    Plan.objects.update(roll_mode=Plan.RollMode.CALENDAR)
    plan = phone.athlete.plans.get()
    now = plan.due_at + timedelta(minutes=1)
    assert roll_plan(plan_id=plan.pk, now=now, cause=PhaseTransition.Cause.SWEEP) == 1


def edit_plan(phone):
    bench(phone).delete()


def unassign(phone):
    end_plan(plan=phone.athlete.plans.get(), by=None, now=make.NOW)
    Engagement.objects.update(ended_at=make.NOW)


def delete_plan(phone):
    Plan.objects.filter(athlete=phone.athlete).delete()


MEANWHILE = {
    "phase rolled": roll_it,
    "plan edited": edit_plan,
    "athlete unassigned": unassign,
    "plan deleted": delete_plan,
}


def offline_day(phone):
    """One operation of each kind, typed while the server was out of reach."""
    group = bench(phone)
    put = phone.put(
        group, reps=8, load_kg="70", prescribed_reps="6-8", prescribed_kg="70", prescribed_rpe="7"
    )
    return put, {
        "set": put,
        "edit": phone.op("set", put["entity_id"], at=1, reps=7),
        "session": phone.op("session", group.session_id, at=2, session_rpe="7", note="Hard."),
        "slot": phone.op("slot", f"{group.session_id}:bench-h", at=3, skip_reason="Busy."),
        "check-in": phone.op("check_in", "2026-03-02", at=4, readiness=4),
    }


EXPECTED = {
    "phase rolled": {},
    "plan edited": {"set": ("parked", "place_gone")},
    "athlete unassigned": {},
    "plan deleted": {
        "set": ("parked", "place_gone"),
        "session": ("parked", "session_gone"),
        "slot": ("parked", "session_gone"),
    },
}


@pytest.mark.parametrize("meanwhile", MEANWHILE)
def test_what_was_typed_offline_is_kept_with_what_the_athlete_saw(phone, meanwhile):
    put, ops = offline_day(phone)
    session_id = bench(phone).session_id
    MEANWHILE[meanwhile](phone)

    said = dict(zip(ops, phone.said(*ops.values()), strict=True))

    assert said == {**dict.fromkeys(ops, ("applied", "")), **EXPECTED[meanwhile]}
    row = SetLog.objects.get()
    assert (str(row.pk), row.reps, row.load_kg, row.deleted_at) == (
        put["entity_id"], 7, Decimal(70), None,
    )  # fmt: skip
    assert (row.prescribed_reps, row.prescribed_kg, row.prescribed_rpe) == ("6-8", 70, 7)
    assert row.exercise_name == put["fields"]["exercise_name"]
    still_there = PlannedSession.objects.filter(pk=session_id).exists()
    assert row.session_log.planned_session_id == (session_id if still_there else None)
    assert SessionLog.objects.count() == 1
    assert CheckIn.objects.get().readiness == 4
    kept = SyncOperation.objects.unresolved().values_list("status", flat=True)
    assert list(kept) == ["PARKED"] * len(EXPECTED[meanwhile])


@pytest.mark.parametrize("meanwhile", MEANWHILE)
@pytest.mark.parametrize("kind", ["patch", "delete", "restore"])
def test_change_of_a_set_whose_plan_is_gone_still_applies(phone, meanwhile, kind):
    put = phone.put(bench(phone), reps=8)
    phone.push(put)
    change = phone.op(
        "set", put["entity_id"], kind, at=1, **({"reps": 6} if kind == "patch" else {})
    )
    MEANWHILE[meanwhile](phone)

    said = phone.said(change)

    row = SetLog.objects.get()
    assert said == [("applied", "")]
    assert (row.reps, row.deleted_at is None) == (6 if kind == "patch" else 8, kind != "delete")
