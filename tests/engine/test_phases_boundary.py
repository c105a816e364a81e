"""What is proposed between two phases, from spec 5.2's examples and the sample templates."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from programs.engine.composing.composition import Composition, compose
from programs.engine.goals import Goal
from programs.engine.loads.estimates import TrendPoint, e1rm, trend
from programs.engine.phases.boundary import RecentSet
from programs.engine.phases.boundary_proposal import BoundaryLift, NoBoundary, propose_boundary
from programs.engine.phases.boundary_volume import hypertrophy_volume, strength_volume
from programs.engine.phases.rotation import Kept, changes_inside, rotation
from programs.engine.tables import landmarks

from .programs_by_hand import calendar, program_of, slot, weeks

BENCH_SET = e1rm(load_kg=Decimal(80), reps=8, rpe=Decimal(9))
BENCH = BoundaryLift(
    name="Bench Press",
    reps=3,
    trend=trend([TrendPoint(0, BENCH_SET.e1rm_kg, BENCH_SET.sigma_pct)], as_of=0),
    recent_sets=(RecentSet(Decimal(80), 8),),
    reference_kg=Decimal("72.50"),
)
PRESS = BoundaryLift(name="Overhead Press (Standing)", reps=5)
SETS = {"chest": 16, "lats": 22, "calves": 6}


def phase(*exercises, goal="strength", mains=()):
    """One week of one day with these exercises."""
    slots = [
        slot({"reps": "5"}, key=f"k{place}", exercise=name, main=name in mains)
        for place, name in enumerate(exercises)
    ]
    return program_of(calendar(weeks(*slots, count=1), goal=goal)).mesocycles[0]


def test_propose_boundary_after_hypertrophy_specification_example():
    proposal = propose_boundary(ended=Goal.HYPERTROPHY, lifts=[BENCH, PRESS], mean_sets=SETS)

    assert (proposal.opens, proposal.deload.days) == (Goal.STRENGTH, (5, 7))
    assert [(one.muscle, one.sets) for one in proposal.volume] == [
        ("calves", 4),
        ("chest", 10),
        ("lats", 12),
    ]
    bench, press = (one.opening for one in proposal.openings)
    assert (bench.training_max_kg, bench.top_set_kg) == (Decimal("87.5"), Decimal("82.5"))
    assert (press.top_set_kg, press.needs_test) == (None, True)
    assert proposal.words[:5] == (
        "Train lightly for 5 to 7 days before the tests.",
        "Bench Press: as many repetitions as possible with 72.5 kg, the load that the phase "
        "began with, one short of failure.",
        "Overhead Press (Standing): as many repetitions as possible with the load that the "
        "phase began with, one short of failure.",
        "Take body weight and circumferences.",
        "Strength opens with top sets at RPE 6 to 7.5.",
    )
    assert proposal.words[5].startswith("Bench Press: open with 82.5 kg for 3 at RPE 7. Estimated")
    assert proposal.words[7:] == (
        "Calves: 6 sets a week become 4.",
        "Chest: 16 sets a week become 10.",
        "Lats: 22 sets a week become 12.",
    )


def test_propose_boundary_after_strength_top_sets_and_low_volume():
    # Two at RPE 8 is index 6 of the chart, 89.2 %: 104.99 x 0.892 = 93.65 -> 92.5.
    # Opening: 10 reps at RPE 6.5 = index 25 = 64.0 %: 99.74 x 0.64 = 63.8 -> 62.5.
    proposal = propose_boundary(
        ended=Goal.STRENGTH, lifts=[replace(BENCH, reps=10)], mean_sets={"chest": Fraction(13, 2)}
    )

    assert (proposal.opens, proposal.measures) == (Goal.HYPERTROPHY, ())
    assert [(test.kind, test.load_kg) for test in proposal.tests] == [("top_set", Decimal("92.5"))]
    assert proposal.openings[0].opening.top_set_kg == Decimal("62.5")
    assert proposal.words[-1] == (
        "Chest: 10 sets a week after 6.5, the low end of its range (10 to 12)."
    )
    assert proposal.words[2] == (
        "Hypertrophy opens with sets with 3 to 4 repetitions in reserve, at the low end of volume."
    )


def test_propose_boundary_with_tested_maximum_says_how_to_test():
    proposal = propose_boundary(
        ended=Goal.STRENGTH, lifts=[BENCH], mean_sets={}, is_maximum_tested=True
    )

    [test] = proposal.tests
    assert (test.kind, test.load_kg) == ("one_rep_max", None)
    assert "at most 5 attempts in steps of 1 to 5 %" in test.words


def test_propose_boundary_hypertrophy_without_estimate_ramps_to_its_own_effort():
    proposal = propose_boundary(ended=Goal.STRENGTH, lifts=[PRESS], mean_sets={})

    assert "until one feels like RPE 6.5" in proposal.openings[0].words


@pytest.mark.parametrize("goal", [Goal.DELOAD, Goal.TEST, Goal.PEAKING, Goal.TRANSITION])
def test_propose_boundary_only_after_loading_phases(goal):
    with pytest.raises(NoBoundary, match=f"A {goal} phase has no tests"):
        propose_boundary(ended=goal, lifts=[], mean_sets={})


@pytest.mark.parametrize(("mean", "sets"), [(16, 10), (22, 12), (6, 4)])
def test_strength_volume_specification_examples(mean, sets):
    assert strength_volume({"chest": mean})[0].sets == sets


@pytest.mark.parametrize(
    ("mean", "sets"), [(6, 10), (10, 10), (Fraction(21, 2), 11), (12, 12), (15, 12)]
)
def test_hypertrophy_volume_low_end_of_the_band_never_above_it(mean, sets):
    # chest: MEV 10, MAV from 12.
    assert hypertrophy_volume({"chest": mean})[0].sets == sets


def test_hypertrophy_volume_goes_by_the_athletes_own_bands():
    own = {"chest": replace(landmarks()["chest"], mev=7, mav_low=9)}

    [chest] = hypertrophy_volume({"chest": 4, "lats": 8}, bands=own)

    assert (chest.sets, chest.most) == (7, 9)


def test_rotation_sample_templates_train_every_family_before_strength():
    # h-gym-4d has bench, squat, hinge and overhead work; every family of s-gym-3d is there.
    build, _, heavy, _ = compose(Composition(name="Gym")).mesocycles

    found = rotation(before=build, after=heavy)

    assert (found.trained_share, found.untrained, found.returns) == (1, (), ())


def test_rotation_untrained_main_lifts_below_half_asks_for_a_ramp():
    before = phase("Leg Press", "Bench Press", goal="hypertrophy")
    after = phase(
        "Conventional Deadlift",
        "Overhead Press (Standing)",
        "Bench Press",
        mains=("Conventional Deadlift", "Overhead Press (Standing)", "Bench Press"),
    )

    found = rotation(before=before, after=after)

    assert found.trained_share == Fraction(1, 3)
    assert found.untrained == ("Conventional Deadlift", "Overhead Press (Standing)")
    assert not found.is_within_bounds
    assert found.words == (
        "Fewer than half of the main lifts were trained before: open Conventional Deadlift, "
        "Overhead Press (Standing) with a ramp, or put a variation into the phase before.",
    )


def test_rotation_varied_main_lift_counts_as_trained_and_goes_back_to_the_lift():
    before = phase("Back Squat (High-Bar)", goal="hypertrophy")
    after = phase("Front Squat", mains=("Front Squat",))

    found = rotation(before=before, after=after)

    assert (found.trained_share, found.is_within_bounds) == (1, True)
    assert found.returns == (("Front Squat", "Back Squat (High-Bar)"),)
    assert found.words == ("Go back from Front Squat to Back Squat (High-Bar), the lift itself.",)


def test_rotation_more_than_half_new_accessories_keeps_one_of_the_same_muscle():
    before = phase("Barbell Row", "Leg Press", "Barbell Curl", goal="hypertrophy")
    after = phase("Dumbbell Curl", "Seated Leg Curl", "Barbell Row")

    found = rotation(before=before, after=after)

    # Two of three are new, one may be: the curl has a counterpart that was trained.
    assert found.changed_share == Fraction(2, 3)
    assert found.kept == (Kept(new="Dumbbell Curl", keep="Barbell Curl"),)
    assert found.words == (
        "Keep Barbell Curl instead of Dumbbell Curl: at most half of the accessories change.",
    )


def test_changes_inside_found_in_loading_weeks_only():
    first = weeks(slot({"reps": "5"}, exercise="Bench Press"), count=2)
    other = weeks(slot({"reps": "5"}, exercise="Dip"), count=1, first=3)
    light = weeks(slot({"reps": "5"}, exercise="Push-Up"), count=1, first=4, deload=True)
    mesocycle = program_of(calendar([*first, *other, *light])).mesocycles[0]

    [change] = changes_inside(mesocycle)

    assert (change.week, change.came, change.went) == (3, ("Dip",), ("Bench Press",))


@pytest.mark.parametrize("equipment", ["GYM", "HOME"])
def test_changes_inside_composed_phases_none(equipment):
    days = 4 if equipment == "GYM" else 3
    program = compose(Composition(name="X", equipment=equipment, hypertrophy_days=days))

    assert [changes_inside(mesocycle) for mesocycle in program.mesocycles] == [()] * 4
