"""Sets that phones send: logged once, edited in place, taken back and restored."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from athletes.actions.finish_session import finish_session
from athletes.actions.keep_tallies import FIELDS, tally_values
from athletes.actions.log_set import log_set
from athletes.actions.undo_set import undo_set
from athletes.models import PlannedGroup, SessionLog, SetLog, StrengthEstimate, SyncOperation
from tests import make
from tests.athletes.logging import entry
from tests.athletes.sync.phone import Phone

BENCH = {"rm:bench": Decimal(100), "rm:squat": Decimal(150)}


@pytest.fixture
def phone(db):
    athlete = make.athlete(user=make.user())
    make.plan(athlete=athlete, anchors={athlete.pk: BENCH})
    return Phone(athlete)


def group_of(phone, *, ordinal=1, slot="bench-h"):
    return PlannedGroup.objects.get(athlete=phone.athlete, session__ordinal=ordinal, slot_key=slot)


def test_put_logs_a_set_as_the_form_does(phone):
    group = group_of(phone)
    put = phone.put(group, reps=7, load_kg="72.5", rpe="8", position=2, rest_s=95, note="Fast.")

    (result,) = phone.push(put)

    row = SetLog.objects.get()
    assert (result.outcome.status, result.rev) == ("applied", 1)
    assert (str(row.pk), row.planned_group_id, row.rev) == (put["entity_id"], group.pk, 1)
    assert (row.reps, row.load_kg, row.rpe, row.position) == (7, Decimal("72.5"), Decimal(8), 2)
    assert (row.rest_s, row.note, row.exercise_id) == (95, "Fast.", group.exercise_id)
    assert (row.prescribed_reps, row.prescribed_kg) == ("6-8", Decimal(70))
    log = row.session_log
    assert (log.planned_session_id, log.started_at) == (group.session_id, make.NOW)
    group.refresh_from_db()
    assert (group.sets_credited, group.volume_done) == (1, Decimal("507.5"))


def test_put_keeps_what_the_athlete_saw(phone):
    put = phone.put(
        group_of(phone), prescribed_reps="8-10", prescribed_kg="62.5", prescribed_rpe="7.5"
    )

    phone.push(put)

    row = SetLog.objects.get()
    assert (row.prescribed_reps, row.prescribed_kg, row.prescribed_rpe) == (
        "8-10",
        Decimal("62.5"),
        Decimal("7.5"),
    )


def test_push_again_changes_nothing(phone):
    put = phone.put(group_of(phone))
    first = phone.push(put)

    again = phone.push(put, put)

    assert [(one.outcome.status, one.rev) for one in first] == [("applied", 1)]
    assert [(one.outcome.status, one.rev) for one in again] == [("duplicate", 1)] * 2
    assert (SetLog.objects.count(), SyncOperation.objects.count()) == (1, 1)
    group = group_of(phone)
    assert group.sets_credited == 1


def test_patch_edits_in_place_with_all_that_follows(phone):
    group = group_of(phone)
    put = phone.put(group, reps=6, is_accepted=True)
    phone.push(put)

    said = phone.said(phone.op("set", put["entity_id"], at=1, reps=8, load_kg="65", rpe="9"))

    row = SetLog.objects.get()
    assert said == [("applied", "")]
    assert (row.reps, row.load_kg, row.rpe, row.is_accepted) == (8, Decimal(65), Decimal(9), False)
    group.refresh_from_db()
    kept = tuple(getattr(group, name) for name in FIELDS)
    assert kept == tally_values(group, sets=[row])[1:]
    assert group.volume_done == 520


def test_later_value_stands_whatever_comes_last(phone):
    other = Phone(phone.athlete)
    put = phone.put(group_of(phone), reps=6)
    phone.push(put)
    late = other.op("set", put["entity_id"], at=500, reps=9, note="Late.")
    early = phone.op("set", put["entity_id"], at=400, reps=7, rest_s=60)

    said = other.said(late) + phone.said(early)
    overtaken = phone.said(phone.op("set", put["entity_id"], at=450, reps=10))

    row = SetLog.objects.get()
    assert (said, overtaken) == ([("applied", "")] * 2, [("superseded", "")])
    assert (row.reps, row.note, row.rest_s) == (9, "Late.", 60)
    kept = SyncOperation.objects.get(status="SUPERSEDED")
    assert kept.fields == {"reps": 10}


def test_edit_of_a_set_taken_back_does_not_revive_it_and_restore_does(phone):
    put = phone.put(group_of(phone), reps=6)
    phone.push(put, phone.op("set", put["entity_id"], "delete", at=1))
    after_delete = SetLog.objects.get()

    phone.push(phone.op("set", put["entity_id"], at=2, reps=8))
    after_edit = SetLog.objects.get()
    phone.push(phone.op("set", put["entity_id"], "restore", at=3))
    restored = SetLog.objects.get()

    assert after_delete.deleted_at == make.NOW + timedelta(milliseconds=1)
    assert (after_edit.deleted_at is None, after_edit.reps) == (False, 8)
    assert (restored.deleted_at, restored.reps) == (None, 8)
    assert group_of(phone).sets_credited == 1


def test_delete_takes_the_set_out_of_tallies(phone):
    put = phone.put(group_of(phone))
    phone.push(put)

    phone.push(phone.op("set", put["entity_id"], "delete", at=1))

    group = group_of(phone)
    assert (group.sets_credited, group.volume_done) == (0, 0)


def test_change_that_comes_before_its_set_waits_for_it(phone):
    put = phone.put(group_of(phone), reps=6)
    patch = phone.op("set", put["entity_id"], at=1, reps=8)
    delete = phone.op("set", put["entity_id"], "delete", at=2)

    before = phone.said(patch, delete)
    again = phone.said(patch)
    waiting = SyncOperation.objects.filter(status="WAITING").count()
    after = phone.said(put)

    row = SetLog.objects.get()
    assert before == [("parked", "waits_for_set")] * 2
    assert (again, waiting, after) == ([("parked", "waits_for_set")], 2, [("applied", "")])
    assert (row.reps, row.deleted_at is not None) == (8, True)
    assert set(SyncOperation.objects.values_list("status", flat=True)) == {"APPLIED"}
    assert group_of(phone).sets_credited == 0


def test_edit_of_a_finished_session_replays_its_estimates(phone):
    group = group_of(phone)
    put = phone.put(group, reps=6, load_kg="70", rpe="8")
    phone.push(put)
    finish_session(planned_session=group.session, session_rpe=None, note="", by=None, now=make.NOW)
    before = StrengthEstimate.objects.get().e1rm_kg

    phone.push(phone.op("set", put["entity_id"], at=1, load_kg="75"))

    assert StrengthEstimate.objects.get().e1rm_kg == round(before * 75 / 70, 3)


def test_swap_of_an_exercise_counts_as_a_substitution_and_back(phone):
    group = group_of(phone)
    press = make.exercise(name="Machine Press")
    put = phone.put(group, reps=6, load_kg="40")
    phone.push(put)

    phone.push(phone.op("set", put["entity_id"], at=1, exercise_name="Machine Press"))
    swapped = SetLog.objects.get()
    phone.push(phone.op("set", put["entity_id"], at=2, exercise_name=""))
    back = SetLog.objects.get()

    assert (swapped.exercise_id, swapped.exercise_name) == (press.pk, "Machine Press")
    assert (back.exercise_id, back.exercise_name) == (group.exercise_id, group.exercise_name)
    assert group_of(phone).evaluable == 1


def test_edit_on_the_phone_after_the_form_wins_and_before_it_loses(phone):
    asked = entry(group_of(phone), reps=6)
    log_set(athlete=phone.athlete, entry=asked, by=None, now=make.NOW)

    earlier = phone.said(phone.op("set", asked.id, at=-1, reps=7))
    later = phone.said(phone.op("set", asked.id, at=1, reps=8))

    assert (earlier, later) == ([("superseded", "")], [("applied", "")])
    assert SetLog.objects.get().reps == 8


def test_undo_on_the_server_stands_over_an_earlier_restore(phone):
    put = phone.put(group_of(phone))
    phone.push(put)
    undo_set(
        athlete=phone.athlete,
        set_id=UUID(put["entity_id"]),
        by=None,
        now=make.NOW + timedelta(seconds=1),
    )

    said = phone.said(phone.op("set", put["entity_id"], "restore", at=500))
    revived = phone.said(phone.op("set", put["entity_id"], "restore", at=1500))

    assert (said, revived) == ([("superseded", "")], [("applied", "")])
    assert SetLog.objects.get().deleted_at is None


def test_session_begins_with_its_earliest_set_whatever_comes_first(phone):
    group = group_of(phone)
    second = phone.put(group, performed_at=(make.NOW + timedelta(minutes=4)).isoformat())
    first = phone.put(group, performed_at=make.NOW.isoformat())

    phone.push(second)
    phone.push(first)

    assert SessionLog.objects.get().started_at == make.NOW


def test_set_beyond_the_plan_belongs_to_an_extra_of_its_day(phone):
    said = phone.said(phone.put(None, exercise_name="Curl", load_kg="20"))

    log = SessionLog.objects.get()
    assert said == [("applied", "")]
    assert (log.planned_session_id, log.sets.get().exercise_name) == (None, "Curl")


def test_set_id_of_somebody_else_is_refused(phone):
    other = Phone(make.athlete(organization=phone.athlete.organization, user=make.user()))
    key = uuid4()
    other.push(other.put(None, key=key, exercise_name="Curl"))

    said = phone.said(phone.put(None, key=key, exercise_name="Row", reps=1))

    assert said == [("refused", "set_id_taken")]
    assert SetLog.objects.get().exercise_name == "Curl"


def test_change_of_somebody_elses_set_waits_like_one_that_never_was(phone):
    other = Phone(make.athlete(organization=phone.athlete.organization, user=make.user()))
    put = other.put(None, exercise_name="Curl")
    other.push(put)

    said = phone.said(
        phone.op("set", put["entity_id"], at=9, reps=1), phone.op("set", uuid4(), reps=1)
    )

    assert said == [("parked", "waits_for_set")] * 2
    assert SetLog.objects.get().reps == 5
