"""What a virtual athlete can lift, and how hard it is; figures by hand from the RPE chart."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.engine.simulating.athlete import Athlete, LiftProfile
from programs.engine.simulating.strength import (
    Strength,
    logged_rpe,
    most_reps,
    true_rpe,
)
from programs.engine.tables.catalogue_names import catalogue_exercise

LOADS = st.decimals(min_value=1, max_value=99, places=1)


@pytest.mark.parametrize(
    ("load", "reps"),
    [
        (101, 0),
        (100, 1),
        # Chart at RPE 10: 2 reps 95.5 %, 5 reps 86.3 %.
        (96, 1),
        (95, 2),
        (86, 5),
        (87, 4),
        # 12 reps 68 %, but Epley gives 30 x (100/60 - 1) = 20 at 60.
        (68, 14),
        (60, 20),
        (1, 30),
        (0, 30),
    ],
)
def test_repetitions_at_a_load_of_a_hundred_kilogram_lifter(load, reps):
    assert most_reps(load, max_kg=100) == reps


@pytest.mark.parametrize(
    ("load", "reps", "rpe"),
    [
        # 5 reps: 81.1 % is RPE 8, 82.4 % RPE 8.5, 86.3 % RPE 10.
        ("81.1", 5, "8"),
        ("81.2", 5, "8.5"),
        ("86.3", 5, "10"),
        # Lighter than RPE 6 (76.2 %): by what is left, 14 - 5 = 9.
        ("68", 5, "1"),
        # 76 kg: 8 can be done, so 3 are left; still called easier than RPE 6.
        ("76", 5, "6"),
    ],
)
def test_effort_of_repetitions_at_a_load(load, reps, rpe):
    assert true_rpe(Decimal(load), reps=reps, max_kg=100) == Decimal(rpe)


@settings(max_examples=20)
@given(load=LOADS, more=st.integers(1, 11))
def test_another_repetition_is_never_easier(load, more):
    efforts = [true_rpe(load, reps=reps, max_kg=100) for reps in (more, more + 1)]

    assert efforts[0] <= efforts[1]


@settings(max_examples=20)
@given(load=LOADS, heavier=LOADS)
def test_more_weight_never_gives_more_repetitions(load, heavier):
    light, heavy = sorted((load, heavier))

    assert most_reps(heavy, max_kg=100) <= most_reps(light, max_kg=100)


def test_bias_shifts_what_is_logged_within_the_scale():
    assert logged_rpe(Decimal(8), bias=Decimal("0.5")) == Decimal("8.5")
    assert logged_rpe(Decimal(10), bias=Decimal(1)) == Decimal(10)
    assert logged_rpe(Decimal(8), bias=Decimal("-0.25")) == Decimal(8)


def test_maxima_gain_when_trained_hold_in_a_stall_and_fall_without():
    athlete = Athlete(
        name="x",
        lifts={
            "Squat": LiftProfile(Decimal(100), stalls=((2, 2),)),
            "Bench Press": LiftProfile(Decimal(80), gain_percent=Decimal(1)),
        },
        gain_percent=Decimal("0.5"),
        loss_percent=Decimal("0.25"),
    )
    strength = Strength(athlete, exercise_of=catalogue_exercise)

    strength.end_week(week=1, trained=["Squat", "Bench Press"])
    strength.end_week(week=2, trained=["Squat"])

    # 100 x 1.005, then stalled; 80 x 1.01 x 0.9975 = 80.598.
    assert strength.maximum("Back Squat (High-Bar)") == Decimal("100.500")
    assert strength.maximum("Bench Press") == Decimal("80.598")
    assert strength.maximum("Deadlift") is None


def test_substitute_learns_its_share_unless_its_own_maximum_is_known():
    lifts = {"Bench Press": LiftProfile(Decimal(100)), "Goblet Squat": LiftProfile(Decimal(40))}
    strength = Strength(Athlete(name="x", lifts=lifts), exercise_of=catalogue_exercise)

    strength.learn("Dumbbell Bench Press", like="Bench Press", share=Fraction("0.415"))
    strength.learn("Goblet Squat", like="Bench Press", share=Fraction(1))

    assert strength.maximum("Dumbbell Bench Press") == Decimal("41.500")
    assert strength.maximum("Goblet Squat") == Decimal(40)
