"""Loads by what an athlete has: dumbbells, machines, the body, or an estimate."""

from dataclasses import replace
from decimal import Decimal

import pytest

from athletes.actions.log_sets import log_sets
from athletes.actions.resolve_plans import resolve_plans
from athletes.models import AnchorValue, CheckIn, PlannedGroup, SetLog, StrengthEstimate
from athletes.queries.equipment import implement_for
from programs.engine.program import Rounding, read_program
from tests import make
from tests.athletes.explaining import explained
from tests.athletes.logging import entry

pytestmark = pytest.mark.django_db


def program(group, *, anchors=None, exercise="Lift"):
    slot = {"key": "a", "exercise": exercise, "groups": [group]}
    return read_program(
        {
            "format": "program/1",
            "name": "One lift",
            "anchors": anchors or {},
            "mesocycles": [
                {
                    "name": "Build",
                    "goal": "hypertrophy",
                    "schedule": {"kind": "calendar"},
                    "weeks": [{"week": 1, "days": [{"day": 1, "slots": [slot]}]}],
                }
            ],
        }
    )


def assigned(group, *, exercise, athlete=None, anchors=None, given=None):
    """Return the one group of a plan of one lift."""
    athlete = athlete or make.athlete()
    version = make.version_of(
        program(group, anchors=anchors),
        organization=athlete.organization,
        exercises={"Lift": exercise},
    )
    make.plan(athlete=athlete, version=version, anchors={athlete.pk: given or {}})
    return PlannedGroup.objects.get(athlete=athlete)


def estimate(athlete, exercise, e1rm):
    """Keep an estimate of today, as a logged set would."""
    free = entry(None, exercise_name=exercise.name, reps=1, load_kg=Decimal(1))
    (row,) = log_sets(athlete=athlete, sets=[free], by=None, now=make.NOW)
    StrengthEstimate.objects.create(
        organization=athlete.organization,
        athlete=athlete,
        exercise=exercise,
        on=make.MONDAY,
        e1rm_kg=e1rm,
        sigma_pct=Decimal("3.5"),
        method="chart",
        set_log=SetLog.objects.get(pk=row.pk),
    )


def test_a_load_for_each_hand_is_one_of_the_athletes_dumbbells():
    press = make.exercise(name="Lift", equipment="dumbbell", load_convention="per_hand")

    group = assigned({"reps": "8", "load": {"kg": Decimal("21.5")}}, exercise=press)

    assert group.load_kg == Decimal(22)
    assert explained(group) == (
        "21.5 kg as written, made as 22 kg. These are your nearest dumbbells."
    )


@pytest.mark.parametrize(
    ("units", "rounding", "load_kg"),
    [
        # 21.5 kg are 47.4 lb: 45 lb by fives and 47.5 lb by halves of them.
        ("LB", {}, Decimal("20.412")),
        ("LB", {"step_lb": Decimal("2.5")}, Decimal("21.546")),
        ("KG", {"step_lb": Decimal("2.5")}, Decimal("22.5")),
    ],
)
def test_a_load_where_equipment_does_not_tell_goes_by_the_unit_read(units, rounding, load_kg):
    athlete = make.athlete(units=units)
    athlete.equipment.dumbbells_kg = []
    athlete.equipment.save()
    press = make.exercise(name="Lift", equipment="dumbbell", load_convention="per_hand")
    lift = replace(
        program({"reps": "8", "load": {"kg": Decimal("21.5")}}), rounding=Rounding(**rounding)
    )
    version = make.version_of(lift, organization=athlete.organization, exercises={"Lift": press})

    plan = make.plan(athlete=athlete, version=version)

    group = PlannedGroup.objects.get(athlete=athlete)
    assert group.load_kg == load_kg
    assert resolve_plans(plans=[plan], now=make.NOW) == 0


def test_a_load_beyond_the_rack_is_the_heaviest_and_says_so():
    press = make.exercise(name="Lift", equipment="dumbbell", load_convention="per_hand")

    group = assigned({"reps": "8", "load": {"kg": 50}}, exercise=press)

    assert group.load_kg == Decimal(40)
    assert explained(group).endswith("These are your heaviest dumbbells.")


def test_an_added_load_is_stored_without_body_weight():
    athlete = make.athlete()
    CheckIn.objects.create(
        organization=athlete.organization,
        athlete=athlete,
        on=make.MONDAY,
        body_weight_kg=Decimal("80.4"),
    )
    dip = make.exercise(name="Lift", equipment="bodyweight", load_convention="bodyweight_plus")

    load = {"of": "bw", "percent": 100, "post": 10, "step": 1}
    group = assigned({"reps": "5", "load": load}, exercise=dip, athlete=athlete)

    assert (group.load_kg, group.target_kg) == (Decimal(10), Decimal(10))


def test_effort_alone_gets_a_suggestion_from_the_estimate():
    athlete = make.athlete()
    squat = make.exercise(name="Lift")
    estimate(athlete, squat, Decimal(100))

    group = assigned({"reps": "5", "rpe": 8}, exercise=squat, athlete=athlete)

    # Five at RPE 8 are 81.1 % of 100 kg, rounded down to what the plates make.
    assert group.load_kg is None
    assert explained(group) == (
        "Work up in small jumps to a weight that leaves 2 repetitions in reserve (RPE 8). "
        "Your estimated maximum of 100 kg (high confidence) suggests 80 kg."
    )


def test_a_training_max_not_given_comes_from_the_newest_strength():
    athlete = make.athlete()
    squat = make.exercise(name="Lift")
    estimate(athlete, squat, Decimal("104.5"))

    group = assigned(
        {"reps": "5", "load": {"of": "tm:squat", "percent": 80}},
        exercise=squat,
        athlete=athlete,
        anchors={"tm:squat": 200},
    )

    # 0.90 x 104.5 = 94.05, rounded down to 92.5; 80 % of it is 74, made as 75.
    row = AnchorValue.objects.get(athlete=athlete, name="tm:squat")
    assert (row.value, row.exercise_id) == (Decimal("92.5"), squat.pk)
    assert row.reason == "From the estimated maximum of 104.5 kg (high confidence)"
    assert group.load_kg == Decimal(75)


def test_a_counter_starts_as_the_program_says():
    squat = make.exercise(name="Lift")

    group = assigned(
        {"reps_from": "reps", "load": {"of": "w:squat"}},
        exercise=squat,
        anchors={"w:squat": 100, "reps": 6},
    )

    assert (group.reps, group.load_kg) == ("6", None)


@pytest.mark.parametrize(
    ("convention", "equipment", "kind", "step"),
    [
        ("total", "barbell", "barbell", "2.5"),
        ("total", "ez_bar", "other", "2.5"),
        ("stack", "cable", "machine", "5"),
        ("single_db", "dumbbell", "dumbbell", "2.5"),
        ("bodyweight_plus", "bodyweight", "other", "1.25"),
        ("band", "band", "other", "2.5"),
    ],
)
def test_an_exercise_is_loaded_on_what_fits_it(convention, equipment, kind, step):
    athlete = make.athlete()
    athlete.equipment.machine_step_kg = Decimal(5)
    lift = make.exercise(load_convention=convention, equipment=equipment)

    implement = implement_for(exercise=lift, equipment=athlete.equipment)

    assert (implement.kind, implement.step_kg) == (kind, Decimal(step))


def test_minutes_count_work_and_rest():
    squat = make.exercise(name="Lift")

    group = assigned({"sets": 3, "reps": "8-12", "rest_s": 90, "tempo": "3010"}, exercise=squat)

    # 3 x (12 reps x 4 s + 90 s) = 414 s, 6.9 minutes.
    assert group.session.minutes == 7
