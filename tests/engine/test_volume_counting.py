"""Volume beyond the worked cases: landmarks, hands, body weight, tempo, sample templates."""

from decimal import Decimal

import pytest

from programs.engine.loads.conventions import LoadedLift, hands_loaded, lift_of, moved_load
from programs.engine.tables import (
    exercises,
    muscle_groups,
    sample_template_volumes,
    sample_templates,
)
from programs.engine.volume.counting import (
    EffortSet,
    MalformedTempo,
    MuscleSets,
    MuscleWork,
    fractional_sets,
    is_hard,
    muscle_sets,
    rep_seconds,
    volume_load,
)


def work_of(row):
    exercise = exercises()[row.exercise]
    return MuscleWork(exercise.primary_muscles, exercise.secondary_muscles, row.sets)


@pytest.mark.parametrize("template", sorted(sample_template_volumes()))
def test_fractional_sets_of_sample_template_equal_printed_table(template):
    work = [work_of(row) for row in sample_templates() if row.template == template]

    assert fractional_sets(work) == sample_template_volumes()[template]


def test_muscle_sets_tells_direct_from_indirect():
    work = [MuscleWork(("chest",), ("triceps",), 3), MuscleWork(("triceps",), (), 2)]

    assert muscle_sets(work) == {
        "chest": MuscleSets(total=3, direct=3, fractional=Decimal(3)),
        "triceps": MuscleSets(total=5, direct=2, fractional=Decimal("3.5")),
    }


def test_exercises_name_only_known_muscles_and_no_muscle_twice():
    known = muscle_groups().keys()

    for exercise in exercises().values():
        primary, secondary = set(exercise.primary_muscles), set(exercise.secondary_muscles)
        assert primary
        assert primary | secondary <= known
        assert primary & secondary == set()


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (EffortSet(8, rpe=Decimal(6)), True),
        (EffortSet(8, rpe=Decimal("5.9")), False),
        (EffortSet(8, rpe=Decimal(5), prescribed_rpe=Decimal(9)), False),
        (EffortSet(8, prescribed_rpe=Decimal(6)), True),
        (EffortSet(1), True),
        (EffortSet(0), False),
        (EffortSet(8, rpe=Decimal(9), is_warmup=True), False),
    ],
)
def test_is_hard_at_four_in_reserve(one, expected):
    assert is_hard(one) is expected


@pytest.mark.parametrize(
    ("is_unilateral", "pattern", "hands"),
    [
        (False, "horizontal_push", 2),
        (True, "lunge", 2),
        (True, "hinge", 2),
        (True, "horizontal_pull", 1),
        (True, None, 1),
    ],
)
def test_hands_loaded_by_pattern(is_unilateral, pattern, hands):
    assert hands_loaded(is_unilateral=is_unilateral, movement_pattern=pattern) == hands


def test_volume_load_one_arm_row_counts_both_sides():
    row = next(
        exercise
        for exercise in exercises().values()
        if exercise.is_unilateral
        and exercise.load_convention == "per_hand"
        and exercise.movement_pattern == "horizontal_pull"
    )

    # 10 reps a side x 30 kg in one hand x 2 sides.
    assert volume_load([(10, Decimal(30))], lift=lift_of(row, bodyweight_kg=None)) == 600


@pytest.mark.parametrize(
    ("convention", "load", "moved"),
    [
        ("bodyweight", "0", Decimal("52")),
        ("bodyweight_plus", "10", Decimal("62")),
        ("bodyweight_minus", "10", Decimal("42")),
        ("bodyweight_minus", "60", Decimal(0)),
    ],
)
def test_moved_load_takes_share_of_body_weight(convention, load, moved):
    lift = LoadedLift(convention, bodyweight_kg=Decimal(80), bodyweight_factor=Decimal("0.65"))

    assert moved_load(Decimal(load), lift=lift) == moved


def test_volume_load_unknown_body_weight_is_none():
    lift = LoadedLift("bodyweight_plus", bodyweight_factor=Decimal(1))

    assert volume_load([(5, Decimal(10))], lift=lift) is None


def test_every_exercise_has_a_known_convention():
    for exercise in exercises().values():
        assert lift_of(exercise, bodyweight_kg=None).convention == exercise.load_convention


@pytest.mark.parametrize(("tempo", "seconds"), [("3010", 4), ("40X1", 6), ("20x0", 3)])
def test_rep_seconds_of_tempo(tempo, seconds):
    assert rep_seconds(tempo) == seconds


@pytest.mark.parametrize("tempo", ["", "301", "30100", "3-10", "3٣10"])
def test_rep_seconds_malformed_tempo_refused(tempo):
    with pytest.raises(MalformedTempo, match="write four digits or X"):
        rep_seconds(tempo)
