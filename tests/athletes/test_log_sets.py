"""Logging sets: once each, for one's own plan only, with the tallies kept."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import connection

from athletes.actions.check_set import EffortOutOfRange, NegativeLoad, TooHeavy, TooManyReps
from athletes.actions.keep_tallies import FIELDS, owes, tally_values
from athletes.actions.log_set import log_set
from athletes.actions.log_sets import ExerciseMissing, NotYourGroup, SetIdTaken, log_sets
from athletes.actions.undo_set import NoSuchSet, undo_set
from athletes.models import (
    PlannedGroup,
    PlannedSession,
    RuleRun,
    SessionLog,
    SetLog,
    StrengthEstimate,
)
from tests import make
from tests.athletes.logging import entry, whole_session

BENCH = {"rm:bench": Decimal(100), "rm:squat": Decimal(150)}


@pytest.fixture
def athlete(db):
    athlete = make.athlete()
    make.plan(athlete=athlete, anchors={athlete.pk: BENCH})
    return athlete


def group_of(athlete, *, ordinal=1, slot="bench-h"):
    return PlannedGroup.objects.get(athlete=athlete, session__ordinal=ordinal, slot_key=slot)


def test_log_a_set_writes_it_beside_what_was_asked(athlete):
    group = group_of(athlete)
    asked = entry(group, reps=7, load_kg=Decimal("72.5"), rpe=Decimal(8), position=2)

    row = log_set(athlete=athlete, entry=asked, by=None, now=make.NOW)

    assert (row.reps, row.load_kg, row.rpe, row.position) == (7, Decimal("72.5"), Decimal(8), 2)
    assert (row.prescribed_reps, row.prescribed_kg, row.prescribed_rpe) == (
        "6-8",
        Decimal(70),
        Decimal(7),
    )
    log = row.session_log
    assert (log.started_at, log.on, log.completed_at) == (make.NOW, date(2026, 3, 2), None)
    assert log.planned_session_id == group.session_id


def test_log_a_set_keeps_the_groups_tallies(athlete):
    group = group_of(athlete)

    log_set(athlete=athlete, entry=entry(group, reps=8), by=None, now=make.NOW)
    log_set(athlete=athlete, entry=entry(group, load_kg=Decimal(65)), by=None, now=make.NOW)

    group.refresh_from_db()
    # Owed 3 x 6 x 70 kg; done 8 x 70 + 6 x 65; 65 is more than 5 % (3.5 kg) below 70.
    assert (group.sets_credited, group.volume_done, group.volume_owed) == (2, 950, 1260)
    assert (group.compliant, group.evaluable) == (1, 2)


def test_log_the_same_id_twice_is_one_set(athlete):
    group = group_of(athlete)
    asked = entry(group)

    first = log_set(athlete=athlete, entry=asked, by=None, now=make.NOW)
    again = log_set(athlete=athlete, entry=replace(asked, reps=9), by=None, now=make.NOW)

    assert (again.pk, again.reps) == (first.pk, first.reps)
    assert SetLog.objects.count() == 1
    group.refresh_from_db()
    assert group.sets_credited == 1


def test_log_a_set_taken_back_stays_taken_back(athlete):
    asked = entry(group_of(athlete))
    log_set(athlete=athlete, entry=asked, by=None, now=make.NOW)
    undo_set(athlete=athlete, set_id=asked.id, by=None, now=make.NOW)

    log_set(athlete=athlete, entry=asked, by=None, now=make.NOW)

    assert SetLog.objects.standing().count() == 0


def test_log_asks_the_same_number_of_queries_for_one_and_three(athlete, django_assert_num_queries):
    group, other = group_of(athlete), group_of(athlete, slot="row-h")
    log_set(athlete=athlete, entry=entry(group), by=None, now=make.NOW)

    # Beyond the five: the transaction's savepoint, opened and released (a test is one already).
    with django_assert_num_queries(5 + 2):
        log_sets(athlete=athlete, sets=[entry(group)], by=None, now=make.NOW)
    with django_assert_num_queries(5 + 2):
        sets = [entry(group), entry(other), entry(other)]
        log_sets(athlete=athlete, sets=sets, by=None, now=make.NOW)


def test_log_of_another_athletes_group_is_refused(athlete):
    other = make.athlete(organization=athlete.organization)

    with pytest.raises(NotYourGroup, match="open the session again"):
        log_set(athlete=other, entry=entry(group_of(athlete)), by=None, now=make.NOW)

    assert not SetLog.objects.exists()
    assert not SessionLog.objects.exists()


def test_log_with_an_id_of_somebody_else_is_refused(athlete):
    asked = entry(group_of(athlete))
    log_set(athlete=athlete, entry=asked, by=None, now=make.NOW)
    other = make.athlete(organization=athlete.organization)
    make.plan(athlete=other)
    theirs = replace(asked, planned_group_id=group_of(other).pk)

    with pytest.raises(SetIdTaken):
        log_set(athlete=other, entry=theirs, by=None, now=make.NOW)

    assert SetLog.objects.get().athlete_id == athlete.pk
    assert not SessionLog.objects.filter(athlete=other).exists()


@pytest.mark.parametrize(
    ("fields", "error", "words"),
    [
        ({"load_kg": Decimal("-0.5")}, NegativeLoad, "enter the weight lifted"),
        ({"load_kg": Decimal("2000.5")}, TooHeavy, "check the weight"),
        ({"reps": 10_001}, TooManyReps, "at most 10000"),
        ({"rpe": Decimal("10.5")}, EffortOutOfRange, "RPE 0 to 10"),
        ({"rpe": Decimal("-1")}, EffortOutOfRange, "RPE 0 to 10"),
    ],
)
def test_log_what_cannot_be_is_refused(athlete, fields, error, words):
    with pytest.raises(error, match=words):
        log_set(athlete=athlete, entry=entry(group_of(athlete), **fields), by=None, now=make.NOW)

    assert not SetLog.objects.exists()


def test_log_without_a_group_belongs_to_an_extra_session_of_that_day(athlete):
    curl = make.exercise(name="Curl")
    free = {"exercise_name": "Curl", "reps": 10, "load_kg": Decimal(20)}

    log_sets(athlete=athlete, sets=[entry(None, **free)], by=None, now=make.NOW)
    log_sets(athlete=athlete, sets=[entry(None, **free)], by=None, now=make.NOW)

    log = SessionLog.objects.get()
    assert log.planned_session_id is None
    assert [one.exercise_id for one in log.sets.all()] == [curl.pk, curl.pk]


def test_log_beyond_the_plan_without_an_exercise_is_refused(athlete):
    with pytest.raises(ExerciseMissing):
        log_set(athlete=athlete, entry=entry(None, reps=5), by=None, now=make.NOW)

    assert not SetLog.objects.exists()
    assert not SessionLog.objects.exists()


def test_log_another_exercise_counts_as_a_substitution(athlete):
    group = group_of(athlete)
    press = make.exercise(name="Machine Press")
    instead = entry(group, exercise_name="Machine Press", load_kg=Decimal(40))

    row = log_set(athlete=athlete, entry=instead, by=None, now=make.NOW)

    group.refresh_from_db()
    assert row.exercise_id == press.pk
    # Volume goes by repetitions alone, 6 of 18, and intensity isn't judged (spec 6.2, 6 and 7).
    assert (group.volume_done, group.volume_owed, group.evaluable) == (420, 1260, 0)


def test_log_corrects_a_set_by_replacing_it(athlete):
    wrong = entry(group_of(athlete), reps=60)
    log_set(athlete=athlete, entry=wrong, by=None, now=make.NOW)
    right = entry(group_of(athlete), reps=6)

    log_set(athlete=athlete, entry=right, by=None, now=make.NOW, replaces=wrong.id)

    assert SetLog.objects.standing().get().reps == 6


def test_undo_takes_a_set_out_of_the_tallies_once(athlete):
    group = group_of(athlete)
    row = log_set(athlete=athlete, entry=entry(group), by=None, now=make.NOW)

    was_standing = undo_set(athlete=athlete, set_id=row.pk, by=None, now=make.NOW)
    again = undo_set(athlete=athlete, set_id=row.pk, by=None, now=make.NOW)

    assert (was_standing, again) == (True, False)
    group.refresh_from_db()
    assert (group.sets_credited, group.volume_done, group.evaluable) == (0, 0, 0)


def test_undo_of_another_athletes_set_is_refused(athlete):
    row = log_set(athlete=athlete, entry=entry(group_of(athlete)), by=None, now=make.NOW)
    other = make.athlete(organization=athlete.organization)

    with pytest.raises(NoSuchSet):
        undo_set(athlete=other, set_id=row.pk, by=None, now=make.NOW)

    row.refresh_from_db()
    assert row.deleted_at is None


def test_tallies_recomputed_from_sets_are_those_kept(athlete):
    for ordinal in (1, 2, 3):
        session = PlannedSession.objects.get(athlete=athlete, ordinal=ordinal)
        rows = whole_session(athlete, session, at=make.NOW, rpe=Decimal("8.5"))
        undo_set(athlete=athlete, set_id=rows[ordinal].pk, by=None, now=make.NOW)

    owed = [group for group in PlannedGroup.objects.filter(athlete=athlete) if owes(group)]
    for group in owed:
        sets = list(group.set_logs.standing().order_by("performed_at", "pk"))
        kept = tuple(getattr(group, name) for name in FIELDS)
        assert kept == tally_values(group, sets=sets)[1:]
    standing = SetLog.objects.standing().filter(planned_group__in=owed)
    assert sum(group.sets_credited for group in owed) == standing.count() == 23


def test_each_change_counts_the_athletes_revision_up(athlete):
    row = log_set(athlete=athlete, entry=entry(group_of(athlete)), by=None, now=make.NOW)
    undo_set(athlete=athlete, set_id=row.pk, by=None, now=make.NOW)

    athlete.refresh_from_db()
    row.refresh_from_db()
    assert (athlete.sync_rev, row.rev) == (2, 2)
    # It is the phone's bookkeeping, not an edit of the athlete that the audit keeps.
    edits = apps.get_model("athletes", "AthleteEvent").objects.filter(pgh_label="update")
    assert not edits.exists()


@pytest.mark.django_db(transaction=True)
def test_log_the_same_set_from_two_threads_is_one_set():
    athlete = make.athlete()
    make.plan(athlete=athlete, anchors={athlete.pk: BENCH})
    group = group_of(athlete)
    asked = entry(group)

    def submit(_):
        try:
            return log_set(athlete=athlete, entry=asked, by=None, now=make.NOW).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        keys = list(threads.map(submit, range(2)))

    assert keys == [asked.id, asked.id]
    assert SetLog.objects.count() == 1
    assert SessionLog.objects.count() == 1
    group.refresh_from_db()
    assert group.sets_credited == 1
    assert not RuleRun.objects.exists()
    assert not StrengthEstimate.objects.exists()
