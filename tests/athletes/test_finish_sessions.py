"""Finishing sessions: closed once, and what follows goes by what was lifted."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection

from athletes.actions.check_set import EffortOutOfRange
from athletes.actions.finish_session import finish_session
from athletes.actions.finish_sessions import (
    BodyWeightImplausible,
    Ending,
    NotYourSession,
    ReadinessOutOfRange,
    finish_sessions,
)
from athletes.actions.log_sets import log_sets
from athletes.actions.undo_set import undo_set
from athletes.models import (
    AnchorValue,
    CheckIn,
    PlannedGroup,
    PlannedSession,
    RuleRun,
    SessionLog,
    StrengthEstimate,
)
from athletes.queries.records import Record
from tests import make
from tests.athletes.logging import entry, whole_session

STARTS = {"w:Squat": Decimal(60), "w:Bench Press": Decimal(50), "w:Barbell Row": Decimal(40)}


def linear(athlete):
    """Start StrongLifts: squat, bench, row on the first day; 2.5 kg more after five fives."""
    version = make.version(organization=athlete.organization, program="stronglifts-5x5")
    return make.plan(athlete=athlete, version=version, anchors={athlete.pk: STARTS})


@pytest.fixture
def athlete(db):
    athlete = make.athlete(time_zone="Europe/Berlin")
    linear(athlete)
    return athlete


def session_of(athlete, ordinal=1):
    return PlannedSession.objects.get(athlete=athlete, ordinal=ordinal)


def finish(athlete, ordinal=1, **fields):
    fields = {"session_rpe": Decimal(7), "note": "", "by": None, "now": make.NOW, **fields}
    return finish_session(planned_session=session_of(athlete, ordinal), **fields)


def squat_loads(athlete):
    groups = PlannedGroup.objects.filter(athlete=athlete, exercise_name="Squat")
    loads = groups.order_by("session__ordinal").values_list("session__ordinal", "load_kg")
    return dict(loads)


def test_finish_closes_the_log_on_the_athletes_day(athlete):
    whole_session(athlete, session_of(athlete), at=make.NOW)
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)

    finished = finish(athlete, now=late, note="Felt light", session_rpe=Decimal("6.5"))

    # 23:30 UTC is half past midnight of the next day in Berlin.
    log = SessionLog.objects.get()
    assert (log.completed_at, log.on) == (late, date(2026, 3, 3))
    assert (log.session_rpe, log.note) == (Decimal("6.5"), "Felt light")
    assert finished.log.pk == log.pk


def test_finish_raises_the_loads_of_later_sessions(athlete):
    before = squat_loads(athlete)
    whole_session(athlete, session_of(athlete), at=make.NOW)

    finish(athlete)

    after = squat_loads(athlete)
    assert before[1] == after[1] == Decimal(60)
    assert before[2] == Decimal(60)
    assert after[2] == Decimal("62.5")


def test_finish_keeps_the_rules_that_ran_and_the_ledger(athlete):
    whole_session(athlete, session_of(athlete), at=make.NOW)

    finish(athlete)

    entry_ = AnchorValue.objects.get(athlete=athlete, source="RULE", name="w:Squat")
    assert (entry_.value, entry_.effective_ordinal) == (Decimal("62.5"), 2)
    assert entry_.reason == "After session 1: every set of Squat was done (rule 1)"
    run = RuleRun.objects.filter(athlete=athlete, slot_key="Squat").first()
    assert (run.ordinal, run.read) == (1, "1")
    assert {"anchor": "w:Squat", "before": "60", "after": "62.5"} in run.changes


def test_finish_with_missed_reps_leaves_the_load(athlete):
    session = session_of(athlete)
    group = session.groups.get(exercise_name="Squat")
    sets = [entry(group, position=n, reps=4 if n == 5 else 5) for n in range(1, 6)]
    log_sets(athlete=athlete, sets=sets, by=None, now=make.NOW)

    finish(athlete)

    assert squat_loads(athlete)[2] == Decimal(60)


def test_correcting_a_finished_session_replays_what_follows(athlete):
    rows = whole_session(athlete, session_of(athlete), at=make.NOW)
    finish(athlete)
    assert squat_loads(athlete)[2] == Decimal("62.5")
    squat = next(row for row in rows if row.exercise_name == "Squat")

    undo_set(athlete=athlete, set_id=squat.pk, by=None, now=make.NOW)

    assert squat_loads(athlete)[2] == Decimal(60)
    assert not AnchorValue.objects.filter(source="RULE", name="w:Squat").exists()


def test_a_begun_session_is_never_resolved_anew(athlete):
    second = session_of(athlete, 2)
    group = second.groups.get(exercise_name="Squat")
    log_sets(athlete=athlete, sets=[entry(group)], by=None, now=make.NOW)
    whole_session(athlete, session_of(athlete), at=make.NOW)

    finish(athlete)

    assert squat_loads(athlete)[2] == Decimal(60)
    assert squat_loads(athlete)[3] == Decimal("62.5")


def test_a_missed_session_is_no_exposure(athlete):
    days_later = make.NOW + timedelta(days=2)
    whole_session(athlete, session_of(athlete, 2), at=days_later)

    finish(athlete, 2, now=days_later)

    # The first squat day passed without a log: one step, not two.
    assert squat_loads(athlete)[3] == Decimal("62.5")


def test_finish_twice_changes_nothing(athlete):
    whole_session(athlete, session_of(athlete), at=make.NOW)
    finish(athlete, note="first")
    later = make.NOW + timedelta(hours=1)

    again = finish(athlete, note="second", now=later)

    assert (again.log.note, again.log.completed_at) == ("first", make.NOW)
    assert squat_loads(athlete)[2] == Decimal("62.5")
    assert RuleRun.objects.filter(athlete=athlete, slot_key="Squat", ordinal=1).count() == len(
        {run.position for run in RuleRun.objects.filter(slot_key="Squat", ordinal=1)}
    )


def test_finish_without_a_set_closes_the_session(athlete):
    finish(athlete)

    log = SessionLog.objects.get()
    assert (log.started_at, log.completed_at) == (make.NOW, make.NOW)
    assert squat_loads(athlete)[2] == Decimal(60)


def test_finish_keeps_a_check_in_and_what_it_held(athlete):
    CheckIn.objects.create(
        organization=athlete.organization,
        athlete=athlete,
        on=date(2026, 3, 2),
        body_weight_kg=Decimal("80.5"),
        note="Morning",
    )

    finish(athlete, readiness=4, has_pain=True)

    row = CheckIn.objects.get()
    assert (row.body_weight_kg, row.readiness, row.has_pain) == (Decimal("80.5"), 4, True)
    assert row.note == "Morning"


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"session_rpe": Decimal(11)}, EffortOutOfRange),
        ({"readiness": 6}, ReadinessOutOfRange),
        ({"readiness": 0}, ReadinessOutOfRange),
        ({"body_weight_kg": Decimal(0)}, BodyWeightImplausible),
        ({"body_weight_kg": Decimal(501)}, BodyWeightImplausible),
    ],
)
def test_finish_with_what_cannot_be_is_refused(athlete, fields, error):
    with pytest.raises(error):
        finish(athlete, **fields)

    assert not SessionLog.objects.exists()


def test_finish_of_another_athletes_session_is_refused(athlete):
    other = make.athlete(organization=athlete.organization)
    ending = Ending(planned_session_id=session_of(athlete).pk, completed_at=make.NOW)

    with pytest.raises(NotYourSession):
        finish_sessions(athlete=other, endings=[ending], by=None, now=make.NOW)

    assert not SessionLog.objects.exists()


def test_finish_estimates_from_sets_with_effort_only(athlete):
    session = session_of(athlete)
    squat = session.groups.get(exercise_name="Squat")
    bench = session.groups.get(exercise_name="Bench Press")
    sets = [
        entry(squat, rpe=Decimal(8)),
        entry(squat, reps=3, load_kg=Decimal(70), rpe=Decimal(9)),
        entry(bench),
    ]
    log_sets(athlete=athlete, sets=sets, by=None, now=make.NOW)

    finish(athlete)

    # The triple at RPE 9 is surer: 2 + 0.35 x 2 + 0.8 = 3.5 %; 70 / 0.892 = 78.475 kg.
    estimate = StrengthEstimate.objects.get()
    assert (estimate.exercise_id, estimate.on) == (squat.exercise_id, date(2026, 3, 2))
    assert (estimate.e1rm_kg, estimate.sigma_pct) == (Decimal("78.475"), Decimal("3.50"))
    assert estimate.method == "chart"


def test_finish_tells_the_records_of_a_second_time_only(athlete):
    whole_session(athlete, session_of(athlete), at=make.NOW, rpe=Decimal(8))
    first = finish(athlete)
    later = make.NOW + timedelta(days=2)
    group = session_of(athlete, 2).groups.get(exercise_name="Squat")
    sets = [
        entry(group, reps=6, load_kg=Decimal(60), performed_at=later),
        entry(group, reps=5, load_kg=Decimal(65), rpe=Decimal(8), performed_at=later),
    ]
    log_sets(athlete=athlete, sets=sets, by=None, now=later)

    second = finish(athlete, 2, now=later)

    assert first.records == ()
    squat = {"exercise_id": group.exercise_id, "exercise_name": "Squat"}
    # Five at RPE 8 are 81.1 % of the maximum: 60 kg make 73.983, 65 kg 80.148.
    assert second.records == (
        Record(kind="load", value=Decimal(65), before=Decimal(60), **squat),
        Record(kind="reps", value=Decimal(6), before=Decimal(5), load_kg=Decimal(60), **squat),
        Record(
            kind="e1rm",
            value=Decimal("80.148"),
            before=Decimal("73.983"),
            method="chart",
            **squat,
        ),
    )


def test_finish_asks_the_same_number_of_queries_for_one_and_three(
    athlete, django_assert_num_queries
):
    other = make.athlete(organization=athlete.organization, time_zone="Europe/Berlin")
    linear(other)
    for who, ordinals in ((athlete, (1,)), (other, (1, 2, 3))):
        for ordinal in ordinals:
            whole_session(who, session_of(who, ordinal), at=make.NOW, rpe=Decimal(8))
        endings = [Ending(session_of(who, n).pk, completed_at=make.NOW) for n in ordinals]
        with django_assert_num_queries(27):
            finish_sessions(athlete=who, endings=endings, by=None, now=make.NOW)


@pytest.mark.django_db(transaction=True)
def test_finish_from_two_threads_happens_once():
    athlete = make.athlete()
    linear(athlete)
    whole_session(athlete, session_of(athlete), at=make.NOW)

    def submit(_):
        try:
            return finish(athlete).log.pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        keys = list(threads.map(submit, range(2)))

    assert keys[0] == keys[1]
    assert squat_loads(athlete)[2] == Decimal("62.5")
    assert AnchorValue.objects.filter(source="RULE", name="w:Squat").count() == 1
