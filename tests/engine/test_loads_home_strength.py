"""Home strength when the dumbbells run out: what still fits, and the steps in order."""

from decimal import Decimal

import pytest

from programs.engine.loads.home_strength import home_strength, unilateral_variant
from programs.engine.tables import exercises

PRESS = exercises()["dumbbell-bench-press"]


def pressing(heaviest, *, exercise=PRESS, reps=3, rpe=8):
    # A maximum of 100 kg a hand, so that loads read as percents of it.
    return home_strength(
        exercise=exercise,
        heaviest_kg=Decimal(heaviest),
        e1rm_kg=Decimal(100),
        reps=reps,
        rpe=Decimal(rpe),
    )


@pytest.mark.parametrize(
    ("heaviest", "fit", "reps"),
    [
        # Three at RPE 8 are 86.3 %.
        ("90", "fits", 3),
        # Four at RPE 8 are 83.7 %, five 81.1 %; more than five is no strength work.
        ("83.8", "fits", 3),
        ("83.7", "other_reps", 4),
        ("81.1", "other_reps", 5),
        # Five at RPE 7 are 78.6 %.
        ("78.6", "other_reps", 5),
        ("78.5", "limited", None),
    ],
)
def test_home_strength_fits_until_five_at_seven_is_too_light(heaviest, fit, reps):
    found = pressing(heaviest)

    assert (found.fit, found.reps, bool(found.steps)) == (fit, reps, fit == "limited")


def test_home_strength_limited_gives_the_steps_in_order():
    found = pressing("40")

    assert found.words == (
        "Your heaviest, 40 kg in each hand, is too light for 3 at RPE 8: take these in turn."
    )
    assert [step.kind for step in found.steps] == ["unilateral", "slow", "more_reps"]
    assert found.steps[0].exercise == "single-arm-dumbbell-bench-press"
    assert found.steps[1].tempos == ("2210", "4010")
    last = found.steps[2]
    assert (last.reps, last.rpe, last.is_load_limited) == ((6, 8), 8, True)
    assert not any(step.is_load_limited for step in found.steps[:2])


def test_home_strength_one_sided_lift_begins_with_slower_repetitions():
    found = pressing("40", exercise=exercises()["bulgarian-split-squat-dumbbell"])

    assert [step.kind for step in found.steps] == ["slow", "more_reps"]


@pytest.mark.parametrize(
    ("slug", "variant"),
    [
        ("dumbbell-squat-suitcase", "bulgarian-split-squat-dumbbell"),
        ("dumbbell-romanian-deadlift", "single-leg-dumbbell-romanian-deadlift"),
        ("seated-dumbbell-shoulder-press", "single-arm-dumbbell-shoulder-press"),
        ("dumbbell-bent-over-row", "one-arm-dumbbell-row"),
        ("dumbbell-hip-thrust", "single-leg-dumbbell-hip-thrust"),
        ("dumbbell-power-clean", "dumbbell-snatch"),
        ("dumbbell-rear-delt-row", None),
    ],
)
def test_unilateral_variant_shares_movement_and_muscles(slug, variant):
    found = unilateral_variant(exercises()[slug], catalogue=exercises().values())

    assert (found.slug if found else None) == variant
