"""Replaying plans: equal to the published table, and only what differs is written."""

import csv
from datetime import date, timedelta
from decimal import Decimal

import pytest

from athletes.actions.finish_sessions import Ending, finish_sessions
from athletes.actions.log_sets import log_sets
from athletes.actions.move_session import AlreadyBegun, OutsideItsPhase, move_session
from athletes.actions.opening_values import AnchorInvalid
from athletes.actions.resolve_plans import resolve_plans
from athletes.actions.set_anchor import PlanIsOver, ReasonMissing, set_anchor
from athletes.actions.skip_session import skip_session
from athletes.models import AnchorValue, Plan, PlannedGroup, PlannedSession
from programs.engine.program import read_program
from tests import make
from tests.athletes.logging import entry, whole_session

pytestmark = pytest.mark.django_db

# What the published table of stronglifts-5x5 starts from.
TABLE_STARTS = {
    "w:Squat": Decimal(100),
    "w:Bench Press": Decimal(75),
    "w:Barbell Row": Decimal(70),
    "w:Overhead Press": Decimal(45),
    "w:Deadlift": Decimal(120),
}


def linear(athlete, starts=TABLE_STARTS):
    version = make.version(organization=athlete.organization, program="stronglifts-5x5")
    return make.plan(athlete=athlete, version=version, anchors={athlete.pk: starts})


def loads(athlete, exercise):
    rows = PlannedGroup.objects.filter(athlete=athlete, exercise_name=exercise)
    return list(rows.order_by("session__ordinal").values_list("load_kg", flat=True))


def test_a_plan_trained_as_in_the_published_table_gets_its_loads():
    athlete = make.athlete()
    plan = linear(athlete)
    with (make.PUBLISHED / "stronglifts-5x5.csv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    program_results = {
        slot: [result.ok for result in results] for slot, results in _example_results().items()
    }
    exposures = dict.fromkeys(program_results, 0)
    for session in plan.sessions.order_by("ordinal"):
        at = make.NOW + (session.scheduled_on - make.MONDAY)
        sets = []
        for group in session.groups.order_by("position"):
            is_ok = program_results[group.slot_key][exposures[group.slot_key]]
            exposures[group.slot_key] += 1
            reps = 5 if is_ok else 3
            sets += [entry(group, reps=reps, performed_at=at) for _ in range(group.sets)]
        log_sets(athlete=athlete, sets=sets, by=None, now=at)
        ending = Ending(planned_session_id=session.pk, completed_at=at)
        finish_sessions(athlete=athlete, endings=[ending], by=None, now=at)

    asked = [
        (str(group.session.week), str(group.session.day), group.exercise_name, group.load_kg)
        for group in PlannedGroup.objects.filter(athlete=athlete)
        .select_related("session")
        .order_by("session__ordinal", "position")
    ]
    wanted = [
        (row["week"], row["day"], row["exercise"], Decimal(row["load_kg"]))
        for row in rows
        if row["set"] == "1"
    ]
    assert asked == wanted


def _example_results():
    body = (make.PUBLISHED / "stronglifts-5x5.json").read_text(encoding="utf-8")
    return read_program(body).example_results


def test_coachs_number_stands_over_one_that_was_to_come_back_later():
    athlete = make.athlete()
    plan = linear(athlete)
    # As after a long break: the old number was to return with the fifth session.
    AnchorValue.objects.create(
        organization=plan.organization,
        athlete=athlete,
        plan=plan,
        name="w:Squat",
        value=Decimal(90),
        source=AnchorValue.Source.BOUNDARY,
        reason="Back to the number before the break.",
        effective_ordinal=5,
        set_at=make.NOW,
    )

    set_anchor(
        plan=plan, name="w:Squat", value=Decimal(120), reason="Tested", by=None, now=make.NOW
    )

    assert set(loads(athlete, "Squat")) == {Decimal(120)}


def test_another_exercise_in_its_place_moves_no_load_of_the_lift_asked():
    athlete = make.athlete()
    plan = linear(athlete)
    session = PlannedSession.objects.get(plan=plan, ordinal=1)
    goblet = {"exercise_name": "Goblet Squat", "load_kg": Decimal(24)}
    sets = [
        entry(group, position=number, **(goblet if group.exercise_name == "Squat" else {}))
        for group in session.groups.order_by("position")
        for number in range(1, group.sets + 1)
    ]
    log_sets(athlete=athlete, sets=sets, by=None, now=make.NOW)

    ending = Ending(planned_session_id=session.pk, completed_at=make.NOW)
    finish_sessions(athlete=athlete, endings=[ending], by=None, now=make.NOW)

    # Bench and row add 2.5 kg for their five fives; the squat wasn't done, so it waits.
    assert loads(athlete, "Squat")[:2] == [Decimal(100), Decimal(100)]
    assert loads(athlete, "Bench Press")[:2] == [Decimal(75), Decimal("77.5")]


def test_resolve_again_writes_nothing():
    athlete = make.athlete()
    plan = linear(athlete)
    session = PlannedSession.objects.get(plan=plan, ordinal=1)
    whole_session(athlete, session, at=make.NOW)
    ending = Ending(planned_session_id=session.pk, completed_at=make.NOW)
    finish_sessions(athlete=athlete, endings=[ending], by=None, now=make.NOW)
    ledger = list(AnchorValue.objects.order_by("pk").values_list("pk", flat=True))

    changed = resolve_plans(plans=[plan], now=make.NOW)

    assert changed == 0
    assert list(AnchorValue.objects.order_by("pk").values_list("pk", flat=True)) == ledger


def test_resolve_asks_the_same_number_of_queries_for_one_and_three(django_assert_num_queries):
    plans = [linear(make.athlete()) for _ in range(3)]
    for plan in plans:
        session = PlannedSession.objects.get(plan=plan, ordinal=1)
        whole_session(plan.athlete, session, at=make.NOW)

    # Beyond the thirteen: the transaction's savepoint.
    with django_assert_num_queries(13 + 2):
        resolve_plans(plans=plans[:1], now=make.NOW)
    with django_assert_num_queries(13 + 2):
        resolve_plans(plans=plans, now=make.NOW)


def test_resolve_after_a_missed_session_counts_it_as_no_exposure():
    athlete = make.athlete()
    slot = {
        "key": "s",
        "exercise": "Squat",
        "groups": [{"reps": "5", "load": {"of": "w:squat"}}],
    }
    # A rule that reads nothing runs after every exposure.
    step = {"verb": "add", "anchor": "w:squat", "value": 10}
    program = read_program(
        {
            "format": "program/1",
            "name": "Ten more each time",
            "anchors": {"w:squat": 100},
            "rules": [{"on": "slot", "slot": "s", "bands": [{"do": [step]}]}],
            "mesocycles": [
                {
                    "name": "Build",
                    "goal": "strength",
                    "schedule": {"kind": "rotation", "sessions_per_week": 3, "sessions": 3},
                    "days": [{"slots": [slot]}],
                }
            ],
        }
    )
    version = make.version_of(program, organization=athlete.organization)
    starts = {athlete.pk: {"w:squat": Decimal(100)}}
    plan = make.plan(athlete=athlete, version=version, anchors=starts)
    assert loads(athlete, "Squat") == [Decimal(100), Decimal(110), Decimal(120)]

    resolve_plans(plans=[plan], now=make.NOW + timedelta(days=1))

    assert loads(athlete, "Squat") == [Decimal(100), Decimal(100), Decimal(110)]


def test_set_anchor_changes_the_sessions_not_begun():
    athlete = make.athlete()
    plan = linear(athlete)
    first = PlannedSession.objects.get(plan=plan, ordinal=1)
    log_sets(athlete=athlete, sets=[entry(first.groups.first())], by=None, now=make.NOW)

    row = set_anchor(
        plan=plan,
        name="w:Squat",
        value=Decimal(90),
        reason="Knee after travel",
        by=None,
        now=make.NOW,
    )

    assert (row.effective_ordinal, row.source) == (2, "COACH")
    # The first session isn't over, so it isn't known to have been met: no step yet.
    assert loads(athlete, "Squat")[:3] == [Decimal(100), Decimal(90), Decimal(90)]


def test_set_anchor_without_a_reason_is_refused():
    athlete = make.athlete()
    plan = linear(athlete)

    with pytest.raises(ReasonMissing):
        set_anchor(plan=plan, name="w:Squat", value=Decimal(1), reason=" ", by=None, now=make.NOW)

    assert not AnchorValue.objects.filter(source="COACH").exists()


def test_set_anchor_that_the_program_lacks_is_refused():
    athlete = make.athlete()
    plan = linear(athlete)

    with pytest.raises(AnchorInvalid, match="no such number"):
        set_anchor(plan=plan, name="w:Curl", value=Decimal(1), reason="x", by=None, now=make.NOW)

    assert not AnchorValue.objects.filter(source="COACH").exists()


def test_set_anchor_of_a_plan_that_is_over_is_refused():
    athlete = make.athlete()
    plan = linear(athlete)
    Plan.objects.filter(pk=plan.pk).update(status="ENDED", due_at=None)
    plan.refresh_from_db()

    with pytest.raises(PlanIsOver):
        set_anchor(plan=plan, name="w:Squat", value=Decimal(1), reason="x", by=None, now=make.NOW)

    assert not AnchorValue.objects.filter(source="COACH").exists()


def test_skip_excuses_a_session_with_its_reason():
    athlete = make.athlete()
    plan = linear(athlete)
    session = PlannedSession.objects.get(plan=plan, ordinal=1)

    skip_session(planned_session=session, reason=" Travel ", by=None, now=make.NOW)

    session.refresh_from_db()
    assert session.excused_for == "Travel"


def test_skip_a_session_begun_is_refused():
    athlete = make.athlete()
    plan = linear(athlete)
    session = PlannedSession.objects.get(plan=plan, ordinal=1)
    log_sets(athlete=athlete, sets=[entry(session.groups.first())], by=None, now=make.NOW)

    with pytest.raises(AlreadyBegun):
        skip_session(planned_session=session, reason="Travel", by=None, now=make.NOW)

    session.refresh_from_db()
    assert session.excused_for == ""


def test_move_puts_a_session_on_another_day_of_its_phase():
    plan = linear(make.athlete())
    session = PlannedSession.objects.get(plan=plan, ordinal=1)

    move_session(planned_session=session, to_on=date(2026, 3, 3), by=None)

    session.refresh_from_db()
    assert session.scheduled_on == date(2026, 3, 3)


@pytest.mark.parametrize("days", [-1, 7])
def test_move_out_of_reach_is_refused(days):
    plan = linear(make.athlete())
    session = PlannedSession.objects.get(plan=plan, ordinal=1)

    with pytest.raises(OutsideItsPhase, match="Choose a day from 2026-03-02 to 2026-03-08"):
        move_session(planned_session=session, to_on=make.MONDAY + timedelta(days=days), by=None)

    session.refresh_from_db()
    assert session.scheduled_on == make.MONDAY
